"""Every frozen copy, and what has changed since the officer's."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import flet as ft

from carerapp.actions.make_copy import FrozenCopy
from carerapp.actions.papers import Papers, file_name
from carerapp.domain.changes import Change
from carerapp.domain.child import ChildFile
from carerapp.domain.episode import Episode
from carerapp.domain.events import Event
from carerapp.domain.outcomes import Fact, PaperKind
from carerapp.domain.since_copy import since_the_copy, to_tell
from carerapp.domain.topics.copy import Copy
from carerapp.ui import kit
from carerapp.ui.features.episode_header import clock, header
from carerapp.ui.features.handover.copy_state import CopyState, copy_state, officer, short_hash
from carerapp.ui.features.handover.heard import heard, ring_again
from carerapp.ui.features.take_back import taking_back
from carerapp.ui.screen import Screen
from carerapp.ui.screen_name import ScreenName
from carerapp.ui.shell import App
from carerapp.ui.theme import INK2, S16


def copies(app: App) -> Screen:
    """Every document of an episode, and every copy that was given."""
    child = app.book.child(app.place["child"])
    episode = child.episode(app.place["episode"])
    state = copy_state(episode)
    papers = Papers(app.book, app.services.fonts)
    first: list[ft.Control] = [kit.h1("The officer’s copy")]
    if state.given:
        first += [
            kit.status("done", f"The officer has it, {clock(state.given.happened, app.now())}", "strong"),
            kit.text(officer(state.given)),
            *taking_back(app, child, episode, Fact.HANDED_OVER),
        ]
    elif state.copy is None:
        first.append(kit.note("No officer’s copy yet."))
    about = {"child": child.id, "episode": episode.id}
    to = lambda: app.go(ScreenName.HANDOVER, **about, **({"again": "yes"} if state.given else {}))
    if not state.given:
        first.append(kit.button("Give the officer the form", to, icon_=ft.Icons.DESCRIPTION_OUTLINED))
    if state.copy:
        first += _changed(app, child, episode, papers, state)
    show = lambda: app.go(ScreenName.DOOR, **about)
    rest: list[ft.Control] = [
        kit.group(kit.row("Show it at the door", "The first page, on the screen", show))
    ]
    made = list(reversed(episode.copies()))
    if made:
        rest += [kit.h2("Copies you made"), kit.group(*(_copy(app, child, e) for e in made))]
        rest.append(
            kit.text(
                "Each copy is sealed here as it was made. The letters are its fingerprint.", "small", INK2
            )
        )
    log = _maker(app, lambda: papers.chronology(child.id, episode.id))
    rest.append(kit.button("Save the log as a PDF", log, icon_=ft.Icons.PRINT_OUTLINED))
    if state.given:
        rest.append(kit.button("Make a whole new copy", to, "text"))
    screen = Screen(header(app, child, episode, back_to="what to do"), [*first, *rest])
    if kit.look().wide:
        screen.side, screen.body = first, rest
    return screen


def _maker(app: App, make: Callable[[], FrozenCopy]) -> Callable[[], Awaitable[None]]:
    async def work() -> None:
        made = make()
        await app.device.save_file(file_name(made.event), made.pdf)

    return work


def _changed(
    app: App, child: ChildFile, episode: Episode, papers: Papers, state: CopyState
) -> list[ft.Control]:
    copy = state.copy
    assert copy is not None
    changes, news = since_the_copy(child, episode, copy, app.book.name_of)
    if not changes and not news:
        return [kit.status("done", "Nothing has changed since the copy")]
    make = _maker(app, lambda: papers.supplement(child.id, episode.id, copy))
    return [
        kit.h2("New since the officer’s copy"),
        kit.group(
            *(heard(app, child, episode, act) for act in news if not act.line.corrected_by),
            *(_change(app, change) for change in changes),
        ),
        *ring_again(app, child, episode, to_tell(child, copy, changes, news)),
        kit.button("Make a supplement", make, icon_=ft.Icons.POST_ADD),
        kit.text("It prints just these, to give or to read out.", "small", INK2),
    ]


def _change(app: App, change: Change) -> ft.Control:
    title = change.label.rstrip(": ") + (f" ({change.row})" if change.row and not change.secret else "")
    if change.secret:
        lines = ["Hidden here. Printed in the supplement"]
    else:
        lines = [f"Now: {change.after or 'blank'}", f"Before: {change.before or 'blank'}"]
    by = f"{clock(change.written_at, app.now())}, {app.book.name_of(change.author)}"
    return ft.Container(
        ft.Column(
            [
                kit.text(title, "strong"),
                *(kit.text(line, color=INK2 if n else ft.Colors.ON_SURFACE) for n, line in enumerate(lines)),
                kit.text(by, "small", INK2),
            ],
            spacing=2,
            tight=True,
            horizontal_alignment=ft.CrossAxisAlignment.STRETCH,
        ),
        padding=ft.Padding.symmetric(horizontal=S16, vertical=12),
    )


def _copy(app: App, child: ChildFile, copy: Event) -> ft.Control:
    name = (Copy.of(copy).document or PaperKind.FORM).on_screen
    when = clock(copy.written, app.now())
    lock = ". With a password" if Copy.of(copy).password else ""

    async def save() -> None:
        data = app.book.file(child.id, Copy.of(copy).file)
        await app.device.save_file(file_name(copy), data)

    async def share() -> None:
        await app.device.share_file(file_name(copy), app.book.file(child.id, Copy.of(copy).file))

    words = ft.Column(
        [
            kit.text(f"{name}, {when}", "strong"),
            kit.text(f"{app.book.name_of(copy.author)}. {short_hash(copy)}{lock}", "small", INK2),
        ],
        spacing=2,
        expand=not kit.look().big,
    )
    buttons = [kit.button("Save", save, "tonal", label=f"Save: {name}, {when}")]
    if app.services.host.can_share:
        buttons.append(kit.button("Share", share, "tonal", label=f"Share: {name}, {when}"))
    below = kit.look().big or len(buttons) > 1
    inside = ft.Column([words, *buttons]) if below else ft.Row([words, *buttons], spacing=12)
    return ft.Container(inside, padding=ft.Padding.symmetric(horizontal=S16, vertical=12))
