"""Whether the police have what is new: a call that came through does not say it, so the carer is asked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial

import flet as ft

from carerapp.actions.tell_police import tell_police
from carerapp.domain.child import ChildFile
from carerapp.domain.episode import Episode
from carerapp.domain.events import Event
from carerapp.domain.news import learned
from carerapp.domain.police_know import Asked, told_at, untold
from carerapp.domain.topics.call import Call
from carerapp.ui import kit
from carerapp.ui.features.episode_header import clock
from carerapp.ui.shell import App


def were_told(app: App, child: ChildFile, episode: Episode, asked: Asked) -> ft.Control:
    """What was new before the call, and one tap for what is known of it."""
    call, words = asked.call, learned(child, asked.entries)

    def say(told: bool) -> None:
        app.attempt(
            lambda: tell_police(
                app.book, child.id, episode.id, call, asked.entries, " ".join(words), told=told
            )
        )

    number, at = Call.of(call).who, clock(call.happened, app.now())
    mine = call.author == app.book.person.author
    rang = (
        f"You rang {number} at {at}." if mine else f"{app.book.name_of(call.author)} rang {number} at {at}."
    )
    return kit.card(
        kit.text(rang, "strong"),
        kit.text("Were the police told this?", "strong"),
        *(kit.text(sentence) for sentence in words),
        kit.side_by_side(
            [
                kit.button("Yes, they were told", partial(say, True), icon_=ft.Icons.CHECK),
                kit.button("Not yet", partial(say, False)),
            ]
        ),
        border=ft.Colors.PRIMARY,
        width=2,
    )


def have_it(app: App, child: ChildFile, episode: Episode, entries: Sequence[Event]) -> list[ft.Control]:
    """That the police have all of it, and when; and the way back. () where somebody has not said so."""
    times: list[datetime] = [at for entry in entries if (at := told_at(episode, entry))]
    if not times or untold(episode, entries):
        return []
    take_back = lambda: app.attempt(
        lambda: tell_police(app.book, child.id, episode.id, None, entries, told=False)
    )
    return [
        kit.status("done", f"The police have it, {clock(max(times), app.now())}", "strong"),
        kit.button("They were not told", take_back, "text"),
    ]
