"""What is advised, in plain words: one card, not a list of ifs."""

from __future__ import annotations

from collections.abc import Sequence

import flet as ft

from carerapp.actions.form_reading import Protocol
from carerapp.domain.asking import question_for
from carerapp.domain.lacking import IN_DOUBT, not_known_here
from carerapp.domain.table import Says
from carerapp.domain.verdict import Ask, Verdict
from carerapp.ui import kit
from carerapp.ui.theme import ACTION

SAYS: dict[Says, str] = {
    "report": "Report to the police",
    "your_decision": "You decide: the table leaves it to you",
    "no_report": "No report needed",
    "ask": "This depends on your answers",
}
_MEANS: dict[Says, str] = {
    "report": "report to the police now",
    "your_decision": "you decide",
    "no_report": "no report needed",
    "ask": "it depends on the other answers",
}
#: Our own words: no source tells a carer what to do while a question is open.
NO_ROW = "No row of the table fits. Worried? Report. If not, ask your authority."


def verdict_card(verdict: Verdict, protocols: Sequence[Protocol]) -> ft.Control:
    """The answer to "Should I report?"."""
    if verdict.says != "ask":
        return kit.card(kit.text(SAYS[verdict.says], "h2"), *_because(verdict), border=ACTION, width=2)
    lacking = next((not_known_here(one, IN_DOUBT) for one in protocols if one.lacking), "")
    if lacking:
        return kit.card(kit.text("In doubt, report", "h2"), kit.text(lacking), border=ACTION, width=2)
    if not verdict.ask:
        return kit.card(kit.text("The table does not say", "h2"), kit.text(NO_ROW), border=ACTION, width=2)
    return kit.card(
        kit.text(changes(len(verdict.ask)), "h2"),
        kit.text(meaning(verdict, protocols), "strong"),
        border=ACTION,
        width=2,
    )


def _because(verdict: Verdict) -> list[ft.Control]:
    """The row that it comes from, in plain words; none where several ways lead to the same."""
    row = next((row for row in verdict.rows if row.says == verdict.says), None)
    return [kit.text(row.row.plain or row.row.category)] if row else []


def changes(answers: int) -> str:
    """ "2 answers change what you must do"."""
    return f"{'1 answer changes' if answers == 1 else f'{answers} answers change'} what you must do"


def meaning(verdict: Verdict, protocols: Sequence[Protocol]) -> str:
    """What the answers would mean: each of one question, the strictest of several."""
    if len(verdict.ask) == 1:
        only = verdict.ask[0]
        return " ".join(f"If {label(only, a, protocols)}: {_MEANS[says]}." for a, says in only.answers)
    reporting = {answer for ask in verdict.ask for answer, says in ask.answers if says == "report"}
    if reporting == {"yes"}:
        return f"One yes means: {_MEANS['report']}."
    return f"The strictest answer means: {_MEANS[verdict.strictest]}."


def label(ask: Ask, answer: str, protocols: Sequence[Protocol]) -> str:
    """An answer as its question offers it."""
    question = question_for(ask.fact, protocols)
    found = question.field.choices if question else ()
    words = next((choice.label for choice in found if choice.name == answer), answer)
    return words[:1].lower() + words[1:]
