# SPDX-License-Identifier: Apache-2.0
"""The slip 复课查验证明 and the notice 继续休息通知: two copies on one sheet, to be torn apart.

One copy is filed, one goes with the pupil. An exception is printed on both. Whoever takes a slip is
in the audit.
Source: 复课证明查验制度 (复课查验证明一式两份，一份存档，一份交学生).
"""

from dataclasses import dataclass
from datetime import datetime

from schoolguard import access, roster
from schoolguard.access import Action
from schoolguard.clearance.lines import clearance
from schoolguard.clearance.pack import ClearanceRules
from schoolguard.clearance.queries import in_use, subject_of
from schoolguard.clearance.values import Clearance, Look, Verdict
from schoolguard.clearance.wording import ClearanceWords
from schoolguard.kernel.changes import Changes
from schoolguard.kernel.errors import UserError
from schoolguard.kernel.ids import ClearanceId
from schoolguard.kernel.texts import CHINESE
from schoolguard.reports import (
    Block,
    Document,
    Frame,
    KeyValues,
    Note,
    Section,
    Signatures,
    TearLine,
    Tone,
)
from schoolguard.store import Unit

_COPIES = ("school", "family")


@dataclass(frozen=True, slots=True)
class Slip:
    """What stands on a slip.

    Attributes:
        look: the decision that it certifies.
        sex, age: of the person on the day of the look; age None where not known.
        taken_at: when it was taken.
    """

    found: Clearance
    look: Look
    sex: str
    age: int | None
    taken_at: datetime


def take_slip(unit: Unit, clearance_id: ClearanceId, rules: ClearanceRules) -> Slip:
    """Return the slip of the last decision that stands, and audit the taking.

    Raises:
        UserError: ``clearance.no_decision`` before the first look, or ``access.not_allowed``.
    """
    access.require(unit.actor, Action.VIEW_CLEARANCE)
    found = clearance(unit, clearance_id, rules)
    look = found.line.look
    if look is None:
        raise UserError("clearance.no_decision")
    person = roster.person(unit, found.line.person_id)
    birth_on = person.birth_on
    unit.audit("clearance.slip_taken", subject_of(clearance_id), decision=look.id)
    unit.touch(Changes.AUDIT)
    return Slip(
        found=found,
        look=look,
        sex=person.sex.value,
        age=roster.age_on(birth_on, look.decision.checked_on) if birth_on else None,
        taken_at=unit.now,
    )


def slip_document(slip: Slip, *, school_name: str, words: ClearanceWords) -> Document:
    """Return slip or notice as one page with two equal copies."""
    text = words.texts
    kind = slip.look.decision.verdict.value
    title = text(f"clearance.slip.{kind}.title")
    sections: list[Section] = []
    for copy in _COPIES:
        if sections:
            sections.append(Section("", (TearLine(text("clearance.slip.tear")),)))
        heading = text("clearance.slip.heading", title=title, copy=text(f"clearance.slip.{copy}"))
        sections.append(Section(heading, _copy(slip, school_name, words)))
    return Document(
        title="",
        sections=tuple(sections),
        frame=Frame(running=title, footer=school_name, page_label=slip.look.number),
        language="zh-CN" if text.language == CHINESE else "en",
    )


def _copy(slip: Slip, school_name: str, words: ClearanceWords) -> tuple[Block, ...]:
    text, look = words.texts, slip.look
    kind = look.decision.verdict.value
    blocks: list[Block] = [
        KeyValues(tuple(_facts(slip, school_name, words)), columns=2, name_share=0.26),
        Note(
            text(
                f"clearance.slip.{kind}.sentence",
                name=slip.found.line.name,
                class_name=slip.found.line.class_name,
                disease=words.disease(slip.found.line.disease_id),
                day=look.decision.checked_on.isoformat(),
                next=_iso(look.decision.look_again_on),
            ),
            strong=True,
        ),
    ]
    if look.decision.override_reason:
        reason = look.decision.override_reason
        blocks.append(Note(text("clearance.slip.override", reason=reason), Tone.ATTENTION))
    if look.decision.note:
        blocks.append(Note(text("clearance.slip.note", note=look.decision.note)))
    if look.decision.verdict is Verdict.RESTING:
        said = slip.found.line.assessment
        gaps = text("clearance.semicolon").join(words.all_missing(said, slip.taken_at))
        if gaps:
            blocks.append(Note(text("clearance.slip.resting.gaps", gaps=gaps)))
    else:
        blocks.append(Note(text("clearance.slip.cleared.advice"), Tone.MUTED))
    blocks.append(
        Signatures(
            tuple(text(f"clearance.slip.{line}") for line in ("nurse", "parent", "date")),
        )
    )
    return tuple(blocks)


def _facts(slip: Slip, school_name: str, words: ClearanceWords) -> list[tuple[str, str]]:
    text, found, look = words.texts, slip.found, slip.look
    line = found.line
    sex = text(f"roster.sex.{slip.sex}")
    age = "" if slip.age is None else text("clearance.slip.age", age=slip.age)
    rule = words.rules.rules.get(look.rule_id, line.assessment.rule)
    papers = [words.paper_line(one) for one in found.papers if in_use(one) and one.draft.agreed]
    over = "yes" if look.period_over else "no"
    values = {
        "number": look.number,
        "school": school_name,
        "name": f"{line.name}  {sex} {age}".rstrip(),
        "class": line.class_name,
        "disease": words.disease(line.disease_id),
        "onset": _iso(found.anchors.onset_on),
        "hospital": found.hospital,
        "period": words.period(rule),
        "earliest": _iso(look.earliest_on),
        "period_over": text(f"clearance.slip.over.{over}"),
        "papers": text("clearance.semicolon").join(papers),
        "checked": look.decision.checked_on.isoformat(),
    }
    return [(text(f"clearance.slip.field.{key}"), value) for key, value in values.items()]


def _iso(day: object) -> str:
    return "" if day is None else str(day)
