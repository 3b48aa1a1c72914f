"""What only a duty desk says: that it has seen an episode, and that it has not after all.

Nobody else knows whether it has. Whoever could take "seen" back for it could call the desk to what it
has read, until nobody there looks any more."""

from __future__ import annotations

from collections.abc import Set

from carerapp.domain.events import Event, EventKind
from carerapp.domain.outcomes import Fact
from carerapp.domain.topics import Topic, fields_of, topic_at
from carerapp.domain.topics.taken_back import TakenBack

FIELDS = fields_of(Topic.ACKNOWLEDGED, Topic.TAKEN_BACK)
"""Where what a desk says stands, but for what supersedes it: no other entry needs a look."""


def acknowledges(event: Event) -> bool:
    """Whether it says that a duty desk has seen the episode, or corrects one that does."""
    return topic_at(event.field) is Topic.ACKNOWLEDGED


def is_the_desks(event: Event, acknowledged: Set[str]) -> bool:
    """Whether it is a duty desk's to say. ``acknowledged``: the ids of the entries that acknowledge, as far
    as they are here: under whatever name it comes, what takes the place of one takes it back."""
    if acknowledges(event):
        return True
    if event.kind is EventKind.NEWER:
        return False
    if not acknowledged.isdisjoint(event.supersedes):
        return True
    return topic_at(event.field) is Topic.TAKEN_BACK and TakenBack.of(event).fact is Fact.ACKNOWLEDGED
