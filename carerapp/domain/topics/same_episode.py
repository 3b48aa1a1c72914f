"""Two devices began the same episode; from here on they are one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from carerapp.domain.topics.payload import About, Names, Payload


@dataclass(frozen=True, slots=True)
class SameEpisode(Payload):
    """``records``: the other records."""

    about: ClassVar[About] = About.LOG
    records: tuple[str, ...]

    def in_log(self, names: Names) -> str:
        """Always the same sentence."""
        return "Another device began this night, too. The two logs are one from here on."
