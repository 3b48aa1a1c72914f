"""Report now, or not yet: the carer's own decision, with the reason and the rows that were on screen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from carerapp.actions.answer_question import answer_question
from carerapp.actions.casebook import Casebook
from carerapp.domain.events import Kind


def decide(
    book: Casebook,
    child: str,
    episode: str,
    decision: Literal["report", "not_yet"],
    reason: str,
    rows: Sequence[str],
) -> None:
    """`rows` are the rule ids that applied when the carer decided."""
    answer_question(book, child, episode, "decision", decision)
    answer_question(book, child, episode, "decision_reason", reason)
    value = {"decision": decision, "reason": reason, "rows": list(rows)}
    book.write(child, episode, Kind.NOTE, "decided", value)
