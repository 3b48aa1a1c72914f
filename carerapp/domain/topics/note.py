"""Free words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from carerapp.domain.topics.payload import About, Names, Payload


@dataclass(frozen=True, slots=True)
class Note(Payload):
    """What a carer wrote down."""

    about: ClassVar[About] = About.NOTES
    words: str

    def in_log(self, names: Names) -> str:
        """The words themselves."""
        return self.words.strip() or "A note with no words."
