"""What was still to do after an episode is somebody else's now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from carerapp.domain.isolated import isolated
from carerapp.domain.topics.payload import About, Names, Payload


@dataclass(frozen=True, slots=True)
class HandedOn(Payload):
    """``to``: who sees to it, in the carer's words. ``left``: what was still to do."""

    about: ClassVar[About] = About.CALLS
    to: str
    left: tuple[str, ...]

    def in_log(self, names: Names) -> str:
        """'Handed on to B. Sample: Tell the police; Return interview.'"""
        left = f": {'; '.join(isolated(words) for words in self.left)}" if self.left else ""
        return f"Handed on to {isolated(self.to.strip()) or 'someone'}{left}."
