# SPDX-License-Identifier: Apache-2.0
"""The three daily checks on screen: choose a class and a session, then type the class in.

`page` joins the picker with the sheet; `sheet_view` is one class on one screen; `grid` turns keys
into entries; what keys mean is decided in `key_reader`, what a line says in `lines`.
"""
