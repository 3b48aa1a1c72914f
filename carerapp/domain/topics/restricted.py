"""An entry went to the authority alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from carerapp.domain.topics.payload import About, Names, Payload


@dataclass(frozen=True, slots=True)
class SentRestricted(Payload):
    """``letter``: its id."""

    about: ClassVar[About] = About.NOTES
    letter: str

    def in_log(self, names: Names) -> str:
        """Nothing of what it says."""
        return "Sent an entry to the authority alone. It can be read nowhere else."
