"""The photo: made small and stripped on this device, with consent, and never from social media."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

import flet as ft

from carerapp.actions import pictures
from carerapp.actions.access import AttachmentDamaged, NotAPicture, PictureTooLarge
from carerapp.actions.add_photo import add_photo
from carerapp.actions.form_reading import DATE_UNCLEAR, day_words, taken_on
from carerapp.domain.child import ChildFile
from carerapp.domain.spoken_day import full_day_words
from carerapp.domain.typed_date import TypedDate, read_typed_date
from carerapp.settings import PHOTO_PAINT_SECONDS
from carerapp.ui import kit
from carerapp.ui.drafts import Unread
from carerapp.ui.features.episode_header import child_header
from carerapp.ui.features.key_contacts.parts import task_list
from carerapp.ui.questions.picture import photo_age, shown
from carerapp.ui.questions.question_view import QuestionView
from carerapp.ui.screen import Screen
from carerapp.ui.shell import App
from carerapp.ui.theme import INK2

MADE_SMALL = (
    "The app makes it smaller and takes out where it was taken. The photo stays sealed on this device."
)
SAID = ("consent", "not_social_media")


@dataclass
class PhotoState:
    """What was said of a new photo before it is chosen, and how far that is."""

    new: bool = False
    saving: bool = False
    problem: str = ""
    said: set[str] = field(default_factory=set)  # of SAID

    def begin(self) -> None:
        """A tap: a new photo."""
        self.new = True

    def end(self) -> None:
        """The new one is there, or the old one is kept."""
        self.new = False
        self.said.clear()


def photo(app: App) -> Screen:
    """The child's picture: take it, say when it was taken and who agreed."""
    child = app.book.child(app.place["child"])
    form = child.protocol.key_contacts
    field = next(f for f in form.fields() if f.kind == "photo")
    asked = QuestionView(app, child.id, child.key_contacts.id, field, field.name)
    value, state = (asked.value if isinstance(asked.value, dict) else {}), app.state(PhotoState)
    there = bool(value.get("photo"))
    body: list[ft.Control] = [kit.h1(field.question)]
    if there:
        body += _as_it_is(app, child, asked, value)
    if state.saving:
        body.append(kit.status("device", "Saving the photo…", "strong"))
    elif there and not state.new:
        body.append(_again(app))
    else:
        body += _new(app, child, asked, there)
    side = [kit.h2(form.title), task_list(app, child, "photo")] if app.display.wide else None
    return Screen(child_header(app, child, form.title), body, side=side, top="new" if state.new else "")


def _again(app: App) -> ft.Control:
    again, icon = app.state(PhotoState).begin, ft.Icons.PHOTO_CAMERA_OUTLINED
    return kit.button("Take or choose a new photo", again, "tonal", icon_=icon, main=True)


def _as_it_is(app: App, child: ChildFile, asked: QuestionView, value: dict[str, object]) -> list[ft.Control]:
    """The picture, its age, and what was said about it."""
    try:
        image = shown(pictures.photo(app.book, child.id), 120 if app.state(PhotoState).new else 280)
    except AttachmentDamaged as damaged:
        return [kit.status("check", str(damaged))]

    def turn(name: str) -> None:
        asked.choose({**value, name: value.get(name) is not True})

    kind, words = photo_age(value, asked.field, app.now())
    items: list[ft.Control] = [image] if image else []
    items.append(kit.status(kind, words, "body"))
    if app.state(PhotoState).new:
        return items
    if asked.problem:
        items.append(kit.status("check", f"Check this: {asked.problem}"))
    items.append(_said(child, lambda name: value.get(name) is True, turn))
    items.append(_taken(asked, value))
    return items


def _said(child: ChildFile, ticked: Callable[[str], bool], turn: Callable[[str], None]) -> ft.Control:
    """Ticked before a photo is chosen, or afterwards."""
    rows = (
        ("consent", f"{child.first_name} agreed to this photo"),
        ("not_social_media", "It is not from social media"),
    )
    choices = (kit.choice(words, ticked(name), partial(turn, name)) for name, words in rows)
    return kit.any_of("About this photo", *choices)


