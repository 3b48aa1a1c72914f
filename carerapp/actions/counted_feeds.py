"""The numbers of the feeds in each log, counted as far as the log goes: at once where little came, and piece
by piece behind the first screen where a log is long."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from carerapp.actions.vault_port import VaultPort
from carerapp.domain.feed_numbers import Numbers
from carerapp.domain.json_value import Json


class CountedFeeds:
    """Of an open vault, as long as it is open."""

    def __init__(self, vault: VaultPort) -> None:
        self._vault = vault
        self._known: dict[str, Numbers] = {}

    def of(self, log: str) -> Numbers:
        """Of this log, to its end."""
        numbers, entries = self._begun(log)
        for entry in entries[numbers.count :]:
            numbers.add(entry)
        return numbers

    def left(self, logs: Iterable[str]) -> int:
        """How many entries of these logs were not looked at yet."""
        return sum(len(entries) - numbers.count for numbers, entries in map(self._begun, logs))

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

    def forget(self, log: str) -> None:
        """What left it is another: it is counted anew."""
        self._known.pop(log, None)

    def _begun(self, log: str) -> tuple[Numbers, Sequence[Mapping[str, Json]]]:
        entries, known = self._vault.table(log).entries(), self._known.get(log)
        if known is None or known.count > len(entries):
            known = self._known[log] = Numbers(self._vault.left(log))
        return known, entries
