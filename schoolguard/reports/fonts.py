# SPDX-License-Identifier: Apache-2.0
"""The bundled font on paper: loads it once, measures, and never loses a character.

reportlab prints a glyph that the font lacks as nothing, so a name could silently lose a character;
such a character, and every character of the private use area left by old student systems, is
printed as its code: ``〔U+1F642〕``. And reportlab writes a wrong ToUnicode map for characters
beyond U+FFFF, so that 𠅤 copies as another sign; `SchoolFont` writes its own map.
"""

from functools import cache
from typing import Any, Final

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import SUBSETN, TTFont
from typing_extensions import override

from schoolguard.kernel.resources import resource

REGULAR: Final = "NotoSansSC-Regular"
BOLD: Final = "NotoSansSC-Bold"
_CMAP_BLOCK: Final = 100
"""Most entries that one bfchar block of a CMap may hold (Adobe Technical Note 5014)."""


class SchoolFont(TTFont):
    """A TrueType font whose text can be copied and searched beyond U+FFFF."""

    @override
    def addObjects(self, doc: Any) -> None:  # reportlab's document is untyped
        subsets = [list(subset) for subset in self.state[doc].subsets]
        super().addObjects(doc)
        for number, subset in enumerate(subsets):
            base = b"".join((SUBSETN(number), b"+", self.face.name, self.face.subfontNameX))
            name = base.decode("pdfdoc")
            doc.idToObject[f"toUnicodeCMap:{name}"].content = to_unicode_map(name, subset)


def to_unicode_map(name: str, subset: list[int]) -> str:
    """Return the CMap from the codes of a subset (its indexes) to UTF-16BE text."""
    pairs = [
        f"<{code:02X}> <{chr(point).encode('utf-16-be').hex().upper()}>"
        for code, point in enumerate(subset)
        if point
    ]
    lines = [
        "/CIDInit /ProcSet findresource begin",
        "12 dict begin",
        "begincmap",
        f"/CIDSystemInfo << /Registry ({name}) /Ordering ({name}) /Supplement 0 >> def",
        f"/CMapName /{name} def",
        "/CMapType 2 def",
        "1 begincodespacerange",
        "<00> <FF>",
        "endcodespacerange",
    ]
    for start in range(0, len(pairs), _CMAP_BLOCK):
        block = pairs[start : start + _CMAP_BLOCK]
        lines += [f"{len(block)} beginbfchar", *block, "endbfchar"]
    lines += ["endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end"]
    return "\n".join(lines)


@cache
def _font(name: str) -> SchoolFont:
    font = SchoolFont(name, str(resource("fonts", f"{name}.ttf")))
    pdfmetrics.registerFont(font)
    return font


def ensure_fonts() -> None:
    """Load and register both weights; about a tenth of a second each, once a process."""
    _font(REGULAR)
    _font(BOLD)


def lacks_glyph(text: str) -> tuple[str, ...]:
    """Return the characters that the font can not show, in order, once each; usually empty."""
    glyphs = _glyphs()
    return tuple(dict.fromkeys(sign for sign in text if sign not in glyphs))


def printable(text: str) -> str:
    """Return `text` with each character the font lacks replaced by its code, 〔U+1F642〕."""
    glyphs = _glyphs()
    if glyphs.issuperset(text):
        return text
    return "".join(sign if sign in glyphs else f"〔U+{ord(sign):04X}〕" for sign in text)


def text_width(text: str, size: float, bold: bool) -> float:  # noqa: FBT001 - a `Measure`
    """Return the width in points of a text as it is printed."""
    face = _font(BOLD if bold else REGULAR).face
    width = face.charWidths.get
    missing = face.defaultWidth
    return float(sum(width(point, missing) for point in map(ord, printable(text)))) * size / 1000


@cache
def _glyphs() -> frozenset[str]:
    points = _font(REGULAR).face.charToGlyph
    return frozenset(chr(point) for point in points if not 0xE000 <= point <= 0xF8FF)
