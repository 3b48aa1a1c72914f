"""The one place where a PIN, a passphrase or a recovery code is while it is typed."""

from __future__ import annotations

from dataclasses import dataclass, field, fields


class SecretText:
    """Text that can be overwritten where it lies, which a `str` can't."""

    def __init__(self) -> None:
        self._data = bytearray()

    def __len__(self) -> int:
        return len(self._data)

    @property
    def text(self) -> str:
        """A copy, for the box that shows it or the vault that tries it."""
        return self._data.decode()

    def put(self, text: str) -> None:
        """In place of what was there."""
        self.wipe()
        self._data += text.encode()

    def add(self, digit: str) -> None:
        """One more number."""
        self._data += digit.encode("ascii")

    def drop_last(self) -> None:
        """The last number was a slip."""
        if self._data:
            self._data[-1] = 0
            del self._data[-1]

    def wipe(self) -> None:
        """Zeros over it, and nothing is left."""
        self._data[:] = bytes(len(self._data))
        self._data.clear()


@dataclass
class PinEntry:
    """Wiped when the screen is left, when the app locks, and when the secret was used."""

    typed: SecretText = field(default_factory=SecretText)  # on the keys, or a code in its box
    first: SecretText = field(default_factory=SecretText)  # a new PIN, until it was given twice
    words: SecretText = field(default_factory=SecretText)  # a passphrase in its box
    words_again: SecretText = field(default_factory=SecretText)
    offered: SecretText = field(default_factory=SecretText)  # five words that the app made up
    given: SecretText = field(default_factory=SecretText)  # the same, when the carer took them
    old: SecretText = field(default_factory=SecretText)  # what opens now, while it is changed
    chosen: SecretText = field(default_factory=SecretText)  # given twice, until the vault is made

    def wipe(self) -> None:
        """Overwrite all of it."""
        for one in fields(self):
            secret: SecretText = getattr(self, one.name)
            secret.wipe()
