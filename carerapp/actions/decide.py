"""Report now, or not yet: the carer's own decision, with the reason and the rows that were on screen."""

from __future__ import annotations

from collections.abc import Sequence

from carerapp.actions.answer_question import answer_question
from carerapp.actions.casebook import Casebook
from carerapp.domain.new_event import NewEvent
from carerapp.domain.outcomes import ReportDecision
from carerapp.domain.topics.decided import Decided


def decide(
    book: Casebook,
    child: str,
    episode: str,
    decision: ReportDecision,
    reason: str,
    rows: Sequence[str],
) -> None:
    """`rows` are the rule ids that applied when the carer decided."""
    answer_question(book, child, episode, "decision", decision.value)
    answer_question(book, child, episode, "decision_reason", reason)
    book.write(child, episode, NewEvent.note(Decided(decision, reason, tuple(rows))))
