"""Earlier times the child was away: when, how long, whether the police knew."""

from __future__ import annotations

from functools import partial

import flet as ft

from carerapp.domain.episode import Episode, elapsed_words
from carerapp.domain.uk_time import uk_words
from carerapp.ui import kit
from carerapp.ui.features.children.picture import picture
from carerapp.ui.features.episode_header import child_header
from carerapp.ui.questions.question_view import MONTHS
from carerapp.ui.screen import Screen
from carerapp.ui.screen_name import ScreenName
from carerapp.ui.shell import App


def earlier(app: App) -> Screen:
    """The closed episodes of a child, newest first."""
    child = app.book.child(app.place["child"])
    past = sorted((e for e in child.episodes if e.closed), key=lambda e: e.unknown_since, reverse=True)
    rows = [
        kit.row(
            _when(app, episode),
            _details(app, episode),
            partial(app.go, ScreenName.LOG, child=child.id, episode=episode.id),
        )
        for episode in past
    ]
    body: list[ft.Control] = [kit.h1("Earlier times")]
    if rows:
        body += picture(app, child)
        body += [kit.h2("Each time"), kit.group(*rows)]
    else:
        body.append(kit.note(f"{child.first_name} has not been missing since this device keeps the record."))
    return Screen(child_header(app, child, "children"), body)


def _when(app: App, episode: Episode) -> str:
    start = episode.unknown_since
    day = f"{start.day}\u00a0{MONTHS[start.month - 1]}\u00a0{start.year}"
    return f"{day}, {uk_words(start)}" + (f" ({episode.since.beside})" if episode.since.beside else "")


def _details(app: App, episode: Episode) -> str:
    told = "Reported to the police" if episode.reported_at else "Not reported to the police"
    if episode.false_alarm:
        return f"A false alarm. {told}"
    if episode.found_at is None:
        return told
    end = episode.found_at
    same = end.date() == episode.unknown_since.date()
    day = "" if same else f"{end.day}\u00a0{MONTHS[end.month - 1]} "
    return (
        f"Back {day}{uk_words(end)}, after {elapsed_words(episode.unknown_since, episode.found_at)}. {told}"
    )
