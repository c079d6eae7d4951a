# SPDX-License-Identifier: Apache-2.0
"""The entries of `resources/rules/absence.toml` as typed values.

Names of causes, ways and outcomes stand in the pack itself, in both languages, since a school may
add its own.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time
from typing import Final, TypeVar

from schoolguard.kernel.check_session import CheckSession
from schoolguard.kernel.rule_packs import Packs, Rule, RulePack, Shapes, take_pack
from schoolguard.kernel.texts import CHINESE


@dataclass(frozen=True, slots=True, kw_only=True)
class Named(Rule):
    """An entry that a person chooses from a list.

    Attributes:
        keys: pinyin initials to type it by; empty where the list is short.
    """

    zh: str
    en: str
    keys: str = ""

    def name(self, language: str) -> str:
        """Return the entry's name in a language of the program."""
        return self.zh if language == CHINESE else self.en


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause(Named):
    """One cause of absence through illness 病因."""

    infectious: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Party(Named):
    """Who was asked or told; an `authority` is told of what may be epidemic."""

    authority: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Way(Named):
    """How a contact was made."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactResult(Named):
    """What came of a contact attempt."""

    reached: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome(Named):
    """How a case ends; `returned` asks for the day of return."""

    returned: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUp(Rule):
    """When a step is due: `minutes` after it began, or `at` an hour some `school_days` later."""

    minutes: int | None = None
    school_days: int | None = None
    at: time = time(10)

    def __post_init__(self) -> None:
        """Refuse an entry that says neither or both."""
        if (self.minutes is None) == (self.school_days is None):
            raise ValueError("give either minutes or school_days")
        if (self.minutes or 0) < 0 or (self.school_days or 0) < 0:
            raise ValueError("an interval can not be negative")


@dataclass(frozen=True, slots=True, kw_only=True)
class LessonSpan(Rule):
    """Lessons missed in one day, first to last included, and the half days they count."""

    first_lesson: int
    last_lesson: int
    half_days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionPart(Rule):
    """The half days that an absent mark in one check session stands for."""

    half_days: int

    @property
    def session(self) -> CheckSession:
        """The session named by the entry's id."""
        return CheckSession[self.id.upper()]

    def __post_init__(self) -> None:
        """Refuse an id that is no session."""
        if self.id.upper() not in CheckSession.__members__:
            raise ValueError(f"no such session: {self.id}")


@dataclass(frozen=True, slots=True, kw_only=True)
class EpisodeRule(Rule):
    """Absent again within `days` after being back belongs to the same episode."""

    days: int


@dataclass(frozen=True, slots=True)
class AbsenceRules:
    """The part of the rules that absence follow-up works by; entries switched off are left out."""

    follow_ups: Mapping[str, FollowUp]
    lesson_spans: tuple[LessonSpan, ...]
    half_days_by_session: Mapping[CheckSession, int]
    same_episode_days: int
    causes: Mapping[str, Cause]
    parties: Mapping[str, Party]
    ways: Mapping[str, Way]
    results: Mapping[str, ContactResult]
    outcomes: Mapping[str, Outcome]


R = TypeVar("R", bound=Rule)


SHAPES: Final[Shapes] = {
    "follow_up": FollowUp,
    "lesson_span": LessonSpan,
    "session_part": SessionPart,
    "episode": EpisodeRule,
    "cause": Cause,
    "party": Party,
    "way": Way,
    "result": ContactResult,
    "outcome": Outcome,
}
"""Every kind of entry of `absence.toml`."""


def load_rules(packs: Packs = None) -> AbsenceRules:
    """Read the absence pack, by default the program's own.

    Raises:
        UserError: ``rules.unreadable`` or ``rules.bad_entry``.
    """
    return read_rules(take_pack("absence", packs, SHAPES))


def read_rules(pack: RulePack) -> AbsenceRules:
    """Return the absence rules of a pack.

    Raises:
        UserError: ``rules.bad_entry`` names file, entry and reason.
    """

    def by_id(kind: str, shape: type[R]) -> dict[str, R]:
        return {rule.id: rule for rule in pack.read(kind, shape) if rule.enabled}

    parts = by_id("session_part", SessionPart).values()
    episode = by_id("episode", EpisodeRule).get("same_episode")
    return AbsenceRules(
        follow_ups=by_id("follow_up", FollowUp),
        lesson_spans=tuple(by_id("lesson_span", LessonSpan).values()),
        half_days_by_session={part.session: part.half_days for part in parts},
        same_episode_days=episode.days if episode else 0,
        causes=by_id("cause", Cause),
        parties=by_id("party", Party),
        ways=by_id("way", Way),
        results=by_id("result", ContactResult),
        outcomes=by_id("outcome", Outcome),
    )
