"""The recovery sheet: made, printed, and tried. And the owner's key, and erasing the device."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial

import flet as ft

from carerapp.actions.access import NotAllowed, NotSaved, SealBroken, VaultError, fingerprint
from carerapp.ui import kit
from carerapp.ui.features.unlock.moment import Moment, anew, begin, busy, say
from carerapp.ui.features.unlock.pin_entry import SecretText
from carerapp.ui.screen import Screen
from carerapp.ui.shell import App
from carerapp.ui.theme import INK2

MAKING = "Making the sheet …"
TRYING = "Trying the code …"
ERASING = "Erasing …"
OWNER = "owner-key"  # the key of a draft


@dataclass
class SheetState:
    """The code while it is shown, and as it is typed once more from the paper."""

    code: SecretText = field(default_factory=SecretText)
    typed: SecretText = field(default_factory=SecretText)
    works: bool = False

    def wipe(self) -> None:
        """Overwrite both."""
        self.code.wipe()
        self.typed.wipe()


@dataclass
class OwnerState:
    """The public key that was let in."""

    sealed: str = ""


@dataclass
class EraseState:
    """The word that must be typed, and whether it was tried without."""

    typed: str = ""
    tried: bool = False


def sheet(app: App) -> Screen:
    """Why, then the code, then a try with it."""
    header = kit.plain_header("Recovery sheet", hide=app.locking.hide, back=app.back, back_to="people")
    if app.state(SheetState).works:
        return Screen(
            header,
            [
                kit.h1("The sheet works"),
                kit.status("done", "You opened the notes with it. Keep it away from this device", "strong"),
                kit.text("A locked drawer, or with somebody you trust. Whoever has it can open the notes."),
            ],
            sticky=[kit.button("Done", app.back, "primary", main=True)],
        )
    code = app.state(SheetState).code.text
    return _made(app, header, code) if code else _explain(app, header)


def _explain(app: App, header: ft.Control) -> Screen:
    again = app.session.staff.has_sheet
    body: list[ft.Control] = [
        kit.h1("A way in when the PIN is forgotten"),
        kit.text(
            "The app makes a code of 28 letters and numbers. You print it or copy it by hand. Nobody else "
            "has it: not your authority, not the people who made this app."
        ),
        kit.text(
            "With it you choose a new PIN. Without it and without the PIN, the notes can’t be opened by "
            "anybody."
        ),
    ]
    if again:
        body.append(kit.note("The sheet you have now opens nothing more when you make a new one."))
    body += kit.wrong(app.state(Moment).problem)
    words = "Make a new sheet" if again else "Make the sheet"
    last = (
        kit.working(busy(app))
        if busy(app)
        else kit.button(words, lambda: begin(app, MAKING, lambda: _make(app)), "primary", main=True)
    )
    return Screen(header, body, sticky=[last])


async def _make(app: App) -> None:
    await say(app, MAKING)
    try:
        app.state(SheetState).code.put(app.session.staff.new_sheet())
    except NotAllowed as trouble:
        app.state(Moment).problem = str(trouble)


def _made(app: App, header: ft.Control, code: str) -> Screen:
    typed, problem = app.state(SheetState).typed, app.state(Moment).problem

    def go() -> object:
        return begin(app, TRYING, lambda: _try(app))

    async def save() -> None:
        from carerapp.documents import recovery_sheet, render

        made = recovery_sheet(code, made_at=app.now(), made_by=app.book.person.name)
        await app.device.save_file("recovery-sheet.pdf", render(made, app.services.fonts))

    groups = code.split("-")
    rows = [kit.text("  ".join(groups[i : i + 4]), "number") for i in (0, 4)]
    label = "Type the code from the paper"
    box = kit.text_box(label, typed.text, anew(app, typed.put), key="rehearse-code", problem=bool(problem))
    body: list[ft.Control] = [
        kit.h1("Your code"),
        kit.card(*rows),
        kit.button("Save or print the sheet", save, icon_=ft.Icons.PRINT_OUTLINED),
        kit.text("Or copy it by hand. The app shows it only now.", "small", INK2),
        kit.h2("Now try it"),
        kit.labelled(label, box, hint="So that you know it works on a bad day.", problem=problem),
    ]
    last = kit.working(busy(app)) if busy(app) else kit.button("Try the code", go, "primary", main=True)
    return Screen(header, body, sticky=[last])


async def _try(app: App) -> None:
    await say(app, TRYING)
    try:
        app.session.staff.rehearse_sheet(app.state(SheetState).typed.text)
    except VaultError as trouble:
        app.state(Moment).problem = str(trouble)
    else:
        app.states.clear()
        app.state(SheetState).works = True


def owner(app: App) -> Screen:
    """The provider's or the authority's own way in, by a public key that they give out."""

    state, problem = app.state(OwnerState), app.state(Moment).problem

    def save() -> None:
        plain = "".join(app.drafts.get(OWNER).split())
        try:
            app.session.staff.seal_to_owner(bytes.fromhex(plain))
        except NotSaved:
            raise
        except NotAllowed as trouble:
            app.state(Moment).problem = str(trouble)
        except (ValueError, SealBroken):
            app.state(
                Moment
            ).problem = "That is not a public key: 64 letters and numbers. Nothing was changed."
        else:
            app.states.clear()
            app.drafts.drop(OWNER)
            app.state(OwnerState).sealed = plain.lower()

    body: list[ft.Control] = [
        kit.h1("The owner’s recovery key"),
        kit.text(
            "A provider or an authority can keep a key that opens the notes when every PIN is lost. They "
            "give you its public part; the other part stays in their safe."
        ),
    ]
    for key in app.session.staff.owners:
        away = partial(app.attempt, partial(app.session.staff.forget_owner, key))
        there = [kit.status("done", "Opens these notes", "strong"), kit.text(fingerprint(key))]
        body.append(kit.card(*there, kit.button("Take it away", away, "text")))
    if state.sealed:
        body.append(
            kit.note("Read the fingerprint to the owner. Ask them to try their key: recover --check.")
        )
    typed = anew(app, partial(app.drafts.type, OWNER))
    box = kit.text_box("Public key", app.drafts.get(OWNER), typed, key=OWNER, problem=bool(problem))
    body.append(kit.labelled("Public key", box, hint="64 letters and numbers.", problem=problem))
    return Screen(
        kit.plain_header("Owner’s key", hide=app.locking.hide, back=app.back, back_to="people"),
        body,
        sticky=[kit.button("Let this key open the notes", save, "primary", main=True)],
    )


def erase(app: App) -> Screen:
    """Everything on this device, for good."""

    state = app.state(EraseState)

    def typed(text: str) -> None:
        state.typed = text

    running = any(child.open_episode for child in app.book.children())
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
    sure = state.typed.strip().upper() == "ERASE"
    label = "Type ERASE"
    problem = "Type the word ERASE." if state.tried and not sure else ""
    body.append(
        kit.labelled(
            label,
            kit.text_box(label, state.typed, typed, key="erase-device", problem=bool(problem)),
            problem=problem,
        )
    )

    def go() -> object:
        if state.typed.strip().upper() != "ERASE":
            state.tried = True
            return None
        return begin(app, ERASING, lambda: _erase(app))

    last = kit.working(busy(app)) if busy(app) else kit.button("Erase everything", go, main=True)
    return Screen(
        kit.plain_header("Erase", hide=app.locking.hide, back=app.back, back_to="people"), body, sticky=[last]
    )


async def _erase(app: App) -> None:
    await say(app, ERASING)
    await app.locking.erase_device()
