# SPDX-License-Identifier: Apache-2.0
"""What this program is, what changed in it, and under which licences its parts come."""

from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QTabWidget,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from schoolguard import __version__
from schoolguard.kernel.resources import resource
from schoolguard.kernel.texts import Texts
from schoolguard.ui.theme import scale
from schoolguard.ui.widgets.prose import Prose

_LICENCES = (
    ("Noto Sans SC", ("fonts", "OFL.txt")),
    ("Lucide", ("icons", "lucide", "LICENSE.txt")),
)


class AboutDialog(QDialog):
    """Version, changes and licences."""

    def __init__(self, parent: QWidget | None, texts: Texts) -> None:
        super().__init__(parent)
        self.setWindowTitle(texts("ui.about.title"))
        self.resize(720, 520)
        name = QLabel(f"{texts('ui.app')} {__version__}", self)
        name.setProperty("look", "title")
        words = QLabel(texts("ui.about.text"), self)
        words.setWordWrap(True)
        tabs = QTabWidget(self)
        tabs.tabBar().setAccessibleName(texts("ui.about.title"))
        tabs.addTab(self._changes(texts), texts("ui.about.changes"))
        tabs.addTab(self._licences(texts), texts("ui.about.licences"))
        buttons = QDialogButtonBox(self)
        close = buttons.addButton(texts("ui.close"), QDialogButtonBox.ButtonRole.AcceptRole)
        column = QVBoxLayout(self)
        column.setContentsMargins(scale.WIDE, scale.MARGIN, scale.WIDE, scale.MARGIN)
        column.addWidget(name)
        column.addWidget(words)
        column.addWidget(tabs, 1)
        column.addWidget(buttons)
        close.clicked.connect(self.accept)

    @classmethod
    def tell(cls, parent: QWidget | None, texts: Texts) -> None:
        """Show the dialog until it is closed."""
        dialog = cls(parent, texts)
        dialog.exec()
        dialog.deleteLater()

    def _changes(self, texts: Texts) -> Prose:
        page = Prose(texts("ui.about.changes"), self)
        page.show_markdown(resource("docs", "CHANGELOG.md").read_text(encoding="utf-8"))
        return page

    def _licences(self, texts: Texts) -> QTextBrowser:
        page = QTextBrowser(self)
        page.setAccessibleName(texts("ui.about.licences"))
        parts = [texts("ui.about.own_licence")]
        for name, path in _LICENCES:
            parts.append(f"{name}\n\n{resource(*path).read_text(encoding='utf-8')}")
        page.setPlainText("\n\n――――――――――\n\n".join(parts))
        return page
