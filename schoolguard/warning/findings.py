# SPDX-License-Identifier: Apache-2.0
"""What the rules find: which unit, in what, on which days, who, and how far from usual."""

from dataclasses import dataclass
from datetime import date
from enum import IntEnum

from schoolguard.kernel.ids import PersonId
from schoolguard.warning.parameters import Unit


class Level(IntEnum):
    """What kind of warning it is; the smaller, the more it presses."""

    LEGAL = 0
    """法定阈值: to be reported whatever is usual."""

    OUTBREAK = 1
    """By diagnosis, the level of a public health event."""

    CLUSTER = 2
    """By diagnosis, a cluster 聚集性."""

    RED = 3
    """异常提示: statistics, to be verified the same day."""

    AMBER = 4
    """留意: statistics, a closer look at the next check."""

    NOTE = 5
    """A line of information for grade or school."""

    @property
    def is_statistical(self) -> bool:
        """Whether it rests on what is usual, not on a regulation."""
        return self >= Level.RED


@dataclass(frozen=True, slots=True)
class Found:
    """One finding of one rule.

    Attributes:
        rule_id: of the trigger or cluster, or of the method.
        topic: id of a stream, a group of similar symptoms or a disease.
        onsets: who fell ill when, within the window, those first in front.
        usual: onsets to be expected in as many days; None where nothing is known of it.
        probability: of so many or more if all were as usual; None where not computed.
    """

    level: Level
    rule_id: str
    topic: str
    unit: Unit
    first_on: date
    last_on: date
    onsets: tuple[tuple[PersonId, date], ...]
    usual: float | None = None
    probability: float | None = None

    @property
    def people(self) -> tuple[PersonId, ...]:
        """Whoever was counted."""
        return tuple(person_id for person_id, _ in self.onsets)

    @property
    def count(self) -> int:
        """How many were counted."""
        return len(self.onsets)

    @property
    def key(self) -> tuple[str, str, Unit]:
        """What makes two findings the same rule speaking of the same unit."""
        return self.rule_id, self.topic, self.unit
