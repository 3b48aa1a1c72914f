"""What is typed at a command line: one command a file, all of them in this one table."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from carerapp.bootstrap import StartupError
from carerapp.cli import (
    advise,
    compare_key,
    connect,
    demo,
    due,
    erase,
    erasures,
    export_log,
    export_record,
    may_read,
    open_app,
    people,
    recover,
    recovery_key,
    seal_to_owner,
    set_aside,
    show_form,
    status,
    sync,
    verify,
)
from carerapp.cli.command import Command
from forms.piped import piped

COMMANDS: tuple[Command, ...] = (
    demo,
    advise,
    due,
    export_log,
    export_record,
    verify,
    people,
    recovery_key,
    seal_to_owner,
    recover,
    connect,
    compare_key,
    sync,
    status,
    set_aside,
    may_read,
    erasures,
    erase,
    show_form,
)
ABOUT = (
    "`python -m carerapp` opens the app; `demo` plays an invented episode; "
    "`advise` and `due` say what a protocol advises and requires."
)


def parser() -> argparse.ArgumentParser:
    """Every command with its arguments. Without a command the app opens."""
    top = argparse.ArgumentParser(prog="python -m carerapp", description=ABOUT)
    open_app.arguments(top)
    top.set_defaults(run=open_app.run)
    commands = top.add_subparsers(dest="command")
    for command in COMMANDS:
        one = commands.add_parser(
            command.NAME, help=command.HELP, aliases=list(getattr(command, "ALIASES", ()))
        )
        command.arguments(one)
        one.set_defaults(run=command.run)
    return top


def main(argv: Sequence[str] | None = None) -> int:
    """Run what was typed; the exit code. What can't be done is said in one line, with exit code 2."""
    args = parser().parse_args(argv)
    try:
        code = piped(lambda: args.run(args))
    except StartupError as error:
        print(error, file=sys.stderr)
        return 2
    return code
