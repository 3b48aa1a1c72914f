"""Who may read a child: read from the entries in which people said so. Pure.

A yes counts where the person is this device's own: a manager of this home, or somebody at this desk. Nobody
has to believe that a far-away author is a manager. A no counts whoever says it: then it is asked again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from carerapp.domain.canonical import canonical
from carerapp.domain.events import Event, EventKind
from carerapp.domain.gate.held import read_log
from carerapp.domain.gate.shape import AUTHOR, KEY
from carerapp.domain.json_value import Json
from carerapp.domain.topics import Topic
from carerapp.domain.topics.may_read import NOBODY_BEFORE, Act, MayRead


@dataclass(frozen=True, slots=True)
class Word:
    """What one person said of one device. ``digest``: the SHA-256 of the entry, in hexadecimal; ``ours``: it
    was decided on this device by somebody who may."""

    said: MayRead
    event: Event
    digest: str
    ours: bool

    @property
    def stamp(self) -> tuple[str, str]:
        """Orders words in the same way on every device."""
        return self.event.hlc, self.event.id


def words_in(
    documents: Iterable[Mapping[str, Json]], signers: Iterable[str], ours: Collection[str]
) -> tuple[Word, ...]:
    """Every word in a child's log, oldest first. ``signers``: the id of who signed each entry; ``ours``: the
    ids of the entries that were decided here. What a newer version wrote, or nobody can read, lets nobody
    in."""
    found: list[Word] = []
    for document, signer in zip(documents, signers, strict=True):
        if document.get("field") != Topic.MAY_READ:
            continue
        for event in read_log([document], [signer], lambda _: False)[0]:
            said = MayRead.of(event)
            if event.kind is EventKind.NOTE and _is_whole(said):
                found.append(Word(said, event, _digest(document), event.id in ours))
    return tuple(sorted(found, key=lambda word: word.stamp))


def _is_whole(said: MayRead) -> bool:
    shapes = ((AUTHOR, said.device), (KEY, said.authority), (KEY, said.seal_key))
    return bool(said.act and said.reader) and all(shape.fullmatch(text) for shape, text in shapes)


def _digest(document: Mapping[str, Json]) -> str:
    return hashlib.sha256(canonical(dict(document))).hexdigest()


def about(words: Iterable[Word], authority: str) -> Sequence[Word]:
    """Those about devices of this authority. ``authority``: its pinned key, hexadecimal."""
    return [word for word in words if word.said.authority == authority]


def members(words: Iterable[Word], authority: str, today: date) -> Mapping[str, Word]:
    """Device → our yes, which names the key that a person compared: the newest of ours, where nobody said
    anything against it since and its days are not over."""
    yes: dict[str, Word] = {}
    no: dict[str, tuple[str, str]] = {}
    for word in about(words, authority):
        if word.said.act is Act.ENDED:
            no[word.said.device] = word.stamp
        elif word.ours:
            yes[word.said.device] = word
    return {
        device: word
        for device, word in yes.items()
        if word.stamp > no.get(device, ("", "")) and not _is_over(word.said.until, today)
    }


def _is_over(until: str, today: date) -> bool:
    """A day that cannot be read is over: not known is not yes."""
    try:
        return bool(until) and date.fromisoformat(until) < today
    except ValueError:
        return True


def newest(words: Iterable[Word], authority: str) -> str:
    """What the next word names as the one before it."""
    known = about(words, authority)
    return known[-1].digest if known else NOBODY_BEFORE


def not_here(words: Iterable[Word]) -> Sequence[Word]:
    """Those that name a word before them which is not in this log: it was left out, or has not come yet. Two
    that were written at once name the same one, and both stand."""
    held = list(words)
    here = {NOBODY_BEFORE, *(word.digest for word in held)}
    return [word for word in held if word.said.before not in here]
