# SPDX-License-Identifier: Apache-2.0
"""The way back to class 复课: what a disease asks for before a pupil may return, and who looked.

An anchor date and minimum days, further conditions and papers give the earliest day and what is
missing. The nurse checks the hospital's paper again; an exception needs a reason and stays visible.
"""
