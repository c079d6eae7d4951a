# SPDX-License-Identifier: Apache-2.0
"""Plays the demonstration school and shows it: in the window, or as pictures without a display."""

from collections.abc import Mapping
from datetime import datetime
from functools import partial
from pathlib import Path

from schoolguard.cli.answers import Answer, Facts, tell_progress
from schoolguard.cli.asked import Asked
from schoolguard.demo.play import PASSWORD, Plan, Played, login_of, play
from schoolguard.kernel.actor import Role


def play_demo(asked: Asked) -> Answer:
    """Play the demonstration into a folder and say where everything lies."""
    texts = asked.texts
    plan = Plan(
        pupils=asked["pupils"],
        days=asked["days"],
        seed=asked["seed"],
        language=texts.language,
        now=asked.clock.now(),
    )

    def tell(key: str, values: Mapping[str, str | int]) -> None:
        tell_progress(texts(f"demo.progress.{key}", **values))

    played = play(plan, asked["out"], tell)
    pictures = _draw(asked, played)
    where = played.places
    facts: Facts = {
        "school": str(where.school),
        "bureau": str(where.bureau),
        "roster": str(where.roster),
        "reports": str(where.reports),
        "packages": str(where.packages),
        "receipts": str(where.receipts),
        "school_card": str(where.school_card),
        "bureau_card": str(where.bureau_card),
        "password_file": str(where.password),
        "pictures": [str(path) for path in pictures],
        "user": login_of(Role.NURSE, texts.language),
        "people": played.people,
        "days": played.days,
        "accepted": played.accepted,
        "now": played.ends_at.isoformat(),
    }
    return Answer(facts, _lines(asked, played, pictures), then=_window(asked, played.places.school))


def _draw(asked: Asked, played: Played) -> tuple[Path, ...]:
    windows = asked.windows
    if windows is None or windows.has_display:
        return ()
    tell_progress(asked.texts("demo.progress.pictures"))
    where = played.places
    language = asked.texts.language
    return windows.draw(
        where.school, PASSWORD, where.pictures, now=played.ends_at, language=language
    )


def _window(asked: Asked, school: Path) -> partial[int] | None:
    windows = asked.windows
    if windows is None or not windows.has_display or asked["no_window"]:
        return None
    now: datetime | None = asked["now"]
    return partial(windows.open, school, now=now, language=asked.texts.language)


def _lines(asked: Asked, played: Played, pictures: tuple[Path, ...]) -> tuple[str, ...]:
    texts, where = asked.texts, played.places
    user = login_of(Role.NURSE, texts.language)
    lines = [
        texts("demo.done.played", people=played.people, days=played.days, receipts=played.accepted),
        texts("demo.done.school", path=str(where.school)),
        texts(
            "demo.done.login",
            user=user,
            password=PASSWORD,
            file=str(where.password),
        ),
        texts("demo.done.reports", path=str(where.reports)),
        texts("demo.done.packages", path=str(where.packages), receipts=str(where.receipts)),
    ]
    if pictures:
        lines.append(texts("demo.done.pictures", path=str(where.pictures), count=len(pictures)))
    lines.append(texts("demo.done.open", path=str(where.school)))
    return tuple(lines)
