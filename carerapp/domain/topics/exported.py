"""A child's whole record left the app with its proofs."""

from __future__ import annotations

from dataclasses import dataclass

from carerapp.domain.topics.payload import Names, Payload


@dataclass(frozen=True, slots=True)
class Exported(Payload):
    """Nothing but that it was."""

    def in_log(self, names: Names) -> str:
        """Always the same sentence."""
        return "Exported this whole record with its proofs."
