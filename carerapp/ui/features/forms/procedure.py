"""What the authority's procedure says, in its own words, by what it is about."""

from __future__ import annotations

from collections.abc import Collection
from functools import partial

import flet as ft

from carerapp.actions.form_reading import Contact, Listed, Place, Protocol, Wording
from carerapp.domain.child import ChildFile
from carerapp.domain.due_for import situation_of
from carerapp.domain.lacking import not_known_here
from carerapp.domain.under import reaching
from carerapp.ui import kit
from carerapp.ui.features.about import ABOUT
from carerapp.ui.features.editions import edition
from carerapp.ui.features.episode_header import child_header
from carerapp.ui.features.quoted import shown
from carerapp.ui.screen import Screen
from carerapp.ui.screen_name import ScreenName
from carerapp.ui.shell import App
from carerapp.ui.theme import INK2


def procedure(app: App) -> Screen:
    """One authority, chosen by the way here; the others that reach the child are a tap away."""
    child = app.book.child(app.place["child"])
    reach = reaching(child.protocol, child.placing)
    protocol = next((p for p in reach if p.id == app.place.get("protocol")), reach[0])
    body: list[ft.Control]
    if words := not_known_here(protocol):
        others = [_other(app, child, other) for other in reach if other is not protocol]
        back = kit.button("Back to the forms", app.back, "text")
        body = [kit.h1(protocol.short), kit.note(words), *others, back]
        return Screen(child_header(app, child, "forms"), body)
    body = [
        kit.h1(protocol.short),
        kit.text(f"{protocol.title}. {protocol.version}.", color=INK2),
        *edition(protocol, app.now()),
    ]
    if protocol.superseded:
        body.append(kit.status("old", protocol.superseded))
    for other in reach:
        if other is not protocol:
            body.append(_other(app, child, other))
    for place, title in ABOUT.items():
        found = _about(app, child, protocol, place)
        body += [kit.h2(title), *found] if found else []
    body += _levels(protocol)
    body += [kit.h2("Numbers and addresses"), kit.group(*(_contact(app, c) for c in protocol.contacts))]
    if protocol.unconfirmed:
        body.append(kit.h2("Your authority must still say"))
        body += [kit.text(u.question) for u in protocol.unconfirmed]
    body.append(kit.button("Back to the forms", app.back, "text"))
    return Screen(child_header(app, child, "forms"), body)


def _other(app: App, child: ChildFile, other: Protocol) -> ft.Control:
    to = partial(app.replace, ScreenName.PROCEDURE, child=child.id, protocol=other.id)
    return kit.button(f"The procedure of {other.short}", to, "text")


def _about(app: App, child: ChildFile, protocol: Protocol, place: Place) -> list[ft.Control]:
    """Everything that it says there, whatever it may depend on: this page is the whole procedure."""
    words = {"media": protocol.media, "definitions": protocol.definitions}.get(place, ())
    lists = (each for each in protocol.lists if each.place == place)
    parts: tuple[Wording | Listed, ...] = (*words, *protocol.words(place), *lists)
    met = _meetings(protocol, _set_off(app, child, protocol)) if place == "meeting" else []
    if place == "definitions":
        return [words for part in protocol.definitions for words in _defined(part, protocol)] + [
            shown(part, protocol.short) for part in parts if part not in protocol.definitions
        ]
    return [*(shown(part, protocol.short) for part in parts), *met]


def _defined(part: Wording, protocol: Protocol) -> list[ft.Control]:
    """The word, then what the procedure means by it."""
    return [kit.text(part.word, "strong"), shown(part, protocol.short)]


def _levels(protocol: Protocol) -> list[ft.Control]:
    lines: list[ft.Control] = [kit.h2("Risk levels")]
    for level in protocol.risk_levels:
        lines.append(kit.text(level.name, "strong"))
        source = f"{protocol.short}, {level.source}"
        lines.append(kit.quote(level.definition, source))
        if level.note:
            lines.append(kit.text(f"“{level.note}”", "small", INK2))
    if protocol.heightened_risk:
        lines += [
            kit.text("Signs of heightened risk", "strong"),
            *(kit.bullet(s) for s in protocol.heightened_risk),
        ]
    return lines if len(lines) > 1 else []


def _meetings(protocol: Protocol, set_off: Collection[str]) -> list[ft.Control]:
    """Who calls it, who comes, and who is in the chair where the procedure says so."""
    lines: list[ft.Control] = []
    for meeting in protocol.meetings:
        lines += [kit.text(meeting.called, "strong"), *(kit.bullet(who) for who in meeting.attendees)]
        chair = f"In the chair: {meeting.chair}. " if meeting.chair else ""
        whose = "" if meeting.whose == "anyone" else f"Called by the {meeting.whose}. "
        lines.append(kit.text(f"{whose}{chair}{meeting.note} {meeting.source}".strip(), "small", INK2))
        if meeting.id in set_off:
            lines.append(kit.status("due", "It is called for now: ask when it is"))
    return lines


def _set_off(app: App, child: ChildFile, protocol: Protocol) -> set[str]:
    """The meetings that the open episode, or the last one, sets off."""
    if not child.episodes:
        return set()
    known = situation_of(child, child.open_episode or child.episodes[-1], app.now()).table(protocol).known
    return {m.id for m in protocol.meetings if m.when and known.applies(m)}


def _contact(app: App, contact: Contact) -> ft.Control:
    """A tap rings, writes, or opens the page; what may no longer work can be tried all the same."""
    words = contact.value or "None in the procedure. Ask your authority"
    tap = partial(app.device.reach, contact.kind, contact.value) if contact.kind != "none" else None
    if contact.outdated:
        return kit.row(contact.name, f"{words}. {contact.outdated}", tap, status="old")
    return kit.row(contact.name, f"{words}. {contact.purpose[:1].upper()}{contact.purpose[1:]}", tap)
