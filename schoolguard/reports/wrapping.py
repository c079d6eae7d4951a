# SPDX-License-Identifier: Apache-2.0
"""Breaks text into lines: between any two Chinese characters, between Latin words.

A closing mark never begins a line and an opening mark never ends one (GB/T 15834-2011, 5.1).
"""

import re
from collections.abc import Callable, Iterator
from typing import Final, TypeAlias

Measure: TypeAlias = Callable[[str, float, bool], float]
"""Width in points of a text at a size, bold or not."""

_NO_START: Final = frozenset("，。、；：？！”’）》〉】〕」』…—～·%％℃,.;:?!)]}")
_NO_END: Final = frozenset("“‘（《〈【〔「『([{")
_PIECES: Final = re.compile(r"\s+|[!-~\u00a1-\u024f]+|.", re.DOTALL)
_SMALLEST_SHARE: Final = 0.72
"""Text that does not fit is set down to this share of its size before it is wrapped."""


def wrap(text: str, size: float, width: float, measure: Measure, *, bold: bool) -> tuple[str, ...]:
    """Return the lines of `text` in `width` points; line breaks in it are kept; never empty."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        lines += _wrap_paragraph(paragraph, size, width, measure, bold=bold)
    return tuple(lines)


def fit(text: str, size: float, width: float, measure: Measure, *, bold: bool) -> float:
    """Return the size at which `text` fits one line of `width`, or 0 when only wrapping helps."""
    needed = measure(text, size, bold)
    if needed <= width:
        return size
    share = width / needed
    return size * share if share >= _SMALLEST_SHARE else 0.0


def _wrap_paragraph(
    text: str, size: float, width: float, measure: Measure, *, bold: bool
) -> Iterator[str]:
    line, used = "", 0.0
    for piece in _unbreakable(text, size, width, measure, bold=bold):
        needed = measure(piece, size, bold)
        if line and used + needed > width and not piece.isspace():
            yield line.rstrip()
            line, used = "", 0.0
        if line or not piece.isspace():
            line += piece
            used += needed
    yield line.rstrip()


def _unbreakable(
    text: str, size: float, width: float, measure: Measure, *, bold: bool
) -> Iterator[str]:
    """Yield the pieces between which a line may end."""
    held = ""
    for match in _PIECES.finditer(text):
        piece = match.group()
        if held and piece[0] not in _NO_START and held[-1] not in _NO_END:
            yield held
            held = ""
        held += piece
        while measure(held, size, bold) > width and len(held) > 1:
            cut = max(1, int(len(held) * width / measure(held, size, bold)))
            yield held[:cut]
            held = held[cut:]
    if held:
        yield held
