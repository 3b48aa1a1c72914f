"""Another person's episode: who has it, and taking it over with everything that is due."""

from __future__ import annotations

import flet as ft

from carerapp.actions.accept_shift import accept_shift, holder, open_duties
from carerapp.domain.child import ChildFile
from carerapp.domain.episode import Episode
from carerapp.domain.lacking import not_known_here
from carerapp.domain.outcomes import Fact
from carerapp.ui import kit
from carerapp.ui.features.episode.due import details
from carerapp.ui.features.episode_header import clock, header
from carerapp.ui.features.take_back import taking_back
from carerapp.ui.screen import Screen
from carerapp.ui.screen_name import ScreenName
from carerapp.ui.shell import App
from carerapp.ui.theme import INK2


def shift_card(app: App, child: ChildFile, episode: Episode) -> list[ft.Control]:
    """Who has this episode: the way to take it over, and the way back for who took it."""
    held, taken = holder(episode), episode.taken_over
    if episode.closed or not app.session.several_people:
        return []
    if app.book.person.is_me(held):
        words = f"You took over this night, {clock(taken.happened, app.now())}" if taken else ""
        back = taking_back(app, child, episode, Fact.ACCEPTED)
        return [kit.card(kit.status("done", words, "strong"), *back)] if taken else []
    return [
        kit.card(
            kit.status("due", f"{app.book.name_of(held)} has this night", "strong"),
            kit.button(
                "Take over the shift",
                lambda: app.go(ScreenName.SHIFT, child=app.place["child"], episode=episode.id),
                icon_=ft.Icons.SWITCH_ACCOUNT_OUTLINED,
            ),
        )
    ]


def shift(app: App) -> Screen:
    """What is still to do, and one button: I accept it."""
    child = app.book.child(app.place["child"])
    episode = child.episode(app.place["episode"])
    book = app.book
    due = open_duties(book, child.id, episode.id)

    def accept() -> None:
        if app.attempt(lambda: accept_shift(book, child.id, episode.id)):
            app.back()

    body: list[ft.Control] = [
        kit.h1("Take over the shift"),
        kit.text(f"From {book.name_of(holder(episode))}. You are signed in as {book.person.name}."),
        kit.h2("Still to do"),
        *_due(app, child, episode),
        *taking_back(app, child, episode, Fact.ACCEPTED, then=app.back),
        kit.text("Not you? Sign in with your own PIN first.", "small", INK2),
        kit.button("Somebody else signs in", app.locking.switch, "text"),
    ]
    words = f"I accept {'this and the ' + str(len(due)) + ' things to do' if due else 'this'}"
    return Screen(
        header(app, child, episode, back_to="what to do"),
        body,
        sticky=[kit.button(words, accept, "primary", main=True)],
    )


def _due(app: App, child: ChildFile, episode: Episode) -> list[ft.Control]:
    due = open_duties(app.book, child.id, episode.id)
    if not due:
        return [kit.note(not_known_here(child.protocol) or "Nothing is due now.")]
    return [kit.group(*(kit.row(duty.what, details(duty, app.now())) for duty in due))]
