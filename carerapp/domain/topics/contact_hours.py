"""When somebody on the form can be rung."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from carerapp.domain.outcomes import RungWhen
from carerapp.domain.topics.payload import About, Names, Payload
from carerapp.domain.topics.phrases import whom


@dataclass(frozen=True, slots=True)
class ContactHours(Payload):
    """``who``: a row of one of the form's tables, or a question of it that holds a contact."""

    about: ClassVar[About] = About.CALLS
    who: str
    name: str
    hours: RungWhen | None

    def in_log(self, names: Names) -> str:
        """'Sam Example (friend) can be rung in office hours.'"""
        who = whom(names, self.who, self.name, "")
        if self.hours is None or self.hours is RungWhen.NOT_KNOWN:
            return f"Not known when {who} can be rung."
        return f"{who} can be rung {self.hours.in_log}."
