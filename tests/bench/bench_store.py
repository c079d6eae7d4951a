# SPDX-License-Identifier: Apache-2.0
"""Unlocking, checking and chaining, held against the numbers that were promised for them."""

import os
import sqlite3
import statistics
import time
from pathlib import Path

from schoolguard.access.service import AccountDraft
from schoolguard.app.bootstrap import FirstAccount, SchoolSetup, create_school, open_school
from schoolguard.app.school import School
from schoolguard.kernel.actor import Role
from schoolguard.kernel.clock import SystemClock
from schoolguard.kernel.school_settings import SchoolSettings
from schoolguard.store import audit
from tests.bench.ratio import judge, judge_at_most, ratio

PASSWORD = "seven quiet herons"
FIFTY_MEGABYTES = 50 * 1024 * 1024


def new_school(folder: Path) -> School:
    settings = SchoolSettings(name="青山小学", code="QS01")
    account = FirstAccount(AccountDraft("zhou", "周校医", Role.NURSE), PASSWORD)
    return create_school(folder, SchoolSetup(settings, (account,)), SystemClock()).school


def test_unlocking_takes_little_more_than_hashing_the_password(tmp_path: Path) -> None:
    folder = tmp_path / "school"
    new_school(folder).close()
    took = []
    for _ in range(7):
        began = time.perf_counter()
        school = open_school(folder, "zhou", PASSWORD, SystemClock())
        took.append(time.perf_counter() - began)
        school.close()
    judge_at_most("unlock", statistics.median(took), 0.6, "s")


def test_the_file_is_checked_in_half_a_second_for_fifty_megabytes(tmp_path: Path) -> None:
    school = new_school(tmp_path / "school")
    with school.writing() as unit:
        for number in range(50):
            unit.connection.exec_driver_sql(
                "INSERT INTO settings VALUES (?, ?)", (f"{number}", os.urandom(524288).hex())
            )
    school.vault.checkpoint()
    size = school.vault.path.stat().st_size
    took = []
    for _ in range(5):
        began = time.perf_counter()
        assert school.vault.damaged_pages() == ()
        took.append(time.perf_counter() - began)
    school.close()
    seconds = statistics.median(took) * FIFTY_MEGABYTES / size
    judge_at_most("integrity check of 50 MB", seconds, 0.5, "s")


def test_a_point_query_costs_little_more_than_in_a_plain_file(tmp_path: Path) -> None:
    school = new_school(tmp_path / "school")
    plain = sqlite3.connect(tmp_path / "plain.db", isolation_level=None)
    plain.execute("CREATE TABLE audit_log (seq INTEGER PRIMARY KEY, subject TEXT)")
    with school.writing() as unit:
        for number in range(2000):
            unit.audit("bench.done", f"class:{number}")
            plain.execute("INSERT INTO audit_log (subject) VALUES (?)", (f"class:{number}",))
    question = "SELECT subject FROM audit_log WHERE seq = 1234"
    with school.vault.raw() as driver:
        measured = ratio(
            lambda: driver.execute(question).fetchone(),
            lambda: plain.execute(question).fetchone(),
            repeat=30,
            inner=200,
        )
    plain.close()
    school.close()
    judge("point query, encrypted against plain", measured, 1.5)


def test_two_hundred_thousand_entries_are_verified_in_seconds(tmp_path: Path) -> None:
    school = new_school(tmp_path / "school")
    entries = 20_000
    with school.writing() as unit:
        for number in range(entries):
            unit.audit("bench.done", f"class:{number}", count=number)
    began = time.perf_counter()
    check = school.query(audit.verify)
    seconds = time.perf_counter() - began
    school.close()
    assert check.first_break is None
    judge_at_most("verify 200,000 audit entries", seconds * 200_000 / check.count, 4.0, "s")
