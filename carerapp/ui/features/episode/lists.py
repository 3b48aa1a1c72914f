"""The lists under the open card: what is still to do, what the police need, what was done or tried."""

from __future__ import annotations

from datetime import datetime

import flet as ft

from carerapp.actions.form_reading import Step
from carerapp.domain.child import ChildFile
from carerapp.domain.episode import Episode
from carerapp.domain.outcomes import ReportDecision
from carerapp.ui import kit
from carerapp.ui.features.episode.beginning import asked_how
from carerapp.ui.features.episode.known import one_line, title
from carerapp.ui.features.episode.step_card import StepsState
from carerapp.ui.features.episode.what_it_says import what_it_says
from carerapp.ui.features.episode_header import clock
from carerapp.ui.kit.look import Tap
from carerapp.ui.screen_name import ScreenName
from carerapp.ui.shell import App


def to(app: App, name: ScreenName, child: ChildFile, episode: Episode, **more: str) -> Tap:
    """A screen of this episode."""
    return lambda: app.go(name, child=child.id, episode=episode.id, **more)


def lists_of(
    app: App, child: ChildFile, episode: Episode, steps: tuple[Step, ...], current: Step | None
) -> list[ft.Control]:
    """``current``: the step that is open above."""
    todo = [s for s in steps if episode.check(s.field) is None]
    tried = [s for s in steps if episode.check(s.field) is not None]
    wide = kit.look().wide
    parts: list[ft.Control] = []
    waiting = todo if wide else [s for s in todo if s is not current]
    if waiting:
        parts += [
            kit.h2("Still to do"),
            kit.group(*(_todo_row(app, child, episode, s, wide and s is current) for s in waiting)),
        ]
    ours = [
        *_began(app, child, episode),
        kit.row(
            "When and where last seen",
            _last_seen(episode, app.now()),
            to(app, ScreenName.LAST_SEEN, child, episode),
            status="done" if _last_seen(episode, app.now()) else "todo",
        ),
        kit.row(
            "Should I report?",
            _decided(episode),
            to(app, ScreenName.DECIDE, child, episode),
            status="done" if _decided(episode) else "todo",
        ),
        *_reported(app, child, episode),
        kit.row("Who to tell", "", to(app, ScreenName.TELL, child, episode), status="todo"),
    ]
    parts += [kit.h2("For the police"), kit.group(*ours)]
    parts += what_it_says(app, child, episode)
    if tried:
        parts += [kit.h2("Done or tried"), kit.group(*(_tried_row(app, child, episode, s) for s in tried))]
    return parts


def _began(app: App, child: ChildFile, episode: Episode) -> list[ft.Control]:
    """How and since when, while one of the two is open."""
    if episode.since_said and not asked_how(child, episode):
        return []
    go = to(app, ScreenName.BEGINNING, child, episode)
    return [kit.row("How did this start, and since when?", "", go, status="todo")]


def _reported(app: App, child: ChildFile, episode: Episode) -> list[ft.Control]:
    """The way to what was said to the police, and to its way back."""
    if episode.reported_at is None:
        return []
    words = f"Reported {clock(episode.reported_at, app.now())}"
    return [kit.row("Report to the police", words, to(app, ScreenName.REPORT, child, episode), status="done")]


def _todo_row(app: App, child: ChildFile, episode: Episode, step: Step, selected: bool) -> ft.Control:
    def open_here() -> None:
        app.state(StepsState).open = step.field

    tap = open_here if kit.look().wide else to(app, ScreenName.STEP, child, episode, step=step.field)
    return kit.row(
        title(step, child),
        one_line(step, child),
        tap,
        status="todo",
        selected=selected,
        key=f"row:{step.field}",
    )


def _tried_row(app: App, child: ChildFile, episode: Episode, step: Step) -> ft.Control:
    check = episode.check(step.field)
    assert check is not None
    words = f"{check.outcome.on_screen} {clock(check.at, app.now())}" + (
        f". {check.comments}" if check.comments else ""
    )
    return kit.row(
        title(step, child),
        words,
        to(app, ScreenName.STEP, child, episode, step=step.field),
        status=check.outcome,
        key=f"row:{step.field}",
    )


def _last_seen(episode: Episode, now: datetime) -> str:
    seen = clock(episode.last_seen_at, now) if episode.last_seen_at else ""
    said = [episode.record.text(f"last_seen_{what}") for what in ("place", "clothing")]
    return ", ".join(words for words in (seen, *said) if words)


def _decided(episode: Episode) -> str:
    decided = ReportDecision.read(episode.record.text("decision"))
    return decided.on_screen if decided else ""
