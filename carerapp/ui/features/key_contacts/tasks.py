"""The form as a list of sections, each with what is left and how old it is."""

from __future__ import annotations

import flet as ft

from carerapp.actions.form_reading import completeness
from carerapp.domain.child import ChildFile
from carerapp.domain.dropped import earlier_answers
from carerapp.ui import kit
from carerapp.ui.features.earlier_answers import kept_answers
from carerapp.ui.features.episode_header import child_header
from carerapp.ui.features.key_contacts.facts import to_check
from carerapp.ui.features.key_contacts.household import household_cards
from carerapp.ui.features.key_contacts.parts import task_list
from carerapp.ui.screen import Screen
from carerapp.ui.screen_name import ScreenName
from carerapp.ui.shell import App
from carerapp.ui.theme import INK2


def key_contacts(app: App) -> Screen:
    """The form's sections, with how far each is filled in."""
    child = app.book.child(app.place["child"])
    top, sticky = child_header(app, child, "children"), _check(app, child)
    about = _about(app, child)
    if app.display.wide:
        side = [kit.h1(_name(child)), task_list(app, child)]
        return Screen(top, about, side=side, sticky=sticky)
    return Screen(top, [kit.h1(_name(child)), about[0], task_list(app, child), *about[1:]], sticky=sticky)


def _check(app: App, child: ChildFile) -> list[ft.Control]:
    """With the child, so not while they are missing; and only once there is something to look at again."""
    if child.open_episode or not to_check(child, app.now()):
        return []
    words = f"5-minute check with {child.first_name}"
    return [kit.button(words, lambda: app.go(ScreenName.KC_CHECK, child=child.id), "primary", main=True)]


def _name(child: ChildFile) -> str:
    return child.protocol.key_contacts.title


def _about(app: App, child: ChildFile) -> list[ft.Control]:
    form = child.protocol.key_contacts
    percent = completeness(form, child.key_contacts, now=app.now(), lives=child.lives).percent
    return [
        kit.text(
            f"{percent}\u00a0% filled in. Do it on a quiet day, with {child.first_name} if you can. "
            "Stop when you like: every answer is saved. “Not known” is an answer.",
            color=INK2,
        ),
        *household_cards(app, child),
        kit.button("Check all the answers", lambda: app.go(ScreenName.KC_ANSWERS, child=child.id)),
        *(
            kit.quote(words.text, f"{child.protocol.short}, {words.source}")
            for words in child.protocol.words("kcf")
        ),
        kit.note("What you do on the night is added to it by itself."),
        *kept_answers(earlier_answers(child)),
    ]
