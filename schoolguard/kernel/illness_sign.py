# SPDX-License-Identifier: Apache-2.0
"""A sign of illness as every room hands it on: who showed what on which day."""

from datetime import date
from typing import NamedTuple

from schoolguard.kernel.ids import ClassId, PersonId


class IllnessSign(NamedTuple):
    """A person was seen, or said, to have a symptom on a day.

    Attributes:
        day: on which it was seen or said.
        class_id: the person's class on that day.
        symptom: id of the symptom pack.
        onset_on: the day on which it began, where somebody asked.
    """

    day: date
    class_id: ClassId
    symptom: str
    person_id: PersonId
    onset_on: date | None = None
