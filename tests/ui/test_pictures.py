# SPDX-License-Identifier: Apache-2.0
"""Pictures of every page of the demonstration school, as a machine without a display draws them."""

from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from schoolguard.crypto.keys import KdfParameters
from schoolguard.demo.play import PASSWORD, Plan, Played, play
from schoolguard.kernel.clock import SCHOOL_TIME
from schoolguard.kernel.texts import LANGUAGES
from schoolguard.ui.pages import PAGES
from schoolguard.ui.pictures import SIZE, draw_pictures


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Played]:
    now = datetime(2026, 11, 24, 10, 0, tzinfo=SCHOOL_TIME)
    folder = tmp_path_factory.mktemp("pictures")
    return {
        language: play(
            Plan(pupils=60, days=1, seed=3, language=language, now=now, kdf=KdfParameters()),
            folder / language,
            lambda *_: None,
        )
        for language in LANGUAGES
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_is_drawn_at_the_promised_size(
    language: str, played: dict[str, Played], tmp_path: Path, qapp: QApplication
) -> None:
    one = played[language]
    drawn = draw_pictures(one.places.school, PASSWORD, tmp_path, now=one.ends_at, language=language)
    names = [path.stem.split("-", 1)[1] for path in drawn]
    assert names[0] == "unlock"
    assert {spec.key for spec in PAGES} <= set(names)
    for path in drawn[1:]:
        picture = QImage(str(path))
        assert (picture.width(), picture.height()) == SIZE
        colours = {picture.pixel(x, y) for x in range(0, 1366, 7) for y in range(0, 768, 7)}
        assert len(colours) > 10, f"{path.name} is blank"
