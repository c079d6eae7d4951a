# SPDX-License-Identifier: Apache-2.0
"""What entries of one pack name in another: diseases, symptoms, recipients, streams, methods.

A name that no pack knows would make a rule silent for ever; so it is refused when packs are read.
"""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final

from schoolguard.kernel.errors import UserError
from schoolguard.kernel.rule_packs import PackShelf

Kind = tuple[str, str]
"""A pack and a kind of its entries."""

_DISEASE: Final[tuple[Kind, ...]] = (("diseases", "disease"),)
_CAUSE: Final[tuple[Kind, ...]] = (("diseases", "disease"), ("absence", "cause"))
_SYMPTOM: Final[tuple[Kind, ...]] = (("symptoms", "symptom"),)
_RECIPIENT: Final[tuple[Kind, ...]] = (("cases", "recipient"),)
_TOPIC: Final[tuple[Kind, ...]] = (("warning", "stream"), ("triggers", "similar"))
_AGENT: Final[tuple[Kind, ...]] = (("disinfection", "agent"),)
_METHOD: Final[tuple[Kind, ...]] = (("disinfection", "method"),)
_FREQUENCY: Final[tuple[Kind, ...]] = (("disinfection", "frequency"),)

REFERENCES: Final[Mapping[tuple[str, str, str], tuple[Kind, ...]]] = MappingProxyType(
    {
        ("triggers", "similar", "symptoms"): _SYMPTOM,
        ("triggers", "similar", "with_symptom"): _SYMPTOM,
        ("triggers", "trigger", "streams"): _TOPIC,
        ("triggers", "trigger", "report_to"): _RECIPIENT,
        ("triggers", "cluster", "disease"): _DISEASE,
        ("triggers", "cluster", "report_to"): _RECIPIENT,
        ("warning", "stream", "symptoms"): _SYMPTOM,
        ("clearance", "return_rule", "diseases"): _CAUSE,
        ("clearance", "return_rule", "conditions"): (("clearance", "condition"),),
        ("clearance", "return_rule", "also_file"): (("clearance", "paper"),),
        ("clearance", "way", "rule"): (("clearance", "return_rule"),),
        ("clearance", "way", "conditions"): (("clearance", "condition"),),
        ("suspension", "reference", "disease"): _DISEASE,
        ("suspension", "length", "disease"): _DISEASE,
        ("flows", "way_back", "symptom"): _SYMPTOM,
        ("flows", "way_back", "disease"): _CAUSE,
        ("checks", "method", "recheck_with"): (("checks", "method"),),
        ("disinfection", "pathogen", "id"): _CAUSE,
        ("disinfection", "task", "agents"): _AGENT,
        ("disinfection", "task", "method"): _METHOD,
        ("disinfection", "task", "frequency"): _FREQUENCY,
        ("disinfection", "order", "agents"): _AGENT,
        ("disinfection", "order", "method"): _METHOD,
        ("disinfection", "raise", "level"): (("disinfection", "alert_level"),),
        ("disinfection", "raise", "frequency"): _FREQUENCY,
        ("isolation", "interval", "zone"): (("isolation", "zone_kind"),),
    }
)
"""Pack, kind and key of what names something, and where that must stand."""


def known_ids(shelf: PackShelf, targets: Iterable[Kind]) -> tuple[str, ...]:
    """Return the ids that may be named, switched off or not, each once, in file order."""
    found: dict[str, None] = {}
    for pack, kind in targets:
        found.update(dict.fromkeys(row["id"] for row in shelf.pack(pack).entries.get(kind, ())))
    return tuple(found)


def check_references(shelf: PackShelf) -> None:
    """Refuse an entry that names what no pack has.

    Raises:
        UserError: ``rules.bad_entry`` names file, entry and reason.
    """
    for (name, kind, key), targets in REFERENCES.items():
        known = frozenset(known_ids(shelf, targets))
        pack = shelf.pack(name)
        for row in pack.entries.get(kind, ()):
            for one in _named(row.get(key)):
                if one not in known:
                    raise UserError(
                        "rules.bad_entry",
                        file=pack.path.name,
                        entry=f"{kind} {row['id']}",
                        reason=f"names {one!r}, which is not in the pack",
                    )


def _named(value: object) -> tuple[str, ...]:
    if isinstance(value, str):
        return (value,) if value else ()
    return tuple(value) if isinstance(value, list) else ()
