# SPDX-License-Identifier: Apache-2.0
"""Whether a school's value makes a legal duty looser than the program's own packs have it.

A school may count earlier, wider, and report sooner than a regulation asks. Later, narrower or not
at all needs a paper of whoever may allow that, and is never silent.
Source: 卫办疾控发〔2006〕65号 (3例/1天，连续3天5例); 传染病防治法 (2025): report in time.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final

from schoolguard.kernel.rule_packs import Rule

_Looser = Callable[[Any, Any], bool]


def _higher(before: float, after: float) -> bool:
    return after > before


def _lower(before: float, after: float) -> bool:
    return after < before


def _narrower(before: frozenset[str], after: frozenset[str]) -> bool:
    return not frozenset(before) <= frozenset(after)


def _narrower_than_all(before: frozenset[str], after: frozenset[str]) -> bool:
    """Empty stands for all."""
    if not after:
        return False
    return not before or _narrower(before, after)


def _switched_off(before: object, after: object) -> bool:
    return bool(before) and not after


def _given(before: str, after: str) -> bool:
    """A further condition makes it looser."""
    return bool(after) and after != before


def _other(before: object, after: object) -> bool:
    return before != after


_WINDOW: Final[Mapping[str, _Looser]] = {
    "enabled": _switched_off,
    "scopes": _narrower,
    "count": _higher,
    "window_days": _lower,
    "report_within_hours": _higher,
    "report_to": _narrower,
}
LEGAL: Final[Mapping[tuple[str, str], Mapping[str, _Looser]]] = MappingProxyType(
    {
        ("triggers", "trigger"): {**_WINDOW, "streams": _narrower_than_all},
        ("triggers", "cluster"): {**_WINDOW, "disease": _other, "level": _other},
        ("triggers", "similar"): {
            "enabled": _switched_off,
            "symptoms": _narrower,
            "with_symptom": _given,
        },
        ("warning", "stream"): {"enabled": _switched_off, "symptoms": _narrower},
        ("warning", "story"): {"well_days": _higher},
        ("symptoms", "symptom"): {"enabled": _switched_off},
        ("diseases", "disease"): {
            "enabled": _switched_off,
            "report_within_hours": _higher,
            "report_at_once": _switched_off,
        },
        ("cases", "recipient"): {
            "enabled": _switched_off,
            "required": _switched_off,
            "within_hours": lambda before, after: (after or 24) > (before or 24),
        },
    }
)
"""By pack and kind: which keys can loosen a duty, and how one sees it."""


def is_looser(pack: str, kind: str, key: str, before: Rule, after: Rule) -> bool:
    """Return whether a changed key makes a duty looser than it was."""
    looser = LEGAL.get((pack, kind), {}).get(key)
    return looser is not None and looser(getattr(before, key), getattr(after, key))
