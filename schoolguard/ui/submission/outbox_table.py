# SPDX-License-Identifier: Apache-2.0
"""The columns of the outbox."""

from datetime import datetime

from schoolguard.kernel.clock import local_time
from schoolguard.kernel.texts import Texts
from schoolguard.submission import Sent, Standing
from schoolguard.ui.theme.palette import Tone
from schoolguard.ui.widgets.table import Column

_TONES = {
    Standing.PREPARED: Tone.INFO,
    Standing.HANDED_OVER: Tone.ACCENT,
    Standing.RECEIPTED: Tone.OK,
    Standing.HELD: Tone.ATTENTION,
    Standing.REFUSED: Tone.ALARM,
    Standing.MISSING: Tone.ALARM,
}


def outbox_columns(texts: Texts) -> tuple[Column[Sent], ...]:
    """Return the columns, left to right."""
    return (
        Column(texts("submission.page.column.day"), lambda sent: str(sent.report_on), width=100),
        Column(
            texts("submission.page.column.kind"),
            lambda sent: texts(f"submission.kind.{sent.kind.value}"),
            width=94,
        ),
        Column(
            texts("submission.page.column.number"),
            lambda sent: str(sent.seq),
            sort_key=lambda sent: (sent.prepared_at, sent.seq),
            number=True,
            width=56,
        ),
        Column(
            texts("submission.page.column.standing"),
            lambda sent: texts(f"submission.standing.{sent.standing.value}"),
            sort_key=lambda sent: sent.standing.value,
            tone=lambda sent: _TONES[sent.standing],
            width=146,
        ),
        Column(
            texts("submission.page.column.prepared"),
            lambda sent: _minute(sent.prepared_at),
            sort_key=lambda sent: sent.prepared_at,
            width=100,
        ),
        Column(
            texts("submission.page.column.handed_over"),
            lambda sent: _minute(sent.handed_over_at),
            width=116,
        ),
        Column(
            texts("submission.page.column.way"),
            lambda sent: texts(f"submission.way.{sent.way.value}") if sent.way else "—",
            width=90,
        ),
    )


def _minute(at: datetime | None) -> str:
    return f"{local_time(at):%m-%d %H:%M}" if at else "—"
