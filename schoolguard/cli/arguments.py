# SPDX-License-Identifier: Apache-2.0
"""The command line: every command, its options, its help in the reader's language."""

import argparse
import locale
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, NoReturn

from typing_extensions import override

from schoolguard.kernel.check_session import CheckSession
from schoolguard.kernel.clock import SCHOOL_TIME
from schoolguard.kernel.texts import CHINESE, ENGLISH, LANGUAGES, Texts

SESSIONS = {session.name.lower(): session for session in CheckSession}


class MisuseError(Exception):
    """The command line makes no sense; the argument is the sentence that says so."""


class _Parser(argparse.ArgumentParser):
    """Raises instead of leaving the process, so that ``--json`` is kept to the end."""

    def __init__(self, **options: Any) -> None:  # noqa: ANN401 - argparse's own, unchanged
        super().__init__(allow_abbrev=False, **options)

    @override
    def error(self, message: str) -> NoReturn:
        raise MisuseError(f"{self.prog}: {message}\n{self.format_usage()}")


@dataclass(frozen=True, slots=True)
class Option:
    """One argument of a command; the help's key is ``cli.option.<key>``."""

    name: str
    key: str
    read: Callable[[str], object] = str
    default: object = None
    required: bool = False
    choices: tuple[str, ...] = ()
    many: bool = False
    flag: bool = False


def _day(text: str) -> date:
    return date.fromisoformat(text)


def _instant(text: str) -> datetime:
    at = datetime.fromisoformat(text)
    return at if at.tzinfo else at.replace(tzinfo=SCHOOL_TIME)


def _reader(option: Option, texts: Texts) -> Callable[[str], object]:
    """Return how an argument is read, with our own words for a day or an hour that is none."""
    if option.read not in {_day, _instant}:
        return option.read

    def read(text: str) -> object:
        try:
            return option.read(text)
        except ValueError as error:
            example = texts(f"cli.option.{option.key}")
            said = texts("cli.unreadable_value", value=text, expected=example)
            raise argparse.ArgumentTypeError(said) from error

    return read


def _needed(name: str, key: str, read: Callable[[str], object] = str) -> Option:
    return Option(name, key, read, required=True)


_SCHOOL = _needed("--school", "school", Path)
_BUREAU = _needed("--bureau", "bureau", Path)
_ON = _needed("--on", "on", _day)
_OUT_FILE = _needed("--out", "out_file", Path)
_OUT_FOLDER = _needed("--out", "out_folder", Path)
_FILE = _needed("file", "file", Path)
_COMMON = (
    Option("--json", "json", flag=True),
    Option("--password-file", "password_file"),
    Option("--user", "user"),
    Option("--now", "now", _instant),
    Option("--lang", "lang", choices=LANGUAGES),
)

COMMANDS: dict[str, tuple[Option, ...]] = {
    "demo": (
        Option("--out", "demo_out", Path, required=True),
        Option("--pupils", "pupils", int, 1200),
        Option("--days", "days", int, 10),
        Option("--seed", "seed", int, 2026),
        Option("--no-window", "no_window", flag=True),
    ),
    "school init": (
        _needed("folder", "folder", Path),
        _needed("--name", "name"),
        _needed("--code", "code"),
        Option("--kind", "kind", default="nine_year"),
        Option("--boarding", "boarding", flag=True),
    ),
    "roster template": (_needed("out", "out_file", Path),),
    "roster import": (_FILE, _SCHOOL, Option("--dry-run", "dry_run", flag=True)),
    "checks template": (
        _SCHOOL,
        _ON,
        Option("--session", "session", required=True, choices=tuple(SESSIONS)),
        _OUT_FILE,
    ),
    "checks import": (_FILE, _SCHOOL),
    "report daily": (_SCHOOL, _ON, _OUT_FILE),
    "package seal": (_SCHOOL, _ON, _OUT_FOLDER),
    "package show": (_FILE,),
    "package verify": (
        _FILE,
        _needed("--school-key", "school_key", Path),
        Option("--bureau-key", "bureau_key", Path),
    ),
    "package receipt": (_FILE, _SCHOOL),
    "school enrol": (_needed("card", "bureau_card", Path), _SCHOOL),
    "school card": (_SCHOOL, _OUT_FILE),
    "bureau init": (_needed("folder", "folder", Path), _needed("--name", "name")),
    "bureau enrol": (_needed("card", "school_card", Path), _BUREAU),
    "bureau card": (_BUREAU, _OUT_FILE),
    "bureau receive": (
        Option("paths", "paths", Path, many=True),
        _BUREAU,
        Option("--receipts", "receipts", Path),
    ),
    "bureau board": (_BUREAU, _ON),
    "bureau export-key": (_BUREAU, _OUT_FILE),
    "check": (_SCHOOL,),
}
"""Every command with what it takes besides the options that all commands take."""


