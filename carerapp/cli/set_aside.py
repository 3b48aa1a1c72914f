"""``set-aside``: what came from outside and did not pass the checks, and what is missing in the logs."""

from __future__ import annotations

from argparse import Namespace
from datetime import UTC, datetime

from carerapp import bootstrap
from carerapp.cli.command import data_folder as arguments
from carerapp.cli.vaults import opened
from carerapp.sharing.aside_list import AsideLine, aside_lines, more_aside
from carerapp.sharing.odd_list import hash_all, odd_lines
from forms.engine.uk_clock import uk_words

__all__ = ["HELP", "NAME", "arguments", "run"]

NAME = "set-aside"
HELP = "what came from other devices and did not pass the checks, and what is missing in the logs"


def run(args: Namespace) -> int:
    """Print each with its reason: 0 when there is nothing, 1 when there is."""
    with opened(args.vault) as vault:
        book = bootstrap.open_casebook(vault)
        hash_all(book)
        lines, more, odd = aside_lines(vault, book), more_aside(vault), odd_lines(book)
    said = [_words(line) for line in lines]
    said += [f"The log of {line.about} ({line.child}), device {line.device}: {line.words}" for line in odd]
    if more:
        said.append(f"And {more} more.")
    print("\n".join(said) or "Nothing is set aside.")
    return 1 if said else 0


def _words(line: AsideLine) -> str:
    """One line; what it says itself stands last, and was made harmless by the gate."""
    parts = [f"{line.what}, about {line.about} ({line.child})" if line.child else line.what, line.why]
    if line.sender:
        parts.append(f"it says it is from {line.sender}")
    if line.at:
        parts.append(f"came {uk_words(datetime.fromtimestamp(line.at, UTC), '%d/%m/%Y %H:%M')}")
    if line.words:
        parts.append(f"it says: {line.words}")
    return "; ".join(parts) + "."
