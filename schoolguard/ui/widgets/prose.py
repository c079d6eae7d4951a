# SPDX-License-Identifier: Apache-2.0
"""A page of prose to read: Markdown with air between its lines and above its headings.

Qt's reader of Markdown ignores style sheets, so the distances are set block by block.
"""

from typing import Final

from PySide6.QtGui import QTextBlock, QTextBlockFormat, QTextCursor
from PySide6.QtWidgets import QTextBrowser, QWidget

from schoolguard.ui.theme import scale

_LINE_PERCENT: Final = 120.0
_NO_OBJECT: Final = -1
"""What Qt answers for a block that stands in no list."""


class Prose(QTextBrowser):
    """A browser for one text; links are left to whoever shows it."""

    def __init__(self, label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(label)
        self.setOpenLinks(False)
        self.document().setDocumentMargin(scale.WIDE)

    def show_markdown(self, text: str) -> None:
        """Show another text from its beginning."""
        self.setMarkdown(text)
        block = self.document().begin()
        while block.isValid():
            _give_air(block)
            block = block.next()


def _give_air(block: QTextBlock) -> None:
    form = block.blockFormat()
    is_heading = form.headingLevel() > 0
    is_first = block.blockNumber() == 0
    form.setTopMargin(scale.MARGIN if is_heading and not is_first else 0)
    form.setBottomMargin(scale.TIGHT if form.objectIndex() != _NO_OBJECT else scale.GAP)
    form.setLineHeight(_LINE_PERCENT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    QTextCursor(block).setBlockFormat(form)
