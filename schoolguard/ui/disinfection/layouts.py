# SPDX-License-Identifier: Apache-2.0
"""Arrangements that several dialogs and tabs of this page share."""

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from schoolguard.ui.theme import scale


def beside(*columns: Sequence[QWidget]) -> QHBoxLayout:
    """Return columns of equal width, each with its widgets at the top."""
    row = QHBoxLayout()
    row.setSpacing(scale.MARGIN)
    for widgets in columns:
        column = QVBoxLayout()
        for widget in widgets:
            column.addWidget(widget)
        column.addStretch(1)
        row.addLayout(column, 1)
    return row


def stacked(head: QHBoxLayout, parent: QWidget, *widgets: QWidget) -> QWidget:
    """Return a row of buttons above widgets, of which the first takes the room there is."""
    side = QWidget(parent)
    column = QVBoxLayout(side)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(scale.GAP)
    column.addLayout(head)
    for at, widget in enumerate(widgets):
        column.addWidget(widget, 0 if at else 1)
    return side
