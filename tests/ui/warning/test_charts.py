# SPDX-License-Identifier: Apache-2.0
"""Pictures can be walked, heard, read in grey, printed and exported; they name nobody."""

import io
from collections.abc import Callable
from contextlib import AbstractContextManager
from itertools import combinations, pairwise
from pathlib import Path

import pypdf
import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from pytestqt.qtbot import QtBot

from schoolguard import checks, flows, reports, roster
from schoolguard.app import School
from schoolguard.checks import Entry, SheetKey, State
from schoolguard.kernel.check_session import CheckSession
from schoolguard.store.unit import Unit
from schoolguard.ui.desk import Desk
from schoolguard.ui.warning.charts_tab import PICTURES, PicturesTab
from schoolguard.ui.warning.page import WarningPage
from schoolguard.ui.widgets.chart import ink
from schoolguard.ui.widgets.chart.chart import PAPER_SCALE, PAPER_WIDTH
from schoolguard.ui.widgets.chooser import Chooser

Opened = Callable[[], AbstractContextManager[Unit]]


def greys(fill: ink.Fill) -> list[int]:
    """Return every grey of a filled square, as a printer without colour shows it."""
    made = QImage(20, 20, QImage.Format.Format_RGB32)
    painter = QPainter(made)
    ink.paint_fill(painter, QRectF(0, 0, 20, 20), fill)
    painter.end()
    return [
        round(ink.luminance(QColor(made.pixel(x, y)).name())) for x in range(20) for y in range(20)
    ]


def test_every_shade_is_clearly_darker_than_the_one_before() -> None:
    steps = [ink.luminance(colour) for colour in ink.STEPS]
    assert all(before - after >= 25 for before, after in pairwise(steps))


def test_any_two_series_differ_in_grey_or_in_their_hatch() -> None:
    for one, other in combinations((*ink.SERIES, ink.OTHERS), 2):
        apart = abs(ink.luminance(one.colour) - ink.luminance(other.colour))
        assert apart >= 20 or one.hatch is not other.hatch
    assert len({fill.hatch for fill in ink.SERIES}) == len(ink.SERIES)


@pytest.mark.parametrize("fill", [*ink.SERIES[1:], ink.MISSING])
def test_a_hatch_can_be_seen_in_grey(fill: ink.Fill) -> None:
    found = greys(fill)
    assert max(found) - min(found) >= 60


def test_what_is_missing_looks_unlike_none() -> None:
    assert len(set(greys(ink.MISSING))) > 1
    assert set(greys(ink.Fill(ink.STEPS[0], ink.Hatch.NONE, ""))) == {255}


@pytest.fixture
def ill_class(school: School, unit: Opened) -> tuple[str, ...]:
    """Give one class two with a rash today, another one no sheet; return the names."""
    names = ("张一鸣", "李二宝", "王三妹", "赵四海")
    with unit() as u:
        rules = flows.load_rules(school.calendar)
        ids = []
        first = roster.ClassSpelling(3, 1, roster.Stage.PRIMARY)
        class_id = roster.add_class(u, first, from_on=u.today)
        other = roster.ClassSpelling(3, 2, roster.Stage.PRIMARY)
        roster.add_class(u, other, from_on=u.today)
        for number, name in enumerate(names, start=1):
            draft = roster.PersonDraft(name=name)
            ids.append(
                roster.add_person(u, draft, class_id=class_id, from_on=u.today, number=number)
            )
        key = SheetKey(u.today, CheckSession.MORNING, class_id)
        entries = {
            person: Entry(State.OBSERVED, symptoms=frozenset({"rash"} if place < 2 else ()))
            for place, person in enumerate(ids)
        }
        flows.record_many(u, key, entries, rules)
        checks.hand_in(u, key, rules.checks)
    return names


@pytest.fixture
def tab(
    qtbot: QtBot, desk: Desk, settle: Callable[[], None], ill_class: tuple[str, ...]
) -> PicturesTab:
    made = PicturesTab(desk)
    qtbot.addWidget(made)
    made.resize(1100, 560)
    made.show()
    made.choose("curve", "rash")
    made.refresh()
    settle()
    return made


