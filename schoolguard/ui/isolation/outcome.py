# SPDX-License-Identifier: Apache-2.0
"""Tells in one sentence what somebody's leaving brought with it."""

from schoolguard.flows import LeavingDone
from schoolguard.ui.isolation.words import Words


def outcome_words(done: LeavingDone, words: Words) -> str:
    """Return where the person went, and what now waits for somebody."""
    text = words.texts
    follows = []
    if done.absence_case_id is not None:
        key = "absence_opened" if done.absence_is_new else "absence_goes_on"
        follows.append(text(f"isolation_page.outcome.{key}"))
    if done.clearance_id is not None:
        follows.append(text("isolation_page.outcome.clearance"))
    if done.order_ids:
        follows.append(text("isolation_page.outcome.orders", count=len(done.order_ids)))
    if done.room_closed:
        follows.append(text("isolation_page.outcome.closed"))
    if done.suspected:
        names = words.symptom_names(done.suspected)
        follows.append(text("isolation_page.outcome.suspected", names=names))
    where = text(f"isolation.destination.{done.left.destination.value}")
    if not follows:
        return text("isolation_page.outcome.plain", where=where)
    between = text("isolation_page.outcome.between")
    return text("isolation_page.outcome.with", where=where, follows=between.join(follows))
