"""The parts of a child's protocol that apply in an episode, or may apply while answers are open."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from carerapp.domain.beginning import in_order
from carerapp.domain.child import ChildFile
from carerapp.domain.due_for import situation_of
from carerapp.domain.episode import Episode
from carerapp.domain.known import Known, Part
from carerapp.domain.table import Table
from forms.protocol import (
    Criterion,
    Inform,
    Listed,
    Place,
    Protocol,
    ReturnStep,
    ScriptLine,
    Stage,
    Step,
    Wording,
)

P = TypeVar("P", bound=Part)
S = TypeVar("S", Step, ReturnStep)


@dataclass(frozen=True, slots=True)
class Said:
    """Words of a protocol that apply, or may."""

    protocol: Protocol
    part: Wording | Listed
    may: bool  # it is open whether they apply


class Applying:
    """For one screen or paper: what is known is read once."""

    def __init__(self, child: ChildFile, episode: Episode, now: datetime) -> None:
        situation = situation_of(child, episode, now)
        self.protocol, self.episode = child.protocol, episode
        self.table = situation.table(child.protocol)
        self.placing = [situation.table(p) for p in situation.protocols if p.id != child.protocol.id]
        self.known: Known = self.table.known

    def steps(self) -> tuple[Step, ...]:
        """The checklist, with what was done of it before an answer made it fall away; how the episode began
        says what comes first."""
        return in_order(self._rows(self.protocol.checklist), self.episode)

    def returning(self) -> tuple[ReturnStep, ...]:
        """The steps of the return."""
        return self._rows(self.protocol.returning)

    def script(self) -> tuple[ScriptLine, ...]:
        """What the police ask; a placing authority's lines where they say when."""
        placing = (line for other in self.placing for line in _with_when(other, other.protocol.script))
        return (*self._that(self.protocol.script), *placing)

    def words(self, *places: Place) -> tuple[Wording, ...]:
        """The wordings that belong there."""
        return self._that(w for w in self.protocol.wording if w.place in places)

    def said(self, *places: Place) -> tuple[Said, ...]:
        """Wordings, then lists; a placing authority's where they say when: the rest the host says too."""
        found: list[Said] = []
        for kind in (Wording, Listed):
            for table in (self.table, *self.placing):
                protocol = table.protocol
                parts: tuple[Wording | Listed, ...] = protocol.wording if kind is Wording else protocol.lists
                at = [part for part in parts if part.place in places]
                shown = [p for p in at if table.known.applies(p) is not False]
                shown = _with_when(table, shown) if protocol is not self.protocol else shown
                found += [Said(protocol, part, table.known.applies(part) is None) for part in shown]
        return tuple(found)

    def informs(self, *stages: Stage) -> tuple[Inform, ...]:
        """Who is told then."""
        return self._that(i for i in self.protocol.inform if i.stage in stages)

    def criteria_met(self) -> tuple[Criterion, ...]:
        """The criteria of a return interview that the facts already show; open ones are not among them."""
        return tuple(c for c in self.protocol.criteria if c.when and self.known.holds(c.when))

    def _that(self, parts: Iterable[P]) -> tuple[P, ...]:
        return tuple(part for part in parts if self.known.applies(part) is not False)

    def _rows(self, rows: Iterable[S]) -> tuple[S, ...]:
        """One row a question: that which applies before one that may, in the pack's order."""
        best: dict[str, S] = {}
        for row in rows:
            there = best.get(row.field)
            if there is None or _rank(self.known, row) > _rank(self.known, there):
                best[row.field] = row
        kept = {id(row) for row in best.values()}
        return tuple(row for row in rows if id(row) in kept and self._stands(row))

    def _stands(self, row: Step | ReturnStep) -> bool:
        """It applies, may apply, or was done before an answer made it fall away."""
        done = self.known.reaches(row.settings) is not False and self.episode.check(row.field) is not None
        return done or self.known.applies(row) is not False


def _rank(known: Known, row: Part) -> int:
    applies = known.applies(row)
    return 2 if applies else 1 if applies is None else 0


def _with_when(table: Table, parts: Iterable[P]) -> list[P]:
    """Those that say when they hold, and may hold."""
    return [part for part in parts if part.when and table.known.applies(part) is not False]
