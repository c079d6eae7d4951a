# SPDX-License-Identifier: Apache-2.0
"""The style sheet on top of Fusion, written from the palette and the scale.

Widgets ask for a look by dynamic property: ``tone`` (ok, attention, ...), ``look`` (title, section,
small, muted, card, primary, quiet, danger). The focus ring is two pixels of one colour everywhere.
"""

from PySide6.QtWidgets import QApplication, QWidget

from schoolguard.kernel.resources import resource
from schoolguard.ui.theme import palette as p
from schoolguard.ui.theme import scale as s
from schoolguard.ui.theme.fonts import body_font

_TEXTS = f"""
QLabel[look="display"] {{ font-size: {s.DISPLAY}px; font-weight: 700; }}
QLabel[look="title"] {{ font-size: {s.TITLE}px; font-weight: 700; }}
QLabel[look="section"] {{ font-size: {s.SECTION}px; font-weight: 700; }}
QLabel[look="strong"] {{ font-weight: 700; }}
QLabel[look="muted"] {{ color: {p.TEXT_MUTED}; }}
QLabel[look="small"] {{ color: {p.TEXT_MUTED}; font-size: {s.SMALL}px; }}
QLabel[look="field-error"] {{ color: {p.TINTS[p.Tone.ALARM].text}; font-size: {s.SMALL}px; }}
QFrame[look="card"] {{ background: {p.SURFACE}; border: 1px solid {p.LINE};
  border-radius: {s.RADIUS}px; }}
QFrame[look="line"] {{ background: {p.LINE}; border: none; max-height: 1px; }}
QToolTip {{ background: {p.TEXT}; color: {p.SURFACE}; border: none; padding: 4px 8px; }}
"""

_BUTTONS = f"""
QPushButton, QToolButton {{ background: {p.SURFACE}; border: 1px solid {p.FRAME};
  border-radius: {s.RADIUS}px; padding: 5px 13px; min-height: 20px; }}
QToolButton {{ padding: 5px; }}
QPushButton:hover, QToolButton:hover {{ background: {p.HOVER}; }}
QPushButton:pressed, QToolButton:pressed, QToolButton:checked {{ background: {p.SELECTION}; }}
QPushButton:checked {{ background: {p.SELECTION}; border-color: {p.ACCENT}; }}
QPushButton:focus, QToolButton:focus {{ border: 2px solid {p.FOCUS}; padding: 4px 12px; }}
QToolButton:focus {{ padding: 4px; }}
QPushButton:disabled, QToolButton:disabled {{ color: {p.FRAME}; border-color: {p.LINE};
  background: {p.SURFACE_RAISED}; }}
QPushButton[look="primary"] {{ background: {p.ACCENT}; color: {p.ON_ACCENT};
  border-color: {p.ACCENT}; font-weight: 700; }}
QPushButton[look="primary"]:hover {{ background: {p.ACCENT_STRONG}; }}
QPushButton[look="primary"]:focus {{ border: 2px solid {p.FOCUS_ON_ACCENT};
  background: {p.ACCENT_STRONG}; }}
QPushButton[look="primary"]:disabled {{ background: {p.SURFACE_RAISED}; color: {p.FRAME};
  border-color: {p.LINE}; }}
QPushButton[look="danger"] {{ color: {p.TINTS[p.Tone.ALARM].text};
  border-color: {p.TINTS[p.Tone.ALARM].frame}; }}
QPushButton[look="danger"]:disabled {{ color: {p.FRAME}; border-color: {p.LINE}; }}
QPushButton[look="quiet"], QToolButton[look="quiet"] {{ background: transparent;
  border-color: transparent; }}
QPushButton[look="quiet"]:hover, QToolButton[look="quiet"]:hover {{ background: {p.HOVER}; }}
QPushButton[look="quiet"]:focus, QToolButton[look="quiet"]:focus {{ border-color: {p.FOCUS}; }}
QCheckBox, QRadioButton {{ border: 2px solid transparent; border-radius: {s.TIGHT}px;
  padding: 2px; spacing: {s.GAP}px; }}
QCheckBox::indicator {{ width: 15px; height: 15px; border: 1px solid {p.FRAME};
  border-radius: 3px; background: {p.SURFACE}; }}
QCheckBox::indicator:checked {{ background: {p.SELECTION}; border-color: {p.ACCENT};
  image: url("@icons/check.svg"); }}
QCheckBox::indicator:disabled {{ background: {p.SURFACE_RAISED}; border-color: {p.LINE}; }}
QCheckBox:focus, QRadioButton:focus {{ border-color: {p.FOCUS}; }}
"""

