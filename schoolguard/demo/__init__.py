# SPDX-License-Identifier: Apache-2.0
"""Plays a whole school's days through the real services, for trying out, teaching and testing.

`invented_school` makes up the people, `wave` decides who falls ill and when, `player` lives the
days: roster sheet, checks, absences, reports, packages, receipts. Nobody in it exists.
"""
