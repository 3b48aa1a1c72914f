"""What sharing did, in words that a person can read: kept sealed in the vault, the last two hundred lines."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from carerapp.sharing.enrolment import Enrolment
from carerapp.vault import Vault
from forms.engine.uk_clock import uk_words

_LINES = "sync log"
_MOST_LINES = 200


class SyncLog:
    """``now``: seconds since 1970."""

    def __init__(self, vault: Vault, now: Callable[[], float]) -> None:
        self._vault, self._now = vault, now

    def lines(self) -> list[str]:
        """Newest last."""
        kept = self._vault.get_setting(_LINES)
        return [str(line) for line in kept] if isinstance(kept, list) else []

    def say(self, enrolment: Enrolment, words: str) -> None:
        """Add a line with the United Kingdom's time and the authority. Raises ``NotSaved``."""
        at = uk_words(datetime.fromtimestamp(self._now(), UTC), "%d/%m %H:%M:%S")
        lines = [*self.lines(), f"{at} {enrolment.called}: {words}"]
        self._vault.put_setting(_LINES, lines[-_MOST_LINES:])
