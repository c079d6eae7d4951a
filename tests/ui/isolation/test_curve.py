# SPDX-License-Identifier: Apache-2.0
"""The curve of temperatures: gaps stay gaps, and its words say what its colours say."""

from datetime import date, timedelta

from PySide6.QtCore import QRectF
from pytestqt.qtbot import QtBot

from schoolguard.kernel.clock import instant, local_time
from schoolguard.ui.widgets.curve import Curve, CurvePoint, Frame

START = instant(date(2026, 9, 1), 8, 10)


def point(minutes: int, decicelsius: int | None, *, fever: bool = False) -> CurvePoint:
    at = START + timedelta(minutes=minutes)
    return CurvePoint(at, decicelsius, fever, f"{minutes} {decicelsius}")


def test_the_frame_holds_every_point_and_the_fever_line() -> None:
    points = [point(0, 352), point(300, 412, fever=True)]
    frame = Frame.around(points, 373, QRectF(0, 0, 500, 120))
    assert frame.low < 352
    assert frame.high > 412
    for one in points:
        assert frame.box.left() <= frame.x(one.at) <= frame.box.right()
        assert frame.box.top() <= frame.y(one.decicelsius or 0) <= frame.box.bottom()
    assert frame.y(412) < frame.y(373) < frame.y(352)


def test_hours_on_the_axis_are_round_and_have_room() -> None:
    for length in (0, 7, 90, 400, 3_000, 20_000):
        frame = Frame.around([point(0, 370), point(length, 371)], 373, QRectF(0, 0, 500, 120))
        hours = frame.hours()
        assert all(local_time(at).minute % 5 == 0 for at in hours)
        assert len(hours) <= 8


def test_one_point_alone_is_drawn(qtbot: QtBot) -> None:
    curve = Curve("体温曲线", "还没有测过")
    qtbot.addWidget(curve)
    assert curve.accessibleDescription() == "还没有测过"
    curve.show_points([point(0, 376, fever=True)], 373)
    assert not curve.picture(400, 110).isNull()


def test_what_was_not_measured_breaks_the_line_and_is_said(qtbot: QtBot) -> None:
    curve = Curve("体温曲线", "还没有测过")
    qtbot.addWidget(curve)
    curve.show_points([point(30, None), point(0, 370), point(60, 380, fever=True)], 373)
    assert curve.accessibleDescription() == "0 370\n30 None\n60 380"
    whole = curve.picture(400, 110).toImage()
    curve.show_points([point(0, 370), point(60, 380, fever=True)], 373)
    assert curve.picture(400, 110).toImage() != whole


def test_many_points_bear_only_a_few_numbers(qtbot: QtBot) -> None:
    curve = Curve("体温曲线", "还没有测过")
    qtbot.addWidget(curve)
    curve.show_points([point(15 * n, 365 + n % 9) for n in range(40)], 373)
    assert not curve.picture(500, 110).isNull()
