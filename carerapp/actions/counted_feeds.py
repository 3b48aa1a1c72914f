"""What the feeds of each log say, as far as they were looked at: the numbers at once where little came, and
piece by piece behind the first screen where a log is long; the hashes, which are of bytes on the disk,
always so.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from carerapp.actions.access import VaultError
from carerapp.actions.vault_port import VaultPort
from carerapp.domain.feed_breaks import Breaks
from carerapp.domain.feed_faults import Fault
from carerapp.domain.feed_numbers import Numbers
from carerapp.domain.json_value import Json


class CountedFeeds:
    """Of an open vault, as long as it is open."""

    def __init__(self, vault: VaultPort) -> None:
        self._vault = vault
        self._known: dict[str, Numbers] = {}
        self._hashed: dict[str, Breaks] = {}
        self._unread: set[str] = set()  # logs of which the disk does not give the bytes

    def of(self, log: str) -> Numbers:
        """Of this log, to its end."""
        numbers, entries = self._begun(log)
        for entry in entries[numbers.count :]:
            numbers.add(entry)
        return numbers

    def breaks(self, log: str) -> list[Fault]:
        """Of this log, as far as it was looked at."""
        hashed = self._hashed.get(log)
        return hashed.faults() if hashed else []

    def left(self, logs: Iterable[str]) -> int:
        """How many entries of these logs were not counted yet."""
        return sum(len(entries) - numbers.count for numbers, entries in map(self._begun, logs))

    def left_to_hash(self, logs: Iterable[str]) -> int:
        """How many entries of these logs were not hashed yet."""
        begun = map(self._begun_hashing, self._can(logs))
        return sum(len(entries) - hashed.count for hashed, entries in begun)

    def go_on(self, logs: Iterable[str], most: int) -> None:
        """Look at so many more of them."""
        for log in logs:
            numbers, entries = self._begun(log)
            following = entries[numbers.count : numbers.count + most]
            for entry in following:
                numbers.add(entry)
            most -= len(following)
            if most <= 0:
                return

    def go_on_hashing(self, logs: Iterable[str], most: int) -> None:
        """Hash so many more of them. A log whose bytes can’t be read is left: elsewhere that is said."""
        for log in self._can(logs):
            hashed, entries = self._begun_hashing(log)
            start = hashed.count
            try:
                signed = self._vault.signed_from(log, start)
                for document, one in zip(entries[start : start + most], signed, strict=False):
                    hashed.add(one.author, one.signature, one.body, document)
            except (VaultError, ValueError):
                self._unread.add(log)
            if hashed.count == start < len(entries):
                self._unread.add(log)
            most -= hashed.count - start
            if most <= 0:
                return

    def forget(self, log: str) -> None:
        """What left it is another: it is looked at anew."""
        self._known.pop(log, None)
        self._hashed.pop(log, None)
        self._unread.discard(log)

    def _can(self, logs: Iterable[str]) -> list[str]:
        return [log for log in logs if log not in self._unread]

    def _begun(self, log: str) -> tuple[Numbers, Sequence[Mapping[str, Json]]]:
        entries, known = self._vault.table(log).entries(), self._known.get(log)
        if known is None or known.count > len(entries):
            known = self._known[log] = Numbers(self._vault.left(log))
        return known, entries

    def _begun_hashing(self, log: str) -> tuple[Breaks, Sequence[Mapping[str, Json]]]:
        entries, known = self._vault.table(log).entries(), self._hashed.get(log)
        if known is None or known.count > len(entries):
            known = self._hashed[log] = Breaks(bytes.fromhex(log), self._vault.left(log))
        return known, entries
