"""Questions answered by a tap."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import flet as ft

from carerapp.domain.outcomes import StepOutcome
from carerapp.ui import kit
from carerapp.ui.questions.asked_form import said_in
from carerapp.ui.questions.boxes import box
from carerapp.ui.questions.question_view import QuestionView
from forms.engine.answers import Value, is_not_known
from forms.engine.definition import Choice
from forms.engine.kinds.several import chosen_of

YES_NO = (Choice("yes", "Yes"), Choice("no", "No"))
OUTCOMES = tuple(Choice(outcome.value, outcome.on_screen) for outcome in StepOutcome)


def yes_no(asked: QuestionView) -> list[ft.Control]:
    """Yes, No and Not known."""
    return [_rows(asked, YES_NO)]


def one(asked: QuestionView) -> list[ft.Control]:
    """One of the form's answers, or the carer's own words."""
    value = asked.value
    other = isinstance(value, str) and value not in [c.name for c in asked.field.choices]
    drafts = asked.app.drafts
    typing = other or drafts.has(asked.key) or asked.typing or asked.key in asked.state.own_words

    def write() -> None:
        asked.state.own_words.add(asked.key)

    rows = _rows(asked, asked.choices, ("Something else", typing, write))
    return [rows, box(asked, words="" if not other else None)] if typing else [rows]


def _rows(
    asked: QuestionView, choices: tuple[Choice, ...], more: tuple[str, bool, kit.Tap] | None = None
) -> ft.Control:
    def row(words: str, chosen: bool, tap: kit.Tap) -> kit.Choice:
        return kit.choice(words, chosen, tap, label=f"{words}: {asked.field.question}")

    def choose(value: Value) -> None:
        asked.state.own_words.discard(asked.key)
        asked.choose(value)

    typing = bool(more and more[1])
    rows = [
        row(_said(asked, c), asked.value == c.name and not typing, partial(choose, c.name)) for c in choices
    ]
    if more:
        rows.append(row(*more))
    if asked.unknown:
        rows.append(row("Not known", is_not_known(asked.value) and not typing, asked.not_known))
    return kit.one_of(asked.field.question, *rows)


def _said(asked: QuestionView, choice: Choice) -> str:
    """Its label, and beside it the one in this person's language."""
    also = said_in(asked.app, choice.labels)
    return f"{choice.label} ({also})" if also else choice.label


def several(asked: QuestionView) -> list[ft.Control]:
    """Any of the form's answers, and words for another one."""
    value = asked.value if isinstance(asked.value, dict) else {}
    chosen, other = chosen_of(value), str(value.get("other", ""))

    def turn(name: str) -> None:
        now = [c for c in chosen if c != name] if name in chosen else [*chosen, name]
        in_order = [c.name for c in asked.field.choices if c.name in now]
        asked.choose({"chosen": in_order, "other": other})

    rows = [kit.choice(_said(asked, c), c.name in chosen, partial(turn, c.name)) for c in asked.choices]
    drafts, key = asked.app.drafts, f"{asked.key}#other"

    def save(words: str) -> object:
        return asked.save({"chosen": chosen, "other": words})

    drafts.belongs(key, save)
    typed = kit.text_box(
        f"{asked.field.question} Something else",
        drafts.get(key, other),
        lambda t: drafts.type(key, t, save),
        lambda: drafts.left(key),
        key=f"box:{key}",
    )
    return [kit.any_of(asked.field.question, *rows), kit.text("Something else", "small"), typed]


def outcome(asked: QuestionView) -> list[ft.Control]:
    """What came of it, and words if there are any."""
    value = asked.value if isinstance(asked.value, dict) else {}
    result, comments = str(value.get("outcome", "")), str(value.get("comments", ""))

    def choose(name: str) -> None:
        asked.choose({"outcome": name, "comments": comments})

    rows = [kit.choice(c.label, result == c.name, partial(choose, c.name)) for c in OUTCOMES]
    said = replace(asked, field=replace(asked.field, kind="long_text"))
    drafts, key = asked.app.drafts, f"{asked.key}#words"

    def save(words: str) -> object:
        return said.save({"outcome": result, "comments": words})

    drafts.belongs(key, save)
    typed = kit.text_box(
        f"{asked.field.question} In words",
        drafts.get(key, comments),
        lambda t: drafts.type(key, t, save),
        lambda: drafts.left(key),
        key=f"box:{key}",
        lines=2,
    )
    return [kit.one_of(asked.field.question, *rows), kit.text("In words, if you like", "small"), typed]
