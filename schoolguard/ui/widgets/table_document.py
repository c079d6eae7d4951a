# SPDX-License-Identifier: Apache-2.0
"""What a table shows, as a document: for paper and for a sheet, rows as sorted on screen."""

from typing import Any

from schoolguard.kernel.texts import Texts
from schoolguard.reports import Align, Column, Document, Frame, Section, Table
from schoolguard.ui.widgets.table import RowsModel

_PIXELS_A_SHARE = 100


def table_document(
    texts: Texts, title: str, facts: tuple[str, ...], model: RowsModel[Any]
) -> Document:
    """Return the rows of a model under its column titles."""
    columns = tuple(
        Column(
            column.title,
            share=column.width / _PIXELS_A_SHARE,
            align=Align.RIGHT if column.number else Align.LEFT,
            wrap=not column.number,
        )
        for column in model.columns
    )
    rows = tuple(tuple(column.text(row) for column in model.columns) for row in model.rows)
    return Document(
        title=title,
        facts=facts,
        sections=(Section("", (Table(columns, rows),)),),
        frame=Frame(running=title, page_label=texts("ui.paper.pages")),
        landscape=True,
        language=texts.language.replace("_", "-"),
    )
