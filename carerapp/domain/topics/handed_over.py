"""An officer took a copy."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from carerapp.domain.topics.payload import About, Names, Payload
from carerapp.domain.topics.phrases import officer_words


@dataclass(frozen=True, slots=True)
class HandedOver(Payload):
    """``copy``: the event of the copy."""

    about: ClassVar[About] = About.POLICE
    copy: str
    officer: str
    collar: str

    def in_log(self, names: Names) -> str:
        """'Gave the copy to PC Example, number 0000.'"""
        return f"Gave the copy to {officer_words(self.officer, self.collar)}."
