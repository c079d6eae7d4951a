# SPDX-License-Identifier: Apache-2.0
"""The manual: F1 opens the chapter of the page at hand."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QWidget

from schoolguard.kernel.resources import resource
from schoolguard.kernel.texts import Texts
from schoolguard.ui.widgets.prose import Prose

CHAPTERS = (
    "index",
    "first-start",
    "today",
    "checks",
    "absence",
    "isolation",
    "disinfection",
    "cases",
    "suspension",
    "clearance",
    "warning",
    "pictures",
    "people",
    "import",
    "daily",
    "submission",
    "bureau",
    "settings",
    "rules",
    "access",
    "audit",
    "keyboard",
)


class HelpWindow(QWidget):
    """A list of chapters beside the one that is open."""

    def __init__(self, texts: Texts) -> None:
        super().__init__()
        self._texts = texts
        self.setWindowTitle(texts("ui.help.title"))
        self.resize(900, 640)
        self._list = QListWidget(self)
        self._list.setAccessibleName(texts("ui.help.chapters"))
        self._list.setFixedWidth(200)
        self._page = Prose(texts("ui.help.title"), self)
        for chapter in CHAPTERS:
            item = QListWidgetItem(_heading(texts.language, chapter), self._list)
            item.setData(Qt.ItemDataRole.UserRole, chapter)
        row = QHBoxLayout(self)
        row.addWidget(self._list)
        row.addWidget(self._page, 1)
        QShortcut(QKeySequence("Esc"), self).activated.connect(self.close)
        self._list.currentItemChanged.connect(self._on_chosen)
        self._page.anchorClicked.connect(lambda link: self.open(link.path().removesuffix(".md")))

    @property
    def chapter(self) -> str:
        """The file name, without ending, of the chapter that is open."""
        return CHAPTERS[max(0, self._list.currentRow())]

    def open(self, chapter: str) -> None:
        """Show a chapter; one that is not there shows the contents."""
        self._list.setCurrentRow(CHAPTERS.index(chapter) if chapter in CHAPTERS else 0)

    def _on_chosen(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            chapter = str(item.data(Qt.ItemDataRole.UserRole))
            self._page.show_markdown(_read(self._texts.language, chapter))


def _read(language: str, chapter: str) -> str:
    return resource("docs", "manual", language, f"{chapter}.md").read_text(encoding="utf-8")


def _heading(language: str, chapter: str) -> str:
    return _read(language, chapter).partition("\n")[0].lstrip("# ")
