"""The episode's screen once they are back, or it is over: the way to the return, and the way back."""

from __future__ import annotations

from functools import partial

import flet as ft

from carerapp.domain.child import ChildFile
from carerapp.domain.episode import Episode
from carerapp.domain.outcomes import Fact
from carerapp.ui import kit
from carerapp.ui.features.episode.due import due_cards
from carerapp.ui.features.episode.live_log import live_log
from carerapp.ui.features.episode_header import header
from carerapp.ui.features.sharing.states import where_it_is
from carerapp.ui.features.take_back import taking_back
from carerapp.ui.screen import Screen
from carerapp.ui.screen_name import ScreenName
from carerapp.ui.shell import App


def after(app: App, child: ChildFile, episode: Episode) -> Screen:
    """What the return asks for, and what was written."""
    go = partial(app.go, child=child.id, episode=episode.id)
    body: list[ft.Control] = [
        kit.next_card(
            f"{child.first_name} is back",
            kit.text("Say you are glad. Then go through the next few things."),
            kit.button("Go on", lambda: go(ScreenName.RETURNED), "primary", main=True),
        ),
        *_not_so(app, child, episode),
        *due_cards(app, child, episode),
        *where_it_is(app, child, episode),
        kit.button("Add to the log", lambda: go(ScreenName.NOTE), icon_=ft.Icons.EDIT_NOTE),
        *live_log(app, child, episode),
    ]
    return Screen(header(app, child, episode, back_to="children", back=app.home), body)


def _not_so(app: App, child: ChildFile, episode: Episode) -> list[ft.Control]:
    """The way back of what this screen says: over, or back."""
    over = [kit.text("This time is over.", "strong")] if episode.closed else []
    return [
        *over,
        *taking_back(app, child, episode, Fact.CLOSED),
        *taking_back(app, child, episode, Fact.FOUND),
    ]
