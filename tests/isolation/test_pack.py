# SPDX-License-Identifier: Apache-2.0
"""The pack of the room: what does not fit is refused, with entry and reason."""

from pathlib import Path

import pytest

from schoolguard.isolation import load_rules
from schoolguard.kernel.errors import UserError
from schoolguard.kernel.resources import resource


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('id = "home"', 'id = "moon"'),
        ("minutes = 30", "minutes = 0"),
        ('condition = "fever"', 'condition = "cold"'),
        ('override = ["symptom_free"]', 'override = ["hospital"]'),
    ],
)
def test_an_entry_that_does_not_fit_is_refused(tmp_path: Path, old: str, new: str) -> None:
    for name in ("isolation.toml", "checks.toml", "symptoms.toml"):
        text = (resource("rules") / name).read_text(encoding="utf-8")
        changed = text.replace(old, new, 1) if name == "isolation.toml" else text
        (tmp_path / name).write_text(changed, encoding="utf-8")
    with pytest.raises(UserError, match=r"rules\.bad_entry"):
        load_rules(tmp_path)


def test_an_entry_that_is_switched_off_is_left_out(tmp_path: Path) -> None:
    for name in ("isolation.toml", "checks.toml", "symptoms.toml"):
        text = (resource("rules") / name).read_text(encoding="utf-8")
        (tmp_path / name).write_text(
            text.replace('id = "principal"', 'id = "principal"\nenabled = false'), encoding="utf-8"
        )
    assert "principal" not in load_rules(tmp_path).parties
