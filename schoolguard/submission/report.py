# SPDX-License-Identifier: Apache-2.0
"""Paper about packages: the school's card for the phone call, the root code for the safe, the list.

Fingerprints are set large, so that they can be read out without losing the line.
"""

from datetime import date, datetime

from schoolguard import packages
from schoolguard.kernel.clock import local_time
from schoolguard.kernel.texts import Texts
from schoolguard.reports import Align, Code, Column, Document, KeyValues, Note, Section, Table, Tone
from schoolguard.submission.queries import Mailbox

_GROUPS_PER_LINE = 3
_CODE_GROUPS_PER_LINE = 4


def card_document(card: packages.SchoolCard, texts: Texts) -> Document:
    """Return the sheet that the bureau compares the school's card with."""
    key = next(key for key in reversed(card.package_keys) if key.revoked_after is None)
    pairs = (
        (texts("submission.paper.school"), f"{card.name}  {card.school}"),
        (texts("submission.paper.version"), str(card.version)),
        (texts("submission.paper.issued"), f"{local_time(card.issued_at):%Y-%m-%d}"),
        (texts("submission.paper.key_id"), key.key.key_id),
    )
    how = Section(
        "",
        (
            Note(texts("submission.paper.card_how")),
            Code(fingerprint_lines(card.fingerprint)),
            KeyValues(pairs),
            Note(texts("submission.paper.tool_key", word=key.key.text), Tone.MUTED),
        ),
    )
    return Document(texts("submission.paper.card_title"), (how,), subtitle=card.name)


def root_document(school_name: str, code: str, day: date, texts: Texts) -> Document:
    """Return the sheet with the root code, for the safe; never keep it in a file."""
    groups = code.split("-")
    lines = tuple(
        "  -  ".join(groups[at : at + _CODE_GROUPS_PER_LINE])
        for at in range(0, len(groups), _CODE_GROUPS_PER_LINE)
    )
    blocks = (
        Note(texts("submission.root.what")),
        Code(lines),
        Note(texts("submission.paper.root_secret"), Tone.ALARM),
    )
    title = texts("submission.paper.root_title")
    return Document(title, (Section("", blocks),), subtitle=f"{school_name}  {day.isoformat()}")


def outbox_document(mailbox: Mailbox, school_name: str, day: date, texts: Texts) -> Document:
    """Return the outbox and the receipts as they stand."""
    sections = (
        Section(texts("submission.page.outbox"), (_outbox(mailbox, texts),)),
        Section(texts("submission.page.receipts"), (_receipts(mailbox, texts),)),
    )
    facts = (school_name, day.isoformat())
    return Document(texts("submission.page.title"), sections, facts=facts)


def fingerprint_lines(fingerprint: str) -> tuple[str, ...]:
    """Return a fingerprint in lines of three groups."""
    groups = fingerprint.split(" ")
    return tuple(
        "   ".join(groups[at : at + _GROUPS_PER_LINE])
        for at in range(0, len(groups), _GROUPS_PER_LINE)
    )


def _outbox(mailbox: Mailbox, texts: Texts) -> Table:
    names = ("day", "kind", "number", "standing", "prepared", "handed_over", "way")
    columns = tuple(
        Column(
            texts(f"submission.page.column.{name}"),
            align=Align.RIGHT if name == "number" else Align.LEFT,
        )
        for name in names
    )
    rows = tuple(
        (
            sent.report_on.isoformat(),
            texts(f"submission.kind.{sent.kind.value}"),
            str(sent.seq),
            texts(f"submission.standing.{sent.standing.value}"),
            _minute(sent.prepared_at),
            _minute(sent.handed_over_at),
            texts(f"submission.way.{sent.way.value}") if sent.way else "—",
        )
        for sent in mailbox.sent
    )
    return Table(columns, rows, empty=texts("submission.page.empty"))


def _receipts(mailbox: Mailbox, texts: Texts) -> Table:
    names = ("number", "verdict", "missing", "taken_in")
    columns = tuple(Column(texts(f"submission.page.column.{name}")) for name in names)
    rows = tuple(
        (
            str(line.seq),
            texts(f"submission.verdict.{line.verdict.value}"),
            " ".join(map(str, line.missing)) or "—",
            _minute(line.taken_in_at),
        )
        for line in mailbox.receipts
    )
    return Table(columns, rows, empty=texts("submission.page.no_receipts"))


def _minute(at: datetime | None) -> str:
    return f"{local_time(at):%Y-%m-%d %H:%M}" if at else "—"
