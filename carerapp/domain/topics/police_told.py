"""Whether the police were told something new in a call to them: the carer says so, nothing else does."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from carerapp.domain.topics.payload import About, Names, Payload
from carerapp.domain.topics.phrases import then


@dataclass(frozen=True, slots=True)
class PoliceTold(Payload):
    """``call``: the call's entry, "" for none; ``entries``: what it is about; ``words``: the same as it was
    shown, blank where the call's own entry has them; ``told``: false for not yet."""

    about: ClassVar[About] = About.POLICE
    call: str
    entries: tuple[str, ...]
    words: str
    told: bool

    def in_log(self, names: Names) -> str:
        """'Told the police what is new. At 22:50: Sam phoned.'"""
        return ("Told the police what is new." if self.told else "Not told the police yet.") + then(
            self.words
        )
