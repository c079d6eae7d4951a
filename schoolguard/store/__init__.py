# SPDX-License-Identifier: Apache-2.0
"""The encrypted record: one SQLCipher file, opened with a raw key, written one action at a time.

`vault` opens and closes the file, `unit` runs one transaction for one person at one instant,
`chain` and `audit` keep what was done, `corrections` what was replaced, `anchor` remembers beside
the file how far the record had come. No health words here: the rooms above bring their own tables.
"""

from schoolguard.store.audit import AuditBreak, AuditCheck, AuditEntry, head, search, verify
from schoolguard.store.base import BureauBase, SchoolBase
from schoolguard.store.corrections import Correction, corrections_of, record_correction
from schoolguard.store.unit import Unit, View
from schoolguard.store.vault import Vault, create_vault, open_vault

__all__ = [
    "AuditBreak",
    "AuditCheck",
    "AuditEntry",
    "BureauBase",
    "Correction",
    "SchoolBase",
    "Unit",
    "Vault",
    "View",
    "corrections_of",
    "create_vault",
    "head",
    "open_vault",
    "record_correction",
    "search",
    "verify",
]
