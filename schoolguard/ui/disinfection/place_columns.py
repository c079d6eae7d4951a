# SPDX-License-Identifier: Apache-2.0
"""What stands in the lists of places and of a place's tasks."""

from schoolguard.disinfection import Place, PlannedTask
from schoolguard.ui.disinfection.words import Words
from schoolguard.ui.theme.palette import Tone
from schoolguard.ui.widgets.table import Column


def place_columns(words: Words) -> tuple[Column[Place], ...]:
    """Return the columns of the list of places."""
    text = words.texts
    order = {kind: at for at, kind in enumerate(words.rules.kinds)}

    def person(place: Place) -> str:
        if not place.responsible:
            return text("disinfection_page.place.nobody")
        left = text("disinfection_page.place.left") if place.person_left else ""
        return f"{place.responsible} {left}".strip()

    def tone(place: Place) -> Tone | None:
        if place.retired_on is not None:
            return Tone.MUTED
        return Tone.ATTENTION if place.person_left or not place.responsible else None

    def state(place: Place) -> str:
        if place.retired_on is None:
            return ""
        return text("disinfection_page.place.retired", day=place.retired_on.isoformat())

    def title(name: str) -> str:
        return text(f"disinfection_page.place.{name}")

    return (
        Column(
            title("kind"),
            lambda place: words.kind(place.kind),
            lambda place: (order[place.kind], place.position, place.name),
            width=92,
        ),
        Column(title("name"), lambda place: place.name, width=120),
        Column(title("where"), words.floor, width=92),
        Column(title("responsible"), person, tone=tone, width=96),
        Column(title("deputy"), lambda place: place.deputy, width=72),
        Column(title("state"), state, width=64),
    )


def task_columns(words: Words) -> tuple[Column[PlannedTask], ...]:
    """Return the columns of the list of a place's tasks."""
    text = words.texts

    def hours(planned: PlannedTask) -> str:
        return " ".join(f"{one:%H:%M}" for one in planned.times)

    def changed(planned: PlannedTask) -> str:
        marks = []
        if planned.adjusted:
            marks.append(text("disinfection_page.task.adjusted"))
        if planned.raised_by:
            marks.append(text("disinfection_page.task.raised"))
        return " ".join(marks)

    def tone(planned: PlannedTask) -> Tone | None:
        if planned.raised_by:
            return Tone.ATTENTION
        return Tone.INFO if planned.adjusted else None

    def title(name: str) -> str:
        return text(f"disinfection_page.task.{name}")

    return (
        Column(title("name"), lambda one: one.task.name(words.language), width=134),
        Column(
            title("frequency"),
            lambda one: words.named(words.rules.frequencies, one.frequency_id),
            width=80,
        ),
        Column(title("today"), hours, width=86),
        Column(title("asked"), words.asked, width=100),
        Column(title("changed"), changed, tone=tone, width=56),
    )
