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
from schoolguard.roster.classes import (
    add_class,
    add_department,
    remove_class,
    remove_dorm_room,
    rename_class,
    save_dorm_room,
)
from schoolguard.roster.pack import RosterRules, load_rules
from schoolguard.roster.queries import (
    all_members_on,
    class_of,
    class_on,
    classes_on,
    dorm_rooms,
    enrolments_of,
    guardians_of,
    head_counts,
    members_on,
    person,
    person_names,
    siblings_of,
)
from schoolguard.roster.rules import (
    Field,
    GuardianDraft,
    PersonDraft,
    Problem,
    age_on,
    masked_name,
    problems_of,
)
from schoolguard.roster.search import search
from schoolguard.roster.service import add_person, draft_of, edit_person
from schoolguard.roster.spellings import ClassSpelling, class_name, grade_name, read_class
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
    Person,
    PersonKind,
    Relation,
    SchoolClass,
    Sex,
)

__all__ = [
    "ClassCount",
    "ClassKind",
    "ClassSpelling",
    "DormRoom",
    "EndReason",
    "Enrolment",
    "Field",
    "Found",
    "Guardian",
    "GuardianDraft",
    "Hit",
    "Home",
    "Member",
    "Person",
    "PersonDraft",
    "PersonKind",
    "Problem",
    "Relation",
    "RosterRules",
    "SchoolClass",
    "Sex",
    "Stage",
    "add_class",
    "add_department",
    "add_person",
    "age_on",
    "all_members_on",
    "class_name",
    "class_of",
    "class_on",
    "classes_on",
    "dorm_rooms",
    "draft_of",
    "edit_person",
    "enrolments_of",
    "grade_name",
    "guardians_of",
    "head_counts",
    "load_rules",
    "masked_name",
    "members_on",
    "person",
    "person_names",
    "problems_of",
    "read_class",
    "remove_class",
    "remove_dorm_room",
    "rename_class",
    "save_dorm_room",
    "search",
    "siblings_of",
]
