"""Who can sign in here, who has left, and the other ways in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial

import flet as ft

from carerapp.actions.access import DeviceSecretError, Member, VaultError, fingerprint
from carerapp.actions.idle_lock import choose_minutes, chosen_minutes
from carerapp.domain.uk_time import uk
from carerapp.settings import IDLE_LOCK_CHOICES_MINUTES
from carerapp.ui import kit
from carerapp.ui.features.unlock.moment import CONFIRM, Moment, asked, begin, busy
from carerapp.ui.questions.question_view import MONTHS
from carerapp.ui.screen import Screen
from carerapp.ui.screen_name import ScreenName
from carerapp.ui.shell import App
from carerapp.ui.theme import INK2

LOCK = "When nobody is missing, lock after"


@dataclass
class PersonState:
    """Whether removing them was tapped, and is asked once more."""

    sure: bool = False

    def ask(self) -> None:
        """A tap on Remove."""
        self.sure = True

    def leave(self) -> None:
        """A tap on No."""
        self.sure = False


def staff(app: App) -> Screen:
    """Everybody who signs in here, and the other ways in."""
    members = app.session.staff.members()
    me = next(m for m in members if m.id == app.book.person.id)
    here, gone = [m for m in members if m.here], [m for m in members if not m.here]
    body: list[ft.Control] = [kit.h1("People and keys")]
    body.append(kit.group(*(_row(app, m, me) for m in here)))
    if me.manager:
        body.append(
            kit.button("Add somebody", lambda: app.go(ScreenName.ADD_PERSON), icon_=ft.Icons.PERSON_ADD_ALT)
        )
    if len(here) > 1:
        body.append(
            kit.button("Somebody else signs in", app.locking.switch, icon_=ft.Icons.SWITCH_ACCOUNT_OUTLINED)
        )
    body += [
        kit.h2("Your own lock"),
        kit.button("Change my PIN", lambda: app.go(ScreenName.MY_PIN)),
        kit.button("Change my name", lambda: app.go(ScreenName.MY_NAME)),
        *_quick(app, me),
        *_idle(app),
        kit.h2("If a PIN is forgotten"),
        *_recovery(app, me),
    ]
    if gone:
        body += [kit.h2("Have left"), kit.group(*(_row(app, m, me) for m in gone))]
    if me.manager:
        body.append(kit.button("Erase this device", lambda: app.go(ScreenName.ERASE), "text"))
    return Screen(
        kit.plain_header("People and keys", hide=app.locking.hide, back=app.back, back_to="children"), body
    )


def day(seconds: float) -> str:
    """A Unix time as a day: "4 March 2026"."""
    moment = uk(datetime.fromtimestamp(seconds, UTC))
    return f"{moment.day}\u00a0{MONTHS[moment.month - 1]}\u00a0{moment.year}"


def _row(app: App, member: Member, me: Member) -> ft.Control:
    words = member.role + (", manager" if member.manager else "")
    if member.id == me.id:
        words += ". Signed in now"
    elif member.off:
        words += ". Switched off: ten wrong PINs"
    elif not member.here:
        words += f". Left {day(member.left)}"
    words += _before(member)
    status = "check" if member.off and member.here else ""
    return kit.row(member.name, words, partial(app.go, ScreenName.PERSON, person=member.id), status=status)


def _idle(app: App) -> list[ft.Control]:
    """How calm the day is, a person knows: on a night the time is longer by itself."""
    now = chosen_minutes(app.book) or app.services.idle_seconds // 60

    def choose(minutes: int) -> None:
        app.attempt(lambda: choose_minutes(app.book, minutes))

    rows = [
        kit.choice(
            f"{minutes} minutes", minutes == now, partial(choose, minutes), label=f"{LOCK}: {minutes} minutes"
        )
        for minutes in IDLE_LOCK_CHOICES_MINUTES
    ]
    night = app.services.episode_idle_seconds // 60
    return [
        kit.text(LOCK, "strong"),
        kit.text(f"While a child is missing: {night} minutes. Hide locks at once.", "small", INK2),
        kit.one_of(LOCK, *rows),
    ]


def _before(member: Member) -> str:
    """The names under which their earlier entries stand."""
    return f". Before: {', '.join(member.earlier)}" if member.earlier else ""


def _quick(app: App, me: Member) -> list[ft.Control]:
    """Only where the device itself can ask who it is."""
    device = app.services.device
    if device is None or not device.confirms or app.services.door.device_handle is None:
        return []
    problem = app.state(Moment).problem
    if busy(app):
        return [kit.working(busy(app))]
    if me.quick:
        return [
            kit.status("done", "Your fingerprint, face or the phone’s lock opens your notes without the PIN"),
            kit.button(
                "Ask for the PIN again", lambda: app.attempt(lambda: app.session.staff.quick_off(me.id))
            ),
        ]
    return [
        kit.button(
            "Open without the PIN, by fingerprint or face",
            lambda: begin(app, CONFIRM, lambda: _quick_on(app, me)),
        ),
        kit.text(
            "Whoever can unlock this phone can then read the notes. Your PIN still works.", "small", INK2
        ),
        *kit.wrong(problem),
    ]


async def _quick_on(app: App, me: Member) -> None:
    handle, device = app.services.door.device_handle, app.services.device
    assert handle is not None
    assert device is not None
    try:
        confirmed = await asked(device.get(handle))
    except DeviceSecretError as trouble:
        app.state(Moment).problem = str(trouble)
        return
    app.attempt(lambda: app.session.staff.quick_on(me.id, app.services.quick(confirmed)))


def _recovery(app: App, me: Member) -> list[ft.Control]:
    shown: list[ft.Control] = []
    if app.session.staff.has_sheet:
        shown.append(kit.status("done", "A recovery sheet was made"))
    else:
        shown.append(
            kit.status("check", "No recovery sheet yet. A forgotten PIN would lock the notes for good")
        )
    words = "Make a new recovery sheet" if app.session.staff.has_sheet else "Make a recovery sheet"
    if me.manager:
        shown.append(kit.button(words, lambda: app.go(ScreenName.SHEET), icon_=ft.Icons.PRINT_OUTLINED))
    else:
        shown.append(kit.text("Only a manager can make a recovery sheet: it opens the notes.", "small", INK2))
    for key in app.session.staff.owners:
        shown.append(kit.status("done", f"The owner’s key opens these notes too: {fingerprint(key)}"))
    if me.manager:
        shown.append(kit.button("The owner’s recovery key", lambda: app.go(ScreenName.OWNER), "text"))
    return shown


def person(app: App) -> Screen:
    """One person: their key's fingerprint, and what a manager can do."""
    members = app.session.staff.members()
    one = next(m for m in members if m.id == app.place["person"])
    me = next(m for m in members if m.id == app.book.person.id)
    body: list[ft.Control] = [
        kit.h1(one.name),
        kit.text(one.role + (", manager" if one.manager else "") + _before(one)),
        kit.text("Fingerprint of the key that signs what they write:", "small", INK2),
        kit.text(fingerprint(one.key), "strong"),
        kit.text("Read it out, so that a copy of the log can be checked against it.", "small", INK2),
    ]
    if not one.here:
        body.append(kit.status("old", f"Left {day(one.left)}. What they wrote stays, signed by them"))
    elif one.id != me.id and me.manager:
        body += _manage(app, one)
    body += kit.wrong(app.state(Moment).problem)
    return Screen(kit.plain_header(one.name, hide=app.locking.hide, back=app.back, back_to="people"), body)


def _manage(app: App, one: Member) -> list[ft.Control]:
    def do(what: str) -> None:
        staff = app.session.staff
        try:
            if what == "in":
                app.attempt(lambda: staff.let_in(one.id))
            elif what == "manager":
                app.attempt(lambda: staff.make_manager(one.id))
            elif app.attempt(lambda: staff.remove(one.id, me=app.book.person.id)):
                app.back()
        except VaultError as trouble:
            app.state(Moment).problem = str(trouble)

    shown: list[ft.Control] = []
    if one.off:
        shown.append(kit.button("Let them try their PIN again", lambda: do("in")))
    if not one.manager:
        shown.append(kit.button("Make them a manager", lambda: do("manager"), "text"))
    if app.state(PersonState).sure:
        first = one.name.split()[0]
        shown.append(
            kit.card(
                kit.text(f"Remove {one.name}?", "strong"),
                kit.text(
                    f"From now on {first} can’t open anything here, also with an old copy of the files. "
                    "What they wrote stays in the log."
                ),
                kit.button("Yes, remove", lambda: do("remove"), main=True),
                kit.button("No", app.state(PersonState).leave, "text"),
            )
        )
    else:
        shown.append(kit.button("Remove", app.state(PersonState).ask))
    return shown
