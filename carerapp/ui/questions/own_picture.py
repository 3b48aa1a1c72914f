"""A question that is answered with a picture: what it looks like, and the way to another."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from functools import partial

import flet as ft

from carerapp.actions import pictures
from carerapp.actions.access import AttachmentDamaged, NotAPicture, PictureTooLarge
from carerapp.actions.add_picture import add_picture
from carerapp.settings import PHOTO_PAINT_SECONDS
from carerapp.ui import kit
from carerapp.ui.questions.picture import shown
from carerapp.ui.questions.question_view import QuestionView


@dataclass
class OwnPictures:
    """Of each question by its key: what went wrong with a picture, and whether one is being saved."""

    problem: dict[str, str] = field(default_factory=dict)
    saving: set[str] = field(default_factory=set)


def own_picture(asked: QuestionView) -> list[ft.Control]:
    """The picture, and a button to choose one."""
    state = asked.app.state(OwnPictures)
    if asked.key in state.saving:
        return [kit.status("device", "Saving the picture…", "strong")]
    value = asked.value
    id = str(value.get("photo") or "") if isinstance(value, dict) else ""
    items: list[ft.Control] = []
    if id:
        try:
            image = shown(
                pictures.picture(asked.app.book, asked.child, id), 160, "The picture that was added"
            )
        except AttachmentDamaged as damaged:
            image = kit.status("check", str(damaged))
        items += [image] if image else []
    words = "Choose another picture" if id else "Choose a picture"
    button = kit.button(
        words,
        partial(_choose, asked),
        icon_=ft.Icons.PHOTO_CAMERA_OUTLINED,
        label=f"{words}: {asked.field.question}",
    )
    return [*items, kit.beside(button, f"picture:{asked.key}", state.problem.get(asked.key, ""))]


async def _choose(asked: QuestionView) -> None:
    app, state = asked.app, asked.app.state(OwnPictures)
    state.problem.pop(asked.key, None)
    data = await app.device.pick_photo()
    session = app.locking.session
    if data is None or session is None:
        return
    book = session.book
    state.saving.add(asked.key)
    app.redraw()
    await asyncio.sleep(PHOTO_PAINT_SECONDS)
    try:
        picture = await app.services.image.shrink(data)
    except (NotAPicture, PictureTooLarge) as problem:
        state.problem[asked.key] = str(problem)
    else:
        if app.locking.session is session:  # locked meanwhile: nothing is written behind the lock
            app.attempt(lambda: add_picture(book, asked.child, asked.record_id, asked.path, picture))
    state.saving.discard(asked.key)
