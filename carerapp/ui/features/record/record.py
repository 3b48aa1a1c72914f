"""One child's whole record: saved for a request, or erased by law."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import flet as ft

from carerapp.actions.export_record import whole_record
from carerapp.actions.papers import Papers
from carerapp.domain.events import utc
from carerapp.ui import kit
from carerapp.ui.features.episode_header import child_header
from carerapp.ui.features.unlock.moment import begin, busy, say
from carerapp.ui.screen import Screen
from carerapp.ui.shell import App
from carerapp.ui.theme import INK2

MAKING = "Making the record …"


@dataclass
class RecordState:
    """The word typed before a record is erased, and what was done. Why it is erased is a draft."""

    saved: bool = False
    erase: bool = False
    tried: bool = False
    sure: str = ""

    def ask(self) -> None:
        """A tap: erase."""
        self.erase = True


def record(app: App) -> Screen:
    """Everything about one child: to save, or to erase."""
    child = app.book.child(app.place["child"])
    body: list[ft.Control] = [
        kit.h1("The whole record"),
        kit.text(
            f"Everything this device keeps about {child.first_name}: every form, log, copy and photo, and "
            "every entry with its proof. For a request to see the record, or to hand it on."
        ),
        kit.status("check", "The file is not locked, and hidden answers are in it. Keep it safe", "small"),
    ]
    if busy(app):
        body.append(kit.working(busy(app)))
    else:
        body.append(
            kit.button(
                "Save the whole record", lambda: begin(app, MAKING, lambda: _save(app)), "primary", main=True
            )
        )
    if app.state(RecordState).saved:
        body.append(kit.status("done", "Made. It is in the log that you did this"))
    me = app.session.staff.member(app.book.person.id)
    if me.manager and not child.open_episode:
        body += _erasing(app)
    return Screen(child_header(app, child, "forms"), body)


async def _save(app: App) -> None:
    await say(app, MAKING)
    book, vault, id = app.book, app.session.vault, app.place["child"]
    papers = Papers(book, app.services.fonts)
    made = whole_record(book, papers, id, lambda log: _proved(app, log))
    await app.device.save_file(f"record-{book.now():%Y-%m-%d-%H%M%S}.zip", made)
    app.state(RecordState).saved = not vault.locked


def _proved(app: App, child: str) -> Iterator[bytes]:
    """Looked at last, so that the export's own entry is in it."""
    yield from app.services.proved(app.session.vault, child, utc(app.now()))


def _erasing(app: App) -> list[ft.Control]:
    state, key = app.state(RecordState), f"erase-why:{app.place['child']}"
    if not (state.erase or app.drafts.has(key)):
        return [kit.button("Erase this child’s record", state.ask, "text")]

    def confirm(text: str) -> None:
        state.sure = text

    def wrong() -> bool:
        return state.sure.strip().upper() != "ERASE"

    def go() -> None:
        if wrong():
            state.tried = True
            return
        child, reason = app.place["child"], app.drafts.get(key).strip()
        if app.attempt(lambda: app.session.erase_child(child, reason=reason)):
            app.home()

    why, sure = "Why, and on whose order?", "Type ERASE"
    problem = "Type the word ERASE." if state.tried and wrong() else ""
    return [
        kit.h2("Erase this child’s record"),
        kit.text(
            "Their key is destroyed: nobody can read the record again, on this device or from a copy of it. "
            "That it was done, by whom and why, stays, with marks that a saved copy can be checked against.",
            color=INK2,
        ),
        *_asked_of(app),
        kit.labelled(
            why, kit.text_box(why, app.drafts.get(key), lambda text: app.drafts.type(key, text), key=key)
        ),
        kit.labelled(
            sure,
            kit.text_box(sure, state.sure, confirm, key="erase-child", problem=bool(problem)),
            problem=problem,
        ),
        kit.button("Erase this child’s record for good", go, main=True),
    ]


def _asked_of(app: App) -> list[ft.Control]:
    """What becomes of the record at the authority."""
    if app.session.sharing is None or not app.session.sharing.authorities:
        return []
    return [
        kit.text(
            "The authority is asked to erase its record too. Its people decide, and this device is told. "
            "Other tablets keep theirs. Why it is erased stays on this device: tell the duty team.",
            color=INK2,
        )
    ]
