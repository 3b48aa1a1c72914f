"""What was written while locked was put into this log."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from carerapp.domain.isolated import isolated
from carerapp.domain.topics.payload import About, Names, Payload


@dataclass(frozen=True, slots=True)
class PutInCaptured(Payload):
    """``by``: who said they wrote it; ``pieces``: how many."""

    about: ClassVar[About] = About.LOG
    by: str
    pieces: int | None

    def in_log(self, names: Names) -> str:
        """'Put in what was written while the app was locked, by Kim.'"""
        by = isolated(self.by.strip())
        who = f"by {by}" if by else "by somebody who is not known"
        return f"Put in what was written while the app was locked, {who}."
