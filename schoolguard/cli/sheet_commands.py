# SPDX-License-Identifier: Apache-2.0
"""Commands on spreadsheets: people and class sheets, written empty and read back."""

from functools import partial
from pathlib import Path

from schoolguard import flows, roster
from schoolguard.app import School, Unit
from schoolguard.app.rule_book import roster_rules
from schoolguard.app.today import flow_rules
from schoolguard.app.watching import Watching
from schoolguard.checks.exchange import CellProblem, SheetPlan, class_sheets, read_class_sheets
from schoolguard.cli.answers import DONE, REFUSED, Answer, Facts, Json
from schoolguard.cli.arguments import SESSIONS
from schoolguard.cli.asked import Asked, writing_to
from schoolguard.cli.opening import open_school
from schoolguard.warning import Level

_FROM_SHEET = "checks import"


def roster_template(asked: Asked) -> Answer:
    """Write the empty sheet that a school fills its people into."""
    out: Path = asked["out"]
    with writing_to(out):
        out.write_bytes(roster.template_xlsx(asked.texts))
    return Answer({"file": str(out)}, (asked.texts("cli.wrote", file=str(out)),))


def roster_import(asked: Asked) -> Answer:
    """Read people from a sheet and take the good rows in; every bad row is named."""
    with open_school(asked) as school:
        rules = roster_rules(school)
        sheet = roster.read_roster_sheet(asked["file"], rules)
        plan = _plan(school, sheet, rules)
        if not asked["dry_run"]:
            school.change(
                lambda unit: roster.apply_import(unit, plan, rules=rules, good_rows_only=True)
            )
    counts: Facts = {verdict.value: plan.count(verdict) for verdict in roster.Verdict}
    problems = [_row_problem(asked, plan, row) for row in plan.rows if row.problems]
    facts: Facts = {
        "dry_run": asked["dry_run"],
        "rows": len(plan.rows),
        **counts,
        "new_classes": list(plan.new_classes),
        "problems": problems,
    }
    lines = [str(problem["message"]) for problem in problems]
    key = "planned" if asked["dry_run"] else "done"
    summary = {name: int(str(count)) for name, count in counts.items()}
    lines.append(asked.texts(f"cli.command.roster_import.{key}", rows=len(plan.rows), **summary))
    return Answer(facts, tuple(lines), exit_code=_code(bad=plan.count(roster.Verdict.BAD)))


def checks_template(asked: Asked) -> Answer:
    """Write the class sheets of one session, for teachers without the program."""
    out: Path = asked["out"]
    session = SESSIONS[asked["session"]]
    with open_school(asked) as school:
        rules = flow_rules(school).checks
        ids = [one.id for one in school.query(lambda view: roster.classes_on(view, asked["on"]))]
        data = school.query(
            lambda view: class_sheets(view, asked["on"], session, ids, rules, asked.texts)
        )
    with writing_to(out):
        out.write_bytes(data)
    facts: Facts = {"file": str(out), "classes": len(ids)}
    return Answer(facts, (asked.texts("cli.wrote", file=str(out)),))


def checks_import(asked: Asked) -> Answer:
    """Take filled class sheets in, absences followed up; every bad cell is named."""
    with open_school(asked) as school:
        rules = flow_rules(school)
        plans = school.query(lambda view: read_class_sheets(view, asked["file"], rules.checks))
        for plan in plans:
            school.change(partial(_enter, plan, rules))
        told = sum(one.spoke and one.level <= Level.RED for one in Watching(school).watch())
    problems = [_cell_problem(asked, one) for plan in plans for one in plan.problems]
    entered = sum(len(plan.entries) for plan in plans)
    facts: Facts = {
        "sheets": len(plans),
        "entered": entered,
        "same": sum(plan.same for plan in plans),
        "empty": sum(plan.empty for plan in plans),
        "warnings": told,
        "problems": problems,
    }
    done = asked.texts("cli.command.checks_import.done", sheets=len(plans), entered=entered)
    lines = [str(problem["message"]) for problem in problems]
    if told:
        lines.append(asked.texts("cli.command.checks_import.warned", warnings=told))
    return Answer(facts, (*lines, done), exit_code=_code(bad=len(problems)))


def _enter(plan: SheetPlan, rules: flows.FlowRules, unit: Unit) -> None:
    if plan.entries:
        flows.record_many(unit, plan.key, plan.entries, rules, _FROM_SHEET)


def _plan(
    school: School, sheet: roster.RosterSheet, rules: roster.RosterRules
) -> roster.ImportPlan:
    stages = frozenset(school.settings.stages)
    kept = school.query(lambda view: roster.remembered_columns(view, sheet.headers))
    roles = kept or roster.guess_columns(sheet.headers, rules)
    return school.query(
        lambda view: roster.plan_import(view, sheet, roles, rules=rules, stages=stages)
    )


def _row_problem(asked: Asked, plan: roster.ImportPlan, row: roster.PlannedRow) -> Facts:
    texts = asked.texts
    said = "；".join(
        texts(f"roster.problem.{one.code}", **dict(one.params)) for one in row.problems
    )
    fields: list[Json] = [one.field.value for one in row.problems]
    message = texts("cli.row_problem", sheet=row.sheet, row=row.row, said=said)
    return {
        "file": plan.sheet.file,
        "sheet": row.sheet,
        "row": row.row,
        "verdict": row.verdict.value,
        "fields": fields,
        "codes": [one.code for one in row.problems],
        "message": message,
    }


def _cell_problem(asked: Asked, one: CellProblem) -> Facts:
    said = asked.texts.error(one.error)
    where = f"{one.column}{one.row}"
    message = asked.texts("cli.cell_problem", sheet=one.sheet, cell=where, said=said)
    return {
        "sheet": one.sheet,
        "row": one.row,
        "column": one.column,
        "code": one.error.code,
        "message": message,
    }


def _code(*, bad: int) -> int:
    return REFUSED if bad else DONE