_FIELDS = f"""
QLineEdit, QPlainTextEdit, QTextEdit, QTextBrowser, QComboBox, QAbstractSpinBox {{
  background: {p.SURFACE}; border: 1px solid {p.FRAME}; border-radius: {s.RADIUS}px;
  padding: 4px 8px; selection-background-color: {p.ACCENT}; selection-color: {p.ON_ACCENT}; }}
QLineEdit, QComboBox, QAbstractSpinBox {{ min-height: 22px; }}
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QTextBrowser:focus, QComboBox:focus,
QAbstractSpinBox:focus {{ border: 2px solid {p.FOCUS}; padding: 3px 7px; }}
QLineEdit[wrong="true"], QComboBox[wrong="true"], QAbstractSpinBox[wrong="true"],
QPlainTextEdit[wrong="true"] {{ border: 2px solid {p.TINTS[p.Tone.ALARM].frame};
  padding: 3px 7px; }}
QLineEdit:disabled, QComboBox:disabled, QAbstractSpinBox:disabled, QPlainTextEdit:disabled {{
  background: {p.SURFACE_RAISED}; color: {p.FRAME}; border-color: {p.LINE}; }}
QLineEdit[readOnly="true"] {{ background: {p.SURFACE_RAISED}; }}
QComboBox QLineEdit, QAbstractSpinBox QLineEdit, QTableView QLineEdit {{ border: none;
  padding: 0px; }}
QComboBox::drop-down {{ border: none; width: 24px; }}
QComboBox::down-arrow {{ image: url("@arrows/down.png"); width: 14px; height: 14px; }}
QComboBox QAbstractItemView {{ background: {p.SURFACE}; border: 1px solid {p.FRAME};
  selection-background-color: {p.SELECTION}; selection-color: {p.TEXT}; outline: none; }}
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button {{ border: none; width: 20px;
  background: transparent; }}
QAbstractSpinBox::up-arrow {{ image: url("@arrows/up.png"); width: 12px; height: 12px; }}
QAbstractSpinBox::down-arrow, QDateEdit::drop-down {{
  image: url("@arrows/down.png"); width: 12px; height: 12px; }}
QDateEdit::drop-down {{ border: none; width: 14px; subcontrol-origin: padding;
  subcontrol-position: center right; margin-right: 6px; }}
QLineEdit QToolButton {{ border: none; background: transparent; padding: 0px; min-height: 0px; }}
"""

