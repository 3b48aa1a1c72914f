"""On the home screen, below the children: are these two files one child's? It waits, and stops nothing."""

from __future__ import annotations

from functools import partial

import flet as ft

from carerapp.actions.move_child import short_name
from carerapp.actions.same_child import (
    not_here,
    said_to_be_two,
    to_be_asked,
    two_children,
    two_councils,
)
from carerapp.domain.child import ChildFile
from carerapp.domain.telling_apart import SHORT_ID
from carerapp.ui import kit
from carerapp.ui.features.children.file_facts import file_card, short_id, with_two_councils
from carerapp.ui.screen_name import ScreenName
from carerapp.ui.shell import App
from carerapp.ui.theme import INK2


def same_child_card(app: App) -> list[ft.Control]:
    """One question at a time. Below it, small, what was said to be two: it can be put right."""
    cards: list[ft.Control] = []
    if waiting := to_be_asked(app.book):
        cards.append(_question(app, waiting[0].one, waiting[0].other))
    cards += [_parted(app, one, other) for one, other in two_councils(app.book)]
    for one, other in said_to_be_two(app.book):
        words = (
            f"Said to be two children: {one.full_name}, id\u00a0{short_id(one)} and id\u00a0{short_id(other)}"
        )
        if with_two_councils(app, one, other):  # nothing else can be said of them now
            cards.append(kit.text(words, "small", INK2))
        else:
            cards.append(kit.button(words, partial(_look, app, one, other), "text"))
    return cards


def _look(app: App, one: ChildFile, other: ChildFile) -> None:
    app.go(ScreenName.SAME_CHILD, child=one.id, other=other.id)


def _question(app: App, one: ChildFile, other: ChildFile) -> ft.Control:
    def no() -> None:
        if app.attempt(lambda: two_children(app.book, one.id, other.id)):
            app.session.share_now()

    items: list[ft.Control] = [
        kit.h2("Is this the same child?"),
        kit.text(
            "A child may have been added twice, on two devices. You can answer later: both stay as they are.",
            color=INK2,
        ),
        file_card(app, one),
        file_card(app, other),
    ]
    if with_two_councils(app, one, other):
        items.append(kit.note(_apart_words(app, one, other)))
    else:
        items.append(kit.button("Yes, one child", partial(_look, app, one, other), "tonal"))
    items.append(kit.button("No, two children", no))
    return kit.card(*items)


def _apart_words(app: App, one: ChildFile, other: ChildFile) -> str:
    if one.holder == other.holder:
        return (
            "Their files go to two different councils. They can be shown as one child once both are with the "
            "same council: move one of them first."
        )
    first, second = (short_name(app.book, file.holder) for file in (one, other))
    return (
        f"The first file is with {first}, the second with {second}. They can be shown as one child once both "
        "are with the same council: move one of them first."
    )


def _parted(app: App, one: ChildFile, other: ChildFile) -> ft.Control:
    """They were one, and one of the two files went elsewhere."""
    where = [f"id\u00a0{short_id(file)} is with {short_name(app.book, file.holder)}" for file in (one, other)]
    return kit.card(
        kit.status("check", f"{one.full_name}: one child, two files, two councils", "strong"),
        kit.text(
            f"{where[0]}; {where[1]}. So they stand apart here. Move the other one too, and they are shown "
            "as one again."
        ),
        kit.button("They are two children after all", partial(_look, app, one, other), "text"),
    )


def two_files(app: App, child: ChildFile) -> list[ft.Control]:
    """On the card of a child who is shown from two files, or whose other file is not here."""
    shown: list[ft.Control] = []
    for id in not_here(app.book, child):
        words = f"Another file of {child.first_name}’s, id\u00a0{id[:SHORT_ID]}, is not on this device. "
        shown.append(kit.status("check", f"{words}The duty team can let this device in for it"))
    for log in child.logs[1:]:
        back = partial(app.go, ScreenName.SAME_CHILD, child=child.id, other=log)
        words = "Shown from two files: they are two children after all"
        words = words if len(child.logs) == 2 else f"{words} (id\u00a0{log[:SHORT_ID]})"
        shown.append(kit.button(words, back, "text"))
    return shown
