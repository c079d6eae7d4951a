# SPDX-License-Identifier: Apache-2.0
"""Draws a laid-out document as PDF: A4, the bundled font, text that can be searched and copied.

Bytes depend on the document alone: no clock, no random identifiers; the same document gives the
same file, which is how a kept report is compared.
"""

import threading
from io import BytesIO
from typing import Final

from reportlab import rl_config
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from schoolguard.reports.document import Align, Document
from schoolguard.reports.fonts import BOLD, REGULAR, ensure_fonts, printable, text_width
from schoolguard.reports.layout import lay_out, page_size
from schoolguard.reports.marks import (
    COPY_INK,
    Box,
    Circle,
    Image,
    Line,
    Mark,
    Placed,
    Watermark,
    Words,
)

_ONE_AT_A_TIME: Final = threading.Lock()
"""A font keeps state of the document being written."""


def document_pdf(document: Document) -> bytes:
    """Return the document as a PDF file; safe to call from any thread."""
    with _ONE_AT_A_TIME:
        rl_config.useA85 = 0  # binary streams: a fifth smaller
        ensure_fonts()
        pages = lay_out(document, text_width)
        return _write(document, pages)


def page_count(document: Document) -> int:
    """Return how many pages a document takes, without drawing it."""
    with _ONE_AT_A_TIME:
        ensure_fonts()
        return len(lay_out(document, text_width))


def _write(document: Document, pages: tuple[tuple[Placed, ...], ...]) -> bytes:
    size = page_size(document)
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=size, invariant=1, pageCompression=1, lang=document.language)
    canvas.setTitle(document.title)
    canvas.setAuthor("SchoolGuard")
    canvas.setCreator("SchoolGuard")
    for page in pages:
        pen = _Pen(canvas, *size)
        for placed in page:
            for mark in placed.marks:
                pen.draw(mark, placed.x, placed.y)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


class _Pen:
    """Draws marks on one page and remembers ink, so that the file repeats no settings."""

    def __init__(self, canvas: Canvas, width: float, height: float) -> None:
        self._canvas = canvas
        self._width = width
        self._height = height
        self._fill = -1
        self._stroke = -1

    def draw(self, mark: Mark, x: float, y: float) -> None:
        """Draw a mark relative to a point of the page, y downwards."""
        if isinstance(mark, Words):
            self._words(mark, x, y)
        elif isinstance(mark, Line):
            self._line(mark, x, y)
        elif isinstance(mark, Box):
            self._box(mark, x, y)
        elif isinstance(mark, Circle):
            self._circle(mark, x, y)
        elif isinstance(mark, Image):
            self._image(mark, x, y)
        else:
            self._watermark(mark)

    def _words(self, mark: Words, x: float, y: float) -> None:
        if not mark.text:
            return
        text = printable(mark.text)
        left = x + mark.x
        if mark.align is not Align.LEFT:
            width = text_width(text, mark.size, mark.bold)
            left -= width if mark.align is Align.RIGHT else width / 2
        self._ink(fill=mark.ink)
        self._canvas.setFont(BOLD if mark.bold else REGULAR, mark.size)
        self._canvas.drawString(left, self._height - y - mark.y, text)

    def _line(self, mark: Line, x: float, y: float) -> None:
        self._ink(stroke=mark.ink)
        self._canvas.setLineWidth(mark.width)
        self._canvas.setDash([3, 2] if mark.dashed else [])
        top = self._height - y
        self._canvas.line(x + mark.x1, top - mark.y1, x + mark.x2, top - mark.y2)

    def _box(self, mark: Box, x: float, y: float) -> None:
        filled, stroked = mark.fill >= 0, mark.stroke >= 0
        self._ink(fill=mark.fill, stroke=mark.stroke)
        self._canvas.setLineWidth(0.5)
        self._canvas.setDash([])
        bottom = self._height - y - mark.y - mark.height
        self._canvas.rect(x + mark.x, bottom, mark.width, mark.height, int(stroked), int(filled))

    def _circle(self, mark: Circle, x: float, y: float) -> None:
        self._ink(stroke=mark.ink)
        self._canvas.setLineWidth(0.7)
        self._canvas.setDash([3, 2])
        self._canvas.circle(x + mark.x, self._height - y - mark.y, mark.radius, stroke=1, fill=0)
        self._canvas.setDash([])

    def _image(self, mark: Image, x: float, y: float) -> None:
        bottom = self._height - y - mark.y - mark.height
        picture = ImageReader(BytesIO(mark.png))
        self._canvas.drawImage(picture, x + mark.x, bottom, mark.width, mark.height)

    def _watermark(self, mark: Watermark) -> None:
        self._ink(fill=COPY_INK)
        canvas = self._canvas
        canvas.saveState()
        canvas.translate(self._width / 2, self._height / 2)
        canvas.rotate(35)
        canvas.setFont(BOLD, 120)
        canvas.drawCentredString(0, -40, printable(mark.text))
        canvas.restoreState()

    def _ink(self, *, fill: int = -1, stroke: int = -1) -> None:
        if fill >= 0 and fill != self._fill:
            self._fill = fill
            self._canvas.setFillColorRGB(*_rgb(fill))
        if stroke >= 0 and stroke != self._stroke:
            self._stroke = stroke
            self._canvas.setStrokeColorRGB(*_rgb(stroke))


def _rgb(ink: int) -> tuple[float, float, float]:
    return (ink >> 16 & 255) / 255, (ink >> 8 & 255) / 255, (ink & 255) / 255
