"""Everyone to tell that they are back: who the protocols name, who was told, who was asked."""

from __future__ import annotations

from collections.abc import Iterator

from carerapp.actions.form_reading import Inform, ReturnStep, phone_numbers
from carerapp.actions.tick_step import tick_step
from carerapp.domain.child import ChildFile
from carerapp.domain.due_for import advice_for, situation_of
from carerapp.domain.episode import Episode
from carerapp.domain.outcomes import CallOutcome, StepOutcome, TellingOutcome
from carerapp.domain.telling import Telling
from carerapp.domain.topics import Topic
from carerapp.domain.topics.call import Call
from carerapp.domain.topics.told import BACK, Told
from carerapp.ui.features.report.tell_card import Someone
from carerapp.ui.features.report.who import Reach, askable, id_of, reach
from carerapp.ui.shell import App

REACHED = (CallOutcome.NOT_SEEN, CallOutcome.SEEN, CallOutcome.SPOKE)  # they know that the child is away


def who_knew(app: App, child: ChildFile, episode: Episode) -> tuple[Someone, ...]:
    """Each once, however often they were rung; those the protocols name first. A referral is no telling."""
    found: dict[tuple[str, str], Someone] = {}
    for someone in _everyone(app, child, episode):
        same = someone.reach.field or " ".join(someone.name.casefold().split())
        found.setdefault((same, someone.what), someone)
    return tuple(found.values())


def _everyone(app: App, child: ChildFile, episode: Episode) -> Iterator[Someone]:
    for telling in _on_return(app, child, episode):
        if telling.inform.contact:
            yield _named(app, child, episode, telling)
    protocols = situation_of(child, episode, app.now()).protocols
    by_id = {id_of(child, t): t for p in protocols for i in p.inform for t in (Telling(p, i),)}
    for event in episode.record.notes(Topic.TOLD):
        id, outcome = Told.of(event).inform, Told.of(event).outcome
        if id.startswith(BACK) or outcome is TellingOutcome.NO_ANSWER or id not in by_id:
            continue
        told = by_id[id]
        how = reach(child, told.inform.contact, told.protocol)
        yield Someone(BACK + id, told.inform.who, how, said=("You told them",))
    for call in map(Call.of, episode.calls()):
        if call.outcome in REACHED and call.who in child.key_contacts.rows("people"):
            number = tuple(phone_numbers(call.number))
            yield Someone(BACK + call.who, call.name, Reach(numbers=number), said=("You rang them",))


def step_of(child: ChildFile, inform: Inform) -> ReturnStep | None:
    """The step of the return that telling them also answers."""
    return next((s for s in child.protocol.returning if set(s.rules) & set(inform.rules)), None)


def _named(app: App, child: ChildFile, episode: Episode, telling: Telling) -> Someone:
    inform = telling.inform
    step = step_of(child, inform) if telling.protocol.id == child.protocol.id else None

    def told(how: TellingOutcome) -> None:
        if step and how is TellingOutcome.TOLD:
            tick_step(app.book, child.id, episode.id, step.field, StepOutcome.DONE)

    def skip() -> None:
        if step:
            tick_step(app.book, child.id, episode.id, step.field, StepOutcome.DOESNT_APPLY)

    protocols = situation_of(child, episode, app.now()).protocols
    return Someone(
        BACK + id_of(child, telling),
        inform.who,
        reach(child, inform.contact, telling.protocol),
        inform.what,
        (inform.note,) if inform.note else (),
        inform.condition,
        f"{telling.protocol.short}, {inform.source}",
        askable(telling, protocols),
        told,
        skip if step and (inform.condition or telling.ask) else None,
    )


def answered_by_telling(app: App, child: ChildFile, episode: Episode) -> set[str]:
    """Steps that stand in the list of people instead."""
    named = _own(app, child, episode)
    return {step.field for inform in named if (step := step_of(child, inform))}


def everyone_step(app: App, child: ChildFile, episode: Episode) -> ReturnStep | None:
    """The step that asks for all of them, whoever they are."""
    nobody = (i for i in _own(app, child, episode) if not i.contact)
    return next((step for inform in nobody if (step := step_of(child, inform))), None)


def _own(app: App, child: ChildFile, episode: Episode) -> list[Inform]:
    """Of the protocol where the child lives."""
    return [t.inform for t in _on_return(app, child, episode) if t.protocol.id == child.protocol.id]


def _on_return(app: App, child: ChildFile, episode: Episode) -> list[Telling]:
    """Who is told of the return, or referred to then."""
    return [t for t in advice_for(child, episode, app.now()).tell if t.inform.stage == "on_return"]
