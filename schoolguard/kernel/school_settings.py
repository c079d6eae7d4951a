# SPDX-License-Identifier: Apache-2.0
"""What a school is: name, code, kind, boarding or not, the checks it holds.

The values that every room may need, given to it as an argument. How they are stored, changed and
audited is decided in `app.settings`.
"""

import re
from dataclasses import dataclass, field
from enum import StrEnum

from schoolguard.kernel.check_session import CheckSession
from schoolguard.kernel.errors import UserError

_CODE = re.compile(r"[A-Z0-9]{2,16}")
_NAME_MAX = 80
_IDLE_LOCK_MINUTES = range(1, 121)


class Stage(StrEnum):
    """学段: what a class belongs to; grades are counted inside a stage."""

    PRIMARY = "primary"
    JUNIOR = "junior"
    SENIOR = "senior"


class SchoolKind(StrEnum):
    """办学类型: which stages a school has."""

    PRIMARY = "primary"
    JUNIOR = "junior"
    SENIOR = "senior"
    NINE_YEAR = "nine_year"
    """九年一贯制: primary and junior."""

    SECONDARY = "secondary"
    """完全中学: junior and senior."""

    TWELVE_YEAR = "twelve_year"
    """十二年一贯制: all three."""

    @property
    def stages(self) -> tuple[Stage, ...]:
        """Return the stages of this kind of school, youngest pupils first."""
        return _STAGES[self]


_STAGES = {
    SchoolKind.PRIMARY: (Stage.PRIMARY,),
    SchoolKind.JUNIOR: (Stage.JUNIOR,),
    SchoolKind.SENIOR: (Stage.SENIOR,),
    SchoolKind.NINE_YEAR: (Stage.PRIMARY, Stage.JUNIOR),
    SchoolKind.SECONDARY: (Stage.JUNIOR, Stage.SENIOR),
    SchoolKind.TWELVE_YEAR: (Stage.PRIMARY, Stage.JUNIOR, Stage.SENIOR),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class SchoolSettings:
    """The settings of one school; a value that breaks a promise below can't be constructed.

    Attributes:
        code: the school's code at the bureau, `[A-Z0-9]{2,16}`; never changed after enrolment.
        boarding: whether pupils sleep at school; only then is an evening check held.
        sessions: the checks in force; at least one.
        language: of paper and window, `zh_CN` or `en`.
        liaison: name of the full-time reporting person 信息报送员; may be empty.
        phone: the health desk's, as printed on the daily report; may be empty.
        bureau_name: whom the daily report is addressed to; may be empty.
        idle_lock_minutes: minutes without a key or click until the PIN is asked for.
    """

    name: str
    code: str
    kind: SchoolKind = SchoolKind.PRIMARY
    boarding: bool = False
    sessions: frozenset[CheckSession] = field(
        default_factory=lambda: frozenset({CheckSession.MORNING, CheckSession.NOON})
    )
    language: str = "zh_CN"
    liaison: str = ""
    phone: str = ""
    bureau_name: str = ""
    idle_lock_minutes: int = 10

    def __post_init__(self) -> None:
        """Refuse what no school can be.

        Raises:
            UserError: ``settings.bad_name``, ``settings.bad_code``, ``settings.no_session``,
                ``settings.evening_without_boarders`` or ``settings.bad_idle_lock``.
        """
        if not self.name.strip() or len(self.name) > _NAME_MAX:
            raise UserError("settings.bad_name", limit=_NAME_MAX)
        if not _CODE.fullmatch(self.code):
            raise UserError("settings.bad_code", value=self.code)
        if not self.sessions:
            raise UserError("settings.no_session")
        if CheckSession.EVENING in self.sessions and not self.boarding:
            raise UserError("settings.evening_without_boarders")
        if self.idle_lock_minutes not in _IDLE_LOCK_MINUTES:
            raise UserError("settings.bad_idle_lock", minutes=self.idle_lock_minutes)

    @property
    def stages(self) -> tuple[Stage, ...]:
        """Return the school's stages, youngest pupils first."""
        return self.kind.stages
