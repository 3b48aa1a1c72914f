"""A call button was tapped."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from carerapp.domain.topics.payload import About, Names, Payload
from carerapp.domain.topics.phrases import whom


@dataclass(frozen=True, slots=True)
class Dialled(Payload):
    """``who``: a row of the form's people, ``CHILD``, a contact's id, or a number of the police."""

    about: ClassVar[About] = About.CALLS
    who: str
    name: str
    number: str

    def in_log(self, names: Names) -> str:
        """'Tapped call: Sam Example (friend) 07700 900456.'"""
        return f"Tapped call: {whom(names, self.who, self.name, self.number)}."
