"""Reporting tables: which rows apply, or may apply, and what each says. Those of several protocols together.

A row that applies says what its outcome says; while it is open it says "ask".
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from carerapp.domain.known import Known, once
from carerapp.domain.reading import answered, read, said
from forms.engine.conditions import fact_words
from forms.protocol import Decision, Factor, Protocol

Says = Literal["report", "your_decision", "no_report", "ask"]
#: how much each asks of the carer; a table in which no row applies says nothing, and stands with "ask"
STRENGTH: Mapping[Says, int] = {"no_report": 0, "your_decision": 1, "ask": 2, "report": 3}


@dataclass(frozen=True)
class Table:
    """One protocol's table, with what was said and computed under it."""

    protocol: Protocol
    raw: Mapping[str, object]

    @cached_property
    def known(self) -> Known:
        """As its conditions read it."""
        return read(self.raw)

    def with_answer(self, name: str, value: object) -> Table:
        """The same with one more answer."""
        return Table(self.protocol, answered(self.raw, name, value))


@dataclass(frozen=True, slots=True)
class Row:
    """A row that applies or may apply."""

    protocol: Protocol
    row: Decision
    says: Says
    because: tuple[Factor, ...] = ()  # the factors answered yes
    ask: tuple[str, ...] = ()  # the facts that are still open in it


@dataclass(frozen=True, slots=True)
class Reach:
    """What the rows may come to: at least and at most, and the facts that it still hangs on."""

    least: Says
    most: Says
    hangs_on: tuple[str, ...] = ()


def rows(tables: Iterable[Table]) -> tuple[Row, ...]:
    """Every row that applies or may apply, strictest first."""
    found = []
    for table in tables:
        for row in table.protocol.decisions:
            applies = table.known.applies(row)
            if applies is False:
                continue
            yes, open_ = _factors(row, table.known)
            says: Says = "ask" if applies is None else _says(row, yes, open_)
            ask = once([*table.known.settling(row), *open_])
            found.append(Row(table.protocol, row, says, yes, () if says == "report" else ask))
    return tuple(sorted(found, key=lambda row: -STRENGTH[row.says]))


def reach(tables: Iterable[Table]) -> Reach:
    """What the strictest row that applies may be, with the open facts answered in any way."""
    sure: list[Says] = []
    perhaps: list[Says] = []
    open_rows: list[tuple[Says, tuple[str, ...]]] = []
    for table in tables:
        for row in table.protocol.decisions:
            applies = table.known.applies(row)
            if applies is False:
                continue
            yes, open_ = _factors(row, table.known)
            most: Says = "report" if open_ and not yes else _says(row, yes, open_)
            perhaps.append(most)
            if applies:
                sure.append("your_decision" if most == "report" and row.factors and not yes else most)
            if applies is None or (open_ and not yes):
                open_rows.append((most, once([*table.known.settling(row), *open_])))
    least: Says = max(sure, key=STRENGTH.__getitem__, default="ask")
    most = max(perhaps, key=STRENGTH.__getitem__, default="ask")
    names = (n for says, asked in open_rows if not sure or STRENGTH[says] > STRENGTH[least] for n in asked)
    return Reach(least, most, once(names))


def _factors(row: Decision, known: Known) -> tuple[tuple[Factor, ...], tuple[str, ...]]:
    """The factors answered yes, and the names of those that are open."""
    yes = tuple(f for f in row.factors if "yes" in fact_words(known.facts.get(f.name)))
    return yes, tuple(f.name for f in row.factors if not said(known.facts, f.name))


def _says(row: Decision, yes: tuple[Factor, ...], open_: tuple[str, ...]) -> Says:
    if row.outcome == "report_if_any":
        return "report" if yes else "ask" if open_ else "your_decision"
    return row.outcome
