# SPDX-License-Identifier: Apache-2.0
"""A field for a small whole number, whose text keeps the distance that other fields keep.

The style sheet's padding does not reach the line inside a spin box.
"""

from PySide6.QtWidgets import QSpinBox, QWidget

from schoolguard.ui.theme import scale


class NumberField(QSpinBox):
    """A spin box of the house."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lineEdit().setTextMargins(scale.GAP, 0, 0, 0)
