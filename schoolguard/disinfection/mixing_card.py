# SPDX-License-Identifier: Apache-2.0
"""The mixing card for the wall, from the strength of the stock that is really there."""

from schoolguard.disinfection.kinds import AgentForm
from schoolguard.disinfection.mixing import amount_text, mix, mix_tablets, percent_text, table_trap
from schoolguard.disinfection.pack import DisinfectionRules
from schoolguard.disinfection.paper_frame import (
    framed,
    safety_section,
)
from schoolguard.disinfection.paper_words import PaperWords
from schoolguard.kernel.texts import Texts
from schoolguard.reports import (
    Align,
    Block,
    Column,
    Document,
    Note,
    Section,
    Table,
    Tone,
)

_MIXES = (250, 500, 1000, 2000, 5000, 10_000)
_LITRES = (1, 5, 10)
_USUAL = 500
"""The strength whose printed ratio is copied around most."""


def mixing_document(
    agent_id: str,
    strength: int,
    *,
    school_name: str,
    rules: DisinfectionRules,
    texts: Texts,
) -> Document:
    """Return a mixing card for the wall, from the strength of the stock that is there.

    Args:
        agent_id: the agent.
        strength: mg/L of a liquid, mg in one tablet.
        school_name: for the frame.
        rules: names and safety lines.
        texts: the reader's language.

    Raises:
        UserError: as `mix` or `mix_tablets`.
    """
    words = PaperWords(texts, rules)
    tablets = rules.agents[agent_id].form is AgentForm.TABLET
    body = (
        _tablet_blocks(agent_id, strength, words)
        if tablets
        else _liquid_blocks(agent_id, strength, words)
    )
    sections = (Section("", body), safety_section(rules.safety, texts))
    return framed(texts, texts("disinfection.mixing.title"), sections, school_name)


def _liquid_blocks(agent_id: str, strength: int, words: PaperWords) -> tuple[Block, ...]:
    texts = words.texts
    mixes = [
        (target, [mix(target, litres * 1000, strength) for litres in _LITRES])
        for target in _MIXES
        if target <= strength
    ]
    columns = (
        Column(texts("disinfection.mixing.target"), 1.0, Align.RIGHT),
        Column(texts("disinfection.mixing.ratio"), 0.9, Align.CENTRE),
        *(Column(texts("disinfection.mixing.litre", litres=one), 1.6) for one in _LITRES),
    )
    names = (texts("disinfection.mixing.stock_ml"), texts("disinfection.mixing.water_ml"))
    rows = tuple(
        (
            str(target),
            f"1 : {amount_text(found[0].ratio)}",
            *(f"{amount_text(one.stock_ml)} + {amount_text(one.water_ml)}" for one in found),
        )
        for target, found in mixes
    )
    stock = texts(
        "disinfection.mixing.stock",
        agent=words.agent(agent_id),
        percent=percent_text(strength),
        mg=strength,
    )
    unit = Note(" + ".join(names), Tone.MUTED)
    return Note(stock, strong=True), unit, Table(columns, rows, row_mm=9), *_trap(strength, texts)


def _trap(strength: int, texts: Texts) -> tuple[Note, ...]:
    trap = table_trap(_USUAL, strength)
    if trap is None:
        return ()
    said = texts(
        "disinfection.mixing.trap",
        ratio=trap.ratio,
        promised=trap.promised_mg_per_litre,
        gives=trap.gives_mg_per_litre,
    )
    return (Note(said, Tone.ATTENTION),)


def _tablet_blocks(agent_id: str, strength: int, words: PaperWords) -> tuple[Block, ...]:
    texts = words.texts
    columns = (
        Column(texts("disinfection.mixing.target"), 1.0, Align.RIGHT),
        *(Column(texts("disinfection.mixing.litre", litres=one), 1.2) for one in _LITRES),
    )
    rows = tuple(
        (
            str(target),
            *(_tablets(target, litres, strength) for litres in _LITRES),
        )
        for target in _MIXES
    )
    said = texts("disinfection.mixing.tablet", agent=words.agent(agent_id), mg=strength)
    how = texts("disinfection.mixing.tablets")
    return Note(said, strong=True), Note(how, Tone.MUTED), Table(columns, rows, row_mm=9)


def _tablets(target: int, litres: int, strength: int) -> str:
    """Return whole tablets, and what they really give where that is more than the target."""
    found = mix_tablets(target, litres * 1000, strength)
    if found.reached_mg_per_litre == target:
        return str(found.tablets)
    return f"{found.tablets} ({found.reached_mg_per_litre} mg/L)"
