# SPDX-License-Identifier: Apache-2.0
"""The checks' share of the rule packs: `checks.toml` and `symptoms.toml` as typed values.

What the numbers mean is decided in `rules`; here they are only read and checked against each other.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import time
from enum import StrEnum
from types import MappingProxyType
from typing import Final, TypeVar

from schoolguard.checks.values import State
from schoolguard.kernel.check_session import CheckSession
from schoolguard.kernel.errors import UserError
from schoolguard.kernel.rule_packs import Packs, Rule, Shapes, shelf_of, take_pack
from schoolguard.kernel.texts import CHINESE

KEYS_OF_STUDENT_NUMBERS = frozenset("GJL")
"""National student numbers begin with these letters; a card reader types them into the grid."""


class RegularityKind(StrEnum):
    """The three ways in which readings look made up."""

    CONSTANT = "constant"
    COPIED = "copied"
    LADDER = "ladder"


@dataclass(frozen=True, slots=True, kw_only=True)
class Named(Rule):
    """A rule that people read: its name in both languages."""

    zh: str
    en: str

    def name(self, language: str) -> str:
        """Return the name in a language."""
        return self.zh if language == CHINESE else self.en


@dataclass(frozen=True, slots=True, kw_only=True)
class Symptom(Named):
    """One symptom and its key in the check grid."""

    key: str

    def __post_init__(self) -> None:
        """Refuse a key that a card reader needs, or that is no single capital letter."""
        if len(self.key) != 1 or not ("A" <= self.key <= "Z"):
            raise ValueError("key must be one capital letter")
        if self.key in KEYS_OF_STUDENT_NUMBERS:
            raise ValueError("keys G, J and L are left to student numbers")


@dataclass(frozen=True, slots=True, kw_only=True)
class Method(Named):
    """A way to measure: site and device, with the fever line that holds for both together."""

    short_zh: str
    short_en: str
    site: str
    device: str
    fever_celsius: float
    recheck_with: tuple[str, ...]

    def __post_init__(self) -> None:
        """Refuse a line that no fever would reach, or that everybody is over."""
        low, high = _FEVER_LINES_CELSIUS
        if not low <= self.fever_celsius <= high:
            raise ValueError(f"fever_celsius {self.fever_celsius} is not within {low} to {high}")

    @property
    def fever_decicelsius(self) -> int:
        """The lowest reading that asks for a second one."""
        return round(self.fever_celsius * 10)

    def short_name(self, language: str) -> str:
        """Return a name short enough for a table's cell."""
        return self.short_zh if language == CHINESE else self.short_en


@dataclass(frozen=True, slots=True, kw_only=True)
class Plausible(Rule):
    """Which numbers can be body temperatures at all."""

    reject_below_celsius: float
    reject_above_celsius: float
    warn_below_celsius: float
    warn_above_celsius: float

    def __post_init__(self) -> None:
        """Refuse borders in a wrong order: they would refuse every reading, or none."""
        borders = [
            self.reject_below_celsius,
            self.warn_below_celsius,
            self.warn_above_celsius,
            self.reject_above_celsius,
        ]
        if borders != sorted(set(borders)):
            raise ValueError("borders are not in order: reject, warn, warn, reject")


