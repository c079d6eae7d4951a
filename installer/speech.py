# SPDX-License-Identifier: Apache-2.0
"""What the set-up says: sentences from `resources/i18n/<language>/installer.toml`, timed."""

import io
import locale
import os
import sys
import time
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
_STARTED = time.monotonic()


class SetupError(Exception):
    """Set-up can not go on; the argument is the sentence that says what to do."""


def _language() -> str:
    """Return the terminal's language; like the program, Chinese where it names none."""
    named = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG")
    chosen = named or (locale.getlocale()[0] or "")
    unsaid = not chosen or chosen.partition(".")[0] in {"C", "POSIX"}
    return "zh_CN" if unsaid or chosen.lower().startswith(("zh", "chinese")) else "en"


def sentence(key: str, **values: object) -> str:
    """Return one sentence in the language of the terminal."""
    path = ROOT / "resources" / "i18n" / _language() / "installer.toml"
    texts: dict[str, str] = tomllib.loads(path.read_text(encoding="utf-8"))
    return texts[key].format_map(values)


def say(key: str, **values: object) -> None:
    """Print one sentence with the seconds since the start."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")
    print(f"[{time.monotonic() - _STARTED:5.1f} s] {sentence(key, **values)}", flush=True)
