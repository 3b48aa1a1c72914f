"""One child's whole record: saved for a request, or erased by law."""

from __future__ import annotations

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


def record(app: App) -> Screen:
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
    if app.local.get("saved"):
        body.append(kit.status("done", "Made. It is in the log that you did this"))
    me = app.session.staff.member(app.session.vault.person.id)
    if me.manager and not child.open_episode:
        body += _erasing(app)
    return Screen(child_header(app, child, "forms"), body)


async def _save(app: App) -> None:
    await say(app, MAKING)
    book, vault, id = app.book, app.session.vault, app.place["child"]
    papers = Papers(book, app.services.fonts)
    made = whole_record(book, papers, id, _proved(app, id))
    await app.device.save_file(f"record-{book.now():%Y-%m-%d-%H%M}.zip", made)
    app.local["saved"] = not vault.locked


def _proved(app: App, child: str):  # type: ignore[no-untyped-def]
    """Looked at last, so that the export's own entry is in it."""
    yield from app.services.proved(app.session.vault, child, utc(app.now()))


def _erasing(app: App) -> list[ft.Control]:
    if not app.local.get("erase"):
        return [kit.button("Erase this child’s record", lambda: app.local.update(erase=True), "text")]

    def typed(which: str, text: str) -> None:
        app.local[which] = text

    def go() -> None:
        if app.local.get("sure", "").strip().upper() != "ERASE":
            app.local["tried"] = True
            return
        child = app.place["child"]
        if app.attempt(lambda: app.session.vault.erase_child(child, reason=app.local.get("why", "").strip())):
            app.book.forget(child)
            app.home()

    why, sure = "Why, and on whose order?", "Type ERASE"
    problem = "Type the word ERASE." if app.local.get("tried") else ""
    return [
        kit.h2("Erase this child’s record"),
        kit.text(
            "Their key is destroyed: nobody can read the record again, on this device or from a copy of it. "
            "That it was done, by whom and why, stays, with marks that a saved copy can be checked against.",
            color=INK2,
        ),
        kit.labelled(
            why, kit.text_box(why, app.local.get("why", ""), lambda t: typed("why", t), key="erase-why")
        ),
        kit.labelled(
            sure,
            kit.text_box(sure, app.local.get("sure", ""), lambda t: typed("sure", t), key="erase-sure"),
            problem=problem,
        ),
        kit.button("Erase this child’s record for good", go, main=True),
    ]
