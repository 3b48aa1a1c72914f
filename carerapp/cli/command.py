"""What a command of ``python -m carerapp`` is: a module with a name, a line of help, its arguments, and
``run``."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import Protocol


class Command(Protocol):
    """A module of this folder that stands in the table of :mod:`carerapp.cli`."""

    NAME: str
    HELP: str

    def arguments(self, parser: ArgumentParser) -> None:
        """Say what the command takes."""

    def run(self, args: Namespace) -> int:
        """Do it; the exit code. Raises ``StartupError`` with words for whoever typed it."""


def data_folder(parser: ArgumentParser) -> None:
    """``--data``: which vault. Without it: the one in the user's home."""
    # Not "data": the app's own --data stands before the command, and would be overwritten.
    parser.add_argument("--data", type=Path, dest="vault", help="the folder of the sealed files")


def no_arguments(parser: ArgumentParser) -> None:
    """For a command that takes nothing."""
