"""The situation of a child's own episode: its records read as the plain facts that the rules ask about."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime

from carerapp.domain.absence import Absence, Earlier
from carerapp.domain.advice import Advice, Situation, due_in
from carerapp.domain.belonging import NOT_SURE
from carerapp.domain.child import ChildFile
from carerapp.domain.duties import Duty
from carerapp.domain.episode import CHILD, Episode
from carerapp.domain.events import Event
from carerapp.domain.json_value import Json
from carerapp.domain.missing_before import earlier_than
from carerapp.domain.outcomes import CallOutcome, TellingOutcome
from carerapp.domain.police import EMERGENCY
from carerapp.domain.reading import said as word
from carerapp.domain.records import Record
from carerapp.domain.timing import TIME_OF_DAY
from carerapp.domain.topics import Topic
from carerapp.domain.topics.call import Call
from carerapp.domain.topics.danger import Danger
from carerapp.domain.topics.told import Told
from forms.engine.answers import is_blank
from forms.engine.conditions import fact_words

_CLOCK = re.compile(r"\b([01]?\d|2[0-3])[:.]([0-5]\d)\b")


def advice_for(child: ChildFile, episode: Episode, now: datetime) -> Advice:
    """What is advised now, as the screens show it."""
    return Advice(situation_of(child, episode, now))


def duties_for(child: ChildFile, episode: Episode, now: datetime) -> tuple[Duty, ...]:
    """Under every protocol that reaches the child, most urgent first."""
    return due_in(situation_of(child, episode, now))


def situation_of(child: ChildFile, episode: Episode, now: datetime) -> Situation:
    """What the child's records say."""
    absence, history = absence_of(child, episode), history_of(child, episode)
    return Situation(absence, history, child.protocol, child.placing, confirmed(child), now)


def absence_of(child: ChildFile, episode: Episode) -> Absence:
    """What is known of the episode. What nobody answered stays open."""
    said = {**_told(episode), **_answers(child.profile), **_answers(child.key_contacts), **answers(episode)}
    placing = child.belongs.placing
    if said.get("whereabouts") == "found" and episode.missing_again:
        del said["whereabouts"]
    whereabouts = word(said, "whereabouts")
    elsewhere = None if placing == NOT_SURE else bool(placing) and placing != child.protocol.id
    return Absence(
        unknown_since=episode.unknown_since,
        setting=child.setting,
        born=child.born,
        looked_after=_flag(said, "looked_after"),
        whereabouts=whereabouts,
        contactable=True if reached(episode) else False if unreachable(episode) else None,
        unaccompanied_asylum_seeker=_flag(said, "asylum_seeker"),
        out_overnight=_flag(said, "out_overnight"),
        reported_at=episode.reported_at,
        returned_at=episode.found_at,
        back=episode.found_at is not None or whereabouts == "found",
        return_interview_at=episode.interview_at,
        placed_here=elsewhere,
        placed_out=_flag(said, "placed_out"),
        more=said,
    )


def _flag(said: Mapping[str, object], name: str) -> bool | None:
    """True or False as it was answered; None where nobody is sure, or nobody was asked."""
    words = fact_words(said.get(name))
    return True if "yes" in words else False if "no" in words else None


def _answers(record: Record) -> dict[str, Json]:
    """The answers of a record, by field; blanks and the cells of tables left out."""
    values = {path: record.value(path) for path in record.paths() if "/" not in path}
    return {path: value for path, value in values.items() if not is_blank(value)}


def answers(episode: Episode) -> Mapping[str, Json]:
    """The carer's answers about the episode, by field; blanks left out."""
    return _answers(episode.record)


def _told(episode: Episode) -> dict[str, Json]:
    """The answer about danger, and who was told, as facts."""
    found: dict[str, Json] = {}
    said: Event | None = None
    for event in episode.record.notes(Topic.DANGER):
        if answer := Danger.of(event).answer:
            found["danger_answer"], said = answer.value, event
    if said and _reached_999(episode, said):
        found["emergency_has_it"] = "yes"
    for event in episode.record.notes(Topic.TOLD):
        told = Told.of(event)
        found[f"told:{told.inform}"] = "yes" if told.outcome is TellingOutcome.TOLD else "no"
    return found


def _reached_999(episode: Episode, said: Event) -> bool:
    """A call to 999 since then that came through."""
    since = (Call.of(call) for call in episode.calls(EMERGENCY) if call.hlc > said.hlc)
    return any(call.outcome is CallOutcome.SPOKE for call in since)


def history_of(child: ChildFile, episode: Episode) -> tuple[Earlier, ...]:
    """The episodes before this one. A false alarm is none. One that was closed, and does not say when they
    were back, lasted until it was closed, for all that is known."""
    return child.once(
        ("history", episode.id),
        lambda: tuple(
            Earlier(e.unknown_since, e.found_at or e.closed_at, e.reported_at is not None)
            for e in earlier_than(child, episode)
        ),
    )


def confirmed(child: ChildFile) -> Mapping[str, str]:
    """The settings that the authority confirmed, by name, and the child's own time to check in. A time that
    cannot be read, "late" for one, stays on the form as it was typed, and confirms nothing."""
    form = child.protocol.preparation
    fields = form.section("confirmed").fields if form else ()
    found = {
        field.name: text
        for field in fields
        if (text := child.profile.text(field.name)) and (field.kind != "time" or TIME_OF_DAY.fullmatch(text))
    }
    times = _CLOCK.findall(child.profile.text("check_in"))
    if len(set(times)) == 1:  # two times on one line: which of them holds today, a person must say
        found["check_in"] = f"{int(times[0][0]):02}:{times[0][1]}"
    return found


def reached(episode: Episode) -> bool:
    """True when the child was spoken with, or rang."""
    spoken = (CallOutcome.SPOKE, CallOutcome.SEEN)
    spoke = any(Call.of(event).outcome in spoken for event in episode.calls(CHILD))
    return spoke or bool(episode.record.notes(Topic.CHILD_PHONED))


def unreachable(episode: Episode) -> bool:
    """True when the child's own phone was tried without an answer and they have not rung since."""
    return bool(episode.calls(CHILD)) and not reached(episode)
