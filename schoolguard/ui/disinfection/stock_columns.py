# SPDX-License-Identifier: Apache-2.0
"""What stands in the registers of stock and of UV lamps."""

from schoolguard import disinfection
from schoolguard.disinfection import Bottle, Lamp
from schoolguard.ui.disinfection.words import Words
from schoolguard.ui.theme.palette import Tone
from schoolguard.ui.widgets.table import Column

_STATE_TONES = {
    "finished": Tone.MUTED,
    "expired": Tone.ALARM,
    "open_too_long": Tone.ATTENTION,
    "in_use": Tone.OK,
    "closed": Tone.OK,
}


def bottle_columns(words: Words) -> tuple[Column[Bottle], ...]:
    """Return the columns of the register of stock."""
    text = words.texts

    def strength(bottle: Bottle) -> str:
        draft = bottle.draft
        if draft.mg_per_tablet:
            return text("disinfection_page.stock.per_tablet", mg=draft.mg_per_tablet)
        return f"{disinfection.percent_text(draft.mg_per_litre)} %" if draft.mg_per_litre else ""

    def state(bottle: Bottle) -> str:
        day = words.day(bottle.finished_on)
        return text(f"disinfection_page.stock.{_state(bottle)}", day=day, why=bottle.end_reason)

    def tone(bottle: Bottle) -> Tone:
        return _STATE_TONES[_state(bottle)]

    def title(name: str) -> str:
        return text(f"disinfection_page.stock.{name}")

    return (
        Column(title("agent"), lambda one: words.agent(one.draft.agent_id), width=110),
        Column(title("name"), lambda one: one.draft.name, width=70),
        Column(title("strength"), strength, width=80),
        Column(title("size"), lambda one: one.draft.size, width=60),
        Column(title("batch"), lambda one: one.draft.batch, width=56),
        Column(title("opened"), lambda one: words.day(one.draft.opened_on), width=90),
        Column(title("good_until"), lambda one: words.day(one.good_until), width=90),
        Column(title("state"), state, tone=tone, width=76),
    )


def _state(bottle: Bottle) -> str:
    if bottle.finished_on is not None:
        return "finished"
    if bottle.expired:
        return "expired"
    if bottle.open_too_long:
        return "open_too_long"
    return "in_use" if bottle.draft.opened_on is not None else "closed"


def lamp_columns(words: Words) -> tuple[Column[Lamp], ...]:
    """Return the columns of the register of lamps."""
    text = words.texts

    def state(lamp: Lamp) -> str:
        if lamp.retired_on is not None:
            return text("disinfection_page.stock.retired", day=lamp.retired_on.isoformat())
        if lamp.replace:
            return text("disinfection_page.stock.replace_now")
        return text("disinfection_page.stock.hours_left", hours=lamp.hours_left)

    def tone(lamp: Lamp) -> Tone | None:
        if lamp.retired_on is not None:
            return Tone.MUTED
        if lamp.replace:
            return Tone.ALARM
        return Tone.ATTENTION if lamp.warn else None

    def title(name: str) -> str:
        return text(f"disinfection_page.stock.{name}")

    return (
        Column(title("place"), lambda one: one.place_name, width=90),
        Column(title("lamp_name"), lambda one: one.name, width=60),
        Column(title("installed"), lambda one: words.day(one.installed_on), width=90),
        Column(
            title("hours"), lambda one: f"{one.minutes / 60:.1f}", lambda one: one.minutes, width=60
        ),
        Column(title("state"), state, tone=tone, width=100),
    )
