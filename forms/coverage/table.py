"""The counts, as docs/coverage.md shows them."""

from __future__ import annotations

from collections.abc import Mapping

from forms.coverage.account import Account

_HEAD = """| Authority | Sentences | Carried by the pack | Not the carer's | Not yet looked at |
|---|---:|---:|---:|---:|
"""


def table(accounts: Mapping[str, Account]) -> str:
    """A row for each authority."""
    rows = (
        f"| {name} | {a.sentences} | {a.carried} | {a.not_carers} | {len(a.unaccounted)} |\n"
        for name, a in accounts.items()
    )
    return _HEAD + "".join(rows)
