"""Somebody took over the shift."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from carerapp.domain.isolated import isolated
from carerapp.domain.topics.payload import About, Names, Payload


@dataclass(frozen=True, slots=True)
class TookOver(Payload):
    """``before``: the name of who had it, ``before_id`` their id; ``due``: what was still to do."""

    about: ClassVar[About] = About.LOG
    before: str
    before_id: str
    due: tuple[str, ...]

    def in_log(self, names: Names) -> str:
        """'Took over the shift from A. Carer. Still to do: Ring the school.'"""
        still = f" Still to do: {'; '.join(self.due)}." if self.due else ""
        before = f" from {isolated(self.before.strip())}" if self.before.strip() else ""
        return f"Took over the shift{before}.{still}"
