"""The device's clock was wrong when something was written while locked; what a person said of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from carerapp.domain.isolated import isolated
from carerapp.domain.topics.payload import About, Names, Payload
from carerapp.domain.uk_time import at_words


@dataclass(frozen=True, slots=True)
class CapturedClock(Payload):
    """``showed``: what the clock showed when it was begun, ISO; ``began``: when it was, by a person's word;
    "" where nobody knows."""

    about: ClassVar[About] = About.LOG
    showed: str
    began: str

    def in_log(self, names: Names) -> str:
        """'When it was begun, the device’s clock showed 22:40 on 20 November 2027. That was wrong. …'"""
        began = f"It was begun at {_at(self.began)}." if self.began else "When it was written is not known."
        return (
            "What was written while the app was locked: the device’s clock was wrong. "
            f"It showed {_at(self.showed)}. {began}"
        )


def _at(iso: str) -> str:
    """As it stands where it is no time."""
    try:
        return at_words(datetime.fromisoformat(iso))
    except (ValueError, OverflowError):
        return isolated(iso)
