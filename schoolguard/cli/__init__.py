# SPDX-License-Identifier: Apache-2.0
"""The terminal: the same services as the window, for scripts, tests and quick questions.

`arguments` says what can be asked, each `*_commands` module answers for one noun, `answers` prints.
Every command takes ``--json`` (one object on standard output, nothing else there) and ends with 0
(done), 1 (refused, with a code and a sentence) or 2 (misuse). It never prompts when a password file
is named. The commands are stable: scripts rely on them.
"""

from schoolguard.cli.main import run
from schoolguard.cli.windows import Windows

__all__ = ["Windows", "run"]
