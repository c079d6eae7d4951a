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

StayId = NewType("StayId", int)
"""One person's time in the isolation room."""

IsolationRoomId = NewType("IsolationRoomId", int)
BedId = NewType("BedId", int)
"""A bed or seat of the isolation room."""

PlaceId = NewType("PlaceId", int)
"""A place that is aired, cleaned or disinfected."""

OrderId = NewType("OrderId", int)
"""A disinfection asked for by an event, beside the plan."""

DiseaseCaseId = NewType("DiseaseCaseId", int)
"""A case of an infectious disease; an absence case is a `CaseId`."""

CloseContactId = NewType("CloseContactId", int)
"""A person watched because of a case of disease."""

SuspensionId = NewType("SuspensionId", int)
"""A suspension of a class, a grade or a dormitory."""

ClearanceId = NewType("ClearanceId", int)
"""One person's way back to class."""

WarningId = NewType("WarningId", int)
"""What one rule says of one unit in one wave."""

ExposureId = NewType("ExposureId", int)
"""A noted shared meal or shared drinking water."""

RuleOverrideId = NewType("RuleOverrideId", int)
"""One value of the school's own, in place of one key of one entry of a rule pack."""
