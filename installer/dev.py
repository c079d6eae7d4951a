# SPDX-License-Identifier: Apache-2.0
"""One door to everything a newcomer does in a checkout: `setup`, `run`, `test`.

Needs nothing but Python 3.11 to 3.14 and its standard library. `setup` installs the system
libraries that are missing (with root or a password-free sudo; else it says the exact line to run),
makes `.venv/` from the lock file and compiles bytecode; `run` then plays the demonstration school
and `test` runs the tests. A second call finds its stamp and is through in a moment.

This file also parses on Pythons too old for the program, so that it can look for a newer one.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

OLDEST = (3, 11)
NEWEST = (3, 14)


def main(arguments: list[str]) -> int:
    """Do what the command line asks; return the exit code."""
    if not OLDEST <= sys.version_info[:2] <= NEWEST:
        return _run_with_another_python(arguments)
    from steps import do  # noqa: PLC0415 - needs Python 3.11 to be parsed

    return do(arguments)


def _run_with_another_python(arguments: list[str]) -> int:
    """Hand over to a Python of the right age; there may be one beside the default."""
    for minor in range(OLDEST[1], NEWEST[1] + 1):
        found = shutil.which(f"python3.{minor}")
        if found:
            return subprocess.call([found, os.path.abspath(__file__), *arguments])  # noqa: PTH100
    have = ".".join(str(part) for part in sys.version_info[:2])
    print(f"SchoolGuard needs Python 3.11 to 3.14; this is {have}, and no other was found.")
    print("需要 Python 3.11 至 3.14。On Debian 12: apt-get install -y python3")
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
