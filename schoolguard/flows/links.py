# SPDX-License-Identifier: Apache-2.0
"""The open links of every chain with their age: what was begun for somebody and has no end yet.

Due is what has an hour; a link is open from the event that asked for it until it is closed, due or
not. Links are put together by person; what belongs to no person (a class suspended) stands alone.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum

from schoolguard import absence, cases, clearance, disinfection, isolation, roster, suspension
from schoolguard.access import Action, allowed
from schoolguard.disinfection import OrderLine, OrderWhy
from schoolguard.flows.due import Nameable
from schoolguard.flows.findings import Suspect, suspects_waiting
from schoolguard.flows.rules import FlowRules
from schoolguard.isolation.lines import all_stays, stay_lines
from schoolguard.kernel.clock import instant
from schoolguard.kernel.errors import Param
from schoolguard.kernel.ids import DiseaseCaseId, PersonId
from schoolguard.kernel.texts import Texts
from schoolguard.store import View


class LinkKind(StrEnum):
    """What kind of link is open, in the order of a chain."""

    SUSPECT = "suspect"
    STAY = "stay"
    ABSENCE = "absence"
    ORDER = "order"
    CASE = "case"
    CLEARANCE = "clearance"
    SUSPENSION = "suspension"


@dataclass(frozen=True, slots=True)
class OpenLink:
    """One link that was begun and has no end yet.

    Attributes:
        since: when it was asked for; a day counts from its first minute.
        overdue: its next step has an hour that has passed.
        page: key of the page where it is closed, with `args`.
        params, words, named: as in `DueItem`.
    """

    kind: LinkKind
    since: datetime
    overdue: bool
    page: str
    args: Mapping[str, Param] = field(default_factory=dict)
    params: Mapping[str, Param] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)
    named: Mapping[str, Nameable] = field(default_factory=dict)

    def text(self, texts: Texts) -> str:
        """Return what the link waits for, in the reader's language."""
        words = {name: texts(key) for name, key in self.words.items()}
        names = {name: entry.name(texts.language) for name, entry in self.named.items()}
        return texts(f"flows.link.{self.kind.value}", **self.params, **words, **names)


@dataclass(frozen=True, slots=True)
class Chain:
    """The open links of one person, or of one class or place, oldest first; never empty.

    Attributes:
        person_id: None for what belongs to no person.
    """

    person_id: PersonId | None
    name: str
    class_name: str
    links: tuple[OpenLink, ...]

    @property
    def since(self) -> datetime:
        """When the oldest open link was asked for."""
        return self.links[0].since

    @property
    def overdue(self) -> bool:
        """Whether a link's next step has an hour that has passed."""
        return any(link.overdue for link in self.links)

    @property
    def pressing(self) -> OpenLink:
        """The link to work on first: the oldest overdue one, else the oldest."""
        return next((link for link in self.links if link.overdue), self.links[0])


_Found = tuple[PersonId | None, str, str, OpenLink]
"""Whose link it is: person, name, class; and the link."""


def links(view: View, rules: FlowRules) -> tuple[Chain, ...]:
    """Return the open links of all chains that the actor may see, overdue first, then oldest."""
    grouped: dict[tuple[PersonId | None, str], list[OpenLink]] = defaultdict(list)
    classes: dict[tuple[PersonId | None, str], str] = {}
    for person_id, name, class_name, link in _all_links(view, rules):
        key = (person_id, name)
        grouped[key].append(link)
        classes.setdefault(key, class_name)
    chains = (
        Chain(key[0], key[1], classes[key], tuple(sorted(found, key=lambda link: link.since)))
        for key, found in grouped.items()
    )
    return tuple(sorted(chains, key=lambda chain: (not chain.overdue, chain.since)))


def age(since: datetime, now: datetime) -> tuple[str, int]:
    """Return how long something has been open: text key of the unit, and the number."""
    open_for = max(now - since, timedelta())
    if open_for < timedelta(hours=1):
        return "flows.age.minutes", int(open_for.total_seconds()) // 60
    if open_for < timedelta(days=1):
        return "flows.age.hours", int(open_for.total_seconds()) // 3600
    return "flows.age.days", open_for.days


def _all_links(view: View, rules: FlowRules) -> Iterator[_Found]:
    def may(action: Action) -> bool:
        return allowed(view.actor, action)

    if may(Action.VIEW_ISOLATION):
        yield from (_of_suspect(one) for one in suspects_waiting(view, view.today, rules))
        yield from (_of_stay(one) for one in isolation.current(view, rules.isolation))
    if may(Action.VIEW_ABSENCE):
        yield from (_of_absence(one, view.now) for one in absence.open_cases(view, rules.absence))
    if may(Action.VIEW_CASES):
        yield from (_of_case(one, rules) for one in cases.open_cases(view, rules.cases))
    if may(Action.VIEW_CLEARANCE):
        pending = clearance.pending(view, rules.clearance)
        yield from (_of_clearance(one, view.today) for one in pending)
    if may(Action.VIEW_SUSPENSION):
        yield from _of_suspensions(view)
    if may(Action.VIEW_DISINFECTION) and may(Action.VIEW_ISOLATION):
        yield from _of_orders(view, rules)


