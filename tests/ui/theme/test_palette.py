# SPDX-License-Identifier: Apache-2.0
"""Every pair of colours that meets on screen keeps WCAG 2.2 AA."""

import pytest

from schoolguard.ui.theme import palette as p

GROUNDS = (p.WINDOW, p.SURFACE, p.SURFACE_RAISED, p.SIDEBAR, p.SELECTION, p.HOVER)


@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("ink", [p.TEXT, p.TEXT_MUTED, p.ACCENT_STRONG])
def test_writing_can_be_read_on_every_ground(ink: str, ground: str) -> None:
    """WCAG 2.2, 1.4.3."""
    assert p.contrast(ink, ground) >= 4.5


@pytest.mark.parametrize("ground", [p.ACCENT, p.ACCENT_STRONG])
def test_writing_on_a_primary_button_can_be_read(ground: str) -> None:
    assert p.contrast(p.ON_ACCENT, ground) >= 4.5
    assert p.contrast(p.FOCUS_ON_ACCENT, ground) >= 3


@pytest.mark.parametrize("tone", list(p.Tone))
def test_a_tone_can_be_read_and_its_frame_seen(tone: p.Tone) -> None:
    tints = p.TINTS[tone]
    for ground in (tints.ground, p.SURFACE, p.WINDOW, p.SELECTION):
        assert p.contrast(tints.text, ground) >= 4.5
    assert p.contrast(tints.frame, p.SURFACE) >= 3


@pytest.mark.parametrize("ground", GROUNDS)
def test_the_focus_ring_and_frames_are_seen(ground: str) -> None:
    """WCAG 2.2, 1.4.11 and 2.4.7."""
    assert p.contrast(p.FOCUS, ground) >= 3
    if ground in (p.WINDOW, p.SURFACE):
        assert p.contrast(p.FRAME, ground) >= 3


def test_every_tone_has_a_sign_beside_its_colour() -> None:
    assert set(p.TONE_ICONS) == set(p.Tone) == set(p.TINTS)
