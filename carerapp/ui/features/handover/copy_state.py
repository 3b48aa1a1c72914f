"""Where the officer's copy is: not made, ready, or with the officer. Read from the log."""

from __future__ import annotations

from dataclasses import dataclass

from carerapp.domain.episode import Episode
from carerapp.domain.events import Event
from carerapp.domain.since_copy import last_copy
from carerapp.domain.topics.copy import Copy
from carerapp.domain.topics.handed_over import HandedOver
from carerapp.domain.topics.refused import Refused


@dataclass(frozen=True, slots=True)
class CopyState:
    """The last officer's copy, and whether it was given."""

    copy: Event | None = None  # the last officer's copy
    given: Event | None = None  # its hand-over, when there was one


def copy_state(episode: Episode) -> CopyState:
    """Of the Key Contacts form, in this episode."""
    copy = last_copy(episode)
    if copy is None:
        return CopyState()
    given = [e for e in episode.hand_overs() if HandedOver.of(e).copy == copy.id]
    return CopyState(copy, given[-1] if given else None)


def short_hash(event: Event) -> str:
    """The first letters of its fingerprint, in two groups to be read aloud."""
    whole = Copy.of(event).sha256
    return f"{whole[:4]} {whole[4:8]}"


def officer(event: Event) -> str:
    """'PC Example, number 0000': who took the copy, or would not."""
    return named(Refused.of(event))  # a hand-over names the officer in the same way


def named(who: Refused) -> str:
    """The same, of what was said of them."""
    name, collar = who.officer.strip(), who.collar.strip()
    return ", ".join([name or "Name not known", *([f"number {collar}"] if collar else [])])
