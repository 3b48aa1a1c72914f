"""The photo: made small and stripped on this device, with consent, and never from social media."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import partial

import flet as ft

from carerapp.actions.access import AttachmentDamaged, NotAPicture, PictureTooLarge
from carerapp.actions.add_photo import add_photo
from carerapp.actions.form_reading import DATE_UNCLEAR, day_words, read_date, taken_on
from carerapp.domain.child import ChildFile
from carerapp.ui import kit
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
PAINTED = 0.1  # seconds until the screen says that it is saving; making a photo small takes longer


def photo(app: App) -> Screen:
    child = app.book.child(app.place["child"])
    form = child.protocol.key_contacts
    field = next(f for f in form.fields() if f.kind == "photo")
    asked = QuestionView(app, child.id, child.key_contacts.id, field, field.name)
    value = asked.value if isinstance(asked.value, dict) else {}
    there = bool(value.get("photo"))
    body: list[ft.Control] = [kit.h1(field.question)]
    if there:
        body += _as_it_is(app, child, asked, value)
    if app.local.get("saving"):
        body.append(kit.status("device", "Saving the photo…", "strong"))
    elif there and not app.local.get("new"):
        body.append(_again(app))
    else:
        body += _new(app, child, asked, there)
    side = [kit.h2(form.title), task_list(app, child, "photo")] if app.display.wide else None
    return Screen(
        child_header(app, child, form.title), body, side=side, top="new" if app.local.get("new") else ""
    )


def _again(app: App) -> ft.Control:
    def again() -> None:
        app.local["new"] = True

    return kit.button(
        "Take or choose a new photo", again, "tonal", icon_=ft.Icons.PHOTO_CAMERA_OUTLINED, main=True
    )


def _as_it_is(app: App, child: ChildFile, asked: QuestionView, value: dict[str, object]) -> list[ft.Control]:
    """The picture, its age, and what was said about it."""
    try:
        image = shown(app.book.photo(child.id), 120 if app.local.get("new") else 280)
    except AttachmentDamaged as damaged:
        return [kit.status("check", str(damaged))]

    def turn(name: str) -> None:
        asked.choose({**value, name: value.get(name) is not True})

    kind, words = photo_age(value, asked.field, app.now())
    items: list[ft.Control] = [image] if image else []
    items.append(kit.status(kind, words, "body"))
    if app.local.get("new"):
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
    return kit.group(
        *(kit.choice(words, ticked(name), partial(turn, name), several=True) for name, words in rows)
    )


def _new(app: App, child: ChildFile, asked: QuestionView, there: bool) -> list[ft.Control]:
    """First what the form asks for, then the picture."""

    def turn(name: str) -> None:
        app.local[name] = not app.local.get(name)

    def keep() -> None:
        for name in ("new", "problem", *SAID):
            app.local.pop(name, None)

    items: list[ft.Control] = [kit.h2("A new photo")] if there else []
    if asked.field.note:
        items.append(kit.quote(asked.field.note, f"{child.protocol.short}, Key Contacts Form"))
    items.append(_said(child, lambda name: bool(app.local.get(name)), turn))
    if problem := app.local.get("problem"):
        items.append(kit.status("check", f"Check this: {problem}", "strong"))
    items.append(
        kit.button(
            "Choose the photo",
            partial(_choose, app, asked),
            "primary",
            icon_=ft.Icons.PHOTO_CAMERA_OUTLINED,
            main=True,
        )
    )
    if there:
        items.append(kit.button("Keep the photo that is there", keep, "text"))
    items.append(kit.text(MADE_SMALL, "small", INK2))
    return items


async def _choose(app: App, asked: QuestionView) -> None:
    app.local.pop("problem", None)
    data = await app.device.pick_photo()
    session, local, saved = app.locking.session, app.local, False
    if data is None or session is None:
        return
    book = session.book
    local["saving"] = True
    app.redraw()
    await asyncio.sleep(PAINTED)
    said = {name: bool(app.local.get(name)) for name in SAID}
    try:
        picture = await app.services.image.shrink(data)
    except (NotAPicture, PictureTooLarge) as problem:
        local["problem"] = str(problem)
    else:
        # Locked meanwhile: nothing is written behind the lock.
        saved = app.locking.session is session and app.attempt(
            lambda: add_photo(
                book,
                asked.child,
                picture,
                consent=said["consent"],
                not_social_media=said["not_social_media"],
                taken_on=None,
            )
        )
    local.pop("saving", None)
    if saved:
        for name in ("new", *SAID):
            app.local.pop(name, None)


def _taken(asked: QuestionView, value: dict[str, object]) -> ft.Control:
    """What can't be read as a day is kept as it was typed, with what to do beside it."""
    app, key = asked.app, f"{asked.key}#taken_on"
    question = "When was it taken?"

    def save(typed: str) -> object:
        day = read_date(typed)
        return asked.save({**value, "taken_on": day.isoformat() if day else typed.strip()})

    def today() -> None:
        app.drafts.drop(key)
        asked.choose({**value, "taken_on": app.now().date().isoformat()})

    app.drafts.belongs(key, save)
    day, words = taken_on(value), str(value.get("taken_on") or "")
    problem = DATE_UNCLEAR if words and not day and not app.drafts.typing(key) else ""
    box = kit.text_box(
        question,
        app.drafts.get(key, day_words(day) if day else words),
        lambda t: app.drafts.type(key, t, save),
        lambda: app.drafts.left(key),
        key=f"box:{key}",
        problem=bool(problem),
    )
    items: list[ft.Control] = [kit.labelled(question, box, hint="Like 4 March 2026.", problem=problem)]
    if not words and not app.drafts.typing(key):
        items.append(kit.button("Today", today, label=f"Today: {question}"))
    elif not app.drafts.typing(key):
        items.append(kit.status(asked.saved_status if asked.saved_status == "done" else "saved", asked.saved))
    return ft.Column(items, spacing=8, horizontal_alignment=ft.CrossAxisAlignment.STRETCH, tight=True)
