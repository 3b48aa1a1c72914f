"""What has been done to find a child, in five lines at most: for somebody who has half a minute."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import datetime

from carerapp.domain.applying import Applying
from carerapp.domain.child import ChildFile
from carerapp.domain.episode import CHILD, Episode
from carerapp.domain.events import Event
from carerapp.domain.isolated import isolated
from carerapp.domain.log_names import LogNames
from carerapp.domain.outcomes import CallOutcome, StepOutcome, TellingOutcome
from carerapp.domain.topics import Topic, topic_at
from carerapp.domain.topics.call import Call
from carerapp.domain.topics.phrases import bare
from carerapp.domain.topics.told import BACK, Told
from forms.engine.uk_clock import uk_words


def done_so_far(
    child: ChildFile, episode: Episode, now: datetime, withheld: Collection[str] = ()
) -> tuple[str, ...]:
    """'Done: …', 'Could not: …', 'Rang: …', 'Told: …', 'Newest: …'; of the first, third and fourth also that
    there is nothing. `withheld`: the questions whose answers the carer keeps back. Notes stay in the log:
    they are free words, which nobody has looked through for an officer."""
    names = LogNames(child)
    return (
        *_steps(child, episode, now, names, withheld),
        _rang(child, episode, withheld),
        _told(episode),
        *_newest(child, episode, names, withheld),
    )


def _steps(
    child: ChildFile, episode: Episode, now: datetime, names: LogNames, withheld: Collection[str]
) -> Iterator[str]:
    checks = [(step, episode.check(step.field)) for step in Applying(child, episode, now).steps()]
    done = [names.step(s.field) for s, check in checks if check and check.outcome is StepOutcome.DONE]
    yield f"Done: {'; '.join(done)}" if done else "Done: nothing is ticked yet"
    couldnt = [
        names.step(s.field) + _why("" if s.field in withheld else check.comments)
        for s, check in checks
        if check and check.outcome is StepOutcome.COULDNT
    ]
    if couldnt:
        yield f"Could not: {'; '.join(couldnt)}"


def _why(comments: str) -> str:
    return f" ({isolated(bare(comments))})" if comments.strip() else ""


def _rang(child: ChildFile, episode: Episode, withheld: Collection[str]) -> str:
    """Each person once, with the newest outcome."""
    newest: dict[str, Event] = {}
    for event in episode.calls():
        call = Call.of(event)
        if call.outcome is not CallOutcome.DIDNT_RING:
            newest[call.who or call.number] = event
    calls = (_call(child, event, withheld) for event in newest.values())
    return f"Rang: {'; '.join(calls) or 'nobody is written down yet'}"


def _call(child: ChildFile, event: Event, withheld: Collection[str]) -> str:
    call = Call.of(event)
    if _kept_back(child, call, withheld):
        who = "someone"
    else:
        who = child.first_name if call.who == CHILD else call.name.strip() or call.number.strip() or "someone"
    outcome = call.outcome.on_screen.lower() if call.outcome else "outcome not written"
    return f"{isolated(who)} {event.moment.words('%H:%M')} {outcome}"


def _kept_back(child: ChildFile, call: Call, withheld: Collection[str]) -> bool:
    """Whether they stand in a table that the carer leaves out."""
    return any(call.who in child.key_contacts.rows(table) for table in withheld)


def _told(episode: Episode) -> str:
    """The police first; of the others whoever was reached, or left a message."""
    said: list[str] = []
    if episode.reported_at:
        said.append(f"police {uk_words(episode.reported_at)}")
    newest: dict[str, Event] = {Told.of(e).inform: e for e in episode.record.notes(Topic.TOLD)}
    for inform, event in newest.items():
        told = Told.of(event)
        if not inform.startswith(BACK) and told.outcome is not TellingOutcome.NO_ANSWER:
            left = " (message)" if told.outcome is TellingOutcome.LEFT_MESSAGE else ""
            said.append(f"{isolated(told.who.strip()) or 'someone'} {event.moment.words('%H:%M')}{left}")
    return f"Told: {'; '.join(said) or 'nobody is written down yet'}"


def _newest(child: ChildFile, episode: Episode, names: LogNames, withheld: Collection[str]) -> Iterator[str]:
    """The last that was heard or seen of the child."""
    heard = list(episode.record.notes(Topic.CHILD_PHONED))
    for event in episode.calls():
        call = Call.of(event)
        if call.outcome is CallOutcome.SEEN and not _kept_back(child, call, withheld):
            heard.append(event)
    last = max(heard, key=lambda e: (e.happened_at, e.hlc), default=None)
    topic = topic_at(last.field) if last else None
    if last and topic:
        yield f"Newest, {last.moment.words('%H:%M')}: {topic.payload.of(last).in_log(names)}"
