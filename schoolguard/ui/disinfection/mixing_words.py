# SPDX-License-Identifier: Apache-2.0
"""What the calculator says: the amounts, and what to beware of."""

from dataclasses import dataclass

from schoolguard import disinfection
from schoolguard.disinfection import Agent, Bottle, Mix, TabletMix
from schoolguard.ui.disinfection.words import Words
from schoolguard.ui.theme.palette import Tone


@dataclass(frozen=True, slots=True)
class Recipe:
    """An answer of the calculator: the amounts in large, and the lines below."""

    large: str
    lines: tuple[str, ...]


def liquid_recipe(mix: Mix, words: Words) -> Recipe:
    """Return how to thin a liquid stock."""
    text, amount = words.texts, disinfection.amount_text
    large = text(
        "disinfection_page.mixing.liquid",
        stock=amount(mix.stock_ml),
        water=amount(mix.water_ml),
    )
    lines = (
        text("disinfection_page.mixing.ratio", ratio=amount(mix.ratio)),
        text("disinfection_page.mixing.litre", stock=amount(mix.litre_stock_ml)),
        text(
            "disinfection_page.mixing.bucket",
            litres=mix.bucket_litres,
            stock=amount(mix.bucket_stock_ml),
            water=amount(mix.bucket_water_ml),
        ),
        text("disinfection_page.mixing.reached", mg=mix.reached_mg_per_litre),
    )
    return Recipe(large, lines)


def tablet_recipe(mix: TabletMix, words: Words) -> Recipe:
    """Return how many tablets to dissolve."""
    text = words.texts
    litres = f"{mix.total_ml / 1000:g}"
    large = text("disinfection_page.mixing.tablets", tablets=mix.tablets, litres=litres)
    lines = (
        text("disinfection_page.mixing.exact", tablets=str(mix.exact_tablets)),
        text(
            "disinfection_page.mixing.bucket_tablets",
            litres=mix.bucket_litres,
            tablets=mix.bucket_tablets,
        ),
        text("disinfection_page.mixing.reached", mg=mix.reached_mg_per_litre),
        text("disinfection_page.mixing.exact_water", ml=mix.exact_ml),
    )
    return Recipe(large, lines)


def warnings(
    bottle: Bottle | None,
    agent: Agent | None,
    disease_id: str,
    mix: Mix | TabletMix | None,
    words: Words,
) -> tuple[tuple[Tone, str], ...]:
    """Return what to beware of, gravest first."""
    return (
        *_of_stock(bottle, words),
        *_of_agent(agent, disease_id, words),
        *_of_table(mix, words),
    )


def _of_stock(bottle: Bottle | None, words: Words) -> tuple[tuple[Tone, str], ...]:
    if bottle is None:
        return ()
    text, draft = words.texts, bottle.draft
    if bottle.expired:
        return (
            (Tone.ALARM, text("disinfection_page.mixing.expired", day=words.day(draft.expires_on))),
        )
    if bottle.open_too_long:
        day = words.day(draft.opened_on)
        return ((Tone.ATTENTION, text("disinfection_page.mixing.open_too_long", day=day)),)
    return ()


def _of_agent(agent: Agent | None, disease_id: str, words: Words) -> tuple[tuple[Tone, str], ...]:
    if agent is None:
        return ()
    text, name = words.texts, agent.name(words.language)
    if disease_id and agent.active in words.rules.resists(disease_id):
        disease = words.disease(disease_id)
        words_ = text("disinfection_page.mixing.resists", agent=name, disease=disease)
        return ((Tone.ALARM, words_),)
    if not agent.kills_norovirus:
        return ((Tone.ATTENTION, text("disinfection_page.mixing.norovirus", agent=name)),)
    return ()


def _of_table(mix: Mix | TabletMix | None, words: Words) -> tuple[tuple[Tone, str], ...]:
    trap = mix.trap if isinstance(mix, Mix) else None
    if trap is None or not isinstance(mix, Mix):
        return ()
    sentence = words.texts(
        "disinfection_page.mixing.trap",
        ratio=trap.ratio,
        promised=trap.promised_mg_per_litre,
        gives=trap.gives_mg_per_litre,
        percent=disinfection.percent_text(mix.stock_mg_per_litre),
    )
    return ((Tone.ATTENTION, sentence),)
