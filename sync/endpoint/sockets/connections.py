"""How many connections are open, in all and of each address."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from sync.endpoint.service.source import Proxies, source_of
from sync.settings import CONNECTIONS_IN_ALL, CONNECTIONS_OF_ONE_ADDRESS


@dataclass
class Connections:
    """``of_one``: how many an address may have open (a believed proxy: as many as there may be in all)."""

    proxies: Proxies
    in_all: int = CONNECTIONS_IN_ALL
    of_one: int = CONNECTIONS_OF_ONE_ADDRESS
    _open: Counter[str] = field(default_factory=Counter, init=False)

    def opened(self, address: str) -> bool:
        """Whether one more from this address is let in; if so, say :meth:`closed` when it ends."""
        source = source_of(address)
        if self._open.total() >= self.in_all:
            return False
        if self._open[source] >= self.of_one and not self.proxies.believed(address):
            return False
        self._open[source] += 1
        return True

    def closed(self, address: str) -> None:
        """One that was let in has ended."""
        source = source_of(address)
        self._open[source] -= 1
        if not self._open[source]:
            del self._open[source]
