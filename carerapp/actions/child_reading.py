"""A child's file, read by folding the child's log: which rules hold, and what had to be left out."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile

from carerapp.actions.protocols_port import Protocols
from carerapp.actions.vault_port import VaultPort
from carerapp.domain.belonging import belonged, moves
from carerapp.domain.child import ChildFile
from carerapp.domain.events import Event
from carerapp.domain.gate.held import LeftOut, read_log
from carerapp.domain.topics.moved import Moved
from forms.engine.errors import DefinitionErrors
from forms.protocol import Protocol

DEFAULT_PROTOCOL = "hertfordshire"
ELSEWHERE = "elsewhere"  # placed by an authority whose protocol this app does not hold
_PROTOCOL = re.compile(r"[a-z0-9_]{1,40}")


class ChildReading:
    """Reads the logs of one vault. Whatever stands in a log, reading it does not raise."""

    def __init__(self, vault: VaultPort, protocols: Protocols) -> None:
        self._vault, self._protocols = vault, protocols

    def read(self, id: str) -> tuple[ChildFile, list[Event], tuple[LeftOut, ...]]:
        """The file, the entries that it was folded from, and those that were left out."""
        entries, signers = self._vault.table(id).entries(), self._vault.signers(id)
        events, left_out = read_log(entries, signers, self._vault.is_of_a_home)
        hosts = (stood.host for stood in reversed(belonged(events)))
        protocol = next(self._held(hosts), None) or self._protocols.protocol(DEFAULT_PROTOCOL)
        file = ChildFile(id, protocol, events, self.placing(events), self._former(events))
        return self._as_it_began(file, events), events, left_out

    def placing(self, events: Sequence[Event]) -> Protocol | None:
        """The protocol of who placed the child: the newest of those that are held here, unless the newest is
        the council there, or one whose protocol this app does not hold."""
        placings = dict.fromkeys(stood.placing for stood in reversed(belonged(events)))
        return next(self._held(takewhile(lambda id: id not in ("", ELSEWHERE), placings)), None)

    def _former(self, events: Sequence[Event]) -> tuple[Protocol, ...]:
        """Those that held before the child moved, the newest first, as far as they are here."""
        left = [id for m in map(Moved.of, moves(events)) for id in (m.left_placing, m.left_host)]
        return tuple(self._held(reversed(left)))

    def _as_it_began(self, file: ChildFile, events: Sequence[Event]) -> ChildFile:
        """While an episode is open, the rules under which it began hold, also when newer ones came, or the
        child moved and nobody said that it goes on under the new ones."""
        episode = file.open_episode
        if episode is None:
            return file
        known = {one.id for one in (file.protocol, *file.former)}
        id = episode.authority if episode.authority in known else file.protocol.id
        if id == file.protocol.id and episode.rules in (None, file.protocol.serial):
            return file
        began_under = self._protocols.protocol(id if episode.rules is None else f"{id}@{episode.rules}")
        return ChildFile(file.id, began_under, events, file.placing, file.former)

    def _held(self, ids: Iterable[str]) -> Iterator[Protocol]:
        """The protocols of these ids that are held here, each once. An id may be anything."""
        for id in dict.fromkeys(ids):
            if _PROTOCOL.fullmatch(id):
                with contextlib.suppress(DefinitionErrors):
                    yield self._protocols.protocol(id)
