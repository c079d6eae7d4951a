# SPDX-License-Identifier: Apache-2.0
"""The rule packs of the program, each read when first asked for and then kept."""

from schoolguard.kernel.resources import resource
from schoolguard.kernel.rule_packs import RulePack, load_pack


class RuleBook:
    """All rules in force."""

    def __init__(self) -> None:
        self._packs: dict[str, RulePack] = {}

    def pack(self, name: str) -> RulePack:
        """Return one pack of `resources/rules`, e.g. ``pack("checks")``.

        Raises:
            UserError: ``rules.unreadable`` or ``rules.bad_entry``.
        """
        if name not in self._packs:
            self._packs[name] = load_pack(resource("rules", f"{name}.toml"))
        return self._packs[name]
