"""Somebody looked at a secret answer."""

from __future__ import annotations

from dataclasses import dataclass

from carerapp.domain.topics.payload import Names, Payload


@dataclass(frozen=True, slots=True)
class Looked(Payload):
    """``field``: the path of the answer."""

    field: str

    def in_log(self, names: Names) -> str:
        """'Looked at the hidden answer to “Their safe word”.'"""
        return f"Looked at the hidden answer to “{names.label(self.field.strip())}”."
