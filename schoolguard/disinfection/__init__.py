# SPDX-License-Identifier: Apache-2.0
"""Airing, cleaning, disinfecting 通风消毒: every place, its named person, its plan, what was done.

Places follow a plan of tasks by kind of place; events add orders of their own, and an alert raises
the plan for chosen places and dates. What was done is signed off with agent, strength and contact
time; what was late or missed stays so.
"""
