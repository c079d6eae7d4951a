# SPDX-License-Identifier: Apache-2.0
"""What a command answers, and how it is said: a sentence for people, one object for scripts."""

import json
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from schoolguard.kernel.errors import Param, UserError
from schoolguard.kernel.texts import Texts

Json = str | int | float | bool | None | Sequence["Json"] | Mapping[str, "Json"]
Facts = dict[str, Json]

DONE = 0
REFUSED = 1
MISUSE = 2


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command found or did.

    Attributes:
        facts: the object that ``--json`` prints, without ``ok``.
        lines: what a person reads instead.
        then: what follows on a screen after the answer, e.g. the window; never with ``--json``.
        exit_code: DONE, or REFUSED when what was asked about is not in order.
    """

    facts: Mapping[str, Json]
    lines: tuple[str, ...]
    then: Callable[[], int] | None = None
    exit_code: int = DONE


def give(answer: Answer, *, as_json: bool) -> int:
    """Print an answer and return the exit code."""
    if as_json:
        _print_json({"ok": answer.exit_code == DONE, **answer.facts})
    else:
        for line in answer.lines:
            print(line, flush=True)  # noqa: T201 - a terminal command prints
    return answer.exit_code


def refuse(error: UserError, texts: Texts, *, as_json: bool) -> int:
    """Print why a command was refused and return the exit code."""
    sentence = texts.error(error)
    if as_json:
        params: Mapping[str, Param] = error.params
        _print_json({"ok": False, "code": error.code, "message": sentence, "params": dict(params)})
    else:
        print(sentence, file=sys.stderr)  # noqa: T201 - a terminal command prints
    return REFUSED


def misuse(sentence: str, *, as_json: bool) -> int:
    """Print what was wrong with the command line and return the exit code."""
    if as_json:
        _print_json({"ok": False, "code": "cli.misuse", "message": sentence})
    print(sentence, file=sys.stderr)  # noqa: T201 - a terminal command prints
    return MISUSE


def tell_progress(sentence: str) -> None:
    """Say on standard error how far a long command is; standard output stays the answer's."""
    print(sentence, file=sys.stderr, flush=True)  # noqa: T201 - a terminal command prints


def _print_json(facts: Mapping[str, Json]) -> None:
    print(json.dumps(facts, ensure_ascii=False, default=str))  # noqa: T201 - the answer itself
