"""The way back of each fact of an episode: which entries no longer hold, and what holds without them.

The first entries stay in the log. A fact that does not stand has no way back, so that it is written once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from types import MappingProxyType

from carerapp.domain.checks import comments_in, outcome_in
from carerapp.domain.child import ChildFile
from carerapp.domain.episode import Episode
from carerapp.domain.events import Event, EventKind, utc
from carerapp.domain.json_value import Json
from carerapp.domain.outcomes import Fact, StepOutcome
from carerapp.domain.topics import Topic
from carerapp.domain.topics.call import Call
from carerapp.domain.topics.refused import Refused
from carerapp.domain.topics.told import BACK, Told

#: What holds once it is taken back.
THEN: Mapping[Fact, str] = MappingProxyType(
    {
        Fact.REPORTED: "They then count as not reported to the police.",
        Fact.HANDED_OVER: "The officer then counts as not having the copy.",
        Fact.REFUSED: "Then no officer counts as having refused the copy at that time.",
        Fact.TOLD: "They then count as not told.",
        Fact.FOUND: "They then count as missing again.",
        Fact.CLOSED: "This time then counts as open again.",
        Fact.ACCEPTED: "Whoever had this night before then has it again.",
        Fact.HANDED_ON: "What is still to do is then yours again.",
        Fact.ACKNOWLEDGED: "It then counts as not seen by the duty desk.",
    }
)
_FOUND = ("found_where", "found_how", "found_by", "found_condition", "found_at")
_CLOSED = ("false_alarm_reason", "closed_reason")
_ONE_TAP = timedelta(seconds=2)  # what one tap wrote: its entries are so close together


@dataclass(frozen=True, slots=True)
class WayBack:
    """``answers``: what each of these questions then says, None for nothing, the one that decides last;
    ``notes``: entries that no longer hold."""

    answers: Mapping[str, Json] = field(default_factory=dict)
    notes: tuple[Event, ...] = ()


def way_back(child: ChildFile, episode: Episode, fact: Fact, about: str = "") -> WayBack | None:
    """None where the fact does not stand. ``about``: for *told*, the id of whom."""
    return _WAYS[fact](child, episode, about)


def fact_of(child: ChildFile, episode: Episode, entry: Event) -> tuple[Fact, str] | None:
    """The fact that this entry states and that still stands because of it, and whom it is about."""
    about = Told.of(entry).inform if entry.field == Topic.TOLD else ""
    for fact in Fact:
        way = way_back(child, episode, fact, about)
        if way and (entry in way.notes or _answers(episode, way, entry)):
            return fact, about
    return None


def _answers(episode: Episode, way: WayBack, entry: Event) -> bool:
    """Whether it is the answer that decides."""
    return not way.notes and entry in episode.record.heads([*way.answers][-1])


def _blank(episode: Episode, *paths: str) -> dict[str, Json]:
    """Those that were answered: to be cleared."""
    return {path: None for path in paths if episode.record.value(path) not in (None, "")}


def _reported(child: ChildFile, episode: Episode, about: str) -> WayBack | None:
    return WayBack(_blank(episode, "reported_at")) if episode.reported_at else None


def _found(child: ChildFile, episode: Episode, about: str) -> WayBack | None:
    """What was said of how and where goes with it: it is not to stand there when they are back at last."""
    if episode.found_at is None or episode.closed:
        return None
    return WayBack(_blank(episode, *_FOUND))


def _closed(child: ChildFile, episode: Episode, about: str) -> WayBack | None:
    """Not while another one is open, as there is one at most; nor when its log has left the device."""
    if not episode.closed or episode.left_device or child.open_episode:
        return None
    return WayBack(_blank(episode, *_CLOSED))


def _handed_over(child: ChildFile, episode: Episode, about: str) -> WayBack | None:
    given = episode.hand_overs()
    if not given:
        return None
    before = utc(given[-2].happened) if len(given) > 1 else None
    return WayBack({"handed_over_at": before}, given[-1:])


def _refused(child: ChildFile, episode: Episode, about: str) -> WayBack | None:
    refusals = episode.refusals()
    if not refusals:
        return None
    before = Refused.of(refusals[-2]) if len(refusals) > 1 else None
    name, collar = (before.officer, before.collar) if before else (None, None)
    return WayBack({"refusing_officer_name": name, "refusing_officer_number": collar}, refusals[-1:])


def _told(child: ChildFile, episode: Episode, about: str) -> WayBack | None:
    """With it goes what the same tap wrote: the call's outcome, and the step that it served."""
    told = episode.told(about)
    if told is None:
        return None
    calls = [e for e in episode.calls() if Call.of(e).who == f"tell:{about}" and _same_tap(told, e)]
    steps = {path: None for path in _steps(child, about) if _ticked_by(episode, path, told)}
    return WayBack(steps, (told, *calls))


def _steps(child: ChildFile, about: str) -> Iterator[str]:
    """The fields of the steps that telling them also answers."""
    id = about.removeprefix(BACK)
    rules = {rule for inform in child.protocol.inform if inform.id == id for rule in inform.rules}
    if about.startswith(BACK):
        yield from (step.field for step in child.protocol.returning if rules & set(step.rules))
    else:
        tells = (step for step in child.protocol.checklist if step.does == "tell_placing")
        yield from (step.field for step in tells if rules & set(step.rules))


def _ticked_by(episode: Episode, path: str, told: Event) -> bool:
    ticks = [e for e in episode.record.heads(path) if e.kind is EventKind.ANSWER]
    return any(
        outcome_in(e.value) is StepOutcome.DONE and not comments_in(e.value) and _same_tap(told, e)
        for e in ticks
    )


def _same_tap(first: Event, then: Event) -> bool:
    return (
        first.author == then.author and first.hlc < then.hlc and abs(then.written - first.written) <= _ONE_TAP
    )


def _accepted(child: ChildFile, episode: Episode, about: str) -> WayBack | None:
    return WayBack(notes=(episode.taken_over,)) if episode.taken_over else None


def _handed_on(child: ChildFile, episode: Episode, about: str) -> WayBack | None:
    return WayBack(notes=(episode.handed_on,)) if episode.handed_on else None


def _acknowledged(child: ChildFile, episode: Episode, about: str) -> WayBack | None:
    return WayBack(notes=(episode.acknowledged,)) if episode.acknowledged else None


_WAYS: Mapping[Fact, Callable[[ChildFile, Episode, str], WayBack | None]] = MappingProxyType(
    {
        Fact.REPORTED: _reported,
        Fact.HANDED_OVER: _handed_over,
        Fact.REFUSED: _refused,
        Fact.TOLD: _told,
        Fact.FOUND: _found,
        Fact.CLOSED: _closed,
        Fact.ACCEPTED: _accepted,
        Fact.HANDED_ON: _handed_on,
        Fact.ACKNOWLEDGED: _acknowledged,
    }
)
