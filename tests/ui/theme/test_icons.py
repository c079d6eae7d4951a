# SPDX-License-Identifier: Apache-2.0
"""Icons: those that are named exist, those that exist are named, and each draws something."""

import ast
from pathlib import Path

from pytestqt.qtbot import QtBot

from schoolguard.kernel.resources import resource
from schoolguard.ui.theme.icons import pixmap

PROGRAM = Path(__file__).resolve().parents[3] / "schoolguard"
FILES = sorted(path.stem for path in resource("icons", "lucide").glob("*.svg"))


def words_of_the_program() -> set[str]:
    return {
        node.value
        for path in (PROGRAM / "ui").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def test_only_icons_in_use_are_shipped() -> None:
    words = words_of_the_program()
    sheet = "".join(word for word in words if "@icons" in word)
    assert [name for name in FILES if name not in words and f"{name}.svg" not in sheet] == []


def test_the_licence_lies_beside_them() -> None:
    assert "ISC" in resource("icons", "lucide", "LICENSE.txt").read_text(encoding="utf-8")


def test_every_icon_draws_something_in_the_colour_asked_for(qtbot: QtBot) -> None:
    for name in FILES:
        drawn = pixmap(name, "#FF0000", 24).toImage()
        pixels = (drawn.pixelColor(x, y) for x in range(24) for y in range(24))
        solid = [pixel for pixel in pixels if pixel.alpha() > 128]
        assert solid, name
        assert all(pixel.red() > 200 and pixel.green() < 60 for pixel in solid), name
