# SPDX-License-Identifier: Apache-2.0
"""A picture in a document: on paper as it is, in a sheet in words."""

import io
import struct
import zlib

import openpyxl
import pypdf

from schoolguard.reports import Document, Note, Picture, Section, document_pdf, document_xlsx


def png(width: int, height: int) -> bytes:
    """Return a grey picture."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress(b"".join(b"\0" + b"\x80" * width for _ in range(height)))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def made(*before: Note) -> Document:
    picture = Picture(png(90, 30), 30 / 90, "三天共5例")
    return Document("曲线", (Section("", (*before, picture)),), landscape=True)


def test_the_picture_stands_on_the_paper_with_all_its_points() -> None:
    (page,) = pypdf.PdfReader(io.BytesIO(document_pdf(made()))).pages
    (image,) = page.images
    assert image.image is not None
    assert image.image.size == (90, 30)


def test_a_picture_that_does_not_fit_goes_to_the_next_page() -> None:
    filler = Note("\n".join("行" * 28))
    pages = pypdf.PdfReader(io.BytesIO(document_pdf(made(filler)))).pages
    assert [len(page.images) for page in pages] == [0, 1]


def test_the_same_picture_gives_the_same_bytes() -> None:
    assert document_pdf(made()) == document_pdf(made())


def test_a_sheet_says_the_picture_in_words() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(document_xlsx(made()))).active
    assert sheet is not None
    assert "三天共5例" in [cell.value for row in sheet.iter_rows() for cell in row]
