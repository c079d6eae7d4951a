# SPDX-License-Identifier: Apache-2.0
"""How clearances are worded on the screen: badges, standings, days."""

from datetime import date, datetime

from schoolguard import clearance
from schoolguard.app import School
from schoolguard.app.today import flow_rules
from schoolguard.clearance import (
    ClearanceLine,
    ClearanceWords,
    Look,
    ReturnRule,
    Sign,
    Standing,
    Verdict,
)
from schoolguard.kernel.clock import local_time
from schoolguard.kernel.errors import BugError, UserError
from schoolguard.kernel.texts import Texts
from schoolguard.ui.theme.palette import Tone

TONES = {
    Sign.IN_CLASS: Tone.ALARM,
    Sign.MAY_RETURN: Tone.OK,
    Sign.PAPER_MISSING: Tone.ATTENTION,
    Sign.LOOK: Tone.ATTENTION,
    Sign.IN_DAYS: Tone.INFO,
    Sign.DATES_MISSING: Tone.MUTED,
}


class Words(ClearanceWords):
    """The room's words, and those of its page."""

    def __init__(self, school: School, texts: Texts) -> None:
        rules = flow_rules(school)
        causes = {one.id: one.name(texts.language) for one in rules.absence.causes.values()}
        diseases = {one.id: one.name(texts.language) for one in rules.diseases.values()}
        self.keys = {one.id: one.keys for one in rules.absence.causes.values()}
        self.keys |= {one.id: one.keys for one in rules.diseases.values()}
        super().__init__(texts, rules.clearance, diseases | causes)

    def standing(self, line: ClearanceLine) -> str:
        """Return what presses, or how it ended."""
        if line.sign is None:
            return self.texts(f"clearance.standing.{line.standing.value}")
        days = line.assessment.days_left or 0
        if line.sign is Sign.IN_DAYS and days == 0 and line.assessment.earliest_at is not None:
            hour = f"{local_time(line.assessment.earliest_at):%H:%M}"
            return self.texts("clearance_page.sign.from_hour", hour=hour)
        return self.texts(f"clearance_page.sign.{line.sign.value}", days=days)

    def rule_card(self, rule: ReturnRule) -> str:
        """Return a rule way by way, with what else to know and its source."""
        text = self.texts
        status = text(f"clearance_page.rule_status.{rule.status.value}")
        also = text("clearance.semicolon").join(self.paper(one) for one in rule.also_file)
        several = "clearance_page.rule.one_of" if len(rule.ways) > 1 else "clearance_page.rule.all"
        lines = [
            text(several, place=self.place(rule)),
            *(f"· {self.way(way)}" for way in rule.ways),
            text("clearance_page.rule.also", papers=also) if also else "",
            self.note(rule),
            text("clearance_page.rule.source", source=rule.source, status=status),
        ]
        return "\n".join(line for line in lines if line)

    def look(self, look: Look | None) -> str:
        """Return the last decision in words; empty before the first."""
        if look is None:
            return ""
        verdict = self.texts(f"clearance_page.verdict.{look.decision.verdict.value}")
        return f"{look.decision.checked_on:%m-%d} {verdict}"

    def day(self, day: date | None, today: date) -> str:
        """Return a day as short as its year allows."""
        if day is None:
            return ""
        return f"{day:%m-%d}" if day.year == today.year else day.isoformat()

    def refusal(self, code: str) -> str:
        """Return the sentence of a refusal of another room, of which only the code is known."""
        try:
            return self.texts.error(UserError(code))
        except BugError:  # the sentence names a value that did not come along
            return code

    def hour(self, at: datetime) -> str:
        """Return an instant as day and hour."""
        return f"{local_time(at):%m-%d %H:%M}"


def sign_tone(line: ClearanceLine) -> Tone:
    """Return what the standing of a clearance means."""
    if line.sign is not None:
        return TONES[line.sign]
    overridden = line.look is not None and bool(line.look.decision.override_reason)
    return Tone.ATTENTION if overridden else Tone.MUTED


def may_print(found: clearance.Clearance) -> bool:
    """Return whether there is a decision to print."""
    return found.line.look is not None and found.line.standing is not Standing.WITHDRAWN


def is_cleared(found: clearance.Clearance) -> bool:
    """Return whether the last decision is the return."""
    look = found.line.look
    return look is not None and look.decision.verdict is Verdict.CLEARED
