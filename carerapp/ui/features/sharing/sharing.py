"""What has left this device and what has not, authority by authority; and connecting it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import flet as ft

from carerapp.actions.access import fingerprint
from carerapp.sharing import (
    APPROVED,
    OLDER,
    Enrolment,
    Sharing,
    SyncStatus,
    received_words,
    safe_and_next,
)
from carerapp.ui import kit
from carerapp.ui.features.sharing.aside import aside_card
from carerapp.ui.features.sharing.authority_key import key_card
from carerapp.ui.features.sharing.erased import erased_lines
from carerapp.ui.features.sharing.states import entries, moment
from carerapp.ui.features.sharing.who_reads import asking, reading
from carerapp.ui.features.unlock.moment import Moment, anew, begin, busy, say
from carerapp.ui.screen import Screen
from carerapp.ui.screen_name import ScreenName
from carerapp.ui.shell import App
from carerapp.ui.theme import INK2

CONNECTING = "Asking the authority …"
SHOWN_LINES = 12


@dataclass
class SharingState:
    """Whether the children's ids are shown."""

    ids: bool = False

    def show_ids(self) -> None:
        """A tap: another device is to be let in."""
        self.ids = True


def sharing(app: App) -> Screen:
    """Three states, the last success, what was refused, and a log a person can read."""
    shared = app.session.sharing
    body: list[ft.Control] = [kit.h1("Shared with the authority")]
    if shared is None:
        body.append(kit.note("This version of the app keeps everything on this device."))
        return Screen(_header(app), body)
    if not shared.authorities:
        body.append(
            kit.text(
                "Nothing leaves this device until you connect it. Then what you write is sealed, and sent "
                "whenever there is signal. Only the authority and this home’s devices can read it."
            )
        )
    body += [*asking(app, shared), *_in_all(shared.status()), *aside_card(app)]
    for enrolment in shared.authorities:
        body += _authority(app, shared, enrolment)
    body.append(
        kit.button(
            "Connect with an authority",
            lambda: app.go(ScreenName.CONNECT),
            icon_=ft.Icons.LINK,
            kind="outline" if shared.authorities else "primary",
        )
    )
    if lines := shared.lines()[-SHOWN_LINES:]:
        body += [kit.h2("What was done"), *(kit.text(line, "small", INK2) for line in reversed(lines))]
    sticky = []
    if shared.authorities:
        sticky = [kit.button("Send and fetch now", lambda: _now(app, shared), "primary", main=True)]
    return Screen(_header(app), body, sticky=sticky)


def _in_all(status: SyncStatus) -> list[ft.Control]:
    """The count that the strip shows, and what of it goes nowhere yet."""
    if status.not_received is None:
        return []
    words = received_words(status.not_received)
    lines = [kit.status("todo" if status.not_received else "done", words, "strong")]
    if status.unshared:
        lines.append(kit.text(f"Of these, {entries(status.unshared)} go to no authority yet.", "small", INK2))
    return lines


def _header(app: App) -> ft.Control:
    shared = app.session.sharing
    to = "the desk" if shared and shared.desk else "children"
    return kit.plain_header("Sharing", hide=app.locking.hide, back=app.back, back_to=to)


def _now(app: App, shared: Sharing) -> None:
    shared.sync_now()
    app.session.share_now()


