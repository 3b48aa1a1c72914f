"""What an answer looks like to the engine, whoever keeps it.

Values are JSON. "Not known" is an answer of its own, distinct from a blank.
A repeating table's rows are given by `Answers.rows(table)`; a cell's path is
`table/row/column`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from typing import Protocol as Port

Value = Any  # JSON: str, bool, number, list, dict, None

NOT_KNOWN: dict[str, str] = {"special": "not_known"}


def is_not_known(value: Value) -> bool:
    """ "Not known" was the answer."""
    return isinstance(value, dict) and value.get("special") == "not_known"


def is_blank(value: Value) -> bool:
    """Nothing was answered: None, empty text, an empty list or dict."""
    return value is None or value == "" or value == [] or value == {}


@dataclass(frozen=True, slots=True)
class Answer:
    """What was answered, when and by whom."""

    value: Value
    written_at: str  # ISO 8601, UTC
    author: str = ""


class Answers(Port):
    """A record as the engine sees it. `carerapp.domain.records.Record` is one."""

    def answer(self, path: str) -> Answer | None:
        """What stands at this path; None where nothing was ever written."""

    def rows(self, table: str) -> Sequence[str]:
        """The ids of a table's rows, in order."""
