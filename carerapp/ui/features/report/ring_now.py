"""Danger was said, and the police do not have it yet: 999 is the next thing, and what came of the call."""

from __future__ import annotations

from datetime import datetime
from functools import partial

import flet as ft

from carerapp.actions.log_call import log_call
from carerapp.actions.tell_police import tell_police
from carerapp.domain.child import ChildFile
from carerapp.domain.due_for import duties_for
from carerapp.domain.episode import Episode
from carerapp.domain.events import Event
from carerapp.domain.news import learned
from carerapp.domain.outcomes import CallOutcome, DangerAnswer
from carerapp.domain.police import EMERGENCY, NON_EMERGENCY, POLICE
from carerapp.domain.topics import Topic
from carerapp.domain.topics.danger import Danger
from carerapp.domain.topics.dialled import Dialled
from carerapp.ui import kit
from carerapp.ui.features.episode_header import clock
from carerapp.ui.features.report.when import mark_reported
from carerapp.ui.screen_name import ScreenName
from carerapp.ui.shell import App


def in_danger(episode: Episode) -> bool:
    """The newest answer on the danger screen is yes, or not sure."""
    said = episode.record.notes(Topic.DANGER)
    return bool(said) and Danger.of(said[-1]).answer is not DangerAnswer.NO


def rings_999(child: ChildFile, episode: Episode, now: datetime) -> bool:
    """Danger, or a rule whose own words are to dial 999 now: then no screen has 101 as its first call."""
    due = duties_for(child, episode, now)
    said = any(d.pressing and EMERGENCY in d.what and d.whose in ("carer", "anyone") for d in due)
    return in_danger(episode) or said


def ring_first(app: App, child: ChildFile, episode: Episode) -> ft.Control | None:
    """The one open thing while that is so; None otherwise."""
    if episode.reported_at or not rings_999(child, episode, app.now()):
        return None
    script = partial(app.go, ScreenName.REPORT, child=child.id, episode=episode.id)
    return kit.next_card(
        f"Ring {EMERGENCY}",
        *call_999(app, child, episode),
        kit.button("What to say, and what they will ask", script, icon_=ft.Icons.DESCRIPTION_OUTLINED),
    )


def call_999(app: App, child: ChildFile, episode: Episode, tell: tuple[Event, ...] = ()) -> list[ft.Control]:
    """The call, then what came of it. ``tell``: the entries that the screen reads out to them."""
    ring = partial(app.device.call, child.id, episode.id, EMERGENCY, EMERGENCY, EMERGENCY)
    button = kit.button(
        f"Call {EMERGENCY}",
        ring,
        "danger",
        icon_=ft.Icons.CALL,
        main=True,
        at_once=True,
        label=f"Call {EMERGENCY} for {child.first_name}",
    )
    return [button, *police_outcome(app, child, episode, tell)]


def police_waiting(episode: Episode) -> Event | None:
    """The last call to the police that nobody has said the outcome of."""
    waiting = [event for event in episode.calls_waiting() if Dialled.of(event).who in POLICE]
    return waiting[-1] if waiting else None


def police_outcome(
    app: App, child: ChildFile, episode: Episode, tell: tuple[Event, ...] = ()
) -> list[ft.Control]:
    """What came of it, once it was rung: a tap each. ``tell``: the entries that the screen reads out to
    them, which they were then told."""
    waiting = police_waiting(episode)
    if waiting is None:
        return []
    number = Dialled.of(waiting).who

    def write(outcome: CallOutcome) -> None:
        told = tell if outcome is CallOutcome.SPOKE else ()
        words = f"They were told: {' '.join(learned(child, told))}" if told else ""
        call = log_call(app.book, child.id, episode.id, waiting, outcome, words)
        if told:
            tell_police(app.book, child.id, episode.id, call, told, told=True)

    def came(outcome: CallOutcome) -> None:
        if outcome is CallOutcome.SPOKE and not episode.reported_at:
            mark_reported(app, child, episode)
        if app.attempt(lambda: write(outcome)):
            app.device.over()

    again = f"No answer? Ring {EMERGENCY if number == NON_EMERGENCY else NON_EMERGENCY}, or use any phone."
    return [
        kit.text(f"You rang {number} at {clock(waiting.happened, app.now())}. What happened?", "strong"),
        kit.button("The police have it", partial(came, CallOutcome.SPOKE), icon_=ft.Icons.CHECK),
        kit.side_by_side(
            [
                kit.button(CallOutcome.NO_ANSWER.on_screen, partial(came, CallOutcome.NO_ANSWER)),
                kit.button("I didn’t ring", partial(came, CallOutcome.DIDNT_RING), "text"),
            ]
        ),
        kit.text(again, "small"),
    ]
