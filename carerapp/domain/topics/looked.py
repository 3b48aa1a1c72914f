"""Somebody looked at a secret answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from carerapp.domain.topics.payload import About, Names, Payload


@dataclass(frozen=True, slots=True)
class Looked(Payload):
    """``field``: the path of the answer."""

    about: ClassVar[About] = About.LOG
    field: str

    def in_log(self, names: Names) -> str:
        """'Looked at the hidden answer to “Their safe word”.'"""
        return f"Looked at the hidden answer to “{names.label(self.field.strip())}”."
