"""A child's whole record left the app with its proofs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from carerapp.domain.topics.payload import About, Names, Payload


@dataclass(frozen=True, slots=True)
class Exported(Payload):
    """Nothing but that it was."""

    about: ClassVar[About] = About.LOG

    def in_log(self, names: Names) -> str:
        """Always the same sentence."""
        return "Exported this whole record with its proofs."
