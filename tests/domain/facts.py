"""Each fact of an open episode: how it comes to stand, and whether it stands."""

from __future__ import annotations

from collections.abc import Callable

from carerapp.actions.accept_shift import accept_shift
from carerapp.actions.acknowledge import acknowledge
from carerapp.actions.casebook import Casebook
from carerapp.actions.hand_on import hand_on
from carerapp.actions.hand_over import hand_over, refuse_copy
from carerapp.actions.mark_found import close_episode, mark_found
from carerapp.actions.report import report
from carerapp.actions.start_episode import start_episode
from carerapp.actions.take_back import take_back
from carerapp.actions.tell_someone import tell_someone
from carerapp.actions.write_note import write_note
from carerapp.domain.chronology import chronology
from carerapp.domain.episode import Episode
from carerapp.domain.outcomes import ClosedBecause, Fact, TellingOutcome


class Night:
    """An open episode of the invented child, read anew each time."""

    def __init__(self, book: Casebook, child: str) -> None:
        self.book, self.child = book, child
        self.id = start_episode(book, child).id

    @property
    def now(self) -> Episode:
        return self.book.child(self.child).episode(self.id)

    def back(self, fact: Fact, about: str = "") -> bool:
        return take_back(self.book, self.child, self.id, fact, about)

    def entries(self) -> int:
        return len(self.book.child(self.child).events)

    def log(self) -> list[str]:
        child = self.book.child(self.child)
        return [line.words for line in chronology(child, self.now, self.book.name_of)]


def reported(night: Night) -> None:
    report(night.book, night.child, night.id, reference="REF 1")


def found(night: Night) -> None:
    mark_found(night.book, night.child, night.id, where="Park", how="I fetched them", by="Me", condition="Ok")


def closed(night: Night) -> None:
    close_episode(night.book, night.child, night.id, ClosedBecause.FALSE_ALARM, "Asleep upstairs")


def given(night: Night) -> None:
    event = write_note(night.book, night.child, night.id, "a copy")
    hand_over(night.book, night.child, night.id, event, "PC Example", "0000")


def refused(night: Night) -> None:
    refuse_copy(night.book, night.child, night.id, "PC Example", "0000")


def told(night: Night) -> None:
    tell_someone(night.book, night.child, night.id, "duty", "Duty desk", TellingOutcome.TOLD)


def accepted(night: Night) -> None:
    accept_shift(night.book, night.child, night.id)


def handed_on(night: Night) -> None:
    hand_on(night.book, night.child, night.id, "B. Sample", ("Return interview",))


def acknowledged(night: Night) -> None:
    acknowledge(night.book, night.child, night.id)


#: how it comes to stand, and whether it stands
FACTS: dict[Fact, tuple[Callable[[Night], None], Callable[[Episode], object]]] = {
    Fact.REPORTED: (reported, lambda e: e.reported_at),
    Fact.HANDED_OVER: (given, lambda e: e.hand_overs() or e.record.value("handed_over_at")),
    Fact.REFUSED: (refused, lambda e: e.refusals() or e.record.value("refusing_officer_name")),
    Fact.TOLD: (told, lambda e: e.told("duty")),
    Fact.FOUND: (found, lambda e: e.found_at or e.record.value("found_where")),
    Fact.CLOSED: (closed, lambda e: e.closed or e.record.value("false_alarm_reason")),
    Fact.ACCEPTED: (accepted, lambda e: e.taken_over),
    Fact.HANDED_ON: (handed_on, lambda e: e.handed_on),
    Fact.ACKNOWLEDGED: (acknowledged, lambda e: e.acknowledged),
}
