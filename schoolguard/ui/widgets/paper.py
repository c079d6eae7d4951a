# SPDX-License-Identifier: Apache-2.0
"""Paper on the screen: shows a PDF that is only in memory, prints it, saves it where one says.

No page ever lies in a temporary file. Pages are drawn by PDFium, on screen and for the printer.
"""

from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QImage, QPainter, QPixmap
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from schoolguard.kernel.texts import Texts
from schoolguard.ui.theme import scale
from schoolguard.ui.theme.stylesheet import set_look
from schoolguard.ui.widgets.chooser import Chooser

_PRINT_DPI = 300
_POINTS = 72
_SHOWN_WIDTH = 760


class PaperDialog(QDialog):
    """A preview with two deeds: print and save."""

    def __init__(
        self, parent: QWidget | None, texts: Texts, title: str, file_name: str, pdf: bytes
    ) -> None:
        super().__init__(parent)
        self._texts = texts
        self._file_name = file_name
        self._pdf = pdf
        self.kept = False
        self.setWindowTitle(title)
        self.resize(860, 680)
        pages = QWidget(self)
        pages.setObjectName("scrolled")
        stack = QVBoxLayout(pages)
        stack.setSpacing(scale.ROOMY)
        for number, image in enumerate(page_images(pdf, _SHOWN_WIDTH), start=1):
            label = QLabel(pages)
            label.setPixmap(QPixmap.fromImage(image))
            label.setAccessibleName(texts("ui.paper.page", number=number))
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            stack.addWidget(label)
        area = QScrollArea(self)
        area.setAccessibleName(title)
        area.setWidgetResizable(True)
        area.setWidget(pages)
        buttons = QDialogButtonBox(self)
        role = QDialogButtonBox.ButtonRole.ActionRole
        self.print_button = buttons.addButton(texts("ui.print"), role)
        set_look(self.print_button, "look", "primary")
        self.save_button = buttons.addButton(texts("ui.paper.save"), role)
        close = buttons.addButton(texts("ui.close"), QDialogButtonBox.ButtonRole.RejectRole)
        column = QVBoxLayout(self)
        column.addWidget(area, 1)
        column.addWidget(buttons)
        self.print_button.clicked.connect(self._print)
        self.save_button.clicked.connect(self._save)
        close.clicked.connect(self.reject)

    @classmethod
    def tell(
        cls, parent: QWidget | None, texts: Texts, *, title: str, file_name: str, pdf: bytes
    ) -> bool:
        """Show the pages until closed; return whether they were printed or saved."""
        dialog = cls(parent, texts, title, file_name, pdf)
        dialog.exec()
        dialog.deleteLater()
        return dialog.kept

    def _print(self) -> None:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setResolution(_PRINT_DPI)
        printer.setFullPage(True)
        printer.setDocName(self._file_name)
        if QPrintDialog(printer, self).exec() == QDialog.DialogCode.Accepted:
            print_pdf(self._pdf, printer)
            self.kept = True

    def _save(self) -> None:
        path = Chooser.save_file(self, self._texts("ui.paper.save"), self._file_name, "PDF (*.pdf)")
        if path is not None:
            path.write_bytes(self._pdf)
            self.kept = True


def page_images(pdf: bytes, width: int) -> tuple[QImage, ...]:
    """Return every page as an image `width` pixels wide, on white."""
    import pypdfium2  # noqa: PLC0415 - pypdfium2 is heavy; imported when first used

    document = pypdfium2.PdfDocument(pdf)
    images = []
    for page in document:
        bitmap = page.render(scale=width / page.get_width(), rev_byteorder=True)
        shape = QImage.Format.Format_RGB888
        image = QImage(bitmap.buffer, bitmap.width, bitmap.height, bitmap.stride, shape)
        images.append(image.copy())
    document.close()
    return tuple(images)


def print_pdf(pdf: bytes, printer: QPrinter) -> None:
    """Draw every page on a printer at its full size."""
    paper = printer.paperRect(QPrinter.Unit.DevicePixel)
    painter = QPainter(printer)
    for number, image in enumerate(page_images(pdf, int(paper.width()))):
        if number:
            printer.newPage()
        area = QRectF(QPoint(0, 0), image.size())
        painter.drawImage(area, image)
    painter.end()
