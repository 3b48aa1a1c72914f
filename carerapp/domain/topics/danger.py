"""Is there danger now?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from carerapp.domain.outcomes import DangerAnswer
from carerapp.domain.topics.payload import About, Names, Payload


@dataclass(frozen=True, slots=True)
class Danger(Payload):
    """The answer; not known counts as danger."""

    about: ClassVar[About] = About.POLICE
    answer: DangerAnswer | None

    def in_log(self, names: Names) -> str:
        """'Is there danger now? No.'"""
        answer = self.answer or DangerAnswer.YES_OR_UNSURE
        return f"Is there danger now? {answer.in_log}"
