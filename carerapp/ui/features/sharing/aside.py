"""What was set aside, and what is missing or double in a log: cards, and the screen that says what."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

import flet as ft

from carerapp.actions.casebook import Casebook
from carerapp.settings import COUNT_PAUSE_SECONDS
from carerapp.sharing.aside_list import AsideLine, aside_lines, more_aside
from carerapp.sharing.odd_list import (
    AT_ONCE,
    HASHED_AT_ONCE,
    OddLine,
    odd_lines,
    still_to_count,
    still_to_hash,
)
from carerapp.ui import kit
from carerapp.ui.features.sharing.states import entries, moment
from carerapp.ui.screen import Screen
from carerapp.ui.screen_name import ScreenName
from carerapp.ui.shell import App
from carerapp.ui.theme import INK2

SHOWN = 100


def aside_card(app: App, child: str = "") -> list[ft.Control]:
    """Nothing where nothing was set aside. ``child``: only what is about this one."""
    odd = [line for line in _odd_lines(app) if not child or line.child == child]
    lines = [line for line in aside_lines(app.session.vault, app.book) if not child or line.child == child]
    cards: list[ft.Control] = []
    if odd:
        said = kit.status(
            "check", "Something is missing in a log, stands there twice, or was changed", "strong"
        )
        all_is_shown = kit.text("All that came is shown. Nothing waits for it.", "small")
        read = kit.button("Read what", lambda: app.go(ScreenName.SET_ASIDE), "tonal")
        cards.append(kit.card(said, all_is_shown, read))
    if not lines:
        return cards
    were, they = ("was", "It") if len(lines) == 1 else ("were", "They")
    return [
        *cards,
        kit.card(
            kit.status("check", f"{entries(len(lines))} {were} set aside", "strong"),
            kit.text(f"{they} did not pass the app’s checks. All else is shown.", "small"),
            kit.button("Read why", lambda: app.go(ScreenName.SET_ASIDE), "tonal"),
        ),
    ]


@dataclass
class Counting:
    """Whether the logs are being looked at behind the screen."""

    going: bool = False


def _odd_lines(app: App) -> Sequence[OddLine]:
    """Nothing yet while long logs are counted; then the screen is drawn anew, and once more when all was
    hashed and something is wrong. Who unlocks waits for none of it."""
    to_count = still_to_count(app.book)
    if (to_count or still_to_hash(app.book)) and not (counting := app.state(Counting)).going:
        counting.going = True
        app.start(_look, app, app.book, counting)
    return () if to_count else odd_lines(app.book)


async def _look(app: App, book: Casebook, counting: Counting) -> None:
    try:
        counted = False
        while not app.locked and app.book is book and (logs := still_to_count(book)):
            book.feeds.go_on(logs, AT_ONCE)
            counted = True
            await asyncio.sleep(COUNT_PAUSE_SECONDS)
        if counted and not app.locked and app.book is book:
            app.redraw()
        said = odd_lines(book) if not app.locked and app.book is book else ()
        while not app.locked and app.book is book and (logs := still_to_hash(book)):
            await asyncio.sleep(COUNT_PAUSE_SECONDS)
            if not app.locked and app.book is book:
                book.feeds.go_on_hashing(logs, HASHED_AT_ONCE)
    finally:
        counting.going = False
    if not app.locked and app.book is book and odd_lines(book) != said:
        app.redraw()


def set_aside(app: App) -> Screen:
    """Whom it is about, where it came from, the reason, and its words: enough to ring somebody about it."""
    lines = aside_lines(app.session.vault, app.book)
    shared = app.session.sharing
    to = "the desk" if shared and shared.desk else "children"
    body: list[ft.Control] = [*_odd(odd_lines(app.book)), kit.h1("Set aside")]
    if not lines:
        body.append(kit.note("Nothing is set aside."))
    else:
        body.append(
            kit.text(
                "What is here did not pass the app’s checks. It is not shown in any log, and nothing else "
                "waits for it. Ring the authority’s duty team: read them the device and the reason."
            )
        )
        body += _cards(app, lines[-SHOWN:])
    left = len(lines[:-SHOWN]) + more_aside(app.session.vault)
    if left:
        body.append(kit.text(f"And {left} more.", "small", INK2))
    return Screen(kit.plain_header("Set aside", hide=app.locking.hide, back=app.back, back_to=to), body)


def _odd(lines: Sequence[OddLine]) -> list[ft.Control]:
    if not lines:
        return []
    return [
        kit.h1("Missing, there twice, or changed"),
        *(kit.card(*_parts(line), spacing=8) for line in lines),
    ]


def _parts(line: OddLine) -> list[ft.Control]:
    parts: list[ft.Control] = [
        kit.text(f"The log of {line.about}", "strong"),
        kit.status("check", line.words),
    ]
    return [*parts, kit.text(f"Device {line.device}", "small", INK2)] if line.device else parts


def _cards(app: App, lines: Sequence[AsideLine]) -> list[ft.Control]:
    return [_card(app, line) for line in reversed(lines)]


def _card(app: App, line: AsideLine) -> ft.Control:
    title = f"{line.what}, about {line.about}" if line.about else line.what
    parts: list[ft.Control] = [
        kit.text(title, "strong"),
        kit.status("check", f"{line.why[:1].upper()}{line.why[1:]}"),
    ]
    if line.sender:
        parts.append(kit.text(f"It says it is from {line.sender}", "small", INK2))
    if line.at:
        parts.append(kit.text(f"Came {moment(app, line.at)}", "small", INK2))
    if line.words:
        parts.append(kit.text(f"It says: {line.words}", "small"))
    if line.waits:
        parts.append(kit.text("It is tried again at each contact with the authority.", "small", INK2))
    return kit.card(*parts, spacing=8)
