"""A closed episode left a device, since the authority has it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from carerapp.domain.topics.payload import About, Names, Payload


@dataclass(frozen=True, slots=True)
class LeftDevice(Payload):
    """``entries``: how many went."""

    about: ClassVar[About] = About.LOG
    entries: int | None

    def in_log(self, names: Names) -> str:
        """Says how many entries went."""
        went = "" if self.entries is None else self.entries
        return f"This log left a device: the authority has it. {went} entries went; start and end stay."
