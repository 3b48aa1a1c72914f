"""Everyone to tell that they are back: who the protocol names, who was told, who was asked."""

from __future__ import annotations

from collections.abc import Iterator

from carerapp.actions.form_reading import Inform, ReturnStep, phone_numbers
from carerapp.actions.tick_step import tick_step
from carerapp.domain.applying import Applying
from carerapp.domain.child import ChildFile
from carerapp.domain.episode import Episode
from carerapp.domain.outcomes import CallOutcome, StepOutcome, TellingOutcome
from carerapp.domain.topics import Topic
from carerapp.domain.topics.call import Call
from carerapp.domain.topics.told import Told
from carerapp.ui.features.report.tell_card import Someone
from carerapp.ui.features.report.who import Reach, reach
from carerapp.ui.shell import App

REACHED = (CallOutcome.NOT_SEEN, CallOutcome.SEEN, CallOutcome.SPOKE)  # they know that the child is away
BACK = "back:"  # before the id of someone who is told of the return


def who_knew(app: App, child: ChildFile, episode: Episode) -> tuple[Someone, ...]:
    """Each once, however often they were rung; those the protocol names first."""
    found: dict[str, Someone] = {}
    for someone in _everyone(app, child, episode):
        same = someone.reach.field or " ".join(someone.name.casefold().split())
        found.setdefault(same, someone)
    return tuple(found.values())


def _everyone(app: App, child: ChildFile, episode: Episode) -> Iterator[Someone]:
    for inform in _on_return(app, child, episode):
        if inform.contact:
            yield _named(app, child, episode, inform)
    by_id = {inform.id: inform for inform in child.protocol.inform}
    for event in episode.record.notes(Topic.TOLD):
        id, outcome = Told.of(event).inform, Told.of(event).outcome
        if id.startswith(BACK) or outcome is TellingOutcome.NO_ANSWER or id not in by_id:
            continue
        yield Someone(BACK + id, by_id[id].who, reach(child, by_id[id].contact), ("You told them",))
    for call in map(Call.of, episode.calls()):
        if call.outcome in REACHED and call.who in child.key_contacts.rows("people"):
            number = tuple(phone_numbers(call.number))
            yield Someone(BACK + call.who, call.name, Reach(numbers=number), ("You rang them",))


def step_of(child: ChildFile, inform: Inform) -> ReturnStep | None:
    """The step of the return that telling them also answers."""
    return next((s for s in child.protocol.returning if set(s.rules) & set(inform.rules)), None)


def _named(app: App, child: ChildFile, episode: Episode, inform: Inform) -> Someone:
    step = step_of(child, inform)

    def told(how: TellingOutcome) -> None:
        if step and how is TellingOutcome.TOLD:
            tick_step(app.book, child.id, episode.id, step.field, StepOutcome.DONE)

    def skip() -> None:
        if step:
            tick_step(app.book, child.id, episode.id, step.field, StepOutcome.DOESNT_APPLY)

    return Someone(
        BACK + inform.id,
        inform.who,
        reach(child, inform.contact),
        tuple(s for s in (inform.note,) if s),
        inform.condition,
        f"{child.protocol.short}, {inform.source}",
        told,
        skip if step and inform.condition else None,
    )


def answered_by_telling(app: App, child: ChildFile, episode: Episode) -> set[str]:
    """Steps that stand in the list of people instead."""
    named = _on_return(app, child, episode)
    return {step.field for inform in named if (step := step_of(child, inform))}


def everyone_step(app: App, child: ChildFile, episode: Episode) -> ReturnStep | None:
    """The step that asks for all of them, whoever they are."""
    nobody = (i for i in _on_return(app, child, episode) if not i.contact)
    return next((step for inform in nobody if (step := step_of(child, inform))), None)


def _on_return(app: App, child: ChildFile, episode: Episode) -> tuple[Inform, ...]:
    """Who is told of the return, where the child lives."""
    applying = Applying(child, episode, app.now())
    return applying.informs("on_return")
