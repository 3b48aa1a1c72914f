"""One of two files that may be one child's, shown so that it can be told from the other."""

from __future__ import annotations

import flet as ft

from carerapp.actions import pictures
from carerapp.domain.child import ChildFile
from carerapp.domain.json_value import as_object, as_text
from carerapp.domain.telling_apart import SHORT_ID
from carerapp.domain.uk_time import uk, uk_words
from carerapp.sharing import Enrolment, whose
from carerapp.ui import kit
from carerapp.ui.kit.frame import face
from carerapp.ui.questions.question_view import MONTHS
from carerapp.ui.shell import App
from carerapp.ui.theme import FILL, INK2, S12


def short_id(file: ChildFile) -> str:
    """Enough letters to find it with."""
    return file.id[:SHORT_ID]


def council(app: App, file: ChildFile) -> Enrolment | None:
    """The connected authority that holds this file."""
    shared = app.session.sharing
    return shared.authority_of(file.id, whose(file)) if shared else None


def with_two_councils(app: App, one: ChildFile, other: ChildFile) -> bool:
    """They can't be shown as one: what is written about the one would reach the other's council."""
    held = [by.endpoint if (by := council(app, file)) else "" for file in (one, other)]
    return one.holder != other.holder or held[0] != held[1]


def file_card(app: App, file: ChildFile) -> ft.Control:
    """Photo, name, age, birth date; who added it, when, on which device; its id."""
    words: list[ft.Control] = [kit.text(_name(app, file), "strong"), kit.text(_born(file), "small")]
    words += [kit.text(line, "small", INK2) for line in (_added(app, file), _times(file))]
    words.append(kit.text(f"id {short_id(file)}", "small", INK2))
    photo = _photo(app, file)
    picture = face(photo, 56, name=file.first_name)
    if kit.look().big:  # large letters leave no room beside it
        above = [ft.Row([picture])] if photo else []
        return kit.card(ft.Column([*above, *words], spacing=2, tight=True), fill=FILL)
    beside = [picture, ft.Column(words, spacing=2, expand=True, tight=True)]
    row = ft.Row(beside, spacing=S12, vertical_alignment=ft.CrossAxisAlignment.START)
    return kit.card(row, fill=FILL)


def _name(app: App, file: ChildFile) -> str:
    age = file.age(app.now())
    return file.full_name if age is None else f"{file.full_name}, {age}"


def _born(file: ChildFile) -> str:
    born = file.born
    if born:
        return f"Born {born.day}\u00a0{MONTHS[born.month - 1]}\u00a0{born.year}"
    typed = file.key_contacts.text("date_of_birth").strip()
    return f"Born: {typed}" if typed else "No birth date is written"


def _added(app: App, file: ChildFile) -> str:
    opened = file.profile.opened
    assert opened is not None
    at = uk(opened.written)
    day = f"{at.day}\u00a0{MONTHS[at.month - 1]}\u00a0{at.year}, {uk_words(at)}"
    where = "this device" if app.book.wrote(opened) else "another device"
    return f"Added {day}, by {app.book.name_of(opened.author)}, on {where}"


def _times(file: ChildFile) -> str:
    past = sum(1 for episode in file.episodes if episode.closed)
    earlier = (
        f"{past} earlier {'time' if past == 1 else 'times'} missing" if past else "No earlier time missing"
    )
    return f"Missing now. {earlier}" if file.open_episode else earlier


def _photo(app: App, file: ChildFile) -> bytes | None:
    id = as_text(as_object(file.key_contacts.value("photo")).get("photo"))
    try:
        return pictures.picture(app.book, file.id, id) if id else None
    except Exception:  # a damaged picture must not stand before the question
        return None
