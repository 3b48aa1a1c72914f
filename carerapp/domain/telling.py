"""Who is told, and when: every stage of the evening, in its order. All of it is advice at any time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from carerapp.domain.absence import Absence
from carerapp.domain.table import Table
from forms.protocol import STAGES, Inform, Protocol, Stage


@dataclass(frozen=True, slots=True)
class Telling:
    """Somebody who is told, or may have to be."""

    protocol: Protocol
    inform: Inform
    ask: tuple[str, ...] = ()  # the facts that would settle whether; () when they are told in any case

    @property
    def carers_own(self) -> bool:
        """Whether the carer tells them."""
        return self.inform.by in ("carer", "anyone")

    @property
    def rule(self) -> str:
        """The rule that it rests on; its own id where the pack names none."""
        return self.inform.rules[0] if self.inform.rules else self.inform.id


def tellings(tables: Iterable[Table], absence: Absence) -> tuple[Telling, ...]:
    """Of every protocol that reaches the child, the host's first in each stage.

    What can no longer happen is left out: being told that it is not reported, once it is; being told that
    the child is missing, once they are back.
    """
    found = []
    for table in tables:
        for inform in table.protocol.inform:
            applies = table.known.applies(inform)
            if applies is not False and not _past(inform.stage, absence):
                ask = table.known.settled_by(table.known.settling(inform)) if applies is None else ()
                found.append(Telling(table.protocol, inform, ask))
    return tuple(sorted(found, key=lambda telling: STAGES.index(telling.inform.stage)))


def _past(stage: Stage, absence: Absence) -> bool:
    if stage == "if_not_reported" and absence.reported_at:
        return True
    return absence.over and stage not in ("on_return", "next_working_day")
