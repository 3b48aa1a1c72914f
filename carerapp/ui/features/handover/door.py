"""The officer's first page on the screen, to be held up at the door; its code is the copy's fingerprint."""

from __future__ import annotations

import flet as ft

from carerapp.actions.own_phone import carer_now
from carerapp.actions.papers import fingerprint_words
from carerapp.domain.child import ChildFile
from carerapp.domain.episode import Episode
from carerapp.domain.events import Event
from carerapp.domain.officers_page import OfficersPage, Row, officers_page
from carerapp.domain.since_copy import since_the_copy
from carerapp.domain.topics.copy import Copy
from carerapp.ui import kit
from carerapp.ui.features.episode_header import header, photo
from carerapp.ui.features.handover.audience import withheld
from carerapp.ui.features.handover.copy_state import copy_state, short_hash
from carerapp.ui.kit.frame import face
from carerapp.ui.screen import Screen
from carerapp.ui.screen_name import ScreenName
from carerapp.ui.shell import App
from carerapp.ui.theme import INK2, S16

PHOTO_WIDTH = 200.0
NO_PHOTO = "No photo yet"


def door(app: App) -> Screen:
    """What the copy says first. What the last copy leaves out, or the next one will, is not here either."""
    child = app.book.child(app.place["child"])
    episode = child.episode(app.place["episode"])
    copy = copy_state(episode).copy
    out = Copy.of(copy).withheld if copy else withheld(app, child, episode)
    page = officers_page(child, episode, app.now(), carer_now(app.book), out)
    first: list[ft.Control] = [
        kit.h1(page.name),
        _picture(app, child, page),
        kit.group(*(_row(row) for row in page.rows if row.part in ("first", "who", "seen"))),
    ]
    rest: list[ft.Control] = [
        kit.group(*(_row(row) for row in page.rows if row.part not in ("first", "who", "seen"))),
        kit.h2("What has been done"),
        kit.card(*(kit.text(words) for words in page.done)),
        *_code(app, child, episode, copy),
    ]
    screen = Screen(header(app, child, episode, back_to="the form"), [*first, *rest])
    if kit.look().wide:
        screen.side, screen.body = first, rest
    return screen


def _picture(app: App, child: ChildFile, page: OfficersPage) -> ft.Control:
    jpeg = photo(app, child.id) if page.photo.state == "said" else None
    if jpeg is None:
        return kit.text(page.photo.words if page.photo.state == "withheld" else NO_PHOTO, color=INK2)
    return ft.Row([face(jpeg, PHOTO_WIDTH, name=page.name)])


def _row(row: Row) -> ft.Control:
    """One question and what is known. What is not known is grey."""
    style = "strong" if row.state == "said" else "body"
    words = kit.text(row.words or "Not known", style, *([] if row.state == "said" else [INK2]))
    return ft.Container(
        ft.Column(
            [kit.text(row.label, "small", INK2), words],
            spacing=2,
            tight=True,
            horizontal_alignment=ft.CrossAxisAlignment.STRETCH,
        ),
        padding=ft.Padding.symmetric(horizontal=S16, vertical=8),
    )


def _code(app: App, child: ChildFile, episode: Episode, copy: Event | None) -> list[ft.Control]:
    """The fingerprint of the copy that is on paper or in a file: who scans it can compare."""
    if copy is None:
        to = lambda: app.go(ScreenName.HANDOVER, child=child.id, episode=episode.id)
        return [
            kit.note("There is no copy yet. A code for it stands here once you have made one."),
            kit.button("Make the officer’s copy", to, icon_=ft.Icons.DESCRIPTION_OUTLINED),
        ]
    items: list[ft.Control] = [
        kit.h2("The copy’s fingerprint"),
        kit.code(fingerprint_words(copy), f"QR code with the fingerprint of the copy, {short_hash(copy)}"),
        kit.text(f"{short_hash(copy)} …", "strong"),
        kit.text(
            "The officer can scan it. It holds no name. A copy with the same fingerprint was not changed.",
            "small",
            INK2,
        ),
    ]
    if any(since_the_copy(child, episode, copy, app.book.name_of)):
        items.append(kit.status("due", "Something has changed since the copy. This page is newer."))
    to = lambda: app.go(ScreenName.COPIES, child=child.id, episode=episode.id)
    more = kit.button("The copy, and what changed since", to, icon_=ft.Icons.DESCRIPTION_OUTLINED)
    return [kit.card(*items, more)]
