# SPDX-License-Identifier: Apache-2.0
"""The bundled font: the same Chinese on every computer, every standard character included.

Regular comes first and alone, since the unlock window needs nothing else; Bold follows with the
main window. A computer's own fonts stay as the fallback for characters that Noto Sans SC lacks.
"""

from PySide6.QtGui import QFont, QFontDatabase

from schoolguard.kernel.resources import resource
from schoolguard.ui.theme import scale

FAMILY = "Noto Sans SC"


def add_regular() -> None:
    """Make the upright face known to Qt."""
    QFontDatabase.addApplicationFont(str(resource("fonts", "NotoSansSC-Regular.ttf")))


def add_bold() -> None:
    """Make the bold face known to Qt."""
    QFontDatabase.addApplicationFont(str(resource("fonts", "NotoSansSC-Bold.ttf")))


def body_font() -> QFont:
    """Return the font that every widget starts from."""
    font = QFont(FAMILY)
    font.setPixelSize(scale.BODY)
    return font
