"""The child left together with another child of this home."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from carerapp.domain.topics.payload import About, Names, Payload


@dataclass(frozen=True, slots=True)
class LeftTogether(Payload):
    """``link``: the same in each child's log; it names nobody."""

    about: ClassVar[About] = About.LOG
    link: str

    def in_log(self, names: Names) -> str:
        """Names nobody: the log may go to people who do not know the other child."""
        return "Left together with another child of this home."
