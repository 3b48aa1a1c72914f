"""The recovery sheet: made, printed, and tried. And the owner's key, and erasing the device."""

from __future__ import annotations

from functools import partial

import flet as ft

from carerapp.ui import kit
from carerapp.ui.features.unlock.moment import begin, busy, say
from carerapp.ui.screen import Screen
from carerapp.ui.shell import App
from carerapp.ui.theme import INK2
from carerapp.vault import NotSaved, SealBroken, VaultError, fingerprint

MAKING = "Making the sheet …"
TRYING = "Trying the code …"
ERASING = "Erasing …"


def sheet(app: App) -> Screen:
    header = kit.plain_header("Recovery sheet", hide=app.hide, back=app.back, back_to="people")
    if app.local.get("works"):
        return Screen(
            header,
            [
                kit.h1("The sheet works"),
                kit.status("done", "You opened the notes with it. Keep it away from this device", "strong"),
                kit.text("A locked drawer, or with somebody you trust. Whoever has it can open the notes."),
            ],
            sticky=[kit.button("Done", app.back, "primary", main=True)],
        )
    code = app.local.get("code", "")
    return _made(app, header, code) if code else _explain(app, header)


def _explain(app: App, header: ft.Control) -> Screen:
    again = app.vault.staff.has_sheet
    body: list[ft.Control] = [
        kit.h1("A way in when the PIN is forgotten"),
        kit.text(
            "The app makes a code of 28 letters and numbers. You print it or copy it by hand. Nobody else has it: "
            "not your authority, not the people who made this app."
        ),
        kit.text(
            "With it you choose a new PIN. Without it and without the PIN, the notes can’t be opened by anybody."
        ),
    ]
    if again:
        body.append(kit.note("The sheet you have now opens nothing more when you make a new one."))
    if problem := app.local.get("problem"):
        body.append(kit.status("check", problem, "strong"))
    words = "Make a new sheet" if again else "Make the sheet"
    last = (
        kit.working(busy(app))
        if busy(app)
        else kit.button(words, lambda: begin(app, MAKING, lambda: _make(app)), "primary", main=True)
    )
    return Screen(header, body, sticky=[last])


async def _make(app: App) -> None:
    await say(app, MAKING)
    app.local["code"] = app.vault.staff.new_sheet()


def _made(app: App, header: ft.Control, code: str) -> Screen:
    def typed(text: str) -> None:
        app.local["typed"] = text

    def go() -> object:
        return begin(app, TRYING, lambda: _try(app))

    async def save() -> None:
        from carerapp.documents import recovery_sheet, render

        made = recovery_sheet(code, made_at=app.now(), made_by=app.open_book.person.name)
        await app.device.save_file("recovery-sheet.pdf", render(made, app.parts.fonts))

    groups = code.split("-")
    rows = [kit.text("  ".join(groups[i : i + 4]), "number") for i in (0, 4)]
    label = "Type the code from the paper"
    box = kit.text_box(
        label, app.local.get("typed", ""), typed, key="rehearse", problem=bool(app.local.get("problem"))
    )
    body: list[ft.Control] = [
        kit.h1("Your code"),
        kit.card(*rows),
        kit.button("Save or print the sheet", save, icon_=ft.Icons.PRINT_OUTLINED),
        kit.text("Or copy it by hand. The app shows it only now.", "small", INK2),
        kit.h2("Now try it"),
        kit.labelled(
            label, box, hint="So that you know it works on a bad day.", problem=app.local.get("problem", "")
        ),
    ]
    last = kit.working(busy(app)) if busy(app) else kit.button("Try the code", go, "primary", main=True)
    return Screen(header, body, sticky=[last])


async def _try(app: App) -> None:
    await say(app, TRYING)
    try:
        app.vault.staff.rehearse_sheet(app.local.get("typed", ""))
    except VaultError as trouble:
        app.local["problem"] = str(trouble)
    else:
        app.local.clear()
        app.local["works"] = True


def owner(app: App) -> Screen:
    """The provider's or the authority's own way in, by a public key that they give out."""

    def typed(text: str) -> None:
        app.local["key"] = text

    def save() -> None:
        plain = "".join(app.local.get("key", "").split())
        try:
            app.vault.staff.seal_to_owner(bytes.fromhex(plain))
        except NotSaved:
            raise
        except (ValueError, SealBroken):
            app.local["problem"] = "That is not a public key: 64 letters and numbers. Nothing was changed."
        else:
            app.local.clear()
            app.local["sealed"] = plain.lower()

    body: list[ft.Control] = [
        kit.h1("The owner’s recovery key"),
        kit.text(
            "A provider or an authority can keep a key that opens the notes when every PIN is lost. They give you "
            "its public part; the other part stays in their safe."
        ),
    ]
    for key in app.vault.staff.owners:
        away = partial(app.attempt, partial(app.vault.staff.forget_owner, key))
        there = [kit.status("done", "Opens these notes", "strong"), kit.text(fingerprint(key))]
        body.append(kit.card(*there, kit.button("Take it away", away, "text")))
    if app.local.get("sealed"):
        body.append(
            kit.note("Read the fingerprint to the owner. Ask them to try their key: recover --check.")
        )
    box = kit.text_box(
        "Public key", app.local.get("key", ""), typed, key="owner", problem=bool(app.local.get("problem"))
    )
    body.append(
        kit.labelled("Public key", box, hint="64 letters and numbers.", problem=app.local.get("problem", ""))
    )
    return Screen(
        kit.plain_header("Owner’s key", hide=app.hide, back=app.back, back_to="people"),
        body,
        sticky=[kit.button("Let this key open the notes", save, "primary", main=True)],
    )


def erase(app: App) -> Screen:
    """Everything on this device, for good."""

    def typed(text: str) -> None:
        app.local["typed"] = text

    running = any(child.open_episode for child in app.open_book.children())
    body: list[ft.Control] = [
        kit.h1("Erase this device"),
        kit.text(
            "Every child’s record on this device is destroyed, and every key. Nobody can bring it back."
        ),
        kit.text("Save first what must be kept: each child’s whole record, under “Forms and procedure”."),
    ]
    if running:
        body.append(
            kit.status("check", "A child is missing now. Close that first, or hand it over", "strong")
        )
    sure = app.local.get("typed", "").strip().upper() == "ERASE"
    label = "Type ERASE"
    problem = "Type the word ERASE." if app.local.get("tried") and not sure else ""
    body.append(
        kit.labelled(
            label,
            kit.text_box(label, app.local.get("typed", ""), typed, key="erase", problem=bool(problem)),
            problem=problem,
        )
    )

    def go() -> object:
        if app.local.get("typed", "").strip().upper() != "ERASE":
            app.local["tried"] = True
            return None
        return begin(app, ERASING, lambda: _erase(app))

    last = kit.working(busy(app)) if busy(app) else kit.button("Erase everything", go, main=True)
    return Screen(
        kit.plain_header("Erase", hide=app.hide, back=app.back, back_to="people"), body, sticky=[last]
    )


async def _erase(app: App) -> None:
    """The device's own secret first: then no PIN opens what is left, whatever cuts this short."""
    await say(app, ERASING)
    door = app.parts.door
    handle = door.device_handle
    if handle is not None and app.parts.device is not None:
        await app.parts.device.forget(handle)
    app.lock()
    door.erase()
    app.last_person = ""
    app.local.clear()
