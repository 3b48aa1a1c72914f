"""New information for the police, to be read out: who it is about, the reference, and what was learned."""

from __future__ import annotations

from collections.abc import Iterable

from carerapp.domain.child import ChildFile
from carerapp.domain.episode import Episode
from carerapp.domain.events import Event
from carerapp.domain.isolated import isolated
from carerapp.domain.log_words import in_words
from carerapp.domain.outcomes import SafeWord
from carerapp.domain.police import POLICE
from carerapp.domain.script import opening
from carerapp.domain.topics import Topic, topic_at
from carerapp.domain.topics.call import Call
from carerapp.domain.topics.child_phoned import ChildPhoned
from carerapp.domain.uk_time import uk_words


def news_words(child: ChildFile, episode: Episode, entries: Iterable[Event]) -> tuple[str, ...]:
    """What to say, a sentence or two each. Before the report it is the report's own opening."""
    reference = episode.record.text("police_reference")
    if episode.reported_at is None:
        first = opening(child)
    else:
        first = f"I have new information about {isolated(child.full_name)}, who is missing."
    number = f"The reference is {isolated(reference)}." if reference else "I do not have the reference here."
    return (first, *([number] if episode.reported_at else []), *learned(child, entries))


def learned(child: ChildFile, entries: Iterable[Event]) -> tuple[str, ...]:
    """'At 22:50: Sam phoned.', one for each."""
    by_id = {event.id: event for event in child.events}
    return tuple(f"At {uk_words(entry.happened)}: {in_words(child, entry, by_id)}" for entry in entries)


def to_police(entry: Event) -> bool:
    """A call to 999 or 101, with what came of it."""
    return topic_at(entry.field) is Topic.CALL and Call.of(entry).who in POLICE


def wrong_safe_word(entry: Event) -> bool:
    """The child rang, and the safe word was wrong: somebody may have made them ring."""
    return topic_at(entry.field) is Topic.CHILD_PHONED and (
        ChildPhoned.of(entry).safe_word is SafeWord.NOT_GIVEN
    )
