# SPDX-License-Identifier: Apache-2.0
"""Lets early warning judge the day, and answers it as a nurse does: looked into, told, in hours."""

from schoolguard import warning
from schoolguard.app import School, Unit
from schoolguard.app.watching import Watching
from schoolguard.kernel.clock import FixedClock
from schoolguard.warning import Level, ReportDraft, Standing, WarningLine


class Alarms:
    """Early warning of one school."""

    def __init__(self, school: School, clock: FixedClock) -> None:
        self._school = school
        self._clock = clock
        self._watching = Watching(school)

    def judge(self) -> None:
        """Judge what is known now."""
        self._watching.watch()

    def answer(self) -> None:
        """Answer what is open: what the regulation asks for is reported, the rest looked into."""
        rules = self._watching.watcher.rules
        waiting = self._school.query(lambda view: warning.open_warnings(view, rules))
        lines = [line for line in waiting if line.standing is Standing.OPEN]

        def write(unit: Unit) -> None:
            for line in lines:
                self._answer(unit, line)

        if lines:
            self._school.change(write)

    def _answer(self, unit: Unit, line: WarningLine) -> None:
        if line.level in {Level.LEGAL, Level.CLUSTER, Level.RED}:
            warning.answer(unit, line.id, Standing.VERIFIED, "逐一核实，同班有共同症状")
            for party_id in ("cdc", "education_bureau"):
                made = ReportDraft(party_id, "phone", answered_by="值班人员")
                warning.record_report(unit, line.id, made)
            return
        warning.answer(unit, line.id, Standing.NOT_CLUSTER, "散发感冒，座位不相邻，无共同接触")
