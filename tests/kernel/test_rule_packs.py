# SPDX-License-Identifier: Apache-2.0
"""Rule packs: what fits is read as typed values, what does not is named by file, entry, reason."""

from dataclasses import dataclass
from datetime import time
from enum import StrEnum
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schoolguard.kernel.errors import UserError
from schoolguard.kernel.resources import resource
from schoolguard.kernel.rule_packs import Rule, RulePack, Status, load_pack


class Site(StrEnum):
    FOREHEAD = "forehead"
    ARMPIT = "armpit"


@dataclass(frozen=True, slots=True, kw_only=True)
class FeverLine(Rule):
    celsius: float
    site: Site
    sessions: frozenset[int] = frozenset()
    spellings: tuple[str, ...] = ()
    deadline: time | None = None

    def __post_init__(self) -> None:
        if self.celsius > 45:
            raise ValueError("nobody is that hot")


GOOD = {
    "id": "a",
    "source": "卫办疾控发〔2006〕65号",
    "status": "seen",
    "celsius": 37,
    "site": "armpit",
}


def pack_of(*entries: dict[str, object]) -> RulePack:
    return RulePack(Path("fever.toml"), "1", {"line": entries})


def refusal(pack: RulePack) -> UserError:
    with pytest.raises(UserError) as caught:
        pack.read("line", FeverLine)
    return caught.value


def test_entry_becomes_a_typed_value() -> None:
    extra = {"sessions": [0, 2], "spellings": ["腋下"], "deadline": time(9, 30), "enabled": False}
    (line,) = pack_of({**GOOD, **extra}).read("line", FeverLine)
    assert (line.celsius, line.site, line.status) == (37.0, Site.ARMPIT, Status.SEEN)
    assert line.sessions == frozenset({0, 2})
    assert line.spellings == ("腋下",)
    assert line.deadline == time(9, 30)
    assert not line.enabled


def test_kind_that_the_pack_does_not_have_is_empty() -> None:
    assert pack_of().read("symptom", FeverLine) == ()


@pytest.mark.parametrize(
    ("change", "entry", "reason"),
    [
        ({"celsius": "37"}, "line a, celsius", "expected float, found '37'"),
        ({"celsius": True}, "line a, celsius", "expected float, found True"),
        ({"celsius": 50}, "line a", "nobody is that hot"),
        ({"site": "elbow"}, "line a, site", "'elbow' is not a valid Site"),
        ({"status": "sure"}, "line a, status", "'sure' is not a valid Status"),
        ({"limit": 3}, "line a", "unknown key 'limit'"),
        ({"sessions": 2}, "line a, sessions", "expected frozenset"),
        ({"spellings": ["x", 2]}, "line a, spellings", "expected str, found 2"),
    ],
)
def test_bad_entry_names_file_entry_and_reason(
    change: dict[str, object], entry: str, reason: str
) -> None:
    error = refusal(pack_of({**GOOD, **change}))
    assert error.code == "rules.bad_entry"
    assert error.params["file"] == "fever.toml"
    assert error.params["entry"] == entry
    assert reason in str(error.params["reason"])


@pytest.mark.parametrize("key", ["id", "source", "status", "celsius", "site"])
def test_missing_key_is_named(key: str) -> None:
    error = refusal(pack_of({name: value for name, value in GOOD.items() if name != key}))
    assert error.params["reason"] == f"key {key!r} is missing"


def test_same_id_twice_is_refused() -> None:
    assert refusal(pack_of(GOOD, GOOD)).params["reason"] == "id appears twice"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("[meta]\nversion = 1\n", "rules.bad_entry"),
        ("meta = 'x'\n", "rules.bad_entry"),
        ("[meta]\nversion = '1'\n[line]\nid = 'a'\n", "rules.bad_entry"),
        ("[meta\n", "rules.unreadable"),
        ("\udcff", "rules.unreadable"),
    ],
)
def test_broken_file_is_refused_with_its_name(tmp_path: Path, text: str, code: str) -> None:
    path = tmp_path / "broken.toml"
    path.write_bytes(text.encode("utf-8", errors="surrogateescape"))
    with pytest.raises(UserError) as caught:
        load_pack(path)
    assert caught.value.code == code
    assert caught.value.params["file"] == "broken.toml"


def test_absent_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"rules\.unreadable"):
        load_pack(tmp_path / "none.toml")


@pytest.mark.parametrize("path", sorted(resource("rules").glob("*.toml")), ids=lambda p: p.stem)
def test_every_pack_of_the_house_names_source_and_status(path: Path) -> None:
    pack = load_pack(path)
    for kind, entries in pack.entries.items():
        ids = [entry["id"] for entry in entries]
        assert len(ids) == len(set(ids)), kind
        assert all(entry["source"] for entry in entries), kind
        assert {Status(entry["status"]) for entry in entries} <= set(Status), kind


@given(
    st.dictionaries(
        st.sampled_from(["id", "source", "status", "celsius", "site", "sessions", "enabled", "x"]),
        st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.lists(st.text()),
    )
)
def test_any_table_is_read_or_refused_by_name(entry: dict[str, object]) -> None:
    try:
        (line,) = pack_of(entry).read("line", FeverLine)
    except UserError as error:
        refused = error
    else:
        assert isinstance(line.celsius, float)
        return
    assert refused.code == "rules.bad_entry"
    assert refused.params["file"] == "fever.toml"
