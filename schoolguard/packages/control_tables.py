# SPDX-License-Identifier: Apache-2.0
"""What a package of schema 2 adds: what a school did against infection, and its cases by disease.

Counts only, as in every table. A package of schema 1 has none of this, which is not the same as
zero: whoever reads it must show that nothing was said.
"""

from dataclasses import astuple, dataclass

from schoolguard.packages.csv_tables import Column, Table, text_column


def first_false(**holds: bool) -> str | None:
    """Return the name of the first thing that does not hold; None: all hold."""
    return next((name for name, held in holds.items() if not held), None)


@dataclass(frozen=True, slots=True)
class ControlRow:
    """One day's measures in one row.

    Attributes:
        isolation_present: in the isolation room when the report was made.
        rounds_done: those done late included; rounds_missed: due and not done.
        home_unasked: suspended pupils whom nobody had tried to reach.
        cleared: those cleared as an exception included.
        warnings_legal: triggers and clusters first reached on the day.
        rule_packs: versions of the rules in force, as text.
    """

    isolation_pupils: int
    isolation_staff: int
    isolation_visitors: int
    isolation_present: int
    isolation_home: int
    isolation_hospital: int
    isolation_back: int
    places: int
    rounds_planned: int
    rounds_done: int
    rounds_late: int
    rounds_missed: int
    classrooms: int
    classrooms_disinfected: int
    classrooms_aired: int
    orders_open: int
    orders_done: int
    reports_late: int
    contacts: int
    contacts_asked: int
    contacts_ill: int
    suspensions: int
    classes_off: int
    people_off: int
    home_reached: int
    home_unreached: int
    home_unasked: int
    home_fevers: int
    cleared: int
    cleared_exceptions: int
    resting: int
    clearance_pending: int
    warnings_legal: int
    warnings_red: int
    warnings_amber: int
    warnings_open: int
    warnings_overdue: int
    rule_packs: str


@dataclass(frozen=True, slots=True)
class CaseRow:
    """Cases of one disease, suspected or surer; `total` since the school year began."""

    disease: str
    disease_name: str
    new_today: int
    open: int
    total: int


CONTROL: Table[ControlRow] = Table(
    name="control",
    title="防控措施 measures against infection",
    columns=(
        Column("isolation_pupils", "入室留观学生 pupils taken into isolation"),
        Column("isolation_staff", "入室留观教职工 staff taken into isolation"),
        Column("isolation_visitors", "入室留观外来人员 visitors taken into isolation"),
        Column("isolation_present", "现留观 in the isolation room"),
        Column("isolation_home", "离室回家 left for home"),
        Column("isolation_hospital", "离室送医 left for hospital"),
        Column("isolation_back", "离室返班返岗 back to class or work"),
        Column("places", "登记场所 places"),
        Column("rounds_planned", "应做次数 rounds planned"),
        Column("rounds_done", "完成次数 rounds done"),
        Column("rounds_late", "迟做次数 rounds done late"),
        Column("rounds_missed", "未做次数 rounds missed"),
        Column("classrooms", "教室 classrooms"),
        Column("classrooms_disinfected", "已消毒教室 classrooms disinfected"),
        Column("classrooms_aired", "通风达标教室 classrooms aired"),
        Column("orders_open", "加做任务待做 extra tasks open"),
        Column("orders_done", "加做任务完成 extra tasks done"),
        Column("reports_late", "病例报告超时 case reports late"),
        Column("contacts", "观察中的密接 close contacts watched"),
        Column("contacts_asked", "今日已问密接 close contacts asked"),
        Column("contacts_ill", "有症状密接 close contacts with symptoms"),
        Column("suspensions", "停课起数 suspensions"),
        Column("classes_off", "停课班级 classes off"),
        Column("people_off", "停课学生 pupils off"),
        Column("home_reached", "居家已联系 reached at home"),
        Column("home_unreached", "居家未联系上 not reached"),
        Column("home_unasked", "居家未随访 not asked"),
        Column("home_fevers", "居家发热 fever at home"),
        Column("cleared", "同意复课 cleared"),
        Column("cleared_exceptions", "例外批准 cleared as an exception"),
        Column("resting", "继续休息 go on resting"),
        Column("clearance_pending", "待复课查验 waiting for a look"),
        Column("warnings_legal", "法定阈值与聚集 legal triggers and clusters"),
        Column("warnings_red", "异常提示 red"),
        Column("warnings_amber", "留意 amber"),
        Column("warnings_open", "待答复预警 warnings not answered"),
        Column("warnings_overdue", "报告超时 reports overdue"),
        text_column("rule_packs", "规则版本 rule packs"),
    ),
    row=ControlRow,
    cells=astuple,
    check=lambda row: first_false(
        rounds_late=row.rounds_late <= row.rounds_done,
        classrooms_disinfected=row.classrooms_disinfected <= row.classrooms,
        classrooms_aired=row.classrooms_aired <= row.classrooms,
        cleared_exceptions=row.cleared_exceptions <= row.cleared,
        people_off=row.home_reached + row.home_unreached + row.home_unasked <= row.people_off,
    ),
)

CASES: Table[CaseRow] = Table(
    name="cases",
    title="病例 cases of infectious disease",
    columns=(
        text_column("disease", "病种代码 disease id"),
        text_column("disease_name", "病种 disease"),
        Column("new_today", "本日新增 new today"),
        Column("open", "在管 open"),
        Column("total", "本学年累计 this school year"),
    ),
    row=CaseRow,
    cells=astuple,
    check=lambda row: first_false(new_today=row.new_today <= row.total),
)
