# SPDX-License-Identifier: Apache-2.0
"""A year of 50 classes as a heat map, counted and drawn, against filling as many plain squares."""

import os
from datetime import date, timedelta
from random import Random

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication

from schoolguard.kernel.ids import ClassId, PersonId
from schoolguard.kernel.texts import Texts
from schoolguard.ui.warning.charts_showing import Chosen, show_heat
from schoolguard.ui.warning.charts_words import ChartWords
from schoolguard.ui.widgets.chart.cells import Cells
from schoolguard.warning.evidence import UnitOnset
from schoolguard.warning.pictures import ClassFacts, PictureFacts
from tests.bench.ratio import judge, ratio

GOAL = 20.0
"""Some 150 ms where the plain squares take 7.5: ten thousand cells with words, ticks and tips."""
CLASSES, DAYS = 50, 200
WIDTH, HEIGHT = 1120, 970


def test_a_year_of_fifty_classes(qapp: QApplication) -> None:
    rng = Random(1)
    first_on = date(2026, 1, 5)
    days = [first_on + timedelta(days=n) for n in range(DAYS)]
    classes = tuple(ClassFacts(ClassId(n), f"{n}班", 1) for n in range(CLASSES))
    onsets = tuple(
        UnitOnset(PersonId(n), rng.choice(days), ClassId(rng.randrange(CLASSES)))
        for n in range(900)
    )
    everybody = frozenset(one.id for one in classes)
    facts = PictureFacts(
        first_on,
        days[-1],
        classes,
        frozenset(days),
        {day: everybody for day in days if rng.random() > 0.05},
        {"rash": onsets},
    )
    words = ChartWords(Texts("zh_CN"), {})
    chart = Cells("图表")

    def ours() -> None:
        show_heat(chart, words, facts, Chosen("rash", "皮疹", "onsets"))
        chart.image(WIDTH, HEIGHT, 1)

    def floor() -> None:
        made = QImage(WIDTH, HEIGHT, QImage.Format.Format_RGB32)
        painter = QPainter(made)
        colour = QColor("#CDE3F2")
        for row in range(CLASSES):
            for column in range(DAYS):
                painter.fillRect(QRectF(column * 5, row * 18, 5, 18), colour)
        painter.end()

    judge("pictures, a year of 50 classes", ratio(ours, floor, repeat=5), GOAL)
