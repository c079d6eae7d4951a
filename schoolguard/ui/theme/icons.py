# SPDX-License-Identifier: Apache-2.0
"""Icons by name, drawn in a colour of the palette.

The drawings are Lucide's (ISC licence, resources/icons/lucide/LICENSE.txt): strokes in
``currentColor``, which is replaced here before Qt draws them, so one file serves every colour.
"""

from functools import cache
from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from schoolguard.kernel.resources import resource
from schoolguard.ui.theme import palette, scale

_SHARE = 0.92
_DROP = 0.1
"""Beside words a drawing stands a little lower and keeps its distance: Noto's line box is higher
above the writing than below it."""


@cache
def icon(name: str, colour: str = palette.TEXT) -> QIcon:
    """Return an icon; disabled it turns to the colour of frames.

    Args:
        name: the file's name under resources/icons/lucide, without its ending.
        colour: ``#RRGGBB``.
    """
    made = QIcon()
    # One size, as many pixels as the screen asks for: each drawing more makes the window later.
    size = round(scale.ICON * _ratio())
    place = QRectF(0, _DROP * size, _SHARE * size, _SHARE * size)
    for ink, mode in ((colour, QIcon.Mode.Normal), (palette.FRAME, QIcon.Mode.Disabled)):
        picture = _drawn(name, ink, size, place)
        picture.setDevicePixelRatio(_ratio())
        made.addPixmap(picture, mode)
    return made


def pixmap(name: str, colour: str = palette.TEXT, size: int = scale.ICON) -> QPixmap:
    """Return one drawing `size` logical pixels square on a clear ground, sharp on any screen."""
    pixels = round(size * _ratio())
    picture = _drawn(name, colour, pixels, QRectF(0, 0, pixels, pixels))
    picture.setDevicePixelRatio(_ratio())
    return picture


def _drawn(name: str, colour: str, pixels: int, place: QRectF) -> QPixmap:
    renderer = QSvgRenderer(QByteArray(_drawing(name).replace(b"currentColor", colour.encode())))
    picture = QPixmap(pixels, pixels)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    renderer.render(painter, place)
    painter.end()
    return picture


@cache
def _drawing(name: str) -> bytes:
    return (_folder() / f"{name}.svg").read_bytes()


@cache
def _folder() -> Path:
    return resource("icons", "lucide")


def _ratio() -> float:
    """Return how many pixels of the finest screen make a logical one."""
    app = QGuiApplication.instance()
    return app.devicePixelRatio() if isinstance(app, QGuiApplication) else 1.0


def tone_icon(tone: palette.Tone) -> QIcon:
    """Return the sign of a tone in the tone's own colour."""
    return icon(palette.TONE_ICONS[tone], palette.TINTS[tone].text)
