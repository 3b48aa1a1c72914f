"""The child rang."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from carerapp.domain.isolated import isolated
from carerapp.domain.outcomes import SafeWord
from carerapp.domain.topics.payload import About, Names, Payload
from carerapp.domain.topics.phrases import bare, then


@dataclass(frozen=True, slots=True)
class ChildPhoned(Payload):
    """What they said, and from where."""

    about: ClassVar[About] = About.CALLS
    said: str
    where: str
    safe_word: SafeWord | None

    def in_log(self, names: Names) -> str:
        """'Example phoned. Said: Cold. Where: Bus station. Safe word given.'"""
        said = f" Said: {isolated(bare(self.said))}." if self.said.strip() else ""
        where = f" Where: {isolated(bare(self.where))}." if self.where.strip() else ""
        word = then(self.safe_word.in_log if self.safe_word else "")
        return f"{isolated(names.first_name)} phoned.{said}{where}{word}"
