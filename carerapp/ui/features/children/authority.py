"""Whose procedure holds for a child, and which council placed them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import flet as ft

from carerapp.actions.move_child import short_name
from carerapp.domain.belonging import ELSEWHERE, NOT_SURE
from carerapp.domain.child import ChildFile
from carerapp.ui import kit
from carerapp.ui.features.editions import details
from carerapp.ui.screen_name import ScreenName
from carerapp.ui.shell import App
from carerapp.ui.theme import INK2


def authorities(app: App, chosen: str, choose: Callable[[str], None], question: str) -> ft.Control:
    """One row for each procedure that comes with the app; an old one says what took its place."""
    rows = [
        kit.choice(a.short, chosen == a.id, partial(choose, a.id), details=details(a, chosen == a.id))
        for a in app.book.protocols.available()
    ]
    return kit.one_of(question, *rows)


def placing(app: App, chosen: str, here: str, choose: Callable[[str], None], question: str) -> ft.Control:
    """Nobody else, one of the others, one whose procedure the app does not hold, or not known."""
    rows = [kit.choice("The council here", not chosen, partial(choose, ""))]
    rows += [
        kit.choice(a.short, chosen == a.id, partial(choose, a.id))
        for a in app.book.protocols.available()
        if a.id != here and not a.superseded
    ]
    for id in (ELSEWHERE, NOT_SURE):
        rows.append(kit.choice(short_name(app.book, id), chosen == id, partial(choose, id)))
    return kit.one_of(question, *rows)


def placed_by(app: App, child: ChildFile) -> list[ft.Control]:
    """On the child's own screen: as it is, and the way to change it."""
    now = child.belongs.placing
    who = "The council here" if not now else short_name(app.book, now)
    return [
        kit.h2("Which council placed them here?"),
        kit.text(
            f"The rules of {child.protocol.short} hold here. The placing council may have its own as well.",
            color=INK2,
        ),
        kit.text(who, "strong"),
        kit.button("Change this", partial(app.go, ScreenName.MOVE, child=child.id), "outline"),
    ]
