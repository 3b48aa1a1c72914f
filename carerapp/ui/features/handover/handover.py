"""Give the officer the form: who they are first, since they stand at the door; blanks after."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

import flet as ft

from carerapp.actions.answer_question import answer_question
from carerapp.actions.copy_out import PASSWORD
from carerapp.actions.hand_over import hand_over
from carerapp.actions.papers import Papers, file_name
from carerapp.domain.child import ChildFile
from carerapp.domain.episode import Episode
from carerapp.domain.events import Event, utc
from carerapp.domain.outcomes import Fact
from carerapp.domain.since_copy import since_the_copy
from carerapp.domain.topics.copy import Copy
from carerapp.settings import PAINT_SECONDS
from carerapp.ui import kit
from carerapp.ui.features.episode_header import clock, header
from carerapp.ui.features.handover.audience import audience, withheld
from carerapp.ui.features.handover.blanks import blanks
from carerapp.ui.features.handover.copy_state import CopyState, copy_state, officer
from carerapp.ui.features.handover.own_phone import own_phone
from carerapp.ui.features.report.boxes import answer_box
from carerapp.ui.features.take_back import taking_back
from carerapp.ui.screen import Screen
from carerapp.ui.screen_name import ScreenName
from carerapp.ui.shell import App
from carerapp.ui.theme import INK2, S16


@dataclass
class HandoverState:
    """What is wrong with the PDF's password, whether the copy is being made, and which copy was saved or
    printed from here. The password is a draft."""

    problem: str = ""
    making: bool = False
    saved: str = ""


def forget_password(app: App, episode: str) -> None:
    """The copy is made, given, or of no use any more: its password goes, from the disk too."""
    app.drafts.drop(f"{PASSWORD}{episode}")


def handover(app: App) -> Screen:
    """Give the officer the form: look it through, leave out, make it."""
    child = app.book.child(app.place["child"])
    episode = child.episode(app.place["episode"])
    state = copy_state(episode)
    first: list[ft.Control] = [kit.h1("Give the officer the form")]
    rest: list[ft.Control] = []
    if state.given:
        first.append(_with_the_officer(app, child, episode, state.given))
    else:
        first.append(kit.text("You can hand it over now. Blanks print as “not known”.", color=INK2))
        if state.copy:
            first.append(_ready(app, child, episode, state.copy))
        first.append(_at_the_door(app, child, episode))
        first.append(_which_officer(app, child, episode))
    if not state.given or app.place.get("again"):
        rest = [
            *blanks(app, child, episode),
            *audience(app, child, episode),
            _password(app, episode),
            own_phone(app),
            _completed(app, child, episode),
        ]
    sticky = _actions(app, child, episode, state) if rest else []
    if kit.look().big or kit.look().wide:  # before the blanks, not after them, nor in a tablet's bar
        first, sticky = [*first, *sticky], []
    top = "ready" if state.copy else ""
    screen = Screen(
        header(app, child, episode, back_to="what to do"), [*first, *rest], sticky=sticky, top=top
    )
    if kit.look().wide and rest:
        screen.side, screen.body = first, rest
    return screen


def _which_officer(app: App, child: ChildFile, episode: Episode) -> ft.Control:
    return kit.card(
        kit.h2("Which officer?"),
        answer_box(app, child, episode.id, "officer_name"),
        answer_box(app, child, episode.id, "officer_number"),
        spacing=S16,
    )


def _at_the_door(app: App, child: ChildFile, episode: Episode) -> ft.Control:
    to = lambda: app.go(ScreenName.DOOR, child=child.id, episode=episode.id)
    return kit.group(kit.row("Show it at the door", "The first page, to hold up to the officer", to))


def _refuses(app: App, child: ChildFile, episode: Episode) -> ft.Control:
    to = lambda: app.go(ScreenName.REFUSED, child=child.id, episode=episode.id)
    return kit.button("The officer won’t take it", to, "text")


# --- the copy is made ----------------------------------------------------------------
def _ready(app: App, child: ChildFile, episode: Episode, copy: Event) -> ft.Control:
    """The copy is frozen: save it or print it, then write down who took it."""

    def give() -> None:
        app.drafts.save_all()
        record = episode.record
        name, number = record.text("officer_name").strip(), record.text("officer_number").strip()
        if app.attempt(lambda: hand_over(app.book, child.id, episode.id, copy, name, number)):
            forget_password(app, episode.id)

    making = app.state(HandoverState).making
    lock = " It has a password." if Copy.of(copy).password else ""
    items: list[ft.Control] = [
        kit.h2("Give it to the officer"),
        kit.status("done", f"The copy is ready. Made {clock(copy.written, app.now())}.{lock}"),
    ]
    changes, news = since_the_copy(child, episode, copy, app.book.name_of)
    if changed := len(changes) + len(news):
        things = "1 thing is" if changed == 1 else f"{changed} things are"
        items.append(kit.status("due", f"{things} new since. Make it again before you give it."))
    kind = "primary" if _out(app, copy) else "outline"
    items += [
        kit.button("The officer has it", give, kind, icon_=ft.Icons.CHECK, main=_out(app, copy)),
        *([] if making else [_make_button(app, child, episode, copy)]),
        kit.text("A saved file is not locked by this app. Delete it when the officer has it.", "small", INK2),
    ]
    return kit.card(*items, border=ft.Colors.PRIMARY, width=2)


def _out(app: App, copy: Event) -> bool:
    """It has left the app: nobody can have it before."""
    return app.state(HandoverState).saved == copy.id


def _save(app: App, child: ChildFile, copy: Event) -> ft.Control:
    """What gives the copy is the filled button, until it was used."""

    async def save() -> None:
        await app.device.save_file(file_name(copy), app.book.file(child.id, Copy.of(copy).file))
        app.state(HandoverState).saved = copy.id

    kind = "outline" if _out(app, copy) else "primary"
    words, icon = "Save or print the copy", ft.Icons.PRINT_OUTLINED
    return kit.button(words, save, kind, icon_=icon, main=not _out(app, copy))


def _with_the_officer(app: App, child: ChildFile, episode: Episode, given: Event) -> ft.Control:
    to = lambda: app.go(ScreenName.COPIES, child=child.id, episode=episode.id)
    return kit.card(
        kit.status("done", f"The officer has the copy, {clock(given.happened, app.now())}", "strong"),
        kit.text(officer(given)),
        *taking_back(app, child, episode, Fact.HANDED_OVER),
        kit.button("The copy, and what changed since", to, icon_=ft.Icons.DESCRIPTION_OUTLINED),
    )


# --- making it -----------------------------------------------------------------------
def _password(app: App, episode: Episode) -> ft.Control:
    """A draft that is there, blank or not, says that the PDF is to be locked."""
    state, key = app.state(HandoverState), f"{PASSWORD}{episode.id}"
    locked = app.drafts.has(key)

    def toggle() -> None:
        state.problem = ""
        if locked:
            app.drafts.drop(key)
        else:
            app.drafts.type(key, "")

    details = "For e-mail. On paper it is not needed"
    lock = kit.any_of("The PDF", kit.choice("Lock the PDF with a password", locked, toggle, details=details))
    if not locked:
        return lock
    label, problem = "Password for the PDF", state.problem

    def typed(text: str) -> None:
        state.problem = ""
        app.drafts.type(key, text)

    box = kit.text_box(
        label,
        app.drafts.get(key),
        typed,
        key=key,
        problem=bool(problem),
    )
    hint = "Tell it to the officer by word of mouth. It is sealed here until the copy is made, then wiped."
    return kit.under(lock, kit.labelled(label, box, hint=hint, problem=problem))


def _completed_key(episode: Episode) -> str:
    return f"completed:{episode.id}"


def _completer(app: App, episode: Episode) -> str:
    return app.drafts.get(
        _completed_key(episode), episode.record.text("completed_by_5") or app.book.person.name
    )


def _completed(app: App, child: ChildFile, episode: Episode) -> ft.Control:
    label, key = "Who wrote down what you did", _completed_key(episode)
    box = kit.text_box(label, _completer(app, episode), lambda text: app.drafts.type(key, text), key=key)
    return kit.card(kit.labelled(label, box, hint="Printed on the form, with the time the copy is made."))


def _actions(app: App, child: ChildFile, episode: Episode, state: CopyState) -> list[ft.Control]:
    """What makes the copy stands above what only leads on, as the tap that led here was at the bottom; and
    once it is made, what saves it stands there."""
    leads_on = [] if state.given else [_refuses(app, child, episode)]
    if app.state(HandoverState).making:
        return [kit.status("device", "Making the copy …", "strong"), *leads_on]
    if state.copy and not state.given:
        return [_save(app, child, state.copy), *leads_on]
    return [_make_button(app, child, episode, state.copy), *leads_on]


def _make_button(app: App, child: ChildFile, episode: Episode, before: Event | None) -> ft.Control:
    words = "Make the officer’s copy again" if before else "Make the officer’s copy"
    kind, main = ("outline", False) if before else ("primary", True)
    icon = ft.Icons.DESCRIPTION_OUTLINED
    return kit.button(words, lambda: _make(app, child, episode), kind, icon_=icon, main=main)


async def _make(app: App, child: ChildFile, episode: Episode) -> None:
    """Section 5's closing answers, then the whole form as it stands now."""
    from carerapp.documents import BadPassword, check_password

    app.drafts.save_all()
    state, key = app.state(HandoverState), f"{PASSWORD}{episode.id}"
    password = app.drafts.get(key) if app.drafts.has(key) else None
    try:
        if password is not None:
            check_password(password)
    except BadPassword as problem:  # before anything is written
        state.problem = str(problem)
        return
    state.making, state.problem = True, ""
    app.redraw()
    await asyncio.sleep(PAINT_SECONDS)  # let the words be seen
    book, now = app.book, utc(app.now())
    try:
        answer_question(book, child.id, episode.id, "completed_by_5", _completer(app, episode).strip())
        answer_question(book, child.id, episode.id, "completed_at_5", now)
        out = withheld(app, child, episode)
        Papers(book, app.services.fonts).officers_copy(child.id, episode.id, withheld=out, password=password)
        app.drafts.drop(_completed_key(episode))
        forget_password(app, episode.id)
        app.warn("")
    except BadPassword as problem:
        state.problem = str(problem)
    finally:
        state.making = False
