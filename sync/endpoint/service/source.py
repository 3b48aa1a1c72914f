"""Where a request comes from, for counting and nothing else: the address of the socket, or what a proxy that
the operator named says. An address proves nothing; who wants another one has to pay for it."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

UNKNOWN = "unknown"  # what has no address, such as a local socket, counts as one
_PORT = re.compile(r"(?:\[([0-9a-fA-F:.%]+)\]|([0-9.]+))(?::\d{1,5})?")
_FOR = re.compile(r'(?:^|;)\s*for\s*=\s*"?([^";]+)"?', re.IGNORECASE)
Network = ipaddress.IPv4Network | ipaddress.IPv6Network


def source_of(address: str) -> str:
    """What counts as one source: an IPv4 address; of IPv6 the /64, since a customer has at least that many.
    :data:`UNKNOWN` for what is no address."""
    found = _address(address)
    if found is None:
        return UNKNOWN
    if isinstance(found, ipaddress.IPv6Address):
        return f"{ipaddress.IPv6Address(int(found) >> 64 << 64)}/64"
    return str(found)


@dataclass(frozen=True, slots=True)
class Proxies:
    """The proxies whose word about an address is believed: none, unless the operator named some."""

    networks: tuple[Network, ...] = ()

    @staticmethod
    def named(addresses: Iterable[str]) -> Proxies:
        """From addresses or networks (``10.0.0.0/8``) as text. Raises ``ValueError``."""
        return Proxies(tuple(ipaddress.ip_network(one, strict=False) for one in addresses))

    def believed(self, peer: str) -> bool:
        """Whether the other end of the socket is one of them."""
        found = _address(peer)
        return found is not None and any(found in network for network in self.networks)

    def source(self, peer: str, forwarded_for: Sequence[str], forwarded: Sequence[str]) -> str:
        """Who asks. ``peer``: the socket's address; the others: the lines of ``X-Forwarded-For`` and of
        ``Forwarded`` (RFC 7239).

        Only the last hop counts, which a believed proxy wrote itself; what stands left of it anybody can
        send. Who sends both headers, and they differ, counts as the proxy: one of the two came from outside.
        """
        if not self.believed(peer):
            return source_of(peer)
        old = self._last_hop(_parts(forwarded_for))
        new = self._last_hop([_for(part) for part in _parts(forwarded)])
        if old and new and old != new:
            return source_of(peer)
        return old or new or source_of(peer)

    def _last_hop(self, hops: Sequence[str]) -> str:
        """The last that is no proxy of ours; "" where there is none, or it is no address."""
        for hop in reversed(hops):
            if _address(hop) is None:
                return ""
            if not self.believed(hop):
                return source_of(hop)
        return ""


NO_PROXIES = Proxies()


def _parts(lines: Sequence[str]) -> list[str]:
    return [part.strip() for line in lines for part in line.split(",") if part.strip()]


def _for(element: str) -> str:
    found = _FOR.search(element)
    return found[1].strip() if found else element


def _address(text: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    """Without its port; IPv4 as it is written within IPv6 is IPv4."""
    with_port = _PORT.fullmatch(text)
    try:
        found = ipaddress.ip_address((with_port[1] or with_port[2]) if with_port else text)
    except ValueError:
        return None
    return (found.ipv4_mapped or found) if isinstance(found, ipaddress.IPv6Address) else found
