# SPDX-License-Identifier: Apache-2.0
"""Takes what was done against infection on a day from the rooms that keep it."""

from datetime import date

from schoolguard import cases, clearance, disinfection, isolation, suspension, warning
from schoolguard.cases import CaseCounts
from schoolguard.daily.basis import Basis
from schoolguard.daily.control import (
    CaseFigures,
    ClearanceFigures,
    ControlFigures,
    DisinfectionFigures,
    FollowingFigures,
    IsolationFigures,
    SuspensionFigures,
    WarningFigures,
)
from schoolguard.store.unit import View


def control_figures(view: View, day: date, basis: Basis) -> ControlFigures:
    """Return what the record says of a day, as it stands now."""
    rules = basis.control
    counts = cases.day_counts(view, day, rules.cases)
    warned = warning.day_counts(view, day, rules.warning)
    cleared = clearance.day_counts(view, day)
    return ControlFigures(
        isolation=_isolation(view, day),
        disinfection=_disinfection(view, day, basis),
        cases=_cases(counts, basis),
        following=FollowingFigures(
            counts.reports_late,
            counts.contacts_watched,
            counts.contacts_asked,
            counts.contacts_ill,
        ),
        suspension=_suspension(view, day, basis),
        clearance=ClearanceFigures(
            cleared.cleared, cleared.resting, cleared.overridden, cleared.pending
        ),
        warning=WarningFigures(
            warned.legal, warned.red, warned.amber, warned.open, warned.report_overdue
        ),
        packs=rules.versions,
    )


def _isolation(view: View, day: date) -> IsolationFigures:
    room = isolation.day_counts(view, day)
    return IsolationFigures(
        admitted_pupils=room.admitted_pupils,
        admitted_staff=room.admitted_staff,
        admitted_visitors=room.admitted_visitors,
        present=room.present,
        staying_at_school=room.staying_at_school,
        home=room.home,
        hospital=room.hospital,
        back=room.back_to_class + room.back_to_work,
    )


def _disinfection(view: View, day: date, basis: Basis) -> DisinfectionFigures:
    work = disinfection.day_counts(view, day, basis.control.disinfection, basis.calendar)
    return DisinfectionFigures(
        places=work.places,
        planned=work.rounds_planned,
        done=work.rounds_done,
        late=work.rounds_late,
        missed=work.rounds_missed,
        classrooms=work.classrooms,
        disinfected=work.classrooms_disinfected,
        aired=work.classrooms_aired,
        orders_open=work.orders_open,
        orders_done=work.orders_done,
    )


def _cases(counts: CaseCounts, basis: Basis) -> tuple[CaseFigures, ...]:
    known = basis.control.cases.diseases
    order = {disease_id: place for place, disease_id in enumerate(known)}
    ids = {*counts.new_by_disease, *counts.open_by_disease, *counts.total_by_disease}
    return tuple(
        CaseFigures(
            each,
            known[each].name(basis.school.language) if each in known else each,
            counts.new_by_disease.get(each, 0),
            counts.open_by_disease.get(each, 0),
            counts.total_by_disease.get(each, 0),
        )
        for each in sorted(ids, key=lambda one: (order.get(one, len(order)), one))
    )


def _suspension(view: View, day: date, basis: Basis) -> SuspensionFigures:
    off = suspension.day_counts(view, day, basis.control.suspension)
    return SuspensionFigures(
        suspensions=off.suspensions,
        classes=off.classes,
        people=off.people,
        reached=off.reached,
        unreached=off.unreached,
        unasked=max(0, off.people - off.reached - off.unreached),
        fevers=off.fevers,
    )
