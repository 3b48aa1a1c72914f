"""``export-record``: one child's whole record for a request to see it (ZIP)."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator

from carerapp import bootstrap
from carerapp.actions.casebook import Casebook
from carerapp.cli import export_log
from carerapp.cli.vaults import child_called, opened, write_out
from carerapp.domain.events import utc
from carerapp.evidence import proved
from carerapp.vault import Vault

NAME = "export-record"
HELP = "write one child's whole record: forms, logs, copies, photos, proofs (ZIP)"


def arguments(parser: ArgumentParser) -> None:
    """As for the log."""
    export_log.arguments(parser)


def run(args: Namespace) -> int:
    """Write it."""
    from carerapp.actions.export_record import whole_record
    from carerapp.actions.papers import Papers
    from carerapp.documents import Fonts

    with opened(args.vault) as vault:
        book = bootstrap.open_casebook(vault)
        child = child_called(book, args.child)
        papers = Papers(book, Fonts.in_folder(bootstrap.ASSETS / "fonts"))
        record = whole_record(book, papers, child.id, lambda log: _proofs(vault, book, log))
    write_out(args.out, record)
    print(f"The whole record was written to {args.out}. The file is not locked: keep it safe.")
    return 0


def _proofs(vault: Vault, book: Casebook, child: str) -> Iterator[bytes]:
    """Made only when they are asked for, so that the export's own entry is in them."""
    yield from proved(vault, child, utc(book.now()))
