# SPDX-License-Identifier: Apache-2.0
"""Who is in school: pupils, staff, classes, dormitory rooms, and who can be called for each.

Other rooms ask it for the classes and members of a day (`classes_on`, `members_on`), for one
person and whom to call (`person`, `guardians_of`), and for whoever somebody has in mind (`search`).
The nurse adds and corrects family files, moves people between classes, and takes whole schools in
from a sheet. A class keeps its id for life while its name changes with each promotion; nothing that
was replaced is lost.

pypinyin is imported when the first name is saved.
"""

from schoolguard.kernel.school_settings import Stage
from schoolguard.roster.cells import read_day
from schoolguard.roster.classes import (
    add_class,
    add_department,
    remove_class,
    remove_dorm_room,
    rename_class,
    save_dorm_room,
)
from schoolguard.roster.columns import ROLES, guess_columns
from schoolguard.roster.duplicates import Lookalike, lookalikes
from schoolguard.roster.exchange import full_xlsx, masked_xlsx, template_xlsx
from schoolguard.roster.importing import Imported, apply_import
from schoolguard.roster.mappings import remembered_columns
from schoolguard.roster.moves import (
    Operation,
    Step,
    let_leave,
    let_return,
    move_people,
    operations,
    preview_change,
    undo,
)
from schoolguard.roster.pack import RosterRules, load_rules
from schoolguard.roster.past import PastValue, past_values
from schoolguard.roster.phones import split_phones
from schoolguard.roster.plan import (
    Decision,
    ImportPlan,
    PlannedRow,
    Verdict,
    plan_import,
)
from schoolguard.roster.promotion import Fate, PromotionLine, plan_promotion, promote
from schoolguard.roster.queries import (
    all_members_on,
    class_of,
    class_on,
    classes_on,
    dorm_rooms,
    enrolments_of,
    guardians_of,
    head_counts,
    left_by,
    members_on,
    not_in_class_on,
    person,
    person_names,
    residents_on,
    siblings_of,
)
from schoolguard.roster.report import class_roll, family_card, relation_word
from schoolguard.roster.rules import (
    BUS_LENGTH,
    MOST_SEATS,
    Field,
    GuardianDraft,
    PersonDraft,
    Problem,
    age_on,
    masked_name,
    problems_of,
)
from schoolguard.roster.search import search
from schoolguard.roster.service import add_person, draft_of, edit_person, tidy_draft
from schoolguard.roster.sheet import RosterSheet, read_roster_sheet
from schoolguard.roster.spellings import ClassSpelling, class_name, grade_name, read_class
from schoolguard.roster.surroundings import (
    all_surroundings,
    neighbours_of,
    room_mates_of,
    set_surroundings,
    surroundings_of,
)
from schoolguard.roster.values import (
    ClassCount,
    ClassKind,
    DormRoom,
    EndReason,
    Enrolment,
    Found,
    Guardian,
    Hit,
    Home,
    Member,
    Neighbours,
    Person,
    PersonKind,
    Relation,
    SchoolClass,
    Sex,
    Surroundings,
)

__all__ = [
    "BUS_LENGTH",
    "MOST_SEATS",
    "ROLES",
    "ClassCount",
    "ClassKind",
    "ClassSpelling",
    "Decision",
    "DormRoom",
    "EndReason",
    "Enrolment",
    "Fate",
    "Field",
    "Found",
    "Guardian",
    "GuardianDraft",
    "Hit",
    "Home",
    "ImportPlan",
    "Imported",
    "Lookalike",
    "Member",
    "Neighbours",
    "Operation",
    "PastValue",
    "Person",
    "PersonDraft",
    "PersonKind",
    "PlannedRow",
    "Problem",
    "PromotionLine",
    "Relation",
    "RosterRules",
    "RosterSheet",
    "SchoolClass",
    "Sex",
    "Stage",
    "Step",
    "Surroundings",
    "Verdict",
    "add_class",
    "add_department",
    "add_person",
    "age_on",
    "all_members_on",
    "all_surroundings",
    "apply_import",
    "class_name",
    "class_of",
    "class_on",
    "class_roll",
    "classes_on",
    "dorm_rooms",
    "draft_of",
    "edit_person",
    "enrolments_of",
    "family_card",
    "full_xlsx",
    "grade_name",
    "guardians_of",
    "guess_columns",
    "head_counts",
    "left_by",
    "let_leave",
    "let_return",
    "load_rules",
    "lookalikes",
    "masked_name",
    "masked_xlsx",
    "members_on",
    "move_people",
    "neighbours_of",
    "not_in_class_on",
    "operations",
    "past_values",
    "person",
    "person_names",
    "plan_import",
    "plan_promotion",
    "preview_change",
    "problems_of",
    "promote",
    "read_class",
    "read_day",
    "read_roster_sheet",
    "relation_word",
    "remembered_columns",
    "remove_class",
    "remove_dorm_room",
    "rename_class",
    "residents_on",
    "room_mates_of",
    "save_dorm_room",
    "search",
    "set_surroundings",
    "siblings_of",
    "split_phones",
    "surroundings_of",
    "template_xlsx",
    "tidy_draft",
    "undo",
]
