"""What is the same for each child of the household: taken over with one tap; asked about where it changed."""

from __future__ import annotations

from functools import partial

import flet as ft

from carerapp.actions.form_reading import shown
from carerapp.actions.household import (
    Changed,
    behind,
    changed,
    household,
    keep_own,
    take_changed,
    take_household,
)
from carerapp.domain.child import ChildFile
from carerapp.ui import kit
from carerapp.ui.shell import App
from carerapp.ui.theme import INK2


def household_cards(app: App, child: ChildFile) -> list[ft.Control]:
    """On the form's own screen: what another child's form says and this one lacks; what changed there."""
    if child.invented:
        return []
    return [*_taken_over(app, child), *_changed_there(app, child)]


def _taken_over(app: App, child: ChildFile) -> list[ft.Control]:
    """What was said for another child of the household, in one tap; what stands here stays."""
    found = household(app.book, child.id)
    if found is None:
        return []
    other, lacking = found
    take = lambda: app.attempt(lambda: take_household(app.book, child.id))
    return [
        kit.card(
            kit.text(f"The same as for {_called(app, other)}?", "strong"),
            kit.text("Home or service, out of hours number, the authority’s hours.", "small", INK2),
            kit.button(f"Take over {_answers(len(lacking))}", take, "tonal"),
        )
    ]


def _changed_there(app: App, child: ChildFile) -> list[ft.Control]:
    """It was the same for both, and is not any more: is it the same again?"""
    found = changed(app.book, child.id)
    if found is None:
        return []
    other, answers = found
    about = _called(app, other)
    take = partial(app.attempt, partial(take_changed, app.book, child.id, other.id))
    keep = partial(app.attempt, partial(keep_own, app.book, child.id, other.id))
    return [
        kit.card(
            kit.text(f"Changed for {about}. Here, too?", "strong"),
            *(_line(one) for one in answers),
            kit.side_by_side(
                [
                    kit.button(f"Yes, change {_answers(len(answers))}", take, "tonal"),
                    kit.button("No, it stays", keep),
                ]
            ),
        )
    ]


def changed_here(app: App, child: ChildFile, fields: set[str]) -> list[ft.Control]:
    """On the page where it was changed: the children for whom it still stands as it was."""
    cards: list[ft.Control] = []
    for other, answers in () if child.invented else behind(app.book, child.id):
        if not fields & {one.field.name for one in answers}:
            continue
        about = _called(app, other)
        take = partial(app.attempt, partial(take_changed, app.book, other.id, child.id))
        keep = partial(app.attempt, partial(keep_own, app.book, other.id, child.id))
        yes, no = f"Yes, for {about}, too", f"No, not for {about}"
        cards.append(
            kit.card(
                kit.text(f"The same for {about}?", "strong"),
                *(_line(one) for one in answers),
                kit.side_by_side([kit.button(yes, take, "tonal"), kit.button(no, keep)]),
            )
        )
    return cards


def _line(one: Changed) -> ft.Control:
    question = one.field.question.rstrip(": ")
    return ft.Column(
        [
            kit.text(question, "small", INK2),
            kit.text(f"Now: {shown(one.field, one.now)}"),
            kit.text(f"Before: {shown(one.field, one.was)}", color=INK2),
        ],
        spacing=2,
        tight=True,
        horizontal_alignment=ft.CrossAxisAlignment.STRETCH,
    )


def _called(app: App, child: ChildFile) -> str:
    return app.book.short_names()[child.id]


def _answers(number: int) -> str:
    return "1 answer" if number == 1 else f"{number} answers"
