"""The carer decided whether to report."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from carerapp.domain.isolated import isolated
from carerapp.domain.outcomes import ReportDecision
from carerapp.domain.topics.payload import About, Names, Payload
from carerapp.domain.topics.phrases import bare


@dataclass(frozen=True, slots=True)
class Decided(Payload):
    """``rows``: the ids of the rules that were on screen."""

    about: ClassVar[About] = About.POLICE
    decision: ReportDecision | None
    reason: str
    rows: tuple[str, ...]

    def in_log(self, names: Names) -> str:
        """'Decided not to report yet. Reason: her aunt is driving.'"""
        chosen = (self.decision or ReportDecision.NOT_YET).in_log
        reason = f" Reason: {isolated(bare(self.reason))}." if self.reason.strip() else ""
        return f"Decided {chosen}.{reason}"