def test_the_arrows_say_the_numbers_of_a_day(qtbot: QtBot, tab: PicturesTab) -> None:
    qtbot.keyClick(tab.curve, Qt.Key.Key_End)
    qtbot.keyClick(tab.curve, Qt.Key.Key_End)
    assert "新发病2人" in tab.line.text()
    assert "1/2个班已交表" in tab.line.text()
    assert tab.curve.accessibleDescription() == tab.line.text()
    qtbot.keyClick(tab.curve, Qt.Key.Key_Left)
    assert "新发病0人" in tab.line.text()


def test_a_class_without_a_sheet_is_not_zero(
    qtbot: QtBot, tab: PicturesTab, settle: Callable[[], None]
) -> None:
    tab.choose("heat")
    settle()
    qtbot.keyClick(tab.heat, Qt.Key.Key_Down)
    qtbot.keyClick(tab.heat, Qt.Key.Key_End)
    assert "新发病2人" in tab.line.text()
    qtbot.keyClick(tab.heat, Qt.Key.Key_Down)
    assert "未交表，不等于零" in tab.line.text()
    assert tab.numbers.rows[1][-1] == "—"


def test_no_onset_says_how_many_classes_reported(
    tab: PicturesTab, settle: Callable[[], None]
) -> None:
    tab.choose("curve", "parotid")
    settle()
    assert "没有新发病。期间2个班中有1个班交过表" in tab.line.text()


def test_without_a_dormitory_or_earlier_years_it_says_so(
    tab: PicturesTab, settle: Callable[[], None]
) -> None:
    tab.choose("rooms")
    settle()
    assert "没有宿舍" in tab.line.text()
    tab.choose("band")
    settle()
    assert "还没有往年数据" in tab.line.text()


@pytest.mark.parametrize("picture", PICTURES)
def test_each_picture_goes_on_paper_and_names_nobody(
    picture: str, tab: PicturesTab, settle: Callable[[], None], ill_class: tuple[str, ...]
) -> None:
    tab.choose(picture)
    settle()
    pages = pypdf.PdfReader(io.BytesIO(reports.document_pdf(tab.document()))).pages
    image = pages[0].images[0].image
    assert image is not None
    assert image.size[0] == PAPER_WIDTH * PAPER_SCALE
    text = "".join(page.extract_text() for page in pages)
    assert not any(name in text for name in ill_class)
    assert reports.document_xlsx(tab.document(sheet=True)).startswith(b"PK")


def test_the_numbers_stand_below_when_asked_for(tab: PicturesTab) -> None:
    assert tab.table is None
    tab.show_numbers.click()
    assert tab.table is not None
    assert tab.table.model().rowCount() == 30
    tab.show_numbers.click()
    assert tab.table is None


def test_english_says_the_same(
    qtbot: QtBot, english_desk: Desk, settle: Callable[[], None], ill_class: tuple[str, ...]
) -> None:
    made = PicturesTab(english_desk)
    qtbot.addWidget(made)
    made.show()
    made.choose("curve", "rash")
    made.refresh()
    settle()
    assert "2 new onsets" in made.line.text()


def test_the_page_exports_numbers_or_the_picture(
    qtbot: QtBot,
    desk: Desk,
    settle: Callable[[], None],
    ill_class: tuple[str, ...],
    tmp_path: Path,
) -> None:
    page = WarningPage(desk)
    qtbot.addWidget(page)
    page.show()
    page.tabs.setCurrentIndex(1)
    settle()
    for name, begins in (("a.xlsx", b"PK"), ("a.png", b"\x89PNG")):
        Chooser.answers.append(tmp_path / name)
        page.export_action()
        qtbot.waitUntil(lambda n=name: (tmp_path / n).exists(), timeout=10_000)
        settle()
        assert (tmp_path / name).read_bytes().startswith(begins)
