# SPDX-License-Identifier: Apache-2.0
"""The kinds of everything in this room: places, work, states, reasons."""

from enum import StrEnum


class PlaceKind(StrEnum):
    """What a place is; its plan hangs on it. In the order of lists and boards."""

    CLASSROOM = "classroom"
    DORMITORY = "dormitory"
    CANTEEN = "canteen"
    TOILET = "toilet"
    STAIRS = "stairs"
    CORRIDOR = "corridor"
    LIBRARY = "library"
    LABORATORY = "laboratory"
    GYM = "gym"
    OFFICE = "office"
    MEETING_ROOM = "meeting_room"
    GATE_HOUSE = "gate_house"
    RUBBISH_POINT = "rubbish_point"
    BUS = "bus"
    CLINIC = "clinic"
    ISOLATION_ROOM = "isolation_room"
    OTHER = "other"


class Work(StrEnum):
    """What a task asks for."""

    AIRING = "airing"
    CLEANING = "cleaning"
    DISINFECTING = "disinfecting"
    UV = "uv"


class RoundState(StrEnum):
    """Where one round of one day stands."""

    UPCOMING = "upcoming"
    """Its hour is still to come."""

    DUE = "due"
    OVERDUE = "overdue"
    """Today, past its hour and the grace, and nothing entered."""

    MISSED = "missed"
    """The day is over and nothing was entered."""

    DONE = "done"
    LATE = "late"
    """Done after its hour and the grace."""

    ENTERED_LATE = "entered_late"
    """Entered afterwards, whatever hour was given; it stays marked so."""

    NOT_DONE = "not_done"
    """Somebody entered that it was not done, and why."""

    NOT_PLANNED = "not_planned"
    """Done although the plan of the day did not ask for it."""


class Outcome(StrEnum):
    """What a record says."""

    DONE = "done"
    NOT_DONE = "not_done"


class Fault(StrEnum):
    """Where a record falls short of its task; it is shown, never hidden and never refused."""

    TOO_FEW_MINUTES = "too_few_minutes"
    TOO_WEAK = "too_weak"
    TOO_STRONG = "too_strong"
    CONTACT_TOO_SHORT = "contact_too_short"
    NOT_GIVEN = "not_given"
    """Minutes, agent, strength or contact time were left out."""

    WRONG_AGENT = "wrong_agent"
    """An agent that the task does not name, or that does not act on the disease of the alert."""

    STOCK_EXPIRED = "stock_expired"
    STOCK_OPEN_TOO_LONG = "stock_open_too_long"


class OrderWhy(StrEnum):
    """Which event asked for an extra disinfection."""

    STAY = "stay"
    CASE = "case"
    VOMIT = "vomit"
    SUSPENSION = "suspension"
    BY_HAND = "by_hand"


class OrderStanding(StrEnum):
    """Where an order stands."""

    OPEN = "open"
    DONE = "done"
    CANCELLED = "cancelled"


class AgentForm(StrEnum):
    """How an agent comes, and so how it is mixed."""

    LIQUID = "liquid"
    TABLET = "tablet"
    READY = "ready"
    """Used as it is."""

    NONE = "none"
    """No stuff at all: lamp, steam, sun."""


class DueKind(StrEnum):
    """What is due in this room."""

    ORDER = "order"
    ROUND = "round"
    STOCK = "stock"
    """Expired, or open too long."""

    LAMP = "lamp"
    PLACE = "place"
    """Nobody is named for it, or the named person has left."""