def _new(app: App, child: ChildFile, asked: QuestionView, there: bool) -> list[ft.Control]:
    """First what the form asks for, then the picture."""

    state = app.state(PhotoState)

    def turn(name: str) -> None:
        state.said ^= {name}

    def keep() -> None:
        state.problem = ""
        state.end()

    items: list[ft.Control] = [kit.h2("A new photo")] if there else []
    if asked.field.note:
        items.append(kit.quote(asked.field.note, f"{child.protocol.short}, Key Contacts Form"))
    items.append(_said(child, lambda name: name in state.said, turn))
    choose, icon = partial(_choose, app, asked), ft.Icons.PHOTO_CAMERA_OUTLINED
    button = kit.button("Choose the photo", choose, "primary", icon_=icon, main=True)
    items.append(kit.beside(button, "photo", state.problem))
    if there:
        items.append(kit.button("Keep the photo that is there", keep, "text"))
    items.append(kit.text(MADE_SMALL, "small", INK2))
    return items


async def _choose(app: App, asked: QuestionView) -> None:
    app.state(PhotoState).problem = ""
    data = await app.device.pick_photo()
    session, state, saved = app.locking.session, app.state(PhotoState), False
    if data is None or session is None:
        return
    book = session.book
    state.saving = True
    app.redraw()
    await asyncio.sleep(PHOTO_PAINT_SECONDS)
    said = frozenset(state.said)
    try:
        picture = await app.services.image.shrink(data)
    except (NotAPicture, PictureTooLarge) as problem:
        state.problem = str(problem)
    else:
        # Locked meanwhile: nothing is written behind the lock.
        saved = app.locking.session is session and app.attempt(
            lambda: add_photo(
                book,
                asked.child,
                picture,
                consent="consent" in said,
                not_social_media="not_social_media" in said,
                taken_on=None,
            )
        )
    state.saving = False
    if saved:
        state.end()


def _taken(asked: QuestionView, value: dict[str, object]) -> ft.Control:
    """What can't be read as a day is kept as it was typed, with what to do beside it."""
    app, key = asked.app, f"{asked.key}#taken_on"
    question = "When was it taken?"

    words, day, read = str(value.get("taken_on") or ""), taken_on(value), TypedDate()
    stands = app.drafts.get(key, words)
    if stands.strip() and (app.drafts.has(key) or not day):
        read = read_typed_date(stands, app.now().date(), "past")

    def save(typed: str) -> object:
        if app.drafts.typing(key):  # a day that is half typed may be another one
            raise Unread
        meant = read_typed_date(typed, app.now().date(), "past").day
        return asked.save({**value, "taken_on": meant.isoformat() if meant else typed.strip()})

    def choose(typed: str) -> None:
        app.drafts.type(key, typed, save)
        app.drafts.left(key)

    app.drafts.belongs(key, save)
    left = not app.drafts.typing(key)
    problem = (read.problem or DATE_UNCLEAR) if stands.strip() and left and not (day or read.day) else ""
    box = kit.text_box(
        question,
        app.drafts.get(key, day_words(day) if day else words),
        lambda t: app.drafts.type(key, t, save),
        lambda: app.drafts.left(key),
        key=f"box:{key}",
        problem=bool(problem),
    )
    said = full_day_words(read.day) if read.day else ""
    asks = kit.labelled(
        question,
        box,
        hint="Like 4 March 2026, 4/3, or last Friday.",
        problem=problem,
        tapped=False,
        read=said,
    )
    which = [kit.which_one(choose, read.readings)] if read.readings and left else []
    items: list[ft.Control] = [asks, *which]
    if not stands and left:
        items.append(kit.button("Today", partial(choose, "today"), label=f"Today: {question}"))
    elif left:
        items.append(kit.status(asked.saved_status if asked.saved_status == "done" else "saved", asked.saved))
    return ft.Column(items, spacing=8, horizontal_alignment=ft.CrossAxisAlignment.STRETCH, tight=True)
