"""Missing on a trip or a holiday: which of the two, then the clock starts as it always does."""

from __future__ import annotations

from functools import partial

from carerapp.actions.start_episode import start_episode
from carerapp.domain.child import ChildFile
from carerapp.domain.reading import ADULT, CARE
from carerapp.ui import kit
from carerapp.ui.features.episode_header import child_header
from carerapp.ui.screen import Place, Screen
from carerapp.ui.screen_name import ScreenName
from carerapp.ui.shell import App

FIELD = "external_activity"


def may_be_on_one(app: App, child: ChildFile) -> bool:
    """Of a child in care: other rules hold away from home."""
    age = child.age(app.now())
    return child.setting in CARE and (age is None or age < ADULT) and child.open_episode is None


def trip(app: App) -> Screen:
    """One tap more, only for those who are away."""
    child = app.book.child(app.place["child"])
    field = child.protocol.episode.field(FIELD)
    ways = [
        kit.button(choice.label, partial(start, app, child, choice.name), "primary", main=True)
        for choice in field.choices
        if choice.name != "no"
    ]
    return Screen(
        child_header(app, child, "children"),
        [
            kit.h1(f"{child.first_name} is missing, away from home"),
            kit.text("The clock starts with your tap."),
            *ways,
        ],
    )


def start(app: App, child: ChildFile, activity: str = "") -> None:
    """The log begins, and danger is asked first."""
    since = app.services.host.not_seen_since
    if app.attempt(lambda: start_episode(app.book, child.id, since, activity)):
        if since:
            app.start(app.services.host.forget_time)
        running = app.book.child(child.id).open_episode
        assert running is not None
        app.home(Place(ScreenName.DANGER, {"child": child.id, "episode": running.id}))
