"""``advise CASE``: what a protocol advises in the case that a file describes, as JSON. See docs/advise.md."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from carerapp import bootstrap
from carerapp.bootstrap import StartupError

NAME = "advise"
HELP = "what a protocol advises in the case that a file describes, as JSON"


def arguments(parser: ArgumentParser) -> None:
    """The case."""
    parser.add_argument("case", type=Path, help="a TOML file: docs/advise.md shows one")


def run(args: Namespace) -> int:
    """Print the advice. Raises StartupError when the file can't be understood."""
    from carerapp.due import CaseError, advise

    try:
        print(advise(args.case, bootstrap.now()))
    except CaseError as error:
        raise StartupError(str(error)) from error
    return 0
