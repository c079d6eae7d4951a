# SPDX-License-Identifier: Apache-2.0
"""Rules in plain words: what a chapter, a kind, a rule, a key and a value are called.

Names stand in the packs where they have one, in both languages; all other words are texts.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import date, time
from enum import Enum
from typing import Final

from schoolguard.clearance.pack import read_demand, read_wait
from schoolguard.kernel.errors import UserError
from schoolguard.kernel.rule_packs import Rule, Status
from schoolguard.kernel.texts import CHINESE, Texts
from schoolguard.rulebook.books import Book
from schoolguard.rulebook.chapters import all_shapes
from schoolguard.rulebook.entries import Entry
from schoolguard.rulebook.references import REFERENCES, Kind
from schoolguard.rulebook.values import RuleKey

_EMPTY_IS_ALL: Final = frozenset({"streams", "months"})
_WORDS: Final = frozenset({"site", "device", "active", "resists"})
_PAPERS: Final = ("clearance", "papers")
_WAITS: Final = ("clearance", "waits")


class Words:
    """One book in one language."""

    def __init__(self, texts: Texts, book: Book) -> None:
        self.texts = texts
        self._known = texts.keys("rulebook")
        self.rules: dict[Kind, dict[str, Rule]] = {
            (pack, kind): {one.id: one for one in book.shelf.pack(pack).read(kind, shape)}
            for pack, kind, shape in all_shapes()
        }

    def pack(self, pack: str) -> str:
        """Return what a chapter is called; an unknown one by its id."""
        return self.word(f"pack.{pack}", pack)

    def kind(self, pack: str, kind: str) -> str:
        """Return what a kind of rule is called."""
        return self.word(f"kind.{pack}.{kind}", kind)

    def key(self, key: str) -> str:
        """Return what a key is called, with its unit."""
        return self.word(f"key.{key}", key)

    def status(self, status: Status) -> str:
        """Return how sure a rule is."""
        return self.texts(f"rulebook.status.{status.value}")

    def entry(self, entry: Entry) -> str:
        """Return what a rule is called."""
        return self.name(entry.pack, entry.kind, entry.rule.id)

    def name(self, pack: str, kind: str, rule_id: str) -> str:
        """Return what the rule with an id is called; one that is gone by its id."""
        rule = self.rules.get((pack, kind), {}).get(rule_id)
        if rule is None:
            return rule_id
        own = getattr(rule, "zh" if self.texts.language == CHINESE else "en", "")
        if own:
            return str(own)
        if (pack, kind) == ("clearance", "return_rule"):
            return self._return_rule(rule)
        if (pack, kind) == ("clearance", "way"):
            return self._way(rule)
        if hasattr(rule, "disease") and pack != "flows":
            return self._of_disease(pack, kind, rule)
        return self.word(f"name.{pack}.{kind}.{rule_id}", rule_id)

    def value(self, at: RuleKey, value: object) -> str:
        """Return a value of a key as one reads it."""
        if at.key == "enabled":
            return self.texts("rulebook.value.on" if value else "rulebook.value.off")
        if isinstance(value, tuple | frozenset):
            if not value:
                word = "all" if at.key in _EMPTY_IS_ALL else "none"
                return self.texts(f"rulebook.value.{word}")
            words = (self.value(at, one) for one in _ordered(self, at, value))
            return self.texts("rulebook.value.and").join(words)
        return self._one(at, value)

    def refusal(self, error: UserError) -> str:
        """Return why a rule was refused: of which chapter, which rule, and what is wrong."""
        if error.code != "rules.bad_entry":
            return self.texts.error(error)
        pack = str(error.params["file"]).removesuffix(".toml")
        place, _, key = str(error.params["entry"]).partition(", ")
        kind, _, rule_id = place.partition(" ")
        named = f"{self.kind(pack, kind)} {self.name(pack, kind, rule_id)}".strip()
        entry = f"{named} – {self.key(key)}" if key else named
        reason = _reason(self, str(error.params["reason"]))
        return self.texts("rulebook.refused", pack=self.pack(pack), entry=entry, reason=reason)

    def _one(self, at: RuleKey, value: object) -> str:
        if isinstance(value, Enum):
            return _enum(self, value)
        if value is None or value == "":
            return self.texts("rulebook.value.none")
        if isinstance(value, bool):
            return self.texts("rulebook.value.yes" if value else "rulebook.value.no")
        if isinstance(value, time | date):
            return f"{value:%H:%M}" if isinstance(value, time) else value.isoformat()
        return self._text(at, value) if isinstance(value, str) else str(value)

    def _text(self, at: RuleKey, value: str) -> str:
        for pack, kind in REFERENCES.get((at.pack, at.kind, at.key), ()):
            if value in self.rules[pack, kind]:
                return self.name(pack, kind, value)
        if (at.pack, at.key) == _WAITS:
            wait = read_wait(value)
            anchor = self.texts(f"rulebook.value.anchor.{wait.anchor.value}")
            key = f"rulebook.value.wait.{wait.span.value}"
            return self.texts(key, anchor=anchor, amount=wait.amount)
        if (at.pack, at.key) == _PAPERS:
            return _demand(self, value)
        return self.word(f"value.word.{value}", value) if at.key in _WORDS else value

    def _return_rule(self, rule: Rule) -> str:
        ids: Iterable[str] = getattr(rule, "diseases", ())
        names = self.texts("rulebook.value.and").join(_disease(self, one) for one in ids)
        if not names:
            return self.texts("rulebook.name.other_diseases")
        place = getattr(rule, "place_zh" if self.texts.language == CHINESE else "place_en", "")
        if not place:
            return names
        return self.texts("rulebook.name.return_variant", diseases=names, place=str(place))

    def _way(self, rule: Rule) -> str:
        first = self.name("clearance", "return_rule", str(getattr(rule, "rule", "")))
        asked: Mapping[str, tuple[str, ...]] = {
            key: getattr(rule, key, ()) for key in ("waits", "conditions", "papers")
        }
        words = (
            self.value(RuleKey("clearance", "way", rule.id, key), values)
            for key, values in asked.items()
            if values
        )
        second = self.texts("rulebook.value.and").join(words)
        return self.texts("rulebook.name.two", first=first, second=second) if second else first

    def _of_disease(self, pack: str, kind: str, rule: Rule) -> str:
        first = _disease(self, str(getattr(rule, "disease", "")))
        keys = [key for key in ("level", "scopes", "measure") if hasattr(rule, key)]
        for key in keys:
            second = self.value(RuleKey(pack, kind, rule.id, key), getattr(rule, key))
            first = self.texts("rulebook.name.two", first=first, second=second)
        return first

    def word(self, path: str, other: str) -> str:
        """Return a text of the rule book, or something else where there is none."""
        return self.texts(f"rulebook.{path}") if path in self._known else other


def _enum(words: Words, value: Enum) -> str:
    word = value.value or "none"
    return words.word(f"value.{type(value).__name__}.{word}", str(word))


def _demand(words: Words, text: str) -> str:
    demand = read_demand(text)
    paper = words.name("clearance", "paper", demand.paper_id)
    if demand.count == 1:
        return paper
    if not demand.apart_days:
        return words.texts("rulebook.value.papers", paper=paper, count=demand.count)
    return words.texts(
        "rulebook.value.papers_apart", paper=paper, count=demand.count, days=demand.apart_days
    )


def _ordered(
    words: Words, at: RuleKey, values: tuple[object, ...] | frozenset[object]
) -> tuple[object, ...]:
    """Return a set's values in the order of the packs or of the enum; a list's as they are."""
    if isinstance(values, tuple):
        return values
    if all(isinstance(one, Enum) for one in values):
        return tuple(one for one in type(next(iter(values))) if one in values)  # type: ignore[attr-defined]
    targets = REFERENCES.get((at.pack, at.kind, at.key), ())
    known = [rule_id for target in targets for rule_id in words.rules[target]]
    rest = sorted(values - frozenset(known), key=lambda one: (len(str(one)), str(one)))
    return (*(one for one in known if one in values), *rest)


def _disease(words: Words, disease_id: str) -> str:
    pack, kind = ("diseases", "disease")
    if disease_id not in words.rules[pack, kind]:
        pack, kind = ("absence", "cause")
    return words.name(pack, kind, disease_id)


def _reason(words: Words, reason: str) -> str:
    word = re.sub("[^a-z0-9]+", "_", reason.lower()).strip("_")
    return words.word(f"reason.{word}", reason)
