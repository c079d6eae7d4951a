# SPDX-License-Identifier: Apache-2.0
"""The entries of `resources/rules/triggers.toml`, and all rules of early warning together."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from schoolguard.kernel.rule_packs import Packs, Rule, RulePack, Shapes, shelf_of, take_pack
from schoolguard.kernel.texts import CHINESE
from schoolguard.warning.pack import (
    C2Entry,
    Stream,
    load_warning_pack,
    read_c2,
    read_parameters,
    read_story,
    read_streams,
)
from schoolguard.warning.parameters import Parameters, UnitKind
from schoolguard.warning.stories import StoryRule


class ClusterLevel(StrEnum):
    """What a disease's number stands for."""

    CLUSTER = "cluster"
    """聚集性: the school's own duty to tell begins here."""

    OUTBREAK = "outbreak"
    """暴发 or public health event: the level at which the control centre files its own report."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Similar(Rule):
    """Symptoms that count together as similar.

    Attributes:
        with_symptom: a second symptom that the same pupil must show; empty: none.
    """

    zh: str
    en: str
    symptoms: frozenset[str]
    with_symptom: str = ""

    def name(self, language: str) -> str:
        """Return the group's name in a language of the program."""
        return self.zh if language == CHINESE else self.en


@dataclass(frozen=True, slots=True, kw_only=True)
class _Window(Rule):
    """So many pupils within so many calendar days."""

    scopes: frozenset[UnitKind]
    count: int
    window_days: int
    report_within_hours: int

    def __post_init__(self) -> None:
        """Refuse a number that nothing or everything reaches."""
        if min(self.count, self.window_days, self.report_within_hours) < 1 or not self.scopes:
            raise ValueError("count, window_days, report_within_hours and scopes must be given")


@dataclass(frozen=True, slots=True, kw_only=True)
class Trigger(_Window):
    """A number of pupils with similar symptoms that a regulation names.

    Attributes:
        streams: ids of streams and groups it looks at; empty: all of them.
        report_to: ids of those to be told.
    """

    zh: str
    en: str
    streams: frozenset[str] = frozenset()
    report_to: tuple[str, ...] = ("cdc", "education_bureau")

    def name(self, language: str) -> str:
        """Return the trigger in words, in a language of the program."""
        return self.zh if language == CHINESE else self.en

    def looks_at(self, topic: str) -> bool:
        """Return whether a stream or group is looked at."""
        return not self.streams or topic in self.streams


@dataclass(frozen=True, slots=True, kw_only=True)
class Cluster(_Window):
    """A number of cases of one disease that a guide names."""

    disease: str
    level: ClusterLevel
    report_to: tuple[str, ...] = ("cdc", "education_bureau")


@dataclass(frozen=True, slots=True)
class WarningRules:
    """All that early warning is decided by; entries switched off are left out.

    Attributes:
        versions: the packs' versions, as stamped on every warning.
    """

    streams: Mapping[str, Stream]
    similar: Mapping[str, Similar]
    triggers: Mapping[str, Trigger]
    clusters: Mapping[str, Cluster]
    parameters: Parameters
    c2: C2Entry
    story: StoryRule
    versions: str

    @property
    def longest_window(self) -> int:
        """Calendar days of the longest window of all triggers and clusters."""
        windows = (*self.triggers.values(), *self.clusters.values())
        return max((one.window_days for one in windows), default=1)


TRIGGER_SHAPES: Final[Shapes] = {"similar": Similar, "trigger": Trigger, "cluster": Cluster}
"""Every kind of entry of `triggers.toml`."""


def load_rules(packs: Packs = None) -> WarningRules:
    """Read the packs of early warning, by default the program's own.

    Raises:
        UserError: ``rules.unreadable`` or ``rules.bad_entry``.
    """
    shelf = shelf_of(packs)
    triggers = take_pack("triggers", shelf, TRIGGER_SHAPES)
    return read_rules(load_warning_pack(shelf), triggers)


def read_rules(statistics: RulePack, triggers: RulePack) -> WarningRules:
    """Return the rules of two packs.

    Raises:
        UserError: ``rules.bad_entry`` names file, entry and reason.
    """
    return WarningRules(
        streams=read_streams(statistics),
        similar={one.id: one for one in triggers.read("similar", Similar) if one.enabled},
        triggers={one.id: one for one in triggers.read("trigger", Trigger) if one.enabled},
        clusters={one.id: one for one in triggers.read("cluster", Cluster) if one.enabled},
        parameters=read_parameters(statistics),
        c2=read_c2(statistics),
        story=read_story(statistics),
        versions=f"{statistics.version} / {triggers.version}",
    )
