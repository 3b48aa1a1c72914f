"""``due CASE``: what a protocol requires in the case that a file describes, as JSON. See docs/due.md."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from carerapp import bootstrap
from carerapp.bootstrap import StartupError

NAME = "due"
HELP = "what a protocol requires in the case that a file describes, as JSON"


def arguments(parser: ArgumentParser) -> None:
    """The case."""
    parser.add_argument("case", type=Path, help="a TOML file: docs/due.md shows one")


def run(args: Namespace) -> int:
    """Print the duties. Raises StartupError when the file can't be understood."""
    from carerapp.due import CaseError, answer

    try:
        print(answer(args.case, bootstrap.now()))
    except CaseError as error:
        raise StartupError(str(error)) from error
    return 0
