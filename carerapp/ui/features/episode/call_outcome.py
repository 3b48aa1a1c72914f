"""You rang: what happened? One tap, and it is in the log."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import flet as ft

from carerapp.actions.log_call import log_call
from carerapp.domain.child import ChildFile
from carerapp.domain.episode import CHILD, Episode
from carerapp.domain.events import Event
from carerapp.domain.outcomes import CallOutcome
from carerapp.domain.police import POLICE
from carerapp.domain.topics.dialled import Dialled
from carerapp.ui import kit
from carerapp.ui.features.episode_header import clock
from carerapp.ui.screen_name import ScreenName
from carerapp.ui.shell import App


@dataclass
class CallState:
    """The call (its event) for which "seen" was tapped, and where and when is asked."""

    seen: str = ""

    def ask_where(self, call: str) -> None:
        """A tap: the child was seen."""
        self.seen = call


def call_outcome(app: App, child: ChildFile, episode: Episode) -> ft.Control | None:
    """The card for the last call that has no outcome yet, or None."""
    waiting = episode.call_waiting()
    if waiting is None or (rung := Dialled.of(waiting)).who in POLICE:
        return None
    name, when = rung.name, clock(waiting.happened, app.now())
    own = rung.who == CHILD

    def tell(outcome: CallOutcome, words: str = "") -> None:
        if app.attempt(lambda: log_call(app.book, child.id, episode.id, waiting, outcome, words)):
            app.drafts.drop(_key(waiting))
            app.state(CallState).seen = ""

    first = child.first_name
    if app.state(CallState).seen == waiting.id or app.drafts.has(_key(waiting)):
        return _seen(
            app, child, waiting, lambda words: tell(CallOutcome.SPOKE if own else CallOutcome.SEEN, words)
        )
    items: list[ft.Control] = [
        kit.h2(f"You rang {name} at {when}"),
        # what writes does not stand where the call was tapped
        kit.note("Ring first. This waits until you are back."),
        kit.text("What happened?", "strong"),
        kit.button(
            CallOutcome.NO_ANSWER.on_screen,
            lambda: tell(CallOutcome.NO_ANSWER),
            icon_=ft.Icons.PHONE_MISSED_OUTLINED,
            left=True,
        ),
    ]
    if own:
        items.append(
            kit.button(
                f"{first} answered",
                lambda: _spoke_to_child(app, child, episode, tell),
                icon_=ft.Icons.CALL,
                left=True,
            )
        )
    else:
        items.append(
            kit.button(
                f"Spoke. Not seen {first}",
                lambda: tell(CallOutcome.NOT_SEEN),
                icon_=ft.Icons.PERSON_OFF_OUTLINED,
                left=True,
            )
        )
        items.append(
            kit.button(
                "Seen: say where and when",
                partial(app.state(CallState).ask_where, waiting.id),
                icon_=ft.Icons.PLACE_OUTLINED,
                left=True,
            )
        )
    items.append(kit.button("I didn’t ring", lambda: tell(CallOutcome.DIDNT_RING), "text"))
    return kit.card(*items, border=ft.Colors.PRIMARY, width=2, spacing=8)


def _spoke_to_child(app: App, child: ChildFile, episode: Episode, tell: object) -> None:
    assert callable(tell)
    tell(CallOutcome.SPOKE)
    app.go(ScreenName.ON_THE_PHONE, child=child.id, episode=episode.id)


def _key(waiting: Event) -> str:
    return f"seen:{waiting.id}"


def _seen(app: App, child: ChildFile, waiting: Event, save: object) -> ft.Control:
    assert callable(save)
    key, label = _key(waiting), f"Where and when was {child.first_name} seen?"
    box = kit.text_box(
        label, app.drafts.get(key), lambda t: app.drafts.type(key, t), key=key, lines=2, autofocus=True
    )
    return kit.card(
        kit.labelled(label, box),
        kit.button("Save", lambda: save(app.drafts.get(key)), "primary", main=True),
        border=ft.Colors.PRIMARY,
        width=2,
    )
