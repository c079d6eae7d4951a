# SPDX-License-Identifier: Apache-2.0
"""The walls of the house: floors, sizes, licence lines."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MODULES = sorted(
    path
    for folder in ("schoolguard", "installer", "tests")
    for path in (ROOT / folder).rglob("*.py")
)
PROGRAM = [path for path in MODULES if path.relative_to(ROOT).parts[0] != "tests"]
LONGEST_MODULE = 400
LONGEST_FUNCTION = 40
MOST_METHODS = 15
Function = ast.FunctionDef | ast.AsyncFunctionDef


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def is_override(function: Function) -> bool:
    return any(isinstance(d, ast.Name) and d.id == "override" for d in function.decorator_list)


def length_of(function: Function) -> int:
    """Return the lines of a function without its docstring, which may be as long as it must."""
    whole = (function.end_lineno or 0) - function.lineno + 1
    if ast.get_docstring(function) is None:
        return whole
    docstring = function.body[0]
    return whole - ((docstring.end_lineno or 0) - docstring.lineno + 1)


def test_every_import_goes_down_the_floors() -> None:
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as c; c()"]
    done = subprocess.run(
        [*command, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_module_names_its_licence_first() -> None:
    line = "# SPDX-License-Identifier: Apache-2.0\n"
    without = [name_of(p) for p in MODULES if not p.read_text(encoding="utf-8").startswith(line)]
    assert without == []


def test_every_module_says_what_it_is() -> None:
    silent = [
        name_of(path)
        for path in MODULES
        if not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert silent == []


def test_no_module_is_too_long_to_read() -> None:
    lengths = {name_of(path): len(path.read_text("utf-8").splitlines()) for path in PROGRAM}
    assert {name: n for name, n in lengths.items() if n > LONGEST_MODULE} == {}


def test_no_function_is_too_long_to_see_at_once() -> None:
    long = {
        f"{name_of(path)}:{node.lineno} {node.name}": length_of(node)
        for path in PROGRAM
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, Function)
    }
    assert {name: lines for name, lines in long.items() if lines > LONGEST_FUNCTION} == {}


def test_no_class_does_too_much() -> None:
    big = {
        f"{name_of(path)} {node.name}": methods
        for path in PROGRAM
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ClassDef)
        and (
            methods := sum(
                isinstance(part, Function) and not is_override(part) for part in node.body
            )
        )
        > MOST_METHODS
    }
    assert big == {}


@pytest.mark.parametrize("word", ["utils", "helpers", "helper", "manager", "common", "misc"])
def test_no_module_is_an_attic(word: str) -> None:
    assert [name_of(path) for path in PROGRAM if word in path.with_suffix("").parts] == []
