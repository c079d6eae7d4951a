# SPDX-License-Identifier: Apache-2.0
"""The terminal: every command once on a small school, its object on stdout, its exit code."""

import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from schoolguard.app.logs import stop_log
from schoolguard.app.paths import Paths
from schoolguard.cli import run
from schoolguard.crypto.keys import KdfParameters
from schoolguard.demo.play import Plan, Played, play
from schoolguard.kernel.clock import SCHOOL_TIME
from schoolguard.reports import Form, FormColumn, forms_xlsx

DAY = "2026-11-23"
TODAY = "2026-11-24"
Ask = Callable[..., tuple[int, dict[str, Any]]]


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Played:
    now = datetime(2026, 11, 24, 10, 0, tzinfo=SCHOOL_TIME)
    plan = Plan(pupils=30, days=1, seed=3, language="zh_CN", now=now, kdf=KdfParameters())
    return play(plan, tmp_path_factory.mktemp("cli") / "demo", lambda *_: None)


@pytest.fixture
def ask(capsys: pytest.CaptureFixture[str], played: Played) -> Ask:
    """Run one command with --json and return its exit code and its object."""

    def ask(*words: object) -> tuple[int, dict[str, Any]]:
        password = ["--password-file", str(played.places.password)]
        code = run([*map(str, words), *password, "--now", f"{TODAY}T09:00", "--json"], None)
        answer: dict[str, Any] = json.loads(capsys.readouterr().out)
        assert answer["ok"] is (code == 0)
        return code, answer

    return ask


def test_the_store_of_the_school_is_sound(ask: Ask, played: Played) -> None:
    code, answer = ask("check", "--school", played.places.school)
    assert code == 0
    assert answer["sound"]
    assert answer["entries"] > 20


def test_the_template_is_written_and_the_roster_reads_as_unchanged(
    ask: Ask, played: Played, tmp_path: Path
) -> None:
    assert ask("roster", "template", tmp_path / "t.xlsx")[0] == 0
    assert (tmp_path / "t.xlsx").stat().st_size > 1000
    school = ("--school", played.places.school)
    code, answer = ask("roster", "import", played.places.roster, *school, "--dry-run")
    assert code == 0
    assert answer["same"] == answer["rows"] == played.people


def test_a_bad_row_is_named_and_refuses_nothing_else(
    ask: Ask, played: Played, tmp_path: Path
) -> None:
    columns = tuple(FormColumn(title) for title in ("班级", "姓名", "出生日期"))
    rows = (("九年级(1)班", "钱小满", "2012-03-04"), ("九年级(1)班", "孙小雪", "2012-13-40"))
    sheet = tmp_path / "new.xlsx"
    sheet.write_bytes(forms_xlsx(Form("名单", columns, rows)))
    code, answer = ask("roster", "import", sheet, "--school", played.places.school)
    assert code == 1
    assert (answer["new"], answer["bad"]) == (1, 1)
    (problem,) = [one for one in answer["problems"] if one["verdict"] == "bad"]
    assert problem["row"] == 3
    assert "birth_on" in problem["fields"]


def test_class_sheets_are_written_and_read_back(ask: Ask, played: Played, tmp_path: Path) -> None:
    out = tmp_path / "noon.xlsx"
    school = ("--school", played.places.school)
    code, _ = ask("checks", "template", *school, "--on", DAY, "--session", "noon", "--out", out)
    assert code == 0
    code, answer = ask("checks", "import", out, *school)
    assert code == 0
    assert answer["entered"] == 0
    assert answer["same"] > 0


@pytest.mark.parametrize("suffix", [".pdf", ".xlsx"])
def test_the_daily_report_is_written(ask: Ask, played: Played, tmp_path: Path, suffix: str) -> None:
    out = tmp_path / f"report{suffix}"
    code, answer = ask(
        "report", "daily", "--school", played.places.school, "--on", DAY, "--out", out
    )
    assert code == 0
    assert answer["signed"]
    assert answer["number"].startswith("QHSY01-20261123")
    assert out.stat().st_size > 5000


def test_a_report_in_another_format_is_refused(ask: Ask, played: Played, tmp_path: Path) -> None:
    out = tmp_path / "report.docx"
    code, answer = ask(
        "report", "daily", "--school", played.places.school, "--on", DAY, "--out", out
    )
    assert (code, answer["code"]) == (1, "cli.bad_suffix")


def test_a_package_is_shown_proven_and_handed_over_again(
    ask: Ask, played: Played, tmp_path: Path
) -> None:
    (package,) = played.places.packages.glob("*.sgp")
    assert ask("package", "show", package)[1]["seq"] == 1
    keys = ("--school-key", played.places.school_card, "--bureau-key", played.places.bureau_card)
    assert ask("package", "verify", package, *keys)[0] == 0
    code, answer = ask(
        "package", "seal", "--school", played.places.school, "--on", DAY, "--out", tmp_path
    )
    assert code == 0
    assert Path(answer["file"]).read_bytes() == package.read_bytes()


