"""What the authority's procedure says, in its own words, by what it is about."""

from __future__ import annotations

from collections.abc import Iterable

import flet as ft

from carerapp.actions.form_reading import Contact, Place, Protocol, Wording
from carerapp.domain.under import reaching
from carerapp.ui import kit
from carerapp.ui.features.episode_header import child_header
from carerapp.ui.screen import Screen
from carerapp.ui.screen_name import ScreenName
from carerapp.ui.shell import App
from carerapp.ui.theme import INK2

#: What a wording is about, in plain words and in the order in which a carer may need it.
ABOUT: dict[Place, str] = {
    "danger": "Danger now",
    "decide": "Whether to report",
    "ndm": "What the police ask themselves",
    "after_report": "After the report",
    "record": "What to write down",
    "return": "When they are back",
    "evidence": "If a crime may have been done",
    "consent": "Sharing what the child said",
    "external_activity": "On a trip",
    "out_of_area": "Placed outside",
    "other_la": "Placed here by another council",
    "care_leaver": "Care leavers",
}


def procedure(app: App) -> Screen:
    """One authority, chosen by the way here; the others that reach the child are a tap away."""
    child = app.book.child(app.place["child"])
    reach = reaching(child.protocol, child.placing)
    protocol = next((p for p in reach if p.id == app.place.get("protocol")), reach[0])
    body: list[ft.Control] = [
        kit.h1(protocol.short),
        kit.text(f"{protocol.title}. {protocol.version}.", color=INK2),
    ]
    if protocol.superseded:
        body.append(kit.status("old", protocol.superseded))
    for other in reach:
        if other is not protocol:
            to = lambda id=other.id: app.replace(ScreenName.PROCEDURE, child=child.id, protocol=id)
            body.append(kit.button(f"The procedure of {other.short}", to, "text"))
    for place, title in ABOUT.items():
        body += _quotes(title, protocol, protocol.words(place))
    body += _quotes("Photographs and the media", protocol, protocol.media)
    body += _quotes("What the words mean", protocol, protocol.definitions)
    body += _levels(protocol)
    body += _meetings(protocol)
    body += [kit.h2("Numbers and addresses"), kit.group(*(_contact(c) for c in protocol.contacts))]
    if protocol.unconfirmed:
        body.append(kit.h2("Your authority must still say"))
        body += [kit.text(u.question) for u in protocol.unconfirmed]
    body.append(kit.button("Back to the forms", app.back, "text"))
    return Screen(child_header(app, child, "forms"), body)


def _quotes(title: str, protocol: Protocol, words: Iterable[Wording]) -> list[ft.Control]:
    quotes = [kit.quote(w.text, f"{protocol.short}, {w.source}") for w in words]
    return [kit.h2(title), *quotes] if quotes else []


def _levels(protocol: Protocol) -> list[ft.Control]:
    shown: list[ft.Control] = [kit.h2("Risk levels")]
    for level in protocol.risk_levels:
        shown += [
            kit.text(level.name, "strong"),
            kit.quote(level.definition, f"{protocol.short}, {level.source}"),
        ]
        if level.note:
            shown.append(kit.text(f"“{level.note}”", "small", INK2))
    if protocol.heightened_risk:
        shown += [
            kit.text("Signs of heightened risk", "strong"),
            *(kit.bullet(s) for s in protocol.heightened_risk),
        ]
    return shown if len(shown) > 1 else []


def _meetings(protocol: Protocol) -> list[ft.Control]:
    """Who comes, and who is in the chair where the procedure says so."""
    shown: list[ft.Control] = []
    for meeting in protocol.meetings:
        shown += [kit.text(meeting.called, "strong"), *(kit.bullet(who) for who in meeting.attendees)]
        chair = f"In the chair: {meeting.chair}. " if meeting.chair else ""
        shown.append(kit.text(f"{chair}{meeting.note} {meeting.source}".strip(), "small", INK2))
    return [kit.h2("Meetings"), *shown] if shown else []


def _contact(contact: Contact) -> ft.Control:
    words = contact.value or "None in the procedure. Ask your authority"
    if contact.outdated:
        return kit.row(contact.name, f"{words}. {contact.outdated}", status="old")
    return kit.row(contact.name, f"{words}. {contact.purpose[:1].upper()}{contact.purpose[1:]}")
