# SPDX-License-Identifier: Apache-2.0
"""Colours by meaning, never by name of a hue, and never the only sign of a meaning.

Every pair of text and ground here keeps the contrast of WCAG 2.2 AA (4.5 to 1; frames, marks and
the focus ring 3 to 1): tests/ui/theme/test_palette.py measures all of them.
"""

from enum import StrEnum
from typing import Final, NamedTuple

from PySide6.QtGui import QColor, QPalette

WINDOW: Final = "#F4F7F8"
SURFACE: Final = "#FFFFFF"
SURFACE_RAISED: Final = "#EDF2F3"
SIDEBAR: Final = "#E4EDEE"
LINE: Final = "#D3DDE0"
"""Separates quiet areas; carries no meaning."""

FRAME: Final = "#74838C"
"""The frame of whatever can be typed into or pressed."""

TEXT: Final = "#1C2B33"
TEXT_MUTED: Final = "#4F606A"
ACCENT: Final = "#0F6B64"
ACCENT_STRONG: Final = "#0A534D"
ON_ACCENT: Final = "#FFFFFF"
SELECTION: Final = "#CFE8E5"
HOVER: Final = "#E3F1F0"
FOCUS: Final = "#0B5CAD"
FOCUS_ON_ACCENT: Final = "#BFE3FF"


class Tone(StrEnum):
    """What a badge, a cell or a banner means."""

    OK = "ok"
    ATTENTION = "attention"
    ALARM = "alarm"
    INFO = "info"
    MUTED = "muted"
    ACCENT = "accent"


class Tints(NamedTuple):
    """The three colours of one tone: writing, ground, frame."""

    text: str
    ground: str
    frame: str


TINTS: Final = {
    Tone.OK: Tints("#14592F", "#E3F5E9", "#3F8A5A"),
    Tone.ATTENTION: Tints("#7A4300", "#FFF1D6", "#A86A0F"),
    Tone.ALARM: Tints("#9B1515", "#FDE8E8", "#C24444"),
    Tone.INFO: Tints("#0B4A82", "#E4F0FB", "#4480B4"),
    Tone.MUTED: Tints("#4F606A", "#ECF0F2", "#74838C"),
    Tone.ACCENT: Tints("#0A534D", "#DDF1EF", "#2A8880"),
}

TONE_ICONS: Final = {
    Tone.OK: "circle-check",
    Tone.ATTENTION: "triangle-alert",
    Tone.ALARM: "octagon-alert",
    Tone.INFO: "info",
    Tone.MUTED: "circle-dashed",
    Tone.ACCENT: "circle-check",
}
"""The shape that says the same as the colour."""


def contrast(first: str, second: str) -> float:
    """Return the WCAG contrast ratio of two colours, 1 (none) to 21 (black on white)."""
    lighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def qt_palette() -> QPalette:
    """Return the colours for what the Fusion style draws itself."""
    palette = QPalette(QColor(SURFACE_RAISED), QColor(WINDOW))
    role = QPalette.ColorRole
    for where, colour in (
        (role.Window, WINDOW),
        (role.Base, SURFACE),
        (role.AlternateBase, WINDOW),
        (role.Text, TEXT),
        (role.WindowText, TEXT),
        (role.ButtonText, TEXT),
        (role.Button, SURFACE_RAISED),
        (role.PlaceholderText, TEXT_MUTED),
        (role.Highlight, SELECTION),
        (role.HighlightedText, TEXT),
        (role.ToolTipBase, TEXT),
        (role.ToolTipText, SURFACE),
        (role.Link, FOCUS),
        (role.Accent, ACCENT),
    ):
        palette.setColor(where, QColor(colour))
    for where in (role.Text, role.WindowText, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, where, QColor(FRAME))
    return palette


def _luminance(colour: str) -> float:
    parts = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
