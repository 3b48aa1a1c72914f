"""One child's card among others: whatever is wrong with it, the cards beside it are drawn."""

from __future__ import annotations

from collections.abc import Callable

import flet as ft

from carerapp.actions.access import Locked
from carerapp.domain.child import ChildFile
from carerapp.ui import kit
from carerapp.ui.shell import App


def contained(app: App, child: ChildFile, draw: Callable[[], ft.Control]) -> ft.Control:
    """The card; or one that says that it could not be drawn. The last wall: the folds behind it do not
    raise."""
    try:
        return draw()
    except Locked:
        raise
    except Exception as problem:
        app.noted(problem)
        name = app.book.names().get(child.id, "A child")
        return kit.card(
            kit.status("check", f"{name}: this card can’t be shown", "strong"),
            kit.text("The record is kept. Tell the authority’s duty team. Use paper for this child."),
        )