def _authority(app: App, shared: Sharing, enrolment: Enrolment) -> list[ft.Control]:
    title = kit.h2(enrolment.called)
    if enrolment.state != APPROVED:
        return [
            title,
            kit.card(
                kit.status("todo", "Not let in yet", "strong"),
                kit.text("Read this to the duty team. They compare it, and let this device in:"),
                kit.text(fingerprint(shared.own_key(enrolment)), "strong"),
                kit.text("Until then everything stays on this device.", "small", INK2),
            ),
        ]
    status = shared.status()
    said = status.authorities[enrolment.device]
    lines: list[ft.Control] = []
    waiting = sum(status.waiting.get(child, 0) for child in said.feeds)
    if waiting:
        lines.append(kit.status("todo", f"On this device only: {entries(waiting)}", "strong"))
    if said.received:
        lines.append(
            kit.status(
                "done", f"Received: {entries(said.received)}, last receipt {moment(app, said.receipt_at)}"
            )
        )
    if not waiting and not said.received:
        lines.append(kit.status("todo", "Nothing written here to send yet"))
    if said.older:
        lines.append(kit.status("check", OLDER, "strong"))
        lines += [kit.text(words) for words in safe_and_next(enrolment.called)]
    lines += [kit.status("check", words) for words in shared.restored(enrolment)]
    if said.trouble:
        again = (
            f". Next try {moment(app, said.not_before)}" if said.not_before > app.now().timestamp() else ""
        )
        lines.append(kit.status("check", f"The last try failed: {said.trouble}{again}"))
    success = f"Last success {moment(app, said.last_success)}" if said.last_success else "No success yet"
    lines.append(kit.text(success, "small", INK2))
    if enrolment.policy.keep_days:
        lines.append(
            kit.text(
                f"An episode that is closed leaves this device {enrolment.policy.keep_days} days after the "
                "authority has it.",
                "small",
                INK2,
            )
        )
    if enrolment.desk:
        lines.append(kit.text("This device is a duty desk: it reads every child’s record.", "small", INK2))
    lines += erased_lines(app, shared, enrolment)
    lines += reading(app, shared, enrolment)
    lines += _for_another_device(app, shared, enrolment)
    for aside in said.set_aside:
        again_tap = partial(_retry, app, shared, enrolment, aside.child, aside.number)
        lines.append(
            kit.status("check", f"Not taken: entry {aside.number}, {aside.why}. It is safe here, in the log")
        )
        lines.append(kit.button("Send it once more", again_tap, "tonal"))
    return [title, *key_card(app, shared, enrolment), kit.card(*lines, spacing=8)]


def _for_another_device(app: App, shared: Sharing, enrolment: Enrolment) -> list[ft.Control]:
    """An administrator knows a child by an id that says nothing: shown when it is asked for."""
    children = shared.shared_with(enrolment)
    if enrolment.desk or not children:
        return []
    state = app.state(SharingState)
    if not state.ids:
        return [kit.button("Let in another device of this home", state.show_ids, "text")]
    names = app.book.short_names()
    rows = [kit.text(f"{names.get(child, 'A child')}: {child}", "small") for child in children]
    return [kit.text("Read these to the duty team. They make a code for the other device with them."), *rows]


def _retry(app: App, shared: Sharing, enrolment: Enrolment, child: str, number: int) -> None:
    if app.attempt(lambda: shared.retry(enrolment, child, number)):
        app.session.share_now()


ADDRESS, CODE = "connect:address", "connect:code"  # keys of drafts


def connect(app: App) -> Screen:
    """The authority's address and a one-time code: typed, or pasted as the QR code says them."""

    drafts, problem = app.drafts, app.state(Moment).problem
    address, code = "Address and code", "Code"
    body: list[ft.Control] = [
        kit.h1("Connect with an authority"),
        kit.text("Ask the duty team for a code. It works once, for ten minutes."),
        kit.labelled(
            address,
            kit.text_box(
                address,
                drafts.get(ADDRESS),
                anew(app, partial(drafts.type, ADDRESS)),
                key=ADDRESS,
                problem=bool(problem),
            ),
            hint="It begins with https://. If you scanned their QR code, paste all of it here.",
            problem=problem,
        ),
        kit.labelled(
            code,
            kit.text_box(code, drafts.get(CODE), anew(app, partial(drafts.type, CODE)), key=CODE),
            hint="Five words. Left blank when it is in the line above.",
        ),
    ]
    go = lambda: begin(app, CONNECTING, lambda: _connect(app))
    last = kit.working(busy(app)) if busy(app) else kit.button("Connect", go, "primary", main=True)
    header = kit.plain_header("Connect", hide=app.locking.hide, back=app.back, back_to="sharing")
    return Screen(header, body, sticky=[last])


async def _connect(app: App) -> None:
    await say(app, CONNECTING)
    loop = app.session.loop
    assert loop is not None
    drafts = app.drafts
    base, _, words = drafts.get(ADDRESS).strip().partition(" ")
    code = drafts.get(CODE).strip() or words.strip()
    if problem := await loop.connect(base, code):
        app.state(Moment).problem = problem
    else:
        drafts.drop(ADDRESS, CODE)
        app.back()
