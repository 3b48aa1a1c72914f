"""The photo: made small and stripped on this device, with consent, and never from social media."""

from __future__ import annotations

import flet as ft

from carerapp.actions.add_photo import add_photo
from carerapp.domain.child import ChildFile
from carerapp.ui import kit
from carerapp.ui.features.key_contacts.parts import header, task_list
from carerapp.ui.questions.asked import Asked
from carerapp.ui.questions.picture import photo_age, shown
from carerapp.ui.screen import Screen
from carerapp.ui.shell import App
from carerapp.vault import NotAPicture, PhotoDamaged, PictureTooLarge
from forms.engine.kinds.date import day_words, read_date

MADE_SMALL = (
    "The app makes it smaller and takes out where it was taken. The photo stays sealed on this device."
)


def photo(app: App) -> Screen:
    child = app.open_book.child(app.place["child"])
    form = child.protocol.key_contacts
    field = next(f for f in form.fields() if f.kind == "photo")
    asked = Asked(app, child.id, child.key_contacts.id, field, field.name)
    value = asked.value if isinstance(asked.value, dict) else {}
    body: list[ft.Control] = [kit.h1(field.question)]
    body += _as_it_is(app, child, asked, value)
    if problem := app.local.get("problem"):
        body.append(kit.status("check", f"Check this: {problem}"))
    body.append(_choose(app, asked, bool(value)))
    body.append(kit.text(MADE_SMALL, "small"))
    body.append(_rules(app, child, asked, value))
    if value:
        body.append(_taken(asked, value))
    if field.note:
        body.append(kit.quote(field.note, f"{child.protocol.short}, {form.title}"))
    side = [kit.h2(form.title), task_list(app, child, "photo")] if app.wide else None
    return Screen(header(app, child, form.title), body, side=side)


def _as_it_is(app: App, child: ChildFile, asked: Asked, value: dict[str, object]) -> list[ft.Control]:
    if not value:
        return [kit.status("todo", "No photo yet")]
    try:
        image = shown(app.open_book.photo(child.id), 280)
    except PhotoDamaged as damaged:
        return [kit.status("check", str(damaged))]
    items: list[ft.Control] = [image] if image else []
    kind, words = photo_age(value, asked.field, app.now())
    items.append(kit.status(kind, words, "body"))
    if asked.problem:
        items.append(kit.status("check", f"Check this: {asked.problem}"))
    items.append(kit.status("done", asked.saved))
    return items


def _choose(app: App, asked: Asked, again: bool) -> ft.Control:
    async def choose() -> None:
        app.local.pop("problem", None)
        data = await app.device.pick_photo()
        if data is None or app.book is None:
            return
        said = {name: True for name in ("consent", "not_social_media") if app.local.get(name)}
        book, image = app.book, app.parts.image
        try:
            saved = app.attempt(
                lambda: add_photo(book, asked.child, image, data, consent="consent" in said, taken_on=None)
            )
        except (NotAPicture, PictureTooLarge) as problem:
            app.local["problem"] = str(problem)
            return
        if saved and "not_social_media" not in said:  # nobody has said so yet
            asked.choose({k: v for k, v in asked.value.items() if k != "not_social_media"})

    words = "Take or choose a new photo" if again else "Take or choose a photo"
    return kit.button(
        words, choose, "tonal" if again else "primary", icon_=ft.Icons.PHOTO_CAMERA_OUTLINED, main=True
    )


def _rules(app: App, child: ChildFile, asked: Asked, value: dict[str, object]) -> ft.Control:
    """Ticked for a photo that is there, or before one is chosen."""

    def turn(name: str) -> None:
        if value:
            asked.choose({**value, name: value.get(name) is not True})
        else:
            app.local[name] = not app.local.get(name)

    def row(name: str, words: str) -> ft.Control:
        ticked = value.get(name) is True if value else bool(app.local.get(name))
        return kit.choice(words, ticked, lambda: turn(name), several=True)

    return kit.group(
        row("consent", f"{child.first_name} said yes to this photo"),
        row("not_social_media", "It is not from social media"),
    )


def _taken(asked: Asked, value: dict[str, object]) -> ft.Control:
    app, key = asked.app, f"{asked.key}#taken_on"
    question = "When was it taken?"

    def save(typed: str) -> object:
        day = read_date(typed)
        app.local["day_problem"] = "" if day or not typed.strip() else "We could not read that as a day."
        return asked.save({**value, "taken_on": day.isoformat() if day else ""})

    def today() -> None:
        app.local["day_problem"] = ""
        app.drafts.drop(key)
        asked.choose({**value, "taken_on": app.now().date().isoformat()})

    app.drafts.belongs(key, save)
    taken = read_date(str(value.get("taken_on") or ""))
    box = kit.text_box(
        question, app.drafts.get(key, day_words(taken) if taken else ""), lambda t: app.drafts.type(key, t, save),
        lambda: app.drafts.left(key), key=f"box:{key}",
    )  # fmt: skip
    problem = "" if app.drafts.typing(key) else app.local.get("day_problem", "")
    items: list[ft.Control] = [kit.labelled(question, box, hint="Like 4 March 2026.", problem=problem)]
    if taken is None and not app.drafts.typing(key):
        items.append(kit.button("Today", today, label=f"Today: {question}"))
    return ft.Column(items, spacing=8, horizontal_alignment=ft.CrossAxisAlignment.STRETCH, tight=True)
