# SPDX-License-Identifier: Apache-2.0
"""The few sentences of the unlock window, read without the TOML library (8 ms).

`unlock.toml` is kept flat for this: ``key = "sentence"``, one a line, no escapes; a test holds it
against the real reader. Every other window uses `kernel.texts`.
"""

from schoolguard.kernel.resources import resource


class FewTexts:
    """The sentences of `unlock.toml` in one language, under the same keys as in `Texts`."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._sentences: dict[str, str] = {}
        path = resource("i18n", language, "unlock.toml")
        for line in path.read_text(encoding="utf-8").splitlines():
            key, equals, sentence = line.partition(" = ")
            if equals:
                self._sentences[f"unlock.{key}"] = sentence.strip('"')

    def __call__(self, key: str, **params: str | int) -> str:
        """Return the sentence under ``unlock.<key>`` with ``{name}`` replaced."""
        return self._sentences[key].format_map(params)

    def keys(self) -> frozenset[str]:
        """Return every key."""
        return frozenset(self._sentences)
