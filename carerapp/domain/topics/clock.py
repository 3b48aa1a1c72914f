"""The device's clock was changed between two entries."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from carerapp.domain.clock import moved_words
from carerapp.domain.topics.payload import About, Names, Payload


@dataclass(frozen=True, slots=True)
class ClockMoved(Payload):
    """``seconds``: forward is positive."""

    about: ClassVar[About] = About.LOG
    seconds: int | None

    def in_log(self, names: Names) -> str:
        """'The clock of this device was set back by 2 h before the next entry.'"""
        how = "changed" if self.seconds is None else moved_words(self.seconds)
        return f"The clock of this device was {how} before the next entry."
