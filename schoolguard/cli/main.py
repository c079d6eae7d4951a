# SPDX-License-Identifier: Apache-2.0
"""Reads the command line, finds the command, prints its answer, returns the exit code."""

from collections.abc import Mapping, Sequence

from schoolguard.cli.answers import give, misuse, refuse
from schoolguard.cli.arguments import MisuseError, parse, wanted_language
from schoolguard.cli.asked import Asked, Command
from schoolguard.cli.windows import Windows
from schoolguard.kernel.errors import UserError
from schoolguard.kernel.texts import Texts


def run(words: Sequence[str], windows: Windows | None) -> int:
    """Carry out a command line and return the exit code; without a command, open the window."""
    as_json = "--json" in words
    texts = Texts(wanted_language(words))
    try:
        arguments = parse(words, texts)
        asked = Asked(arguments, texts, windows)
        if arguments.command is None:
            return _open_window(asked)
        answer = _commands()[arguments.command](asked)
        code = give(answer, as_json=as_json)
    except MisuseError as error:
        return misuse(str(error), as_json=as_json)
    except UserError as error:
        return refuse(error, texts, as_json=as_json)
    except Exception as error:  # noqa: BLE001 - a traceback quotes what was typed, also children
        return refuse(_noted(error), texts, as_json=as_json)
    if answer.then is not None and not as_json:
        return answer.then()
    return code


def _noted(error: Exception) -> UserError:
    """Write a mistake of ours to the log and return the sentence that admits it."""
    from schoolguard.app.logs import described, note  # noqa: PLC0415 - a well-made program needs none

    note(error)
    return UserError("cli.own_mistake", where=described(error))


def _open_window(asked: Asked) -> int:
    if asked.windows is None or not asked.windows.has_display:
        raise MisuseError(asked.texts("cli.no_display"))
    arguments = asked.arguments
    return asked.windows.open(arguments.window_school, now=arguments.now, language=arguments.lang)


def _commands() -> Mapping[str, Command]:
    """Return every command's function; the rooms behind them are loaded only now."""
    from schoolguard.cli import (  # noqa: PLC0415 - heavy; --help and the window do without
        bureau_commands,
        demo_command,
        package_commands,
        report_commands,
        school_commands,
        sheet_commands,
    )

    return {
        "demo": demo_command.play_demo,
        "school init": school_commands.init,
        "school enrol": school_commands.enrol,
        "school card": school_commands.card,
        "check": school_commands.check,
        "roster template": sheet_commands.roster_template,
        "roster import": sheet_commands.roster_import,
        "checks template": sheet_commands.checks_template,
        "checks import": sheet_commands.checks_import,
        "report daily": report_commands.daily_report,
        "package seal": package_commands.seal,
        "package show": package_commands.show,
        "package verify": package_commands.verify,
        "package receipt": package_commands.receipt,
        "bureau init": bureau_commands.init,
        "bureau enrol": bureau_commands.enrol,
        "bureau card": bureau_commands.card,
        "bureau receive": bureau_commands.receive,
        "bureau board": bureau_commands.board,
        "bureau export-key": bureau_commands.export_key,
    }
