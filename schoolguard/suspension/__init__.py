# SPDX-License-Identifier: Apache-2.0
"""Suspension of classes 停课 and the follow-up of every suspended pupil at home.

The program shows the reference that a rule gives; people decide, with a name and a paper number.
While it lasts every pupil is asked for each day, on a sheet like a check sheet.
"""
