"""Which edition of a procedure the app holds, said plainly: a newer one may hold by now."""

from __future__ import annotations

from datetime import date, datetime

import flet as ft

from carerapp.actions.form_reading import Available, Protocol
from carerapp.ui import kit
from carerapp.ui.theme import INK2

ASK = "Ask your authority whether a newer one holds."


def details(one: Available, chosen: bool) -> str:
    """Beside an authority that can be chosen; of the one that is, also what to ask."""
    parts = [one.superseded, f"Edition of {one.edition}." if one.edition else ""]
    parts += [ASK, _newer(one.newer_edition)] if chosen else []
    return " ".join(part for part in parts if part)


def edition(protocol: Protocol, now: datetime) -> list[ft.Control]:
    """In forms and procedure: the edition, a newer one that is said to be there, and a review that is due."""
    lines: list[ft.Control] = [
        kit.text(f"{protocol.short}: edition of {protocol.edition}. {ASK}", "small", INK2)
    ]
    if protocol.newer_edition:
        lines.append(kit.status("old", _newer(protocol.newer_edition)))
    if words := to_be_checked(protocol, now):
        lines.append(kit.text(words, "small", INK2))
    return lines


def to_be_checked(protocol: Protocol, now: datetime) -> str:
    """Past the day by which a person holds it against its source again; "" before it."""
    if now.date() <= date.fromisoformat(protocol.review):
        return ""
    return (
        f"The rules of {protocol.short} in this app were to be checked by {_day(protocol.review)}. "
        "Ask your authority whether they still hold."
    )


def _newer(words: str) -> str:
    return f"A newer edition is reported, not verified. {words}" if words else ""


def _day(iso: str) -> str:
    day = date.fromisoformat(iso)
    return f"{day.day} {day:%B %Y}"
