# SPDX-License-Identifier: Apache-2.0
"""A one-page report through our document model against the same table in raw reportlab.

Goal: at most twice raw reportlab (`LongTable` of plain strings, same font, font already loaded in
both).
"""

from io import BytesIO

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.platypus import LongTable, SimpleDocTemplate, TableStyle

from schoolguard.reports import Align, Column, Document, Section, Table, document_pdf
from schoolguard.reports.fonts import BOLD, REGULAR, ensure_fonts
from tests.bench.ratio import judge, ratio

GOAL = 2.0
TITLES = ("班级", "应到", "实到", "缺勤", "因病", "发热", "咳嗽", "腹泻", "呕吐", "迟交")
ROWS = tuple(
    (f"{grade}年级({number})班", "45", "44", "1", "1", "0", "2", "0", "0", "按时")
    for grade in "一二三四五六"
    for number in range(1, 7)
)


def ours() -> bytes:
    columns = (
        Column(TITLES[0], 2.0),
        *(Column(title, align=Align.CENTRE) for title in TITLES[1:]),
    )
    return document_pdf(Document("日报", (Section("各班", (Table(columns, ROWS),)),)))


def raw() -> bytes:
    buffer = BytesIO()
    table = LongTable([TITLES, *ROWS], repeatRows=1)
    table.setStyle(
        TableStyle(
            [
                ("FONT", (0, 0), (-1, -1), REGULAR, 8.8),
                ("FONT", (0, 0), (-1, 0), BOLD, 8.8),
                ("GRID", (0, 0), (-1, -1), 0.4, colors.grey),
                ("BACKGROUND", (0, 0), (-1, 0), colors.lightgrey),
                ("ALIGN", (1, 0), (-1, -1), "CENTER"),
            ]
        )
    )
    SimpleDocTemplate(buffer, pagesize=A4).build([table])
    return buffer.getvalue()


def test_a_one_page_report_takes_at_most_twice_raw_reportlab() -> None:
    ensure_fonts()
    judge("one-page report PDF vs raw reportlab", ratio(ours, raw, inner=3), GOAL)
