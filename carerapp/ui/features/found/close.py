"""The end of an episode, with its reason. What is open is said first. A false alarm says what happened."""

from __future__ import annotations

from dataclasses import dataclass

import flet as ft

from carerapp.actions.mark_found import close_episode
from carerapp.domain.child import ChildFile
from carerapp.domain.episode import Episode
from carerapp.domain.outcomes import ClosedBecause
from carerapp.ui import kit
from carerapp.ui.features.episode_header import header
from carerapp.ui.features.found.still_open import still_open
from carerapp.ui.features.handover.handover import forget_password
from carerapp.ui.screen import Screen
from carerapp.ui.screen_name import ScreenName
from carerapp.ui.shell import App
from carerapp.ui.theme import INK2


@dataclass
class CloseState:
    """The reason that was tapped, and what is missing."""

    because: str = ""
    choose: str = ""
    problem: str = ""


def close(app: App) -> Screen:
    """Why the episode is over, then it is closed."""
    child = app.book.child(app.place["child"])
    episode = child.episode(app.place["episode"])
    chosen = _chosen(app, episode)
    still = still_open(app, child, episode, chosen)
    body: list[ft.Control] = [
        kit.h1("Close"),
        *still.said,
        kit.text("Everything stays in the log. Why is it over?", color=INK2),
        kit.beside(
            kit.one_of("Why is it over?", *(_reason(app, child, why, chosen) for why in ClosedBecause)),
            "why",
            "" if chosen else app.state(CloseState).choose,
        ),
    ]
    if chosen == ClosedBecause.FALSE_ALARM:
        body.append(_words(app, child, episode))
    kind = "outline" if still.way else "primary"
    close = kit.button("Close", lambda: _close(app, child, episode), kind, main=not still.way)
    # what writes does not stand where the tap that led here was: at the bottom, in a tablet's bar
    sticky = [close, still.way or kit.button("Leave it open", app.back, "text")]
    if kit.look().wide:
        body, sticky = [*body, *sticky], []
    return Screen(header(app, child, episode, back_to=_back_to(app)), body, sticky=sticky)


def _chosen(app: App, episode: Episode) -> str:
    """The reason that was tapped; words of a false alarm that came back say it too."""
    half_typed = ClosedBecause.FALSE_ALARM.value if app.drafts.get(_key(episode)).strip() else ""
    return app.state(CloseState).because or app.place.get("because") or half_typed


def _back_to(app: App) -> str:
    before = app.navigation.before
    return "the return" if before is ScreenName.RETURNED else "what to do"


def _reason(app: App, child: ChildFile, why: ClosedBecause, chosen: str) -> kit.Choice:
    def choose() -> None:
        state = app.state(CloseState)
        state.because, state.choose = why.value, ""

    words = why.on_screen.replace("{name}", child.first_name)
    return kit.choice(words, why == chosen, choose)


def _key(episode: Episode) -> str:
    return f"false-alarm:{episode.id}"


def _words(app: App, child: ChildFile, episode: Episode) -> ft.Control:
    field, key = child.protocol.episode.field("false_alarm_reason"), _key(episode)
    typed = app.drafts.get(key)
    problem = "" if typed.strip() else app.state(CloseState).problem
    box = kit.text_box(
        field.label,
        typed,
        lambda text: app.drafts.type(key, text),
        key=key,
        lines=3,
        problem=bool(problem),
    )
    return kit.labelled(field.label, box, hint=field.hint, problem=problem)


def _close(app: App, child: ChildFile, episode: Episode) -> None:
    chosen = _chosen(app, episode)
    why = ClosedBecause.read(chosen)
    words = app.drafts.get(_key(episode)).strip()
    if why is None:
        app.state(CloseState).choose = "Choose why it is over."
        return
    if why is ClosedBecause.FALSE_ALARM and not words:
        app.state(CloseState).problem = "Write what happened, in a few words."
        return
    reason = words if why is ClosedBecause.FALSE_ALARM else ""
    if app.attempt(lambda: close_episode(app.book, child.id, episode.id, why, reason)):
        app.drafts.drop(_key(episode))
        forget_password(app, episode.id)
        app.home()
