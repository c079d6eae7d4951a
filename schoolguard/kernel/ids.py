# SPDX-License-Identifier: Apache-2.0
"""The ids of the house: one type each, so that a class can not be passed for a pupil."""

from typing import NewType

AccountId = NewType("AccountId", int)
"""A person who logs in."""

PersonId = NewType("PersonId", int)
"""A pupil or a member of staff."""

ClassId = NewType("ClassId", int)
"""A class of pupils, or a department of staff: whoever stands on one check sheet."""

DormRoomId = NewType("DormRoomId", int)
GuardianId = NewType("GuardianId", int)
CaseId = NewType("CaseId", int)
"""An absence case."""

ReportId = NewType("ReportId", int)
"""One kept issue of a daily report."""

PackageId = NewType("PackageId", int)
