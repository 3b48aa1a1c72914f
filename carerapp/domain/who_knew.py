"""Everyone to tell that they are back: who the protocols name, who was told, who was asked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from carerapp.domain.child import ChildFile
from carerapp.domain.due_for import advice_for, situation_of
from carerapp.domain.episode import Episode
from carerapp.domain.outcomes import TellingOutcome
from carerapp.domain.telling import Telling
from carerapp.domain.topics import Topic
from carerapp.domain.topics.call import Call
from carerapp.domain.topics.told import BACK, Told
from carerapp.domain.whom_to_tell import Reach, askable, id_of, reach
from forms.engine.kinds.phones import phone_numbers
from forms.protocol import Inform, ReturnStep


@dataclass(frozen=True, slots=True)
class ToTell:
    """Somebody to tell. `id` keeps what came of it; `said` are lines beside the name."""

    id: str
    name: str
    reach: Reach
    what: str = ""  # what they are told or sent; "" = that the child is back
    said: tuple[str, ...] = ()
    condition: str = ""  # the protocol's own words, with their source
    source: str = ""
    ask: tuple[str, ...] = ()  # the facts that would settle whether they are told
    step: ReturnStep | None = None  # of the return: telling them answers it too

    @property
    def may_not_apply(self) -> bool:
        """Whether its step can be answered by saying so."""
        return self.step is not None and bool(self.condition or self.ask)


def who_knew(child: ChildFile, episode: Episode, now: datetime) -> tuple[ToTell, ...]:
    """Each once, however often they were rung; those the protocols name first. A referral is no telling."""
    found: dict[tuple[str, str], ToTell] = {}
    for someone in _everyone(child, episode, now):
        same = someone.reach.field or " ".join(someone.name.casefold().split())
        found.setdefault((same, someone.what), someone)
    return tuple(found.values())


def _everyone(child: ChildFile, episode: Episode, now: datetime) -> Iterator[ToTell]:
    protocols = situation_of(child, episode, now).protocols
    for telling in _on_return(child, episode, now):
        if telling.inform.contact:
            yield _named(child, telling, askable(telling, protocols))
    by_id = {id_of(child, t): t for p in protocols for i in p.inform for t in (Telling(p, i),)}
    for event in episode.record.notes(Topic.TOLD):
        id, outcome = Told.of(event).inform, Told.of(event).outcome
        if id.startswith(BACK) or outcome is TellingOutcome.NO_ANSWER or id not in by_id:
            continue
        told = by_id[id]
        how = reach(child, told.inform.contact, told.protocol)
        yield ToTell(BACK + id, told.inform.who, how, said=("You told them",))
    for call in map(Call.of, episode.calls()):
        rung = call.outcome is not None and call.outcome.reached
        if rung and call.who in child.key_contacts.rows("people"):
            number = tuple(phone_numbers(call.number))
            yield ToTell(BACK + call.who, call.name, Reach(numbers=number), said=("You rang them",))


def step_of(child: ChildFile, inform: Inform) -> ReturnStep | None:
    """The step of the return that telling them also answers."""
    return next((s for s in child.protocol.returning if set(s.rules) & set(inform.rules)), None)


def _named(child: ChildFile, telling: Telling, ask: tuple[str, ...]) -> ToTell:
    inform = telling.inform
    return ToTell(
        BACK + id_of(child, telling),
        inform.who,
        reach(child, inform.contact, telling.protocol),
        inform.what,
        (inform.note,) if inform.note else (),
        inform.condition,
        f"{telling.protocol.short}, {inform.source}",
        ask,
        step_of(child, inform) if telling.protocol.id == child.protocol.id else None,
    )


def answered_by_telling(child: ChildFile, episode: Episode, now: datetime) -> set[str]:
    """Steps that stand in the list of people instead."""
    named = _own(child, episode, now)
    return {step.field for inform in named if (step := step_of(child, inform))}


def everyone_step(child: ChildFile, episode: Episode, now: datetime) -> ReturnStep | None:
    """The step that asks for all of them, whoever they are."""
    nobody = (i for i in _own(child, episode, now) if not i.contact)
    return next((step for inform in nobody if (step := step_of(child, inform))), None)


def _own(child: ChildFile, episode: Episode, now: datetime) -> list[Inform]:
    """Of the protocol where the child lives."""
    return [t.inform for t in _on_return(child, episode, now) if t.protocol.id == child.protocol.id]


def _on_return(child: ChildFile, episode: Episode, now: datetime) -> list[Telling]:
    """Who is told of the return, or referred to then."""
    return [t for t in advice_for(child, episode, now).tell if t.inform.stage == "on_return"]
