"""The counts, as docs/coverage.md shows them."""

from __future__ import annotations

from collections.abc import Mapping

from forms.coverage.account import Account

_BEGINS, _ENDS = "<!-- counts -->\n", "<!-- end of counts -->"
_HEAD = """| Authority | Sentences | Carried by the pack | Not the carer's | Not looked at yet |
|---|---:|---:|---:|---:|
"""


def table(accounts: Mapping[str, Account]) -> str:
    """A row for each authority, by its short name."""
    rows = (
        f"| {name} | {a.sentences} | {a.carried} | {a.not_carers} | {len(a.unaccounted)} |\n"
        for name, a in accounts.items()
    )
    return _HEAD + "".join(rows)


def with_table(page: str, accounts: Mapping[str, Account]) -> str:
    """The page with the counts of today between its two marks. ValueError when they are not there."""
    before, begins, rest = page.partition(_BEGINS)
    _, ends, after = rest.partition(_ENDS)
    if not begins or not ends:
        raise ValueError(f"The page has no place for the counts: write {_BEGINS.strip()} and {_ENDS}.")
    return f"{before}{begins}{table(accounts)}{ends}{after}"
