"""What a protocol requires in an invented case: with this an authority checks its own pack.

The case is a TOML file (docs/due.md). Every key is checked; the first thing that can't
be understood ends it with one message that says what to write instead.
"""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from carerapp.domain.absence import Absence
from carerapp.domain.duties import Duty, by_urgency, duties, reaching
from carerapp.due.case import read_case
from carerapp.due.keys import CaseError

__all__ = ["CaseError", "answer"]


def answer(path: Path, clock: datetime) -> str:
    """The duties of the case in the file as a JSON list, most urgent first."""
    case = read_case(path, clock)
    found: list[Duty] = []
    for protocol in reaching(case.host, case.placing):
        here = protocol is case.host and case.placing is not None and case.placing.id != protocol.id
        absence = _placed(case.absence) if here else case.absence
        found += duties(absence, case.history, protocol, case.now, case.confirmed)
    rows = [
        {
            "rule": duty.rule,
            "what": duty.what,
            "due": duty.due.astimezone(UTC).isoformat() if duty.due else None,
            "state": duty.state.value,
            "whose": duty.whose,
            "source": f"{duty.authority}, {duty.source}",
        }
        for duty in by_urgency(found)
    ]
    return json.dumps(rows, ensure_ascii=False, indent=2)


def _placed(absence: Absence) -> Absence:
    return replace(absence, placed_here=True)
