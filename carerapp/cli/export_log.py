"""``export-log``: one child's whole log with its proofs (JSON Lines; :mod:`carerapp.evidence`)."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from carerapp import bootstrap
from carerapp.actions.export_record import say_exported
from carerapp.cli.command import data_folder
from carerapp.cli.vaults import child_called, opened, write_out
from carerapp.domain.events import utc
from carerapp.evidence import proved, proved_erased

NAME = "export-log"
HELP = "write one child's whole log with its proofs (JSON Lines)"


def arguments(parser: ArgumentParser) -> None:
    """Whose log, and where it goes."""
    data_folder(parser)
    parser.add_argument("--child", default="", help="their name or id; needless where there is one")
    parser.add_argument("--out", type=Path, required=True, help="the file to write")


def run(args: Namespace) -> int:
    """Write it; the second file of a child who has two, beside it. ``--child`` may also be the opaque id of a
    child whose record was erased."""
    with opened(args.vault) as vault:
        book = bootstrap.open_casebook(vault)
        erased = next((one for one in vault.erasure_records() if one.child == args.child), None)
        if erased:
            logs = [list(proved_erased(vault, erased, utc(book.now())))]
        else:
            child = child_called(book, args.child)
            # Who made which copy is in the log, and so in what is exported.
            say_exported(book, child)
            logs = [list(proved(vault, log, utc(book.now()))) for log in child.logs]
    for number, lines in enumerate(logs, 1):
        out = args.out if number == 1 else args.out.with_stem(f"{args.out.stem}-{number}")
        write_out(out, b"".join(lines))
        print(f"{len(lines) - 1} entries written to {out}. The file is not locked: keep it safe.")
    return 0