def _of_suspect(one: Suspect) -> _Found:
    args: dict[str, Param] = {
        "person_id": one.person_id,
        "day": one.key.day.isoformat(),
        "session": int(one.key.session),
    }
    link = OpenLink(LinkKind.SUSPECT, one.since, overdue=True, page="isolation", args=args)
    return one.person_id, one.name, one.class_name, link


def _of_stay(one: isolation.StayLine) -> _Found:
    link = OpenLink(
        LinkKind.STAY, one.entered_at, one.overdue, page="isolation", args={"stay_id": one.id}
    )
    return one.person_id, one.name, one.class_name, link


def _of_absence(one: absence.CaseLine, now: datetime) -> _Found:
    link = OpenLink(
        LinkKind.ABSENCE,
        min(instant(one.first_on), now),
        one.overdue,
        page="absence",
        args={"case_id": one.id},
        words={"step": absence.step_key(one.step, is_staff=one.is_staff)},
    )
    return one.person_id, one.name, one.class_name, link


def _of_case(one: cases.CaseLine, rules: FlowRules) -> _Found:
    disease = rules.diseases.get(one.disease_id)
    link = OpenLink(
        LinkKind.CASE,
        one.found_at,
        one.overdue,
        page="cases",
        args={"case_id": one.id},
        params={} if disease else {"disease": one.disease_id},
        words={"sure": f"cases.classification.{one.classification.value}"},
        named={"disease": disease} if disease else {},
    )
    return one.person_id, one.name, one.class_name, link


def _of_clearance(one: clearance.ClearanceLine, today: date) -> _Found:
    in_class = one.sign is clearance.Sign.IN_CLASS
    late = one.look_again_on is not None and one.look_again_on < today
    link = OpenLink(
        LinkKind.CLEARANCE,
        one.asked_at,
        in_class or late,
        page="clearance",
        args={"clearance_id": one.id},
    )
    return one.person_id, one.name, one.class_name, link


def _of_suspensions(view: View) -> Iterator[_Found]:
    names = {
        one.id: one.name
        for one in roster.classes_on(view, view.today)
        if allowed(view.actor, Action.VIEW_SUSPENSION, one.id)
    }
    for one in suspension.suspensions_on(view, view.today):
        draft = one.draft
        what = [names[each] for each in draft.class_ids if each in names]
        link = OpenLink(
            LinkKind.SUSPENSION,
            one.at,
            overdue=False,
            page="suspension",
            args={"suspension_id": one.id},
            params={"until": f"{draft.until_on:%m-%d}"},
        )
        if what or not draft.class_ids:
            yield None, "、".join(what[:_FEW]) or draft.reason, "", link


def _of_orders(view: View, rules: FlowRules) -> Iterator[_Found]:
    """Yield the orders nobody has signed, with the person whose stay or case asked for them."""
    orders = disinfection.open_orders(view, rules.disinfection)
    owners = _owners(view, orders, rules)
    for one in orders:
        person_id, name, class_name = owners.get((one.why, one.origin_id), (None, "", ""))
        link = OpenLink(
            LinkKind.ORDER,
            one.ordered_at,
            one.overdue,
            page="disinfection",
            args={"order_id": one.id, "place_id": one.place_id},
            params={"where": one.place_name},
        )
        yield person_id, name or one.place_name, class_name, link


def _owners(
    view: View, orders: Iterable[OrderLine], rules: FlowRules
) -> Mapping[tuple[OrderWhy, int], tuple[PersonId | None, str, str]]:
    """Return whose stay or case asked for some orders: person, name, class."""
    origins = {(one.why, one.origin_id) for one in orders}
    stay_ids = [origin for why, origin in origins if why is OrderWhy.STAY]
    owners: dict[tuple[OrderWhy, int], tuple[PersonId | None, str, str]] = {}
    if stay_ids:
        stays = all_stays()
        mine = stays.where(stays.selected_columns.id.in_(stay_ids))
        for line in stay_lines(view, mine, rules.isolation):
            owners[OrderWhy.STAY, line.id] = (line.person_id, line.name, line.class_name)
    for why, origin in origins:
        if why is OrderWhy.CASE:
            brief = cases.case_brief(view, DiseaseCaseId(origin))
            name = roster.person_names(view, (brief.person_id,)).get(brief.person_id, "")
            owners[why, origin] = (brief.person_id, name, "")
    return owners


_FEW = 3
