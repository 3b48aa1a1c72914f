"""Time stamps (RFC 3161) in a log of format 3: what each says, over what, and who stands behind it.

A wrong one is a row of the report and spoils nothing else. `tools/time_stamps.mjs` prints the same words as
long as nobody is asked who made a token: that needs a library, which is handed in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from carerapp.domain.feed_walk import Item
from carerapp.domain.feeds_left import link_or_none
from carerapp.domain.gate.shape import shown
from carerapp.evidence.lines import StampLine, over_receipt
from carerapp.evidence.reading import Checker
from carerapp.evidence.verdict import Row
from carerapp.vault import fingerprint
from sync.hash_tree import leaf
from sync.settings import TIME_STAMP_CLOCK_SECONDS
from sync.time_stamps import BadTimeStamp, over, said_by, trust_part

Makers = Callable[[bytes, bytes, bytes], tuple[str, bool]]
"""Token, what it is over, the certificate that the authority trusts → the maker's name, and whether the
reader trusts them, not the authority alone. Raises ``BadTimeStamp``."""


@dataclass(frozen=True, slots=True)
class Stamped:
    """``authority``: its name as the exporter gave it; ``trusted``: the certificate that it trusts, in DER;
    ``wrong``: why it proves nothing, "" where nothing is; ``at``: seconds since 1970; ``place`` of its entry
    in the file, -1 where it is not there; the feed and the number that it reaches, as for a receipt;
    ``maker``: "" where nobody was asked; ``by_reader``: whether the reader trusts them."""

    authority: str
    trusted: bytes
    wrong: str = ""
    at: int = 0
    place: int = -1
    device: str = ""
    number: int = 0
    maker: str = ""
    by_reader: bool = False

    def row(self) -> Row:
        """Of the report."""
        who = shown(self.authority)
        if self.wrong:
            return False, f"a time stamp of {who}", self.wrong
        when = datetime.fromtimestamp(self.at, UTC).isoformat()
        if self.place < 0:
            return False, "that all is here", f"{who} had one more, with a time stamp of {when}"
        what = f"what device {self.device} wrote up to number {self.number}"
        what = f"{what if self.device else f'entry {self.place + 1}'} was there at the latest at {when}"
        if not self.maker:
            return False, what, "a time stamp says so and fits; who made it was not checked here"
        trusted = "by whoever gave --trust" if self.by_reader else f"by {who}; give --trust to judge by yours"
        return True, what, f"{shown(self.maker)} made a time stamp, trusted {trusted}"


def stamps(
    child: str,
    lines: Sequence[StampLine],
    items: Sequence[Item],
    places: Mapping[str, int],
    crypto: Checker,
    makers: Makers | None,
) -> Iterator[Stamped]:
    """Each of these; never an error. ``places``: hash of an entry, in hexadecimal → its place."""
    for line in lines:
        trusted = bytes.fromhex(line["trusted"])
        try:
            at, maker, by_reader = _judged(child, line, crypto, makers)
        except BadTimeStamp as bad:
            yield Stamped(line["authority"], trusted, str(bad))
            continue
        place = places.get(line["link"], -1)
        link = link_or_none(items[place].document) if place >= 0 else None
        reaches = (link.device, link.number) if link else ("", 0)
        yield Stamped(line["authority"], trusted, "", at, place, *reaches, maker, by_reader)


def _judged(child: str, line: StampLine, crypto: Checker, makers: Makers | None) -> tuple[int, str, bool]:
    """The time that it says, its maker and whether the reader trusts them. Raises :class:`BadTimeStamp`."""
    key, token, trusted = (bytes.fromhex(line[part]) for part in ("key", "token", "trusted"))
    if line["seq"] >= 2**53 or line["at"] >= 2**53:
        raise BadTimeStamp("its receipt is not what the authority signed")
    receipt = over_receipt(child, line)
    if not crypto.verify(key, bytes.fromhex(line["signature"]), receipt):
        raise BadTimeStamp("its receipt is not what the authority signed")
    if not crypto.verify(key, bytes.fromhex(line["word"]), trust_part(token, trusted)):
        raise BadTimeStamp("the authority did not sign whom it trusts for it")
    data = over(leaf(receipt), bytes.fromhex(line["path"]))
    said = said_by(token, data)
    if said.at + TIME_STAMP_CLOCK_SECONDS < line["at"]:
        raise BadTimeStamp("it is older than what it is said to be over")
    return said.at, *(makers(token, data, trusted) if makers else ("", False))


def certificates(found: Sequence[Stamped]) -> Iterator[str]:
    """Lines of the report: whom each authority trusts, in short."""
    for trusted, name in sorted({(one.trusted, shown(one.authority)) for one in found}):
        yield f"  trusted by {name} for time stamps: {fingerprint(trusted.hex())}"
