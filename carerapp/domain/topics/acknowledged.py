"""The duty desk has read the episode."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from carerapp.domain.topics.payload import About, Names, Payload


@dataclass(frozen=True, slots=True)
class Acknowledged(Payload):
    """``upto``: the stamp of the newest entry then, the ``entries``th; ``role``: of who read it."""

    about: ClassVar[About] = About.POLICE
    upto: str
    role: str
    entries: int | None

    def in_log(self, names: Names) -> str:
        """'Seen by the authority’s duty desk (Duty officer).'"""
        role = f" ({self.role.strip()})" if self.role.strip() else ""
        return f"Seen by the authority’s duty desk{role}."
