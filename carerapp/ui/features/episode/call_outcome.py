"""You rang: what happened? One tap, and it is in the log."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial

import flet as ft

from carerapp.actions.log_call import log_call
from carerapp.actions.log_sighting import log_sighting
from carerapp.domain.child import ChildFile
from carerapp.domain.episode import CHILD, Episode
from carerapp.domain.events import Event
from carerapp.domain.outcomes import CallOutcome
from carerapp.domain.police import POLICE
from carerapp.domain.topics.dialled import Dialled
from carerapp.domain.typed_time import TypedTime, read_typed_time
from carerapp.ui import kit
from carerapp.ui.features.episode_header import clock
from carerapp.ui.features.when_box import when_box
from carerapp.ui.screen_name import ScreenName
from carerapp.ui.shell import App
from carerapp.ui.theme import INK2

SAID = "What was said, and by whom? (if you like)"


@dataclass
class CallState:
    """The call (its event) for which "seen" was tapped, and where and when is asked."""

    seen: str = ""
    read: TypedTime = field(default_factory=TypedTime)  # when they were seen, as it was typed

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

    said_key = f"said-on:{waiting.id}"

    def tell(outcome: CallOutcome) -> None:
        words = app.drafts.get(said_key).strip()
        if app.attempt(lambda: log_call(app.book, child.id, episode.id, waiting, outcome, words)):
            app.drafts.drop(said_key)
            app.state(CallState).seen = ""
            app.device.over()

    def came(outcome: CallOutcome) -> ft.Control:
        return kit.button(outcome.on_screen, partial(tell, outcome))

    first = child.first_name
    drafts = (_key(waiting), f"{_key(waiting)}:when", f"{_key(waiting)}:with")
    if app.state(CallState).seen == waiting.id or any(map(app.drafts.has, drafts)):
        return _seen(app, child, episode, waiting)
    said = kit.text_box(
        SAID, app.drafts.get(said_key), lambda text: app.drafts.type(said_key, text), key=said_key
    )
    items: list[ft.Control] = [
        kit.h2(f"You rang {name} at {when}", leads=True),
        # what writes does not stand where the call was tapped
        kit.text("Ring first. This waits until you are back.", color=INK2),
        kit.labelled(SAID, said),
        kit.side_by_side([came(CallOutcome.NO_ANSWER), came(CallOutcome.VOICEMAIL)]),
        kit.side_by_side([came(CallOutcome.PHONE_OFF), came(CallOutcome.WRONG_NUMBER)]),
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


def _seen(app: App, child: ChildFile, episode: Episode, waiting: Event) -> ft.Control:
    """When, where, with whom: three short boxes, and none of them must be filled in."""
    key, state, first = _key(waiting), app.state(CallState), child.first_name
    when, company = f"{key}:when", f"{key}:with"

    def box(key: str, label: str) -> ft.Control:
        typed = lambda text: app.drafts.type(key, text)
        return kit.labelled(label, kit.text_box(label, app.drafts.get(key), typed, key=key))

    def save() -> None:
        typed = app.drafts.get(when)
        state.read = read_typed_time(typed, app.now(), app.here) if typed.strip() else TypedTime()
        if state.read.problem:
            return
        made: list[Event] = []
        write = partial(
            log_sighting,
            app.book,
            child.id,
            episode.id,
            waiting,
            at=state.read.moment,
            where=app.drafts.get(key).strip(),
            company=app.drafts.get(company).strip(),
        )
        if app.attempt(lambda: made.append(write())):
            app.drafts.drop(key, when, company, f"said-on:{waiting.id}")
            state.seen = ""
            app.device.over()
            if episode.reported_at:
                app.go(ScreenName.NEWS, child=child.id, episode=episode.id, entry=made[0].id)

    hint = "Like 21:15, 9.15pm or half an hour ago. Blank: not known."
    return kit.card(
        when_box(app, when, f"When was {first} seen?", state, hint=hint),
        box(key, f"Where was {first} seen?"),
        box(company, f"Who was {first} with?"),
        kit.button("Save", save, "primary", main=True),
        border=ft.Colors.PRIMARY,
        width=2,
    )
