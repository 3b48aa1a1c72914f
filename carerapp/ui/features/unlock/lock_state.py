"""What the lock screen remembers."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass
class LockState:
    """Until it opens, or somebody else is chosen."""

    person: str | None = None  # whose tile was tapped; "" for nobody's, None before any was
    by_words: bool = False  # a passphrase in place of a PIN
    recover: bool = False  # the PIN is forgotten
    refused: int = 0  # how often the device did not confirm

    def use_words(self) -> None:
        """A tap: I have a passphrase."""
        self.by_words = True

    def use_pin(self) -> None:
        """A tap: I have a PIN."""
        self.by_words = False
