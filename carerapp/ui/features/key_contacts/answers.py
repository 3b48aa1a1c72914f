"""All answers of the form, in its order, to be looked through before a copy is made.

What is blank is named once, on top; beside each answer stands the way to change it, and back here.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import flet as ft

from carerapp.actions.form_reading import Field, completeness, is_not_known, shown
from carerapp.domain.applying import Applying
from carerapp.domain.child import ChildFile
from carerapp.domain.conflicts import both_stand
from carerapp.ui import kit
from carerapp.ui.features.episode_header import child_header
from carerapp.ui.features.handover.blanks import not_ticked
from carerapp.ui.features.key_contacts.pages import calm_pages, to_page
from carerapp.ui.features.key_contacts.parts import calm_sections, title
from carerapp.ui.kit.look import Tap
from carerapp.ui.questions.form_renderer import spot_of
from carerapp.ui.questions.picture import photo_age
from carerapp.ui.questions.question_view import QuestionView
from carerapp.ui.questions.table import row_words
from carerapp.ui.screen import Screen
from carerapp.ui.screen_name import ScreenName
from carerapp.ui.shell import App
from carerapp.ui.theme import INK2, S4, S8, S12, S16

HIDDEN = "Hidden here. It prints on the copy, unless you leave it out."


def kc_answers(app: App) -> Screen:
    """Also those of the evening, where it is about one."""
    child = app.book.child(app.place["child"])
    body: list[ft.Control] = [kit.h1("Check the answers"), *_blank(app, child)]
    for section in calm_sections(child.protocol.key_contacts):
        fields = (field for page in calm_pages(child, section, app.now()) for field in page.fields)
        in_order = sorted(fields, key=section.fields.index)
        rows = [row for field in in_order if (row := _answer(app, child, section.name, field))]
        if rows:
            body += [kit.h2(title(child.protocol.key_contacts, section)), kit.group(*rows)]
    body += _done(app, child)
    back_to = "the officer’s copy" if app.place.get("episode") else child.protocol.key_contacts.title
    return Screen(child_header(app, child, back_to), body)


def _blank(app: App, child: ChildFile) -> list[ft.Control]:
    """Each blank question by name, under the page that asks it."""
    form = child.protocol.key_contacts
    blank = set(completeness(form, child.key_contacts, now=app.now(), lives=child.lives).blanks)
    rows = []
    for section in calm_sections(form):
        for page in calm_pages(child, section, app.now()):
            names = [_short(field) for field in page.fields if field.name in blank]
            if names:
                to = partial(to_page, app, child.id, section.name, page, move=True)
                rows.append(kit.row(page.title, ". ".join(names), to, status="todo"))
    if episode := app.place.get("episode"):
        rows += not_ticked(app, child, child.episode(episode))
    if not rows:
        return [kit.status("done", "Nothing is blank", "strong")]
    if not blank:
        return [kit.group(*rows)]
    things = "1 answer is blank" if len(blank) == 1 else f"{len(blank)} answers are blank"
    return [
        kit.h2(things),
        kit.text("There is no hurry: a blank prints as “not known”.", "small", INK2),
        kit.group(*rows),
    ]


def _short(field: Field) -> str:
    return field.question.rstrip(": .?")


def _answer(app: App, child: ChildFile, section: str, field: Field) -> ft.Control | None:
    """None while it is blank: that is said on top."""
    record = child.key_contacts
    asked = QuestionView(app, child.id, record.id, field, field.name)
    lines = list(_lines(asked, child))
    if not lines:
        return None
    if field.kind == "photo":
        return _row(_short(field), lines, partial(app.go, ScreenName.PHOTO, child=child.id))
    at = spot_of(record.id, field.name)
    return _row(
        _short(field),
        lines,
        partial(app.go, ScreenName.KEY_CONTACTS_SECTION, child=child.id, section=section, at=at),
    )


def _lines(asked: QuestionView, child: ChildFile) -> Iterator[ft.Control]:
    """What was answered; a secret only says that it was."""
    record, field = asked.record, asked.field
    rows = record.rows(field.name) if field.columns else ()
    if asked.answer is None and not rows:
        return
    if both_stand(child, record, field, field.name):
        yield kit.status("check", "Two answers. Which one is right?")
    elif field.kind == "photo":
        yield kit.status(*photo_age(asked.value, field, asked.app.now()))
    elif rows:
        for row in rows:
            name, more = row_words(record, field, row)
            yield kit.text(f"{name}. {more}" if more else name)
    elif is_not_known(asked.value):
        yield kit.status("blank", "Not known", "body")
    elif field.secret:
        yield kit.status("secret", HIDDEN)
    else:
        yield kit.text(asked.shown(asked.value))
    if asked.problem:
        yield kit.status("check", f"Check this: {asked.problem}")


def _done(app: App, child: ChildFile) -> list[ft.Control]:
    """What was done this evening, as the form will say it."""
    if not app.place.get("episode"):
        return []
    episode = child.episode(app.place["episode"])
    form = child.protocol.key_contacts
    printed = {field.name: field for field in form.fields() if form.answered_in(field.name) == "episode"}
    rows = []
    for step in Applying(child, episode, app.now()).steps():
        field = printed.get(step.field)
        if field is None or episode.check(step.field) is None:
            continue
        said = shown(field, episode.record.value(step.field))
        to = partial(app.go, ScreenName.STEP, child=child.id, episode=episode.id, step=step.field)
        rows.append(_row(_short(field), [kit.text(said)], to))
    return [kit.h2("What you did"), kit.group(*rows)] if rows else []


def _row(question: str, answer: list[ft.Control], change: Tap) -> ft.Control:
    """The question small, the answer under it, *Change* beside both; under them where text is large."""
    said = ft.Column(
        [kit.text(question, "small", INK2), *answer],
        spacing=S4,
        expand=True,
        horizontal_alignment=ft.CrossAxisAlignment.STRETCH,
        tight=True,
    )
    button = kit.button("Change", change, "text", label=f"Change: {question}")
    both: ft.Control
    if kit.look().big:
        said.expand = None
        both = ft.Column(
            [said, button], spacing=S8, tight=True, horizontal_alignment=ft.CrossAxisAlignment.STRETCH
        )
    else:
        both = ft.Row([said, button], spacing=S12, vertical_alignment=ft.CrossAxisAlignment.START)
    return ft.Container(both, padding=ft.Padding.symmetric(horizontal=S16, vertical=S12))
