"""They're on the phone: what to ask, what to say, the safe word, and one tap to log it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import flet as ft

from carerapp.actions.child_phoned import child_phoned
from carerapp.actions.look_at_secret import look_at_secret
from carerapp.domain.events import Event
from carerapp.domain.outcomes import SafeWord
from carerapp.ui import kit
from carerapp.ui.features.episode_header import header
from carerapp.ui.screen import Screen
from carerapp.ui.screen_name import ScreenName
from carerapp.ui.shell import App
from carerapp.ui.theme import FILL, INK2


@dataclass
class PhoneState:
    """Whether the safe word is looked at."""

    shown: bool = False


def on_the_phone(app: App) -> Screen:
    """What to ask, what to say, the safe word."""
    child = app.book.child(app.place["child"])
    episode = child.episode(app.place["episode"])
    said_key, where_key = f"said:{episode.id}", f"where:{episode.id}"

    def log(safe_word: SafeWord) -> None:
        made: list[Event] = []

        def write() -> None:
            said, where = app.drafts.get(said_key), app.drafts.get(where_key)
            made.append(
                child_phoned(app.book, child.id, episode.id, said=said, where=where, safe_word=safe_word)
            )

        if app.attempt(write):
            app.drafts.drop(said_key, where_key)
            if safe_word is SafeWord.NOT_GIVEN or episode.reported_at:
                here = {"child": child.id, "episode": episode.id}
                app.replace(ScreenName.NEWS, **here, entry=made[0].id)
            else:
                app.back()

    def box(key: str, label: str) -> ft.Control:
        return kit.labelled(
            label,
            kit.text_box(label, app.drafts.get(key), lambda t: app.drafts.type(key, t), key=key, lines=2),
        )

    lines = child.protocol.safe_call
    ask = [kit.bullet(w.text) for w in lines if w.place == "ask"]
    say = [kit.bullet(w.text) for w in lines if w.place == "say"]
    after = [kit.note(w.text) for w in lines if w.place == "after"]
    body: list[ft.Control] = [
        kit.h1(f"{child.first_name} is on the phone"),
        kit.card(kit.h2("Ask"), *ask),
        _safe_word(app, child.id),
        kit.card(kit.h2("Say"), *say),
        kit.text("These are our own words. They are not in the procedure.", "small", INK2),
        box(where_key, "Where they are"),
        box(said_key, "What they said"),
        *after,
    ]
    sticky = [
        kit.text("Safe word? A tap writes the call in the log.", "strong"),
        kit.side_by_side(
            [
                *(
                    kit.button(word.on_screen, partial(log, word))
                    for word in (SafeWord.GIVEN, SafeWord.NOT_GIVEN)
                )
            ]
        ),
        kit.button(SafeWord.NOT_ASKED.on_screen, partial(log, SafeWord.NOT_ASKED)),
    ]
    return Screen(header(app, child, episode, back_to="what to do"), body, sticky=sticky)


def _safe_word(app: App, child_id: str) -> ft.Control:
    record = app.book.child(child_id).key_contacts
    if not record.text("safe_word"):
        return kit.note("No safe word on the form.")

    def show() -> None:
        app.attempt(lambda: look_at_secret(app.book, child_id, record.id, "safe_word"))
        app.state(PhoneState).shown = True

    if not app.state(PhoneState).shown:
        return kit.card(
            kit.status("secret", "Safe word: hidden", "strong"),
            kit.button("Show", show, icon_=ft.Icons.VISIBILITY_OUTLINED),
            kit.text("We write down who looked, and when.", "small", INK2),
            fill=FILL,
        )
    return kit.card(
        kit.text("Safe word", "small", INK2), kit.text(record.text("safe_word"), "number"), fill=FILL
    )
