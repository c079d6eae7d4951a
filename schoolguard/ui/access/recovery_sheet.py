# SPDX-License-Identifier: Apache-2.0
"""The recovery sheet: one page with the way back in, to be locked away on paper."""

from datetime import date

from schoolguard.kernel.texts import Texts
from schoolguard.reports import Code, Document, Note, Section, Tone, document_pdf

_GROUPS_PER_LINE = 4


def recovery_pdf(texts: Texts, school_name: str, code: str, day: date) -> bytes:
    """Return the sheet as PDF; heavy, so not in the window's thread."""
    groups = code.split("-")
    lines = tuple(
        "  -  ".join(groups[at : at + _GROUPS_PER_LINE])
        for at in range(0, len(groups), _GROUPS_PER_LINE)
    )
    text = "first_start.sheet"
    return document_pdf(
        Document(
            title=texts(f"{text}.title"),
            subtitle=f"{school_name}  {day.isoformat()}",
            sections=(
                Section(
                    "",
                    (Note(texts(f"{text}.what")), Code(lines), Note(texts(f"{text}.where"))),
                ),
                Section("", (Note(texts(f"{text}.secret"), Tone.ALARM),)),
            ),
        )
    )
