# SPDX-License-Identifier: Apache-2.0
"""Early warning 预警: what the regulation asks for, and what statistics find unusual.

Onsets are counted, not heads. The legal triggers look at them first and are never overruled; a
gamma-Poisson scan and a CUSUM then say whether it is more than this school is used to. The program
shows what was counted and what is usual; people verify, and decide.
"""
