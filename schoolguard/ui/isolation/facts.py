# SPDX-License-Identifier: Apache-2.0
"""What is known of a stay, in two or three lines: since when, with what, asked what."""

from datetime import datetime

from schoolguard.isolation import Answer, StayDetails
from schoolguard.kernel.clock import instant, local_day, local_time
from schoolguard.ui.isolation.reading import OpenStay
from schoolguard.ui.isolation.words import Words


def facts_of(opened: OpenStay, words: Words, now: datetime) -> str:
    """Return the facts as lines of plain text."""
    stay, text = opened.stay, words.texts
    line, details = stay.line, stay.details
    until = line.left_at or now
    first = [
        text(
            "isolation_page.facts.entered",
            at=words.hour(line.entered_at, now),
            span=words.span(until - line.entered_at),
        ),
        text(f"isolation.group.{stay.group.value}"),
        text(f"isolation.origin.{line.origin.value}"),
        details.visitor_phone,
    ]
    symptoms = words.symptom_names(line.symptoms)
    second = [
        text("isolation_page.facts.symptoms", names=symptoms) if symptoms else "",
        _onset(details, words),
        _asked("contacts", details.history.contacts, details.history.contacts_text, words),
        _asked("travel", details.history.travel, details.history.travel_text, words),
        _places(opened, words),
        opened.conditions and text("isolation_page.facts.conditions", what=opened.conditions),
        details.note,
        stay.closed_room_reason,
    ]
    lines = ("  ·  ".join(part for part in parts if part) for parts in (first, second))
    return "\n".join(line for line in lines if line)


def _onset(details: StayDetails, words: Words) -> str:
    if details.onset_at is None:
        return words.texts("isolation_page.facts.no_onset")
    day = local_day(details.onset_at)
    exact = details.onset_at != instant(day)
    at = f"{local_time(details.onset_at):%m-%d %H:%M}" if exact else words.day(day)
    return words.texts("isolation_page.facts.onset", at=at)


def _asked(key: str, answer: Answer, said: str, words: Words) -> str:
    what = said or words.texts(f"isolation.answer.{answer.value}")
    return words.texts(f"isolation_page.facts.{key}", what=what)


def _places(opened: OpenStay, words: Words) -> str:
    details = opened.stay.details
    known = [opened.places.get(place, "") for place in details.places_been]
    names = [name for name in (*known, details.places_text) if name]
    between = words.texts("isolation_page.between_places")
    return words.texts("isolation_page.facts.places", what=between.join(names)) if names else ""
