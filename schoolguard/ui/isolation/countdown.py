# SPDX-License-Identifier: Apache-2.0
"""What the hour makes of a bed: how long the next look may wait, and what else presses."""

from datetime import datetime, timedelta
from typing import Final

from schoolguard.kernel.texts import Texts
from schoolguard.ui.isolation.bed_card import BedCard, CardState
from schoolguard.ui.theme.palette import Tone

_SOON: Final = timedelta(minutes=5)
_MINUTE: Final = timedelta(minutes=1)
_HOUR_MINUTES: Final = 60


def countdown(texts: Texts, due_at: datetime | None, now: datetime) -> CardState:
    """Return how long the next look may wait, and what that means."""
    if due_at is None:
        return CardState()
    if due_at <= now:
        late = short_span(texts, now - due_at)
        return CardState(texts("isolation_page.map.overdue", span=late), Tone.ALARM)
    left = due_at - now
    tone = Tone.ATTENTION if left <= _SOON else Tone.OK
    span = short_span(texts, left + _MINUTE / 2)
    return CardState(texts("isolation_page.map.due", span=span), tone)


def card_state(texts: Texts, card: BedCard, now: datetime) -> CardState:
    """Return the state of a bed: free, closed, or the countdown with what else presses."""
    if card.stay_id is None:
        if card.closed:
            return CardState(card.closed, Tone.ATTENTION)
        return CardState(texts("isolation_page.map.free"), Tone.MUTED)
    state = countdown(texts, card.due_at, now)
    if not card.lacks:
        return state
    tone = state.tone if state.tone is Tone.ALARM else Tone.ATTENTION
    return CardState(" · ".join(part for part in (state.words, card.lacks) if part), tone)


def short_span(texts: Texts, length: timedelta) -> str:
    """Return a length of time as short as a card needs it."""
    hours, minutes = divmod(max(0, int(length / _MINUTE)), _HOUR_MINUTES)
    if not hours:
        return texts("isolation_page.span.minutes", minutes=minutes)
    return texts("isolation_page.span.short", hours=hours, minutes=minutes)