def wanted_language(arguments: Sequence[str]) -> str:
    """Return the language that is asked for, else the terminal's, before anything is parsed.

    A terminal that names no language (unset, ``C``, ``POSIX``) is spoken to in Chinese.
    """
    for place, word in enumerate(arguments):
        name, _, value = word.partition("=")
        if name == "--lang":
            value = value or next(iter(arguments[place + 1 :]), "")
            return value if value in LANGUAGES else ENGLISH
    named = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG")
    chosen = named or (locale.getlocale()[0] or "")
    unsaid = not chosen or chosen.partition(".")[0] in {"C", "POSIX"}
    return CHINESE if unsaid or chosen.lower().startswith(("zh", "chinese")) else ENGLISH


def parse(arguments: Sequence[str], texts: Texts) -> argparse.Namespace:
    """Return the parsed command line; `command` names the command, None asks for the window.

    Raises:
        MisuseError: unknown or missing arguments.
    """
    parser = _Parser(prog="schoolguard", description=texts("cli.about"))
    _add(parser, Option("--school", "window_school", Path), texts, dest="window_school")
    _add(parser, Option("--now", "now", _instant), texts)
    _add(parser, Option("--lang", "lang", choices=LANGUAGES), texts)
    parser.add_argument("--version", action="version", version=_version())
    parser.set_defaults(command=None, json=False, password_file=None, user=None)
    nouns = parser.add_subparsers(metavar=texts("cli.metavar"), parser_class=_Parser)
    groups: dict[str, argparse._SubParsersAction[_Parser]] = {}
    for command, options in COMMANDS.items():
        noun, _, verb = command.partition(" ")
        within, name = nouns, noun
        if verb:
            if noun not in groups:
                group = nouns.add_parser(noun, help=texts(f"cli.noun.{noun}"))
                groups[noun] = group.add_subparsers(
                    metavar=texts("cli.metavar"), required=True, parser_class=_Parser
                )
            within, name = groups[noun], verb
        about = texts(f"cli.command.{command.replace(' ', '_').replace('-', '_')}.help")
        leaf = within.add_parser(name, help=about, description=about)
        for option in options:
            _add(leaf, option, texts)
        for option in _COMMON:
            _add(leaf, option, texts, default=argparse.SUPPRESS)
        leaf.set_defaults(command=command)
    return parser.parse_args(arguments)


def _add(
    parser: argparse.ArgumentParser,
    option: Option,
    texts: Texts,
    default: object = None,
    dest: str | None = None,
) -> None:
    about = texts(f"cli.option.{option.key}")
    if option.flag:
        unset = default or False
        parser.add_argument(option.name, action="store_true", default=unset, help=about)
    elif option.many:
        parser.add_argument(option.name, type=option.read, nargs="+", help=about)
    elif option.name.startswith("--"):
        parser.add_argument(
            option.name,
            dest=dest,
            type=_reader(option, texts),
            default=default or option.default,
            required=option.required,
            choices=option.choices or None,
            help=about,
        )
    else:
        parser.add_argument(option.name, type=option.read, help=about)


def _version() -> str:
    from schoolguard import __version__  # noqa: PLC0415 - asked for only here

    return f"SchoolGuard {__version__}"
