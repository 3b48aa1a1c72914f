"""The child moved: another procedure holds, another council placed them, another authority holds the file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from carerapp.domain.isolated import isolated
from carerapp.domain.topics.payload import About, Names, Payload
from carerapp.domain.topics.phrases import bare


@dataclass(frozen=True, slots=True)
class Moved(Payload):
    """Ids of protocols, from this entry on and until it: ``host``: whose procedure holds; ``placing``: of who
    placed them, "" for the host; ``holder``: whose authority holds the file. ``called``: id → its short name,
    for a reader without that protocol. ``before``: the holder gets what was written before, too; ``tonight``:
    an open episode goes on under the new procedure."""

    about: ClassVar[About] = About.LOG
    host: str
    placing: str
    holder: str
    left_host: str
    left_placing: str
    left: str
    called: Mapping[str, str]
    before: bool
    tonight: bool
    reason: str

    @property
    def hands_over(self) -> bool:
        """Another authority holds the file from here on."""
        return self.holder != self.left

    def in_log(self, names: Names) -> str:
        """'Moved: Liverpool’s procedure holds, before it Hertfordshire’s. Because: a new placement.'"""
        said = []
        host, left = self._name(self.host), self._name(self.left_host)
        if self.host != self.left_host:
            said.append(f"{host}’s procedure holds, before it {left}’s")
        if self.placing != self.left_placing:
            said.append(
                f"Placed by {self._placed(self.placing)}, before by {self._placed(self.left_placing)}"
            )
        if self.hands_over:
            gets = "what was written before" if self.before else "nothing that was written before"
            holder, left = self._name(self.holder), self._name(self.left)
            said.append(f"{holder} holds the file, before it {left}. {holder} gets {gets}")
        reason = f" Because: {isolated(bare(self.reason))}." if self.reason.strip() else ""
        return f"Moved: {'. '.join(said) or 'nothing is different'}.{reason}"

    def _name(self, id: str) -> str:
        return isolated(self.called.get(id, id).strip()) or "nobody"

    def _placed(self, id: str) -> str:
        return self._name(id) if id else "the council there"
