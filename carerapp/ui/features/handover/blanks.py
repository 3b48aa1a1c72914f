"""What is blank on the form: one tap to say that it is not known, one to fill it in."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import flet as ft

from carerapp.actions.answer_question import answer_question
from carerapp.actions.form_reading import NOT_KNOWN, Field, Section, completeness
from carerapp.domain.applying import Applying
from carerapp.domain.child import ChildFile
from carerapp.domain.episode import Episode
from carerapp.ui import kit
from carerapp.ui.questions.form_renderer import spot_of
from carerapp.ui.screen_name import ScreenName
from carerapp.ui.shell import App
from carerapp.ui.theme import INK2, S16

FIRST = 3  # shown at once; an officer may be waiting


@dataclass
class BlanksState:
    """Whether more than the first few are shown."""

    all: bool = False

    def show_all(self) -> None:
        """A tap on the rest."""
        self.all = True


def blanks(app: App, child: ChildFile, episode: Episode) -> list[ft.Control]:
    """What the form does not say, before it is given away."""
    form, state = child.protocol.key_contacts, app.state(BlanksState)
    names = completeness(form, child.key_contacts, now=app.now(), lives=child.lives).blanks
    shown = names if state.all else names[:FIRST]
    rows = [_blank(app, child, form.field(n), form.section_of(n)) for n in shown]
    rows += not_ticked(app, child, episode)
    parts: list[ft.Control] = []
    if names:
        parts.append(kit.h2("1 thing is blank" if len(names) == 1 else f"{len(names)} things are blank"))
    if rows:
        parts.append(kit.group(*rows))
    else:
        parts.append(kit.status("done", "Nothing is blank", "strong"))
    if len(names) > len(shown):
        more = f"Show the other {len(names) - len(shown)}"
        parts.append(kit.button(more, state.show_all, "text"))
    answers = partial(app.go, ScreenName.KC_ANSWERS, child=child.id, episode=episode.id)
    parts.append(kit.button("Check all the answers", answers, "text"))
    return parts


def not_ticked(app: App, child: ChildFile, episode: Episode) -> list[ft.Control]:
    """The way to the steps of the form that nothing was said about; nothing where there are none."""
    todo = [
        s
        for s in Applying(child, episode, app.now()).steps()
        if _of_the_form(child, s.field) and not episode.check(s.field)
    ]
    if not todo:
        return []
    things = "1 step is" if len(todo) == 1 else f"{len(todo)} steps are"
    to = partial(app.go, ScreenName.EPISODE, child=child.id, episode=episode.id)
    return [kit.row("What you did", f"{things} not ticked yet", to)]


def _of_the_form(child: ChildFile, field: str) -> bool:
    return any(f.name == field for f in child.protocol.key_contacts.fields())


def _blank(app: App, child: ChildFile, field: Field, section: Section) -> ft.Control:
    record, label = child.key_contacts.id, field.question.rstrip(": ")

    def not_known() -> None:
        app.attempt(lambda: answer_question(app.book, child.id, record, field.name, NOT_KNOWN))

    where = section.label.partition(":")[0].partition(" –")[0].capitalize() or section.short
    at = spot_of(record, field.name)
    add = partial(app.go, ScreenName.KEY_CONTACTS_SECTION, child=child.id, section=section.name, at=at)
    return ft.Container(
        ft.Column(
            [
                kit.text(label, "strong"),
                kit.text(where, "small", INK2),
                kit.side_by_side(
                    [
                        kit.button("Add", add, "tonal", label=f"Add {label}"),
                        kit.button("Not known", not_known, label=f"{label}: not known"),
                    ]
                ),
            ],
            spacing=6,
            tight=True,
            horizontal_alignment=ft.CrossAxisAlignment.STRETCH,
        ),
        padding=S16,
        key=f"blank:{field.name}",
    )
