# SPDX-License-Identifier: Apache-2.0
"""The rules in force, each pack read when first asked for and then kept.

The rooms say what a pack must hold; here is only the one place that all screens share.
"""

from functools import cached_property

from schoolguard import absence, checks
from schoolguard.absence import AbsenceRules
from schoolguard.checks import CheckRules
from schoolguard.kernel.resources import resource
from schoolguard.kernel.rule_packs import RulePack, load_pack


class RuleBook:
    """All rules in force.

    Every one raises ``rules.unreadable`` or ``rules.bad_entry`` when its pack does not fit.
    """

    @cached_property
    def checks(self) -> CheckRules:
        """Return fever lines, methods, symptoms and deadlines."""
        return checks.load_rules()

    @cached_property
    def absence(self) -> AbsenceRules:
        """Return causes, outcomes and the steps of follow-up."""
        return absence.load_rules()

    def pack(self, name: str) -> RulePack:
        """Return one pack of `resources/rules` as it stands, e.g. ``pack("checks")``."""
        return load_pack(resource("rules", f"{name}.toml"))
