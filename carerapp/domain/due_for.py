"""The duties of a child's own episode: its records read as the plain facts that the rules ask about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from carerapp.domain.absence import Absence, Earlier
from carerapp.domain.child import ChildFile
from carerapp.domain.duties import Duty, by_urgency, duties, reaching
from carerapp.domain.episode import CHILD, Episode
from carerapp.domain.json_value import Json
from carerapp.domain.outcomes import CallOutcome
from carerapp.domain.topics import Topic
from carerapp.domain.topics.call import Call
from forms.engine.conditions import fact_words


def duties_for(child: ChildFile, episode: Episode, now: datetime) -> tuple[Duty, ...]:
    """Under every protocol that reaches the child, most urgent first."""
    absence, history, settings = absence_of(child, episode), history_of(child, episode), confirmed(child)
    found: list[Duty] = []
    for protocol in reaching(child.protocol, child.placing):
        own = replace(absence, placed_here=absence.placed_here and protocol is child.protocol)
        found += duties(own, history, protocol, now, settings)
    return by_urgency(found)


def absence_of(child: ChildFile, episode: Episode) -> Absence:
    """What is known of the episode. Risk that nobody is sure about counts as risk."""
    said = answers(episode)

    def yes(name: str) -> bool:
        return "yes" in fact_words(said.get(name))

    placing = child.profile.text("placing")
    return Absence(
        unknown_since=episode.unknown_since,
        setting=child.setting,
        born=child.born,
        looked_after=child.setting != "home",
        whereabouts=str(said.get("whereabouts") or "unknown"),
        contactable=fact_words(said.get("cannot_be_contacted")) == ("no",) or reached(episode),
        at_risk=any(w in ("yes", "not_known", "not_sure") for w in fact_words(said.get("at_risk"))),
        court_conditions=yes("court_conditions"),
        unaccompanied_asylum_seeker="yes" in fact_words(child.key_contacts.value("asylum_seeker")),
        out_overnight=yes("out_overnight"),
        reported_at=episode.reported_at,
        returned_at=episode.found_at,
        return_interview_at=episode.interview_at,
        harmed_or_crime=yes("harmed_or_crime"),
        placed_here=bool(placing) and placing != child.protocol.id,
        more=said,
    )


def answers(episode: Episode) -> Mapping[str, Json]:
    """The carer's answers about the episode, by field; blanks left out."""
    record = episode.record
    values = {path: record.value(path) for path in record.paths() if "/" not in path}
    return {path: value for path, value in values.items() if value not in (None, "")}


def history_of(child: ChildFile, episode: Episode) -> tuple[Earlier, ...]:
    """The episodes before this one. A false alarm is none."""
    return tuple(
        Earlier(e.unknown_since, e.found_at, e.reported_at is not None)
        for e in child.episodes
        if e.id != episode.id and e.unknown_since <= episode.unknown_since and not e.false_alarm
    )


def confirmed(child: ChildFile) -> Mapping[str, str]:
    """The settings that the authority confirmed, by name."""
    form = child.protocol.preparation
    names = [f.name for f in form.section("confirmed").fields] if form else []
    return {name: text for name in names if (text := child.profile.text(name))}


def reached(episode: Episode) -> bool:
    """True when the child was spoken with, or rang."""
    answered = (CallOutcome.SPOKE, CallOutcome.SEEN)
    spoke = any(Call.of(event).outcome in answered for event in episode.calls(CHILD))
    return spoke or bool(episode.record.notes(Topic.CHILD_PHONED))


def unreachable(episode: Episode) -> bool:
    """True when the child's own phone was tried without an answer and they have not rung since."""
    return bool(episode.calls(CHILD)) and not reached(episode)