@dataclass(frozen=True, slots=True, kw_only=True)
class Recheck(Rule):
    """When the second reading may be taken and when it is overdue: minutes after the first."""

    rest_minutes: int
    overdue_minutes: int

    def __post_init__(self) -> None:
        """Refuse a second reading that is overdue before it may be taken."""
        if not 0 <= self.rest_minutes < self.overdue_minutes:
            raise ValueError("rest_minutes must be at least 0 and less than overdue_minutes")


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionRule(Rule):
    """When a session opens and by when its sheets are handed in; the school's wall clock."""

    opens: time
    deadline: time
    boarders_only: bool
    staff: bool

    def __post_init__(self) -> None:
        """Refuse an unknown session, and a deadline before the doors open."""
        _known(self.id, {session.name.lower() for session in CheckSession})
        if self.opens >= self.deadline:
            raise ValueError("opens must be earlier than deadline")

    @property
    def session(self) -> CheckSession:
        """The session this rule is about."""
        return CheckSession[self.id.upper()]


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionRule(Rule):
    """For how many minutes one may retype one's own value without saying why."""

    free_minutes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RegularityRule(Rule):
    """From how many readings, and from which share of them, regularity is remarkable."""

    min_readings: int
    share: float

    def __post_init__(self) -> None:
        """Refuse an unknown regularity, and a share that is none."""
        _known(self.id, {kind.value for kind in RegularityKind})
        if not 0 < self.share <= 1:
            raise ValueError(f"share {self.share} is not within 0 to 1")

    @property
    def kind(self) -> RegularityKind:
        """Which regularity this rule is about."""
        return RegularityKind(self.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark(Named):
    """A value other than a temperature: its key in the grid, and the words a sheet may use."""

    key: str
    words: tuple[str, ...]

    def __post_init__(self) -> None:
        """Refuse a mark for a state that there is not."""
        _known(self.id, {state.name.lower() for state in State})

    @property
    def state(self) -> State:
        """The state that the mark stands for."""
        return State[self.id.upper()]


@dataclass(frozen=True, slots=True)
class CheckRules:
    """Everything the checks read from rule packs; entries that are switched off are left out."""

    symptoms: tuple[Symptom, ...]
    methods: Mapping[str, Method]
    plausible: Plausible
    recheck: Recheck
    sessions: Mapping[CheckSession, SessionRule]
    correction: CorrectionRule
    regularities: tuple[RegularityRule, ...]
    marks: tuple[Mark, ...]
    default_method: str = field(default="forehead_infrared")

    @property
    def lowest_fever_decicelsius(self) -> int:
        """The lowest fever line of all methods: below it no reading needs a closer look."""
        return min(method.fever_decicelsius for method in self.methods.values())

    def method(self, method_id: str) -> Method:
        """Return a measuring method.

        Raises:
            UserError: ``checks.unknown_method``.
        """
        if method_id not in self.methods:
            raise UserError("checks.unknown_method", method=method_id)
        return self.methods[method_id]

    def symptom(self, symptom_id: str) -> Symptom:
        """Return a symptom.

        Raises:
            UserError: ``checks.unknown_symptom``.
        """
        for symptom in self.symptoms:
            if symptom.id == symptom_id:
                return symptom
        raise UserError("checks.unknown_symptom", symptom=symptom_id)


N = TypeVar("N", bound=Rule)

SHAPES: Final[Shapes] = {
    "method": Method,
    "plausible": Plausible,
    "recheck": Recheck,
    "session": SessionRule,
    "correction": CorrectionRule,
    "regularity": RegularityRule,
    "mark": Mark,
}
"""Every kind of entry of `checks.toml`."""

NEEDED: Final = frozenset({"plausible", "recheck", "correction"})
"""Kinds of which no entry can be switched off."""

SYMPTOM_SHAPES: Final[Shapes] = {"symptom": Symptom}
"""Every kind of entry of `symptoms.toml`."""

_FEVER_LINES_CELSIUS = (36.0, 39.0)
"""Not a rule but a guard against a slip of the finger: 373, 3.73 or 33.7 for 37.3."""


def load_rules(packs: Packs = None) -> CheckRules:
    """Read the checks' rule packs, by default the program's own.

    Raises:
        UserError: ``rules.unreadable`` or ``rules.bad_entry``, naming file, entry and reason.
    """
    shelf = shelf_of(packs)
    pack = take_pack("checks", shelf, SHAPES, NEEDED)
    symptoms = _enabled(take_pack("symptoms", shelf, SYMPTOM_SHAPES).read("symptom", Symptom))
    methods = {method.id: method for method in _enabled(pack.read("method", Method))}
    marks = _enabled(pack.read("mark", Mark))
    _refuse_dead_rechecks(methods)
    _refuse_shared_keys(symptoms, marks)
    sessions = {rule.session: rule for rule in _enabled(pack.read("session", SessionRule))}
    if not sessions:
        raise _bad("checks.toml", "session", "no session is switched on")
    return CheckRules(
        symptoms=symptoms,
        methods=MappingProxyType(methods),
        plausible=_only(pack.read("plausible", Plausible), "plausible"),
        recheck=_only(pack.read("recheck", Recheck), "recheck"),
        sessions=MappingProxyType(sessions),
        correction=_only(pack.read("correction", CorrectionRule), "correction"),
        regularities=_enabled(pack.read("regularity", RegularityRule)),
        marks=marks,
        default_method=next(iter(methods)),
    )


def _enabled(rules: tuple[N, ...]) -> tuple[N, ...]:
    return tuple(rule for rule in rules if rule.enabled)


def _only(rules: tuple[N, ...], kind: str) -> N:
    if len(rules) != 1:
        raise _bad("checks.toml", kind, f"expected one entry, found {len(rules)}")
    return rules[0]


def _refuse_dead_rechecks(methods: Mapping[str, Method]) -> None:
    if not methods:
        raise _bad("checks.toml", "method", "no method is switched on")
    for method in methods.values():
        others = [methods[other] for other in method.recheck_with if other in methods]
        if not others:
            raise _bad("checks.toml", f"method {method.id}", "recheck_with names no method in use")
        if any(other.site == method.site for other in others):
            raise _bad("checks.toml", f"method {method.id}", "recheck_with repeats the same site")


def _refuse_shared_keys(symptoms: tuple[Symptom, ...], marks: tuple[Mark, ...]) -> None:
    taken = {mark.key: mark.id for mark in marks}
    for symptom in symptoms:
        if symptom.key in taken:
            reason = f"key {symptom.key} belongs to {taken[symptom.key]}"
            raise _bad("symptoms.toml", f"symptom {symptom.id}", reason)
        taken[symptom.key] = symptom.id


def _known(entry: str, names: set[str]) -> None:
    if entry not in names:
        raise ValueError(f"id must be one of {', '.join(sorted(names))}")


def _bad(file: str, entry: str, reason: str) -> UserError:
    return UserError("rules.bad_entry", file=file, entry=entry, reason=reason)
