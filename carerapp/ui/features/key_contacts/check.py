"""The 5-minute check: one fact at a time, the oldest first. Still right?"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial

import flet as ft

from carerapp.actions.form_reading import age_words, is_not_known
from carerapp.domain.child import ChildFile
from carerapp.ui import kit
from carerapp.ui.features.episode_header import child_header
from carerapp.ui.features.key_contacts.facts import Fact, to_check
from carerapp.ui.features.key_contacts.parts import is_old
from carerapp.ui.questions import secret
from carerapp.ui.questions.form_renderer import question
from carerapp.ui.questions.question_view import QuestionView, written
from carerapp.ui.questions.table import row_words
from carerapp.ui.screen import Screen
from carerapp.ui.shell import App
from carerapp.ui.theme import INK2

SECONDS_EACH = 7  # our guess at how long a fact takes: form and child side by side


@dataclass
class CheckState:
    """By the field's name: those that were put off, and the one that is being changed."""

    later: list[str] = field(default_factory=list)
    changing: str = ""


def kc_check(app: App) -> Screen:
    """Every answer with its age, confirmed one after another."""
    child = app.book.child(app.place["child"])
    state = app.state(CheckState)
    changing = state.changing
    left = [fact for fact in to_check(child, app.now()) if fact.field.name not in state.later]
    fact = next((f for f in to_check(child, app.now(), all_=True) if f.field.name == changing), None) or (
        left[0] if left else None
    )
    top = child_header(app, child, child.protocol.key_contacts.title)
    if fact is None:
        return _nothing_left(app, top, bool(state.later))
    counted = len(left) + (1 if changing and all(f.field.name != changing for f in left) else 0)
    body: list[ft.Control] = [
        kit.h1(f"5-minute check with {child.first_name}"),
        kit.text(f"{_minutes(counted)} left. Stop when you like: the rest waits.", color=INK2),
    ]
    if changing:
        return Screen(top, [*body, *_changing(app, child, fact)], top=f"{fact.field.name}:changing")
    body.append(_card(app, child, fact))
    answers = _answers(app, child, fact)
    if app.display.wide:  # a tablet's bar has room for one button
        return Screen(top, [*body, *answers], top=fact.field.name)
    return Screen(top, body, sticky=answers, top=fact.field.name)


def _minutes(facts: int) -> str:
    minutes = max(1, round(facts * SECONDS_EACH / 60))
    return "About a minute" if minutes == 1 else f"About {minutes} minutes"


def _nothing_left(app: App, top: ft.Control, later: bool) -> Screen:
    words = (
        "The rest can wait. It will be asked first next time." if later else "Everything is checked today."
    )
    return Screen(
        top,
        [kit.h1("That is all"), kit.status("done", words, "body")],
        sticky=[kit.button("Back to the form", app.back, "primary", main=True)],
    )


def _asked(app: App, child: ChildFile, fact: Fact) -> QuestionView:
    return QuestionView(app, child.id, child.key_contacts.id, fact.field, fact.field.name)


def _card(app: App, child: ChildFile, fact: Fact) -> ft.Control:
    """What stands there, and since when."""
    asked = _asked(app, child, fact)
    items: list[ft.Control] = [kit.h2(fact.field.question)]
    if fact.field.secret and secret.is_hidden(asked):
        items += secret.hidden(asked, change=False)
    elif fact.field.columns:
        items.append(kit.group(*(kit.row(*row_words(child.key_contacts, fact.field, r)) for r in fact.rows)))
    elif is_not_known(asked.value):
        items.append(kit.status("blank", "Not known", "body"))
    else:
        items.append(kit.text(asked.shown(asked.value), "number"))
    age = age_words(fact.written, app.now())
    status = "old" if is_old(fact.written, app.now()) else "saved"
    items.append(kit.status(status, f"Last looked at {age}, {written(fact.answer, app.now())}"))
    return kit.card(*items, border=ft.Colors.PRIMARY, width=2)


def _answers(app: App, child: ChildFile, fact: Fact) -> list[ft.Control]:
    asked = _asked(app, child, fact)
    unknown = is_not_known(fact.answer.value)

    def yes() -> None:
        """Each fact that stands for the card is written again, as it is, with today's date."""
        for path, value in fact.values:
            one = QuestionView(app, child.id, child.key_contacts.id, fact.field, path)
            if not app.attempt(partial(one.save, value, confirm=True)):
                return

    def change() -> None:
        app.state(CheckState).changing = fact.field.name
        hidden = fact.field.secret and secret.is_hidden(asked)
        (asked.state.changing if hidden else asked.state.writing).add(asked.key)

    def later() -> None:
        app.state(CheckState).later.append(fact.field.name)

    name = fact.field.question
    words = "Still not known" if unknown else "Yes, still right"
    other = "We know it now" if unknown else "Change it"
    more = [kit.button(other, change, label=f"{other}: {name}")]
    if not unknown and not fact.field.columns:
        more.append(kit.button("Not known", asked.not_known, label=f"Not known: {name}"))
    return [
        kit.button(words, yes, "primary", icon_=ft.Icons.CHECK, main=True, label=f"{words}: {name}"),
        kit.side_by_side([*more, kit.button("Later", later, label=f"Later: {name}")]),
    ]


def _changing(app: App, child: ChildFile, fact: Fact) -> list[ft.Control]:
    """The question itself; what is typed is saved as on the form."""

    def done() -> None:
        app.drafts.save_all()
        app.state(CheckState).changing = ""
        asked = _asked(app, child, fact)
        asked.state.writing.discard(asked.key)

    return [
        question(app, child.id, child.key_contacts.id, fact.field),
        kit.button("Next", done, "primary", main=True),
    ]
