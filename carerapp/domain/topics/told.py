"""Somebody who must be told was told, or tried."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from carerapp.domain.isolated import isolated
from carerapp.domain.outcomes import TellingOutcome
from carerapp.domain.topics.payload import About, Names, Payload
from carerapp.domain.topics.phrases import then

BACK = "back:"  # before the id of someone who is told of the return


@dataclass(frozen=True, slots=True)
class Told(Payload):
    """``inform``: the protocol's id of whom to tell; ``who``: in words."""

    about: ClassVar[About] = About.CALLS
    inform: str
    who: str
    outcome: TellingOutcome | None
    words: str

    def in_log(self, names: Names) -> str:
        """'Left a message for the out of hours service.'"""
        who = isolated(self.who.strip()) or "someone"
        sentence = (self.outcome or TellingOutcome.TOLD).in_log
        return f"{sentence.replace('{who}', who)}{then(self.words)}"
