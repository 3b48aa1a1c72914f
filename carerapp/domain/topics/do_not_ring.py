"""Somebody on the form must not be rung."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from carerapp.domain.topics.payload import About, Names, Payload
from carerapp.domain.topics.phrases import whom


@dataclass(frozen=True, slots=True)
class DoNotRing(Payload):
    """``who``: a row of the form's people, or "next_of_kin". ``ring``: they may be rung after all."""

    about: ClassVar[About] = About.CALLS
    who: str
    name: str
    ring: bool

    def in_log(self, names: Names) -> str:
        """'Sam Example (friend) must not be rung.'"""
        who = whom(names, self.who, self.name, "")
        return f"{who} may be rung." if self.ring else f"{who} must not be rung."
