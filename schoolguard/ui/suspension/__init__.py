# SPDX-License-Identifier: Apache-2.0
"""Suspensions on screen: what is off and why, and the round of calls to the families.

`page` joins the overview with the sheet and the return list; `sheet_view` is one class on one
screen, with the family at hand beside it; `grid` turns keys into entries; what keys mean is decided
in `key_reader` and `commands`, what a line says in `lines`.
"""
