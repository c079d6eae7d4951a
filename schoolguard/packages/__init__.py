# SPDX-License-Identifier: Apache-2.0
"""Sealed files between a school and its bureau: format v1 of packages, receipts and cards.

`seal` makes a package, `verify` examines one in a fixed order of refusals, `delivery` says where it
stands in its school's chain, `receipts` answers it, `cards` is what both sides must know of each
other first. `contents` are the tables inside. No disk, no database, no window: bytes and values.
The format for people with standard tools is `resources/docs/package-format.md`.
"""

from schoolguard.packages.cards import (
    BureauCard,
    KeyLimit,
    PackageKey,
    SchoolCard,
    read_bureau_card,
    read_school_card,
    write_bureau_card,
    write_school_card,
)
from schoolguard.packages.contents import (
    AbsenceRow,
    CauseRow,
    CheckRow,
    Contents,
    DailyContents,
    DiseaseRow,
    EmptyContents,
    NoSchoolRow,
    ReportRow,
    SymptomRow,
)
from schoolguard.packages.control_tables import CaseRow, ControlRow
from schoolguard.packages.delivery import Chain, Decision, Finding, Link, data_lost, judge
from schoolguard.packages.errors import RefusedError
from schoolguard.packages.label import Label
from schoolguard.packages.manifest import Kind, Manifest, Suite
from schoolguard.packages.receipts import Receipt, Verdict, read_receipt, write_receipt
from schoolguard.packages.seal import Keys, Order, Sealed, seal
from schoolguard.packages.verify import Opened, check_outside, claimed_label, open_package

__all__ = [
    "AbsenceRow",
    "BureauCard",
    "CaseRow",
    "CauseRow",
    "Chain",
    "CheckRow",
    "Contents",
    "ControlRow",
    "DailyContents",
    "Decision",
    "DiseaseRow",
    "EmptyContents",
    "Finding",
    "KeyLimit",
    "Keys",
    "Kind",
    "Label",
    "Link",
    "Manifest",
    "NoSchoolRow",
    "Opened",
    "Order",
    "PackageKey",
    "Receipt",
    "RefusedError",
    "ReportRow",
    "SchoolCard",
    "Sealed",
    "Suite",
    "SymptomRow",
    "Verdict",
    "check_outside",
    "claimed_label",
    "data_lost",
    "judge",
    "open_package",
    "read_bureau_card",
    "read_receipt",
    "read_school_card",
    "seal",
    "write_bureau_card",
    "write_receipt",
    "write_school_card",
]
