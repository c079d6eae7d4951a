# SPDX-License-Identifier: Apache-2.0
"""Asks why: before something kept is changed, and before somebody leaves with something missing."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from schoolguard.isolation import Gap, LeavingDraft, Need
from schoolguard.kernel.texts import Texts
from schoolguard.ui.widgets.dialog import ReasonDialog


def ask_why(parent: QWidget, texts: Texts, deed: str, **params: str) -> str | None:
    """Return the reason for a deed (``isolation_page.why.<deed>``), or None when given up."""
    return ReasonDialog.ask(
        parent,
        texts,
        title=texts(f"isolation_page.why.{deed}.title"),
        question=texts(f"isolation_page.why.{deed}.question", **params),
        deed=texts(f"isolation_page.why.{deed}.deed"),
    )


def with_reasons(
    draft: LeavingDraft, gaps: tuple[Gap, ...], texts: Texts, ask: Callable[..., str | None]
) -> LeavingDraft | None:
    """Return a leaving with the reasons that its gaps want; None when the person gave up.

    What no reason may pass by is left to the room to refuse.
    """
    if any(gap.need is Need.LAST_READING for gap in gaps):
        why = ask("not_measured")
        if why is None:
            return None
        draft = replace(draft, not_measured_reason=why)
        gaps = tuple(gap for gap in gaps if gap.need is not Need.LAST_READING)
    if not gaps or not all(gap.may_override for gap in gaps):
        return draft
    names = texts("isolation_page.between").join(
        texts(f"isolation.need.{gap.need.value}") for gap in gaps
    )
    why = ask("override", what=names)
    return None if why is None else replace(draft, override_reason=why)
