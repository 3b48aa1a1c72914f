"""What a drill left out: what an evening needs, read from the drill's own log."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from carerapp.domain.applying import Applying
from carerapp.domain.child import ChildFile
from carerapp.domain.due_for import advice_for
from carerapp.domain.episode import Episode
from carerapp.domain.topics import Topic
from carerapp.domain.whom_to_tell import by_stage, id_of


@dataclass(frozen=True, slots=True)
class Missed:
    """One thing, in the carer's words."""

    words: str


def missed(child: ChildFile, episode: Episode, now: datetime) -> tuple[Missed, ...]:
    """In the order of an evening; () when nothing was."""
    record = episode.record
    found = [] if record.notes(Topic.DANGER) else ["Whether they are in danger"]
    steps = [s for s in Applying(child, episode, now).steps() if episode.check(s.field) is None]
    found += [step.title.replace("{name}", child.first_name) for step in steps]
    if not (episode.last_seen_at and record.text("last_seen_place")):
        found.append("When and where they were last seen")
    if not record.text("last_seen_clothing"):
        found.append("What they were wearing")
    if not episode.reported_at:
        found.append("The report to the police, or why not" if not record.text("decision") else "")
    elif not record.text("police_reference"):
        found.append("The police reference number")
    stages = {"now", "with_report"} if episode.reported_at else {"now"}
    for at in by_stage(child, advice_for(child, episode, now)):
        if at.stage in stages:
            untold = [t for t in at.own if episode.told(id_of(child, t)) is None]
            found += [f"Telling: {telling.inform.who}" for telling in untold]
    if episode.reported_at and not episode.hand_overs():
        found.append("The officer’s copy, and who took it")
    return tuple(Missed(words) for words in dict.fromkeys(found) if words)
