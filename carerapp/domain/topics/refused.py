"""An officer would not take the copy."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from carerapp.domain.topics.payload import About, Names, Payload
from carerapp.domain.topics.phrases import officer_words


@dataclass(frozen=True, slots=True)
class Refused(Payload):
    """Who it was."""

    about: ClassVar[About] = About.POLICE
    officer: str
    collar: str

    def in_log(self, names: Names) -> str:
        """'PC Example, number 0000 did not take the copy.'"""
        officer = officer_words(self.officer, self.collar)
        return f"{officer[:1].upper()}{officer[1:]} did not take the copy."