def test_an_altered_package_is_refused(ask: Ask, played: Played, tmp_path: Path) -> None:
    (package,) = played.places.packages.glob("*.sgp")
    data = bytearray(package.read_bytes())
    data[len(data) // 2] ^= 1
    altered = tmp_path / package.name
    altered.write_bytes(data)
    code, answer = ask("package", "verify", altered, "--school-key", played.places.school_card)
    assert code == 1
    assert answer["code"].startswith("packages.")
    code, answer = ask("bureau", "receive", altered, "--bureau", played.places.bureau)
    assert code == 1
    assert answer["refused"] == 1


def test_the_receipt_is_taken_in_again_without_harm(ask: Ask, played: Played) -> None:
    (receipt,) = played.places.receipts.iterdir()
    code, answer = ask("package", "receipt", receipt, "--school", played.places.school)
    assert (code, answer["verdict"]) == (0, "accepted")


def test_a_school_and_a_bureau_from_nothing(ask: Ask, tmp_path: Path) -> None:
    school, office = tmp_path / "school", tmp_path / "bureau"
    assert ask("school", "init", school, "--name", "云岭小学", "--code", "YL01")[0] == 0
    assert ask("bureau", "init", office, "--name", "云岭县教育局")[0] == 0
    assert ask("bureau", "card", "--bureau", office, "--out", tmp_path / "b.card")[0] == 0
    code, enrolled = ask("school", "enrol", tmp_path / "b.card", "--school", school)
    assert (code, enrolled["name"]) == (0, "云岭县教育局")
    code, written = ask("school", "card", "--school", school, "--out", tmp_path / "s.card")
    assert code == 0
    code, enrolled = ask("bureau", "enrol", tmp_path / "s.card", "--bureau", office)
    assert (code, enrolled["fingerprint"]) == (0, written["fingerprint"])
    code, board = ask("bureau", "board", "--bureau", office, "--on", TODAY)
    assert [line["school"] for line in board["schools"]] == ["YL01"]
    day = ("--on", TODAY, "--out")
    assert ask("report", "daily", "--school", school, *day, tmp_path / "day.pdf")[0] == 0
    sealing = ("package", "seal", "--school", school, *day, tmp_path / "stick")
    assert ask(*sealing, "--user", "nurse")[1]["code"] == "submission.not_signed"
    code, sealed = ask(*sealing)
    assert (code, sealed["seq"], sealed["signed_now"]) == (0, 1, "YL01-20261124-2")
    code, received = ask("bureau", "receive", sealed["file"], "--bureau", office)
    assert (code, received["accepted"]) == (0, 1)
    receipt = received["packages"][0]["receipt"]
    code, taken = ask("package", "receipt", receipt, "--school", school)
    assert (code, taken["verdict"]) == (0, "accepted")


def test_what_cannot_be_sealed_stays_unsigned(ask: Ask, tmp_path: Path) -> None:
    school = tmp_path / "school"
    assert ask("school", "init", school, "--name", "云岭小学", "--code", "YL01")[0] == 0
    day = ("--school", school, "--on", TODAY, "--out")
    assert ask("package", "seal", *day, tmp_path / "stick")[0] == 1
    code, report = ask("report", "daily", *day, tmp_path / "day.pdf")
    assert (code, report["signed"]) == (0, False)


def test_the_exported_key_is_for_its_owner_alone(ask: Ask, played: Played, tmp_path: Path) -> None:
    out = tmp_path / "key.txt"
    assert ask("bureau", "export-key", "--bureau", played.places.bureau, "--out", out)[0] == 0
    assert out.read_text(encoding="ascii").startswith("AGE-SECRET-KEY-1")
    assert out.stat().st_mode & 0o077 == 0


def test_a_wrong_password_is_refused_with_a_sentence(
    played: Played, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong = tmp_path / "wrong.txt"
    wrong.write_text("not the password\n", encoding="utf-8")
    words = ["check", "--school", str(played.places.school), "--password-file", str(wrong)]
    assert run([*words, "--lang", "en"], None) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert "password" in said.err


@pytest.mark.parametrize(
    "words",
    [
        ["nonsense"],
        ["check"],
        ["report", "daily", "--school", "x", "--on", "yesterday", "--out", "y.pdf"],
        ["checks", "template", "--school", "x", "--on", DAY, "--session", "night", "--out", "y"],
        [],
    ],
)
def test_misuse_ends_with_two_and_says_why(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run([*words, "--json"] if words else [], None) == 2
    said = capsys.readouterr()
    assert said.err
    assert not words or json.loads(said.out)["code"] == "cli.misuse"


def test_a_file_that_is_not_there_is_named(ask: Ask, tmp_path: Path) -> None:
    code, answer = ask("package", "show", tmp_path / "none.sgp")
    assert (code, answer["code"]) == (1, "cli.unreadable")
    assert "none.sgp" in answer["message"]


def test_a_mistake_of_ours_is_one_object_that_quotes_nobody(
    ask: Ask, played: Played, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stumble(_school: object) -> None:
        raise RuntimeError("王小明 38.5")

    monkeypatch.setattr("schoolguard.cli.school_commands.check_school", stumble)
    monkeypatch.setattr("schoolguard.app.logs.usual_paths", lambda: Paths(tmp_path))
    try:
        code, answer = ask("check", "--school", played.places.school)
    finally:
        stop_log()
    assert (code, answer["code"]) == (1, "cli.own_mistake")
    assert "RuntimeError at test_commands.py" in answer["message"]
    log = (tmp_path / "logs" / "schoolguard.log").read_text(encoding="utf-8")
    assert "王小明" not in log + str(answer)
