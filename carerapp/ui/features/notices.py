"""Above the children: what this device has to say before anything is asked."""

from __future__ import annotations

import flet as ft

from carerapp.actions.access import least_numbers, time_to_try
from carerapp.ui import kit
from carerapp.ui.features.episode_header import clock
from carerapp.ui.features.unlock.keypad import LEAST
from carerapp.ui.host import LITTLE_ROOM
from carerapp.ui.screen_name import ScreenName
from carerapp.ui.shell import App


def kept_time(app: App) -> list[ft.Control]:
    """What the carer kept on the first page, before the app was ready."""
    since = app.services.host.not_seen_since
    if since is None:
        return []
    what = "The clock starts there when you tap “isn’t where they should be” below."
    if since > app.now():
        what = "By this device’s clock that is still to come: check the clock. The clock starts when you tap."
    return [
        kit.card(
            kit.status("due", f"You kept a time: not seen since {clock(since, app.now())}", "strong"),
            kit.text(what),
            kit.button("Erase this time", app.services.host.forget_time, "text"),
        )
    ]


def damaged(app: App) -> list[ft.Control]:
    """What was found wrong with the files: said plainly, never hidden, never in the way."""
    found = app.session.damage
    if not found:
        return []
    words = sorted({damage.what for damage in found})
    return [
        kit.card(
            kit.status("check", "Something is wrong with the notes on this device", "strong"),
            *(kit.text(f"{what[0].upper()}{what[1:]}.", "small") for what in words[:4]),
            kit.text(
                "What can be read is shown. Write on. Tell your authority, and keep this device as it is."
            ),
            border=ft.Colors.ON_SURFACE,
            width=3,
        )
    ]


def no_way_back(app: App) -> list[ft.Control]:
    """Until there is a way in besides the PIN. Not on an episode: nothing may stand in the way then."""
    staff = app.session.staff
    if staff.has_sheet or staff.owners or any(child.open_episode for child in app.book.children()):
        return []
    return [
        kit.card(
            kit.status("due", "If you forget your PIN, nobody can open your notes", "strong"),
            *_make_a_sheet(app),
        )
    ]


def _make_a_sheet(app: App) -> list[ft.Control]:
    """A manager's: who has a sheet can choose anybody's new PIN."""
    me = app.book.person.id
    if not any(one.id == me and one.manager for one in app.session.staff.members()):
        return [kit.text("Ask a manager to make a recovery sheet: it takes three minutes.")]
    make = lambda: app.go(ScreenName.SHEET)
    return [
        kit.text("Make a recovery sheet now: it takes three minutes."),
        kit.button("Make a recovery sheet", make, icon_=ft.Icons.PRINT_OUTLINED),
    ]


def outgrown_pin(app: App) -> list[ft.Control]:
    """A PIN of before, which would be too short now. It goes on opening; nothing is asked in an episode."""
    staff = app.session.staff
    if not staff.outgrown or any(child.open_episode for child in app.book.children()):
        return []
    least = least_numbers(device=staff.device_adds)
    _, card = time_to_try(10**LEAST)
    return [
        kit.card(
            kit.status("due", "Your PIN is too easy to guess for someone who steals this device", "strong"),
            kit.text(
                f"With a strong graphics card every PIN of {LEAST} numbers can be tried in {card}. It still "
                f"opens your notes. When there is time, choose {least} numbers, or five words."
            ),
            kit.button("Change my PIN", lambda: app.go(ScreenName.MY_PIN), icon_=ft.Icons.KEY_OUTLINED),
        )
    ]


def storage(app: App) -> list[ft.Control]:
    """What can become of the notes on this device, told before it does."""
    host, told = app.services.host, []
    if host.room is not None and host.room < LITTLE_ROOM:
        told.append(
            f"There is room for only {host.room // 1_000_000}\u00a0MB more on this phone. Delete photos or "
            "apps that you do not need, so that everything you write can be saved."
        )
    if host.may_be_removed:
        told.append(
            "This browser has not promised to keep your notes when the phone runs out of room. Put the app "
            "on the home screen, and make a copy of the log after each time."
        )
    return [kit.card(*(kit.status("check", words) for words in told))] if told else []
