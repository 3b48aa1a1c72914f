"""Something that stood in the log turned out not to be so."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from carerapp.domain.outcomes import Fact
from carerapp.domain.topics.payload import About, Names, Payload


@dataclass(frozen=True, slots=True)
class TakenBack(Payload):
    """A correction: it names the entries that no longer hold. None: a fact of a newer version."""

    about: ClassVar[About] = About.POLICE
    fact: Fact | None

    def in_log(self, names: Names) -> str:
        """'Not seen by the duty desk after all.'"""
        return self.fact.in_log if self.fact else "It was not so after all."
