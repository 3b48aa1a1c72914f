"""What a protocol requires in an invented case: with this an authority checks its own pack.

The case is a TOML file (docs/due.md, docs/advise.md). Every key is checked; the first thing that can't
be understood ends it with one message that says what to write instead.
"""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

from carerapp.domain.advice import Advice, due_in
from carerapp.due.case import read_case
from carerapp.due.keys import CaseError
from carerapp.due.printed import printed, printed_duties

__all__ = ["CaseError", "advise", "answer"]


def answer(path: Path, clock: datetime) -> str:
    """The duties of the case in the file as a JSON list, most urgent first."""
    return _json(printed_duties(due_in(read_case(path, clock))))


def advise(path: Path, clock: datetime) -> str:
    """Everything that is advised in the case in the file, as one JSON object."""
    return _json(printed(Advice(read_case(path, clock))))


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)
