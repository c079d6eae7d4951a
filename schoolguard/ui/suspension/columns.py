# SPDX-License-Identifier: Apache-2.0
"""The columns of the overview's three tables: title, text, sort key, tone."""

from schoolguard.suspension import Proposal, SheetLine, SuspensionLine
from schoolguard.ui.suspension.words import Words, phase_tone, sheet_tone
from schoolguard.ui.theme.palette import Tone
from schoolguard.ui.widgets.table import Column


def proposal_columns(words: Words) -> tuple[Column[Proposal], ...]:
    """Return the columns of the references that are reached."""
    text = words.texts
    return (
        Column(
            text("suspension_page.proposals.counted"),
            words.counted,
            tone=lambda one: Tone.MUTED if one.off_already else Tone.ATTENTION,
            width=560,
        ),
        Column(text("suspension_page.proposals.speaks_of"), words.reference, width=130),
        Column(
            text("suspension_page.proposals.state"),
            lambda one: text(f"suspension_page.proposals.{'off' if one.off_already else 'open'}"),
            width=90,
        ),
        Column(text("suspension_page.proposals.source"), words.source),
    )


def suspension_columns(words: Words) -> tuple[Column[SuspensionLine], ...]:
    """Return the columns of the suspensions, with the progress of the day."""
    text = words.texts
    return (
        Column(text("suspension_page.list.what"), words.what, width=190),
        Column(
            text("suspension_page.list.disease"),
            lambda one: words.disease(one.suspension.draft.disease_id),
            width=130,
        ),
        Column(
            text("suspension_page.list.span"),
            words.span,
            lambda one: one.suspension.draft.from_on,
            width=116,
        ),
        Column(text("suspension_page.list.phase"), words.phase, tone=phase_tone, width=108),
        Column(text("suspension_page.list.asked"), words.asked, width=88),
        _number(words, "unreached", Tone.INFO),
        _number(words, "fevers", Tone.ALARM),
        _number(words, "symptomatic", Tone.ATTENTION),
        Column(text("suspension_page.list.handed_in"), words.handed_in, width=64),
        Column(text("suspension_page.list.decided"), words.decided),
    )


def sheet_columns(words: Words) -> tuple[Column[SheetLine], ...]:
    """Return the columns of the follow-up sheets."""
    text = words.texts

    def number(name: str, tone: Tone | None) -> Column[SheetLine]:
        return Column(
            text(f"suspension_page.sheets.{name}"),
            lambda one: str(getattr(one.progress, name) or ""),
            lambda one: getattr(one.progress, name),
            (lambda one: tone if getattr(one.progress, name) else None) if tone else None,
            number=True,
            width=84,
        )

    return (
        Column(text("suspension_page.sheets.day"), words.sheet_day, lambda one: one.key, width=110),
        Column(text("suspension_page.sheets.class"), lambda one: one.class_name, width=140),
        Column(
            text("suspension_page.sheets.asked"),
            lambda one: f"{one.progress.asked} / {one.progress.people}",
            lambda one: -one.progress.missing,
            width=100,
        ),
        number("unreached", Tone.INFO),
        number("measured", None),
        number("fevers", Tone.ALARM),
        number("symptomatic", Tone.ATTENTION),
        number("doctor", None),
        Column(text("suspension_page.sheets.state"), words.sheet_state, tone=sheet_tone),
    )


def _number(words: Words, name: str, tone: Tone) -> Column[SuspensionLine]:
    def key(one: SuspensionLine) -> int:
        return int(getattr(one, name))

    return Column(
        words.texts(f"suspension_page.list.{name}"),
        lambda one: str(key(one) or ""),
        key,
        lambda one: tone if key(one) else None,
        number=True,
        width=70,
    )
