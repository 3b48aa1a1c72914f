"""Whose turn is it? On a shared tablet: a large tile for each person, by their initials only."""

from __future__ import annotations

from functools import partial

import flet as ft

from carerapp.actions.access import SignIn
from carerapp.ui import kit
from carerapp.ui.features.unlock.lock_state import LockState
from carerapp.ui.shell import App
from carerapp.ui.theme import INK2


def everybody(app: App) -> tuple[SignIn, ...]:
    """All who can sign in; nobody while the key file can't be read."""
    try:
        return app.services.door.sign_ins()
    except Exception:
        return ()


def chosen(app: App) -> SignIn | None:
    """Who is to type a PIN: the only person, the one who tapped their tile, or who was signed in last."""
    people = everybody(app)
    if len(people) == 1:
        return people[0]
    tapped = app.state(LockState).person
    wanted = app.locking.last_person if tapped is None else tapped
    return next((one for one in people if one.person == wanted), None)


def tiles(app: App) -> list[ft.Control]:
    """The lock screen before anybody was chosen."""
    marks = [
        kit.button(one.mark, partial(_choose, app, one.person), main=True, label=f"Sign in as {one.mark}")
        for one in everybody(app)
    ]
    rows: list[ft.Control] = []
    each = 1 if kit.look().big else 3 if kit.look().wide else 2
    for start in range(0, len(marks), each):
        rows.append(kit.side_by_side(marks[start : start + each]))
    return [
        kit.h1("Who is signing in?", center=True),
        kit.text("Initials only: this screen can be seen by anybody.", "small", INK2, center=True),
        *rows,
    ]


def _choose(app: App, person: str) -> None:
    app.states.clear()
    app.state(LockState).person = person


def not_you(app: App) -> list[ft.Control]:
    """Back to the tiles, where there is more than one person."""
    if len(everybody(app)) < 2:
        return []
    one = chosen(app)
    mark = one.mark if one else ""
    return [kit.button(f"Not {mark}? Choose who", partial(_choose, app, ""), "text")]
