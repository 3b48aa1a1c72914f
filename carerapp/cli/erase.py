"""``erase``: destroy every key and record in a folder, for good."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from carerapp.bootstrap import StartupError
from carerapp.cli.command import data_folder
from carerapp.cli.vaults import door_of

NAME = "erase"
HELP = "destroy every key and record in a folder, for good"


def arguments(parser: ArgumentParser) -> None:
    """Nothing is erased without ``--yes``."""
    data_folder(parser)
    parser.add_argument("--yes", action="store_true", help="you are sure")


def run(args: Namespace) -> int:
    """Erase it. Raises StartupError when nobody said that they are sure."""
    if not args.yes:
        raise StartupError(
            "This destroys every child's record on this device, for good. Nothing was changed. "
            "Make copies of what must be kept; then give --yes."
        )
    with door_of(args.vault) as door:
        door.erase()
    print("Erased. Nothing on this device opens any more.")
    return 0
