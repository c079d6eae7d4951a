# SPDX-License-Identifier: Apache-2.0
"""Sizes: a type scale and a spacing grid, both in logical pixels (Qt scales them to the screen)."""

from typing import Final

SMALL: Final = 12
BODY: Final = 14
SECTION: Final = 16
TITLE: Final = 22
DISPLAY: Final = 30

TIGHT: Final = 4
GAP: Final = 8
ROOMY: Final = 12
MARGIN: Final = 16
WIDE: Final = 24

ROW_HEIGHT: Final = 30
CONTROL_HEIGHT: Final = 32
SIDEBAR_WIDTH: Final = 184
ICON: Final = 18
RADIUS: Final = 6
