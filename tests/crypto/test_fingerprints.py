# SPDX-License-Identifier: Apache-2.0
"""Fingerprints are short, speakable and different."""

from schoolguard.crypto.fingerprints import fingerprint, same_fingerprint


def test_a_fingerprint_is_six_groups_of_five_digits() -> None:
    groups = fingerprint(b"card").split(" ")
    assert [len(group) for group in groups] == [5] * 6
    assert "".join(groups).isdigit()
    assert fingerprint(b"card") == fingerprint(b"card") != fingerprint(b"card.")


def test_how_it_is_typed_does_not_matter() -> None:
    shown = fingerprint(b"card")
    assert same_fingerprint(shown, shown.replace(" ", "-"))
    assert same_fingerprint(shown, shown.replace(" ", ""))
    assert not same_fingerprint(shown, fingerprint(b"other"))
    assert not same_fingerprint("", "")
