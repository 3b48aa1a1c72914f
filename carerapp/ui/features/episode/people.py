"""Everyone on the form who may know something, with what came of each call tonight."""

from __future__ import annotations

from functools import partial

import flet as ft

from carerapp.actions.edit_table import add_row
from carerapp.actions.form_reading import Phone, phone_numbers
from carerapp.actions.say_not_to_ring import say_not_to_ring
from carerapp.domain.applying import Applying
from carerapp.domain.child import ChildFile
from carerapp.domain.due_for import confirmed
from carerapp.domain.episode import Episode
from carerapp.domain.not_to_ring import NEXT_OF_KIN, not_to_ring
from carerapp.domain.office import office_open, there
from carerapp.domain.outcomes import RungWhen
from carerapp.domain.rung_when import by_the_hour, rung_when
from carerapp.domain.topics.call import Call
from carerapp.ui import kit
from carerapp.ui.features.episode.call_outcome import call_outcome
from carerapp.ui.features.episode_header import clock, header
from carerapp.ui.long_list import long_list
from carerapp.ui.screen import Screen
from carerapp.ui.screen_name import ScreenName
from carerapp.ui.shell import App
from carerapp.ui.theme import INK2, S8, S16

PERSON = 160.0  # pixels: about as high as a person with one number


def people(app: App) -> Screen:
    """Friends and family to ring, and what came of each call."""
    child = app.book.child(app.place["child"])
    episode = child.episode(app.place["episode"])
    body: list[ft.Control] = [kit.h1("Friends and family")]
    if card := call_outcome(app, child, episode):
        body.append(card)
    if warning := _not_to_ring(app, child, episode):
        body.append(warning)
    open_, said = office_open(app.now(), confirmed(child)), rung_when(child)
    rows = by_the_hour(child.key_contacts.rows("people"), said, open_)

    def can(who: str) -> str:
        return _can_be_rung(said.get(who), open_)

    if rows:
        body.append(
            long_list(
                app,
                len(rows),
                lambda number: _person(app, child, episode, rows[number], can(rows[number])),
                guess=lambda number: PERSON,
                what="People",
                about=kit.look().big,
            )
        )
    else:
        body.append(kit.note("No one to ring yet. Add a friend or relative."))
    kin = child.key_contacts.text("next_of_kin")
    numbers = phone_numbers(kin)
    if numbers:
        body += [
            kit.h2("Next of kin"),
            kit.group(
                _entry(app, child, episode, NEXT_OF_KIN, kin, "Next of kin", numbers, can(NEXT_OF_KIN))
            ),
        ]
    body.append(
        kit.button("Add someone to ring", lambda: _add(app, child), icon_=ft.Icons.PERSON_ADD_OUTLINED)
    )
    return Screen(header(app, child, episode, back_to="what to do"), body)


def _add(app: App, child: ChildFile) -> None:
    """The new row itself; it is not kept where it is left with nothing in it."""
    record, table = child.key_contacts.id, "people"
    made: list[str] = []
    if app.attempt(lambda: made.append(add_row(app.book, child.id, record, table))):
        app.go(ScreenName.TABLE_ROW, child=child.id, record=record, table=table, row=made[0])


def _not_to_ring(app: App, child: ChildFile, episode: Episode) -> ft.Control | None:
    """Who must not be rung: the form's contact issues, and who tells the parents."""
    words = [
        i.note
        for i in Applying(child, episode, app.now()).informs("with_report")
        if i.by != "carer" and "parents" in i.note
    ]
    issues = child.key_contacts.text("contact_issues")
    if issues:
        words.append(f"Before you ring: {issues}")
    return kit.note("\n".join(words)) if words else None


def _person(app: App, child: ChildFile, episode: Episode, row: str, can: str) -> ft.Control:
    record = child.key_contacts
    name = record.text(f"people/{row}/name") or "No name yet"
    relation = record.text(f"people/{row}/relationship")
    return _entry(
        app, child, episode, row, name, relation, phone_numbers(record.value(f"people/{row}/phone")), can
    )


def _can_be_rung(when: RungWhen | None, open_: bool | None) -> str:
    """In words; "" where nobody said."""
    if when is None:
        return ""
    return f"{'Not now, but' if there(when, open_) is False else 'Can be rung'} {when.in_log}"


def _entry(
    app: App,
    child: ChildFile,
    episode: Episode,
    who: str,
    name: str,
    relation: str,
    numbers: list[Phone],
    can: str,
) -> ft.Control:
    words: list[ft.Control] = [kit.text(name, "strong")]
    if relation and relation != name:
        words.append(kit.text(relation, "small", INK2))
    words += [kit.text(n.display, "small", INK2) for n in numbers]
    if can:
        words.append(kit.text(can, "small", INK2))
    calls = episode.calls(who)
    if calls:
        last = calls[-1]
        call = Call.of(last)
        said, outcome = call.words, call.outcome
        shown = f"{outcome.on_screen if outcome else ''} {clock(last.happened, app.now())}" + (
            f". {said}" if said else ""
        )
        words.append(kit.status("done" if outcome and outcome.reached else "couldnt", shown))
    if not numbers:
        words.append(kit.status("blank", "No number on the form"))
    never = who in not_to_ring(child)
    if never:
        words.append(kit.status("doesnt_apply", "Do not ring", "strong"))

    def may(ring: bool) -> None:
        app.attempt(lambda: say_not_to_ring(app.book, child.id, who, name, ring=ring))

    known = ft.Column(words, spacing=2, expand=not kit.look().big, tight=True)
    buttons: list[ft.Control] = []
    for number in numbers[:1] if not never else []:
        send = partial(app.device.message, child.id, episode.id, name, number.display)
        buttons.append(kit.button("Text", send, label=f"Text {name}"))
        buttons.append(
            kit.button(
                "Call",
                partial(app.device.call, child.id, episode.id, who, name, number.display),
                "tonal",
                icon_=ft.Icons.CALL,
                label=f"Call {name}",
            )
        )
    more = [
        kit.button(
            f"Call {n.display}",
            partial(app.device.call, child.id, episode.id, who, name, n.display),
            "text",
            label=f"Call {name}, {n.display}",
        )
        for n in (numbers[1:] if not never else [])
    ]
    turn = "May be rung after all" if never else "Do not ring"
    more.append(kit.button(turn, partial(may, never), "text", label=f"{turn}: {name}"))
    row = (
        ft.Column([known, ft.Row(buttons, spacing=S8)], spacing=S8)
        if kit.look().big
        else ft.Row([known, *buttons], spacing=S8)
    )
    return ft.Container(
        ft.Column([row, *more], spacing=4, tight=True),
        padding=ft.Padding.symmetric(horizontal=S16, vertical=12),
    )
