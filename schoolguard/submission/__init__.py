# SPDX-License-Identifier: Apache-2.0
"""From the school to the bureau: keys and cards, sealing a day, handing over, receipts.

`enrolment` makes the school's keys and takes the bureau's card in, `service` seals a day into the
outbox, `handover` writes it to a stick or folder and `mail` into a mail, `receipts` takes the
bureau's answers in. `daily_package` takes what is sealed from the kept daily report, `queries`
shows how everything stands.
"""

from schoolguard.submission.daily_package import outlook, seal_day
from schoolguard.submission.enrolment import (
    NewKeys,
    begin_epoch,
    create_keys,
    enrol_bureau,
    replace_keys,
)
from schoolguard.submission.handover import clear_parts, write_file
from schoolguard.submission.queries import (
    Mailbox,
    PackageFile,
    ReceiptLine,
    bureau_card,
    mailbox,
    outbox,
    package_files,
    school_card,
    school_card_file,
)
from schoolguard.submission.receipts import accept_receipt
from schoolguard.submission.report import card_document, outbox_document, root_document
from schoolguard.submission.rules import Readiness, Sent, Standing, Way
from schoolguard.submission.service import mark_handed_over, seal_contents
from schoolguard.submission.volumes import Volume, removable_volumes

__all__ = [
    "Mailbox",
    "NewKeys",
    "PackageFile",
    "Readiness",
    "ReceiptLine",
    "Sent",
    "Standing",
    "Volume",
    "Way",
    "accept_receipt",
    "begin_epoch",
    "bureau_card",
    "card_document",
    "clear_parts",
    "create_keys",
    "enrol_bureau",
    "mailbox",
    "mark_handed_over",
    "outbox",
    "outbox_document",
    "outlook",
    "package_files",
    "removable_volumes",
    "replace_keys",
    "root_document",
    "school_card",
    "school_card_file",
    "seal_contents",
    "seal_day",
    "write_file",
]
