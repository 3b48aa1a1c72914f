"""The children's files in memory: each by itself, and as one where a person said that two are one child's."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import islice

from carerapp.actions.protocols_port import Protocols
from carerapp.domain.belonging import ELSEWHERE, NOT_SURE, belonged, moves, settles
from carerapp.domain.child import ChildFile
from carerapp.domain.events import Event, EventKind
from carerapp.domain.lacking import without_rules
from carerapp.domain.one_child import OneChild, may_be_one, oldest_first
from carerapp.domain.same_child import Said, joined, said_in
from carerapp.domain.topics.moved import Moved
from forms.engine.errors import DefinitionErrors
from forms.protocol import Protocol

DEFAULT_PROTOCOL = "hertfordshire"
_PROTOCOL = re.compile(r"[a-z0-9_]{1,40}")

Make = Callable[[Protocol, Protocol | None, Sequence[Protocol]], ChildFile]
"""A file under a protocol, that of who placed the child, and those that held before a move."""


class ChildFiles:
    """``here``: the ids of the files on this device; ``read``: the entries of one of them."""

    def __init__(
        self,
        protocols: Protocols,
        here: Callable[[], Sequence[str]],
        read: Callable[[str], list[Event]],
    ) -> None:
        self._protocols, self._here, self._read = protocols, here, read
        self._alone: dict[str, ChildFile] = {}
        self._said: dict[str, tuple[Said, ...]] = {}
        self._one: dict[tuple[str, ...], OneChild] = {}
        self._groups: tuple[Sequence[str], Mapping[str, tuple[str, ...]]] | None = None

    # --- reading -----------------------------------------------------------------
    def loaded(self) -> Sequence[ChildFile]:
        """Each file that was read so far, by itself."""
        return tuple(self._alone.values())

    def known(self, id: str) -> ChildFile | None:
        """One file by itself, where it was read already."""
        return self._alone.get(id)

    def alone(self, id: str) -> ChildFile:
        """One file by itself, read when it is first asked for."""
        if id not in self._alone:
            events = self._read(id)
            self._put(self._made(events, partial(_one_file, id, events)))
        return self._alone[id]

    def begin(self, id: str, host: Protocol) -> None:
        """A new file, with nothing in it yet."""
        file = ChildFile(id, host)
        file.earlier = partial(self._earlier, host)
        self._put(file)

    def _put(self, file: ChildFile) -> None:
        self._alone[file.id] = file
        self._said[file.id] = said_in(file.id, file.as_written)
        self._groups = None

    def child(self, id: str) -> ChildFile:
        """The child whose file this is, with all of their files."""
        group = self._group(id)
        if len(group) < 2:
            return self.alone(id)
        if group not in self._one:
            parts = [self._alone[one] for one in group]
            events = [event for part in parts for event in part.as_written]
            made = self._made(events, partial(OneChild, parts))
            assert isinstance(made, OneChild)
            self._one[group] = made
        return self._one[group]

    def said(self) -> Sequence[Said]:
        """Every word about two files that is here."""
        self._grouped()
        return [word for words in self._said.values() for word in words]

    def _group(self, id: str) -> tuple[str, ...]:
        return self._grouped().get(id, (id,))

    def _grouped(self) -> Mapping[str, tuple[str, ...]]:
        here = tuple(self._here())
        if self._groups is None or self._groups[0] != here:
            for one in here:
                with contextlib.suppress(Exception):  # one damaged file must not cost the others
                    self.alone(one)
            begun = oldest_first(file for id in here if (file := self._alone.get(id)) and file.has_begun)
            words = [word for id in here for word in self._said.get(id, ())]
            may = lambda one, other: may_be_one(self._alone[one], self._alone[other])
            self._groups = (here, joined([file.id for file in begun], words, may))
        return self._groups[1]

    # --- growing -----------------------------------------------------------------
    def grow(self, id: str, event: Event) -> None:
        """An entry was written into this file."""
        file = self._alone[id]
        file.apply(event)
        for group, one in self._one.items():
            if id in group:
                one.apply(event)
        words = said_in(id, (event,))
        self._said[id] = (*self._said.get(id, ()), *words)
        if words or settles(event) or event.kind is EventKind.OPEN:
            self._one = {group: one for group, one in self._one.items() if id not in group}
            self._groups = None

    def place(self, id: str) -> None:
        """Somebody else placed the child; what else holds, goes on."""
        for file in {self.alone(id), self.child(id)}:
            file.placing = self._placing(one.placing for one in reversed(belonged(file.events)))

    def forget(self, id: str) -> None:
        """Let go of the child's files: each is read anew when it is next asked for."""
        group = next((known for known in self._one if id in known), (id,))
        for one in (id, *group):
            self._alone.pop(one, None)
            self._said.pop(one, None)
        self._one = {known: file for known, file in self._one.items() if not {id, *group} & set(known)}
        self._groups = None

    # --- under which rules ---------------------------------------------------------
    def _made(self, events: Sequence[Event], make: Make) -> ChildFile:
        stood = belonged(events)
        hosts = (one.host for one in reversed(stood))
        host = next(self._held(hosts), None) or self._protocols.protocol(DEFAULT_PROTOCOL)
        placing, former = self._placing(one.placing for one in reversed(stood)), self._former(events)
        file = make(host, placing, former)
        began = self._as_it_began(file)
        file = file if began is None else make(began, placing, former)
        lacks = self._lacking(file)
        if lacks and not lacks.partition("@")[2]:
            file = make(without_rules(file.protocol, lacks), placing, former)
        file.lacks, file.earlier = lacks, partial(self._earlier, host)
        return file

    def _earlier(self, protocol: Protocol) -> Iterator[Protocol]:
        """The editions of before, as far as they are on this device."""
        for number in range(protocol.serial):
            with contextlib.suppress(DefinitionErrors):
                found = self._protocols.protocol(f"{protocol.id}@{number}")
                if found.serial == number:
                    yield found

    def _lacking(self, file: ChildFile) -> str:
        """As `ChildFile.lacks`: of an open episode those that it is kept under. One that began before the
        child moved, and goes on under the rules of before, lacks none while those are here."""
        episode, host = file.open_episode, file.belongs.host
        own = episode.authority if episode else ""
        before = own in {one.id for one in file.former}
        for id in (own, "" if before else host):
            if id and not any(self._held([id])):
                return id if _PROTOCOL.fullmatch(id) else "@"
        if episode and episode.authority == file.protocol.id:
            number = episode.rules
            return "" if number in (None, file.protocol.serial) else f"{file.protocol.id}@{number}"
        return ""

    def _as_it_began(self, file: ChildFile) -> Protocol | None:
        """While an episode is open, the rules under which it began hold, also when newer ones came, or the
        child moved and nobody said that it goes on under the new ones. None: those that hold now."""
        episode = file.open_episode
        if episode is None:
            return None
        known = {one.id for one in (file.protocol, *file.former)}
        id = episode.authority if episode.authority in known else file.protocol.id
        if id == file.protocol.id and episode.rules in (None, file.protocol.serial):
            return None
        with contextlib.suppress(DefinitionErrors):  # a number that there never was
            return self._protocols.protocol(id if episode.rules is None else f"{id}@{episode.rules}")
        return None

    def _placing(self, newest_first: Iterable[str]) -> Protocol | None:
        """The protocol of who placed the child; None where that is the council there, one whose protocol is
        not held here, or not known. One that placed them before stands in for none of these."""
        return next(self._held(id for id in islice(newest_first, 1) if id not in (ELSEWHERE, NOT_SURE)), None)

    def _former(self, events: Sequence[Event]) -> tuple[Protocol, ...]:
        """Those that held before the child moved, the newest first, as far as they are here."""
        left = [id for m in map(Moved.of, moves(events)) for id in (m.left_placing, m.left_host)]
        return tuple(self._held(reversed(left)))

    def _held(self, ids: Iterable[str]) -> Iterator[Protocol]:
        """The protocols of these ids that are held here, each once. An id may be anything."""
        for id in dict.fromkeys(ids):
            if _PROTOCOL.fullmatch(id):
                with contextlib.suppress(DefinitionErrors):
                    yield self._protocols.protocol(id)


def _one_file(
    id: str, events: Sequence[Event], host: Protocol, placing: Protocol | None, former: Sequence[Protocol]
) -> ChildFile:
    return ChildFile(id, host, events, placing, former)
