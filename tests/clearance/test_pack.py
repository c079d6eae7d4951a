# SPDX-License-Identifier: Apache-2.0
"""The rule pack: every rule names its source, bad entries are refused by name."""

from pathlib import Path

import pytest

from schoolguard import cases
from schoolguard.clearance import Anchor, Span, Wait, load_rules
from schoolguard.clearance.pack import PaperDemand, read_demand, read_wait
from schoolguard.kernel.errors import UserError
from schoolguard.kernel.resources import resource
from schoolguard.kernel.rule_packs import Status

RULES = load_rules()
PACK = resource("rules", "clearance.toml").read_text(encoding="utf-8")


def written(folder: Path, text: str) -> Path:
    (folder / "clearance.toml").write_text(text, encoding="utf-8")
    return folder


def test_every_rule_names_its_source_and_how_sure_we_are() -> None:
    assert all(rule.source for rule in RULES.rules.values())
    assert {rule.status for rule in RULES.rules.values()} == {Status.SEEN, Status.UNVERIFIED}


def test_every_variant_names_its_place_and_belongs_to_a_rule() -> None:
    for rule in RULES.rules.values():
        if rule.is_variant:
            assert all(rule.places.values()), rule.id
            assert all(RULES.rule_of(one) is not RULES.fallback for one in rule.diseases), rule.id


def test_every_disease_named_is_known_to_the_school() -> None:
    named = {one for rule in RULES.rules.values() for one in rule.diseases}
    known = cases.load_diseases().keys() | {"cold", "tonsillitis"}
    assert named <= known


def test_the_diseases_of_a_school_have_rules_of_their_own() -> None:
    own = {one for one in cases.load_diseases() if RULES.rule_of(one) is not RULES.fallback}
    assert own >= {
        "influenza", "hfmd", "herpangina", "norovirus", "gastro", "varicella", "mumps", "measles",
        "rubella", "scarlet_fever", "dysentery", "conjunctivitis", "meningococcal", "pertussis",
        "hepatitis", "cholera", "tuberculosis", "dengue", "covid", "mycoplasma",
    }  # fmt: skip


def test_waits_and_demands_are_read_from_their_short_form() -> None:
    assert read_wait("onset+14d") == Wait(Anchor.ONSET, 14, Span.DAYS)
    assert read_demand("stool_culture*2@2d") == PaperDemand("stool_culture", 2, 2)
    assert read_demand("recovery") == PaperDemand("recovery")


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("onset+9d", "onset+9x", "onset+9x"),
        ("onset+9d", "birth+9d", "birth"),
        ('rule = "mumps"', 'rule = "bumps"', "bumps"),
        ('conditions = ["swelling_gone"]', 'conditions = ["hungry"]', "hungry"),
        ('papers = ["recovery"]', 'papers = ["invented"]', "invented"),
        ('also_file = ["diagnosis"]', 'also_file = ["invented"]', "invented"),
        ('place_zh = "部分学校"', 'place_zh = ""', "place"),
    ],
)
def test_a_bad_entry_is_refused_by_name(tmp_path: Path, old: str, new: str, reason: str) -> None:
    assert old in PACK
    with pytest.raises(UserError) as refused:
        load_rules(written(tmp_path, PACK.replace(old, new)))
    assert refused.value.code == "rules.bad_entry"
    assert reason in str(refused.value.params["reason"])


def test_a_rule_without_a_way_back_is_refused(tmp_path: Path) -> None:
    entry = '[[return_rule]]\nid = "x"\ndiseases = ["x"]\nsource = "x"\nstatus = "local"\n'
    with pytest.raises(UserError) as refused:
        load_rules(written(tmp_path, PACK + entry))
    assert refused.value.params["entry"] == "return_rule x"


def test_a_way_that_asks_for_nothing_is_refused(tmp_path: Path) -> None:
    rule = '[[return_rule]]\nid = "x"\ndiseases = ["x"]\nsource = "x"\nstatus = "local"\n'
    way = '[[way]]\nid = "x"\nrule = "x"\nsource = "x"\nstatus = "local"\n'
    with pytest.raises(UserError) as refused:
        load_rules(written(tmp_path, PACK + rule + way))
    assert "nothing" in str(refused.value.params["reason"])


def test_a_rule_switched_off_leaves_its_disease_to_a_doctor(tmp_path: Path) -> None:
    off = PACK.replace('id = "cholera"\ndiseases', 'id = "cholera"\nenabled = false\ndiseases')
    rules = load_rules(written(tmp_path, off))
    assert rules.rule_of("cholera") is rules.fallback


def test_a_pack_without_the_rule_for_all_others_is_refused(tmp_path: Path) -> None:
    only = PACK.replace('id = "doctor"\npapers', 'id = "doctor"\nenabled = false\npapers')
    with pytest.raises(UserError):
        load_rules(written(tmp_path, only))
