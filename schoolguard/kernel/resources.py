# SPDX-License-Identifier: Apache-2.0
"""Where `resources/` is: beside the package in a checkout, beside the program when frozen."""

import sys
from pathlib import Path


def resources_dir() -> Path:
    """Return the folder that holds fonts, icons, texts, rule packs and documents."""
    frozen_root = getattr(sys, "_MEIPASS", None)
    root = Path(frozen_root) if frozen_root else Path(__file__).resolve().parents[2]
    return root / "resources"


def resource(*parts: str) -> Path:
    """Return the path of one resource, e.g. ``resource("rules", "symptoms.toml")``."""
    return resources_dir().joinpath(*parts)
