# SPDX-License-Identifier: Apache-2.0
"""Shows a kept paper page by page, as wide as there is room, sharp on any screen."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QPixmap, QResizeEvent
from PySide6.QtWidgets import QLabel, QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from schoolguard.kernel.texts import Texts
from schoolguard.ui.theme import scale
from schoolguard.ui.widgets.paper import page_images

_WIDEST = 900
_SETTLE_MS = 120


class PaperView(QScrollArea):
    """The pages of one PDF under one another."""

    def __init__(self, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._texts = texts
        self._pdf = b""
        self._drawn_width = 0
        self._pages = QWidget(self)
        self._pages.setObjectName("scrolled")
        self._stack = QVBoxLayout(self._pages)
        self._stack.setContentsMargins(0, 0, 0, 0)
        self._stack.setSpacing(scale.ROOMY)
        self.setWidgetResizable(True)
        self.setWidget(self._pages)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(texts("daily.page.preview"))
        self._settled = QTimer(self, singleShot=True, interval=_SETTLE_MS)
        self._settled.timeout.connect(self._draw)

    @property
    def page_total(self) -> int:
        """How many pages are shown."""
        return self._stack.count()

    def show_pdf(self, pdf: bytes) -> None:
        """Show a file from its first page on; empty bytes show nothing."""
        self._pdf = pdf
        self._drawn_width = 0
        self._draw()
        self.verticalScrollBar().setValue(0)

    def _draw(self) -> None:
        width = min(self.viewport().width() - 2, _WIDEST)
        if width == self._drawn_width or width < 1:
            return
        self._drawn_width = width
        while (item := self._stack.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.deleteLater()
        if not self._pdf:
            return
        ratio = self.devicePixelRatioF()
        for number, image in enumerate(page_images(self._pdf, round(width * ratio)), start=1):
            picture = QPixmap.fromImage(image)
            picture.setDevicePixelRatio(ratio)
            page = QLabel(self._pages)
            page.setPixmap(picture)
            page.setProperty("look", "paper")
            page.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
            page.setAccessibleName(self._texts("ui.paper.page", number=number))
            self._stack.addWidget(page)
            page.show()  # at once: a layout would show it only in a later turn of the event loop
        self._stack.activate()
        self._pages.adjustSize()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._settled.start()