_VIEWS = f"""
QTableView, QTreeView, QListView {{ background: {p.SURFACE}; border: 2px solid {p.LINE};
  border-radius: {s.TIGHT}px; gridline-color: {p.LINE}; alternate-background-color: {p.WINDOW};
  selection-background-color: {p.SELECTION}; selection-color: {p.TEXT}; outline: none; }}
QTableView[house="true"]::item {{ padding: 0px 6px; }}
QListWidget::item {{ padding: 3px 6px; min-height: 22px; }}
QListWidget::item:selected {{ background: {p.SELECTION}; color: {p.TEXT}; }}
QTableView:focus, QTreeView:focus, QListView:focus {{ border-color: {p.FOCUS}; }}
QHeaderView {{ background: {p.SURFACE_RAISED}; border: none; }}
QHeaderView::section {{ background: {p.SURFACE_RAISED}; color: {p.TEXT}; border: none;
  border-right: 1px solid {p.LINE}; border-bottom: 1px solid {p.LINE}; padding: 5px 8px;
  font-weight: 700; }}
QTableCornerButton::section {{ background: {p.SURFACE_RAISED}; border: none; }}
QAbstractScrollArea::corner {{ background: transparent; border: none; }}
QScrollArea {{ border: none; background: transparent; }}
QScrollArea:focus {{ border: 2px solid {p.FOCUS}; }}
QScrollArea > QWidget > QWidget#scrolled {{ background: transparent; }}
QScrollBar:vertical {{ background: transparent; width: 12px; margin: 0; }}
QScrollBar:horizontal {{ background: transparent; height: 12px; margin: 0; }}
QScrollBar::handle {{ background: #A9B7BD; border-radius: 4px; margin: 2px; }}
QScrollBar::handle:hover {{ background: {p.FRAME}; }}
QScrollBar::handle:vertical {{ min-height: 28px; }}
QScrollBar::handle:horizontal {{ min-width: 28px; }}
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page {{
  background: none; border: none; width: 0; height: 0; }}
QTabWidget::pane {{ border: 1px solid {p.LINE}; background: {p.SURFACE};
  border-radius: {s.TIGHT}px; top: -1px; }}
QTabBar::tab {{ background: transparent; border: 2px solid transparent; padding: 6px 14px;
  color: {p.TEXT_MUTED}; }}
QTabBar::tab:selected {{ color: {p.ACCENT_STRONG}; border-bottom-color: {p.ACCENT};
  font-weight: 700; }}
QTabBar::tab:selected:focus {{ border: 2px solid {p.FOCUS}; }}
QProgressBar {{ border: 1px solid {p.FRAME}; border-radius: {s.TIGHT}px; text-align: center;
  background: {p.SURFACE}; min-height: 16px; }}
QProgressBar::chunk {{ background: {p.SELECTION}; }}
QMenu {{ background: {p.SURFACE}; border: 1px solid {p.FRAME}; padding: 4px; }}
QMenu::item {{ padding: 6px 24px 6px 12px; }}
QMenu::item:selected {{ background: {p.SELECTION}; }}
QSplitter::handle {{ background: {p.LINE}; }}
"""


def apply_theme(app: QApplication) -> None:
    """Give the application, made in the Fusion style, its palette, font and style sheet."""
    app.setPalette(p.qt_palette())
    app.setFont(body_font())
    app.setStyleSheet(style_sheet())


def style_sheet() -> str:
    """Return the whole style sheet, with the icons' folder filled in."""
    sheet = _TEXTS + _BUTTONS + _FIELDS + _VIEWS + _tones()
    sheet = sheet.replace("@icons", resource("icons", "lucide").as_posix())
    # Arrows are PNG: the unlock window shows one, and must not wait for the SVG library.
    return sheet.replace("@arrows", resource("icons", "arrows").as_posix())


def set_look(widget: QWidget, name: str, value: str) -> None:
    """Change a property that the style sheet selects by, and repaint by the new rule."""
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def _tones() -> str:
    rules = []
    for tone, tints in p.TINTS.items():
        rules.append(
            f'QLabel[badge="{tone}"] {{ color: {tints.text}; background: {tints.ground};'
            f" border: 1px solid {tints.frame}; border-radius: {s.RADIUS + 3}px;"
            f" padding: 1px 8px; font-size: {s.SMALL}px; }}\n"
            f'QFrame[banner="{tone}"] {{ background: {tints.ground};'
            f" border: 1px solid {tints.frame}; border-radius: {s.RADIUS}px; }}\n"
            f'QFrame[banner="{tone}"] QLabel {{ color: {tints.text}; }}\n'
            f'QLabel[tone="{tone}"] {{ color: {tints.text}; }}\n'
        )
    return "".join(rules)
