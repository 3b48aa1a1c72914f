"""An entry went to the authority alone."""

from __future__ import annotations

from dataclasses import dataclass

from carerapp.domain.topics.payload import Names, Payload


@dataclass(frozen=True, slots=True)
class SentRestricted(Payload):
    """``letter``: its id."""

    letter: str

    def in_log(self, names: Names) -> str:
        """Nothing of what it says."""
        return "Sent an entry to the authority alone. It can be read nowhere else."
