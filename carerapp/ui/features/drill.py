"""A drill: the way into it, the mark above its screens, and what it shows at its end."""

from __future__ import annotations

from functools import partial

import flet as ft

from carerapp.actions.drill import drills, start_drill
from carerapp.domain.child import ChildFile
from carerapp.domain.drill import missed
from carerapp.domain.episode import elapsed_words
from carerapp.ui import kit
from carerapp.ui.features.episode_header import header
from carerapp.ui.screen import Place, Screen
from carerapp.ui.screen_name import ScreenName
from carerapp.ui.shell import App
from carerapp.ui.theme import DUE_BG, DUE_INK, INK2, S4, S16

MARK = "DRILL. Nobody is missing. Nothing is sent, and only the bar below rings."
ENDED = "A drill is over"


def practise(app: App, child: ChildFile) -> list[ft.Control]:
    """On the child's card, on a calm day; while one runs, its own card leads on."""
    if child.invented or child.open_episode or any(one.drill_of == child.id for one in drills(app.book)):
        return []

    def start() -> None:
        made: list[Place] = []

        def work() -> None:
            drill, episode = start_drill(app.book, child.id)
            made.append(Place(ScreenName.DANGER, {"child": drill, "episode": episode.id}))

        if app.attempt(work):
            app.home(*made)

    called = app.book.short_names()[child.id]
    return [kit.button(f"Drill: practise with {called}’s form", start, "text")]


def drill_strip(app: App) -> ft.Control | None:
    """Above every screen of a drill, with the way out of it."""
    if not app.practising:
        return None
    child = app.book.child(app.place["child"])
    ended = app.place.name is ScreenName.DRILL_END or child.open_episode is None
    end = partial(app.go, ScreenName.DRILL_END, child=child.id)
    words = kit.text(MARK, "small_strong", DUE_INK, expand=True)
    items = [words, *([] if ended else [kit.button("End the drill", end, "text")])]
    line = ft.Column(items, tight=True) if kit.look().big else ft.Row(items, spacing=S4)
    return ft.Container(line, bgcolor=DUE_BG, padding=ft.Padding.symmetric(horizontal=S16, vertical=S4))


def drill_end(app: App) -> Screen:
    """How long it took, and what was missed. The one button erases it."""
    child = app.book.child(app.place["child"])
    episode = child.episodes[-1]
    now = app.now()
    left = missed(child, episode, now)
    times = [f"It took {elapsed_words(episode.opened_at, now)}."]
    if episode.reported_at:
        times.append(f"The report was made after {elapsed_words(episode.opened_at, episode.reported_at)}.")

    def end() -> None:
        if app.attempt(lambda: app.session.erase_child(child.id, reason=ENDED)):
            app.home()

    things = "1 thing was" if len(left) == 1 else f"{len(left)} things were"
    found: list[ft.Control] = [kit.status("done", "Nothing was missed", "strong")]
    if left:
        found = [kit.h2(f"{things} missed"), kit.card(*(kit.bullet(one.words) for one in left), spacing=8)]
    return Screen(
        header(app, child, episode, back_to="the drill"),
        [
            kit.h1("The drill is over"),
            *(kit.text(words) for words in times),
            *found,
            kit.text(
                "Ending it erases the drill: its log, its copies, its times. The form stays.", color=INK2
            ),
        ],
        sticky=[
            kit.button("End and erase the drill", end, "primary", main=True),
            kit.button("Go on practising", app.back),
        ],
    )
