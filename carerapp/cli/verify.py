"""``verify FILE``: is an exported log still what its authors wrote? It needs the file alone, no vault, no
secret."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from carerapp.bootstrap import StartupError
from carerapp.evidence import verify

NAME = "verify"
HELP = "is an exported log still what its authors wrote? Needs the file alone"


def arguments(parser: ArgumentParser) -> None:
    """The export, and another one of the same child to compare it with."""
    parser.add_argument("file", type=Path)
    parser.add_argument("--against", type=Path, help="another export of the same child, to compare")


def run(args: Namespace) -> int:
    """Print the report, the verdict last: 0 when intact and whole (and the same as the other), else 1. Raises
    StartupError when a file can't be read."""
    from carerapp.vault.adapters.native_crypto import NativeCrypto

    verdicts = []
    for file in [args.file, *([args.against] if args.against else [])]:
        try:
            verdicts.append(verify(file.read_bytes(), NativeCrypto()))
        except OSError as error:
            raise StartupError(f"{file} can't be read: {error.strerror}.") from error
    for number, verdict in enumerate(verdicts):
        print(verdict.report() if not number else f"{args.against}: {verdict.report().splitlines()[0]}")
    if not all(verdict.intact for verdict in verdicts):
        if verdicts[0].intact:
            print("Verdict: the second file is not intact, and nothing is proved by the two together.")
        return 1
    if args.against:
        words = verdicts[0].beside(verdicts[1])
        print(f"Verdict: both intact; {words}")
        return 0 if words.startswith("the same") and verdicts[0].whole else 1
    return 0 if verdicts[0].whole else 1
