# SPDX-License-Identifier: Apache-2.0
"""The tabs of the page: warnings, and pictures, which are built when first looked at."""

from pathlib import Path

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from schoolguard import reports
from schoolguard.ui.warning.charts_tab import PicturesTab
from schoolguard.ui.widgets.chart.chart import paper_picture
from schoolguard.ui.widgets.chooser import Chooser
from schoolguard.ui.widgets.delivery import show_on_paper
from schoolguard.ui.widgets.page import Page


class Tabs(QTabWidget):
    """Alt+1 shows the warnings, Alt+2 the pictures."""

    def __init__(self, page: Page, warnings: QWidget) -> None:
        super().__init__(page)
        self._page = page
        self._pictures: PicturesTab | None = None
        self._room = QWidget(self)
        QVBoxLayout(self._room).setContentsMargins(0, 0, 0, 0)
        self.addTab(warnings, page.text("warning_pictures.tab.warnings"))
        self.addTab(self._room, page.text("warning_pictures.tab.pictures"))
        self.tabBar().setAccessibleName(page.text(page.title_key))
        for number in range(2):
            self.setTabToolTip(number, f"Alt+{number + 1}")
            shortcut = QShortcut(QKeySequence(f"Alt+{number + 1}"), page)
            shortcut.activated.connect(lambda n=number: self.setCurrentIndex(n))
        self.currentChanged.connect(lambda _: self.read())

    @property
    def pictures(self) -> PicturesTab:
        """The pictures, in front or not."""
        if self._pictures is None:
            self._pictures = PicturesTab(self._page.desk, self._room)
            layout = self._room.layout()
            if layout is not None:
                layout.addWidget(self._pictures)
        return self._pictures

    @property
    def shows_pictures(self) -> bool:
        """Whether the pictures are in front."""
        return self.currentIndex() == 1

    def read(self) -> None:
        """Read the pictures anew if they are in front."""
        if self.shows_pictures:
            self.pictures.refresh()

    def print_picture(self) -> None:
        """Show the picture in front with its numbers on paper."""
        tab = self.pictures
        show_on_paper(self._page, tab.document(), tab.picture.currentText())

    def export_picture(self) -> None:
        """Ask where to; a name ending in .png takes the picture, else the numbers are written."""
        tab, page = self.pictures, self._page
        kinds = f"XLSX (*.xlsx);;{page.text('warning_pictures.picture_name')} PNG (*.png)"
        name = f"{tab.picture.currentText()}.xlsx"
        path = Chooser.save_file(page, page.text("ui.export"), name, kinds)
        if path is None:
            return
        if path.suffix.lower() == ".png":
            data, _ = paper_picture(tab.chart)
            self._write(path, data)
        else:
            document = tab.document(sheet=True)
            page.desk.tasks.work(
                page,
                lambda _: reports.document_xlsx(document),
                lambda made: self._write(path, made),
            )

    def _write(self, path: Path, data: bytes) -> None:
        page = self._page
        page.desk.tasks.work(
            page,
            lambda _: path.write_bytes(data),
            lambda _: page.desk.notify.done(page.text("ui.exported", path=str(path))),
        )
