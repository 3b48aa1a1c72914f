"""A section of the form, a page for each subject, its questions in the form's order.

Each answer saves itself; *Save and continue* leads on, through the whole form.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import flet as ft

from carerapp.actions.form_reading import AskedPage, Section
from carerapp.domain.child import ChildFile
from carerapp.ui import kit
from carerapp.ui.features.episode_header import child_header
from carerapp.ui.features.key_contacts.household import changed_here
from carerapp.ui.features.key_contacts.pages import calm_pages, page_list, page_with, to_page
from carerapp.ui.features.key_contacts.parts import calm_sections, task_list, title
from carerapp.ui.questions.form_renderer import question_at, questions, spot_of
from carerapp.ui.questions.question_view import QuestionView
from carerapp.ui.screen import Screen
from carerapp.ui.screen_name import ScreenName
from carerapp.ui.shell import App
from carerapp.ui.theme import INK2

CONTINUE = "Save and continue"
#: the screens of the form from which *Save and continue* goes on to the next page
_OF_THE_FORM = (ScreenName.KEY_CONTACTS, ScreenName.KEY_CONTACTS_SECTION, ScreenName.PHOTO)


@dataclass
class PageState:
    """What has to be looked at again was told once: a second tap goes on all the same."""

    told: bool = False


def key_contacts_section(app: App) -> Screen:
    """One page of a section; the whole section where it has no pages."""
    child = app.book.child(app.place["child"])
    form = child.protocol.key_contacts
    section = form.section(app.place["section"])
    pages = calm_pages(child, section, app.now())
    at = page_with(pages, app.place.get("page") or question_at(app.place.get("at")))
    many = len(pages) > 1
    body: list[ft.Control] = [
        kit.h1(pages[at].title if many else title(form, section)),
        *_where(section, at, len(pages)),
        *questions(app, child.id, child.key_contacts.id, pages[at].fields),
    ]
    body += changed_here(app, child, {field.name for field in pages[at].fields})
    if app.state(PageState).told:
        for one in _to_check(app, child, pages[at]):
            kit.refused(*one)
    if at:
        back = f"Back to page {at}: {pages[at - 1].title}"
        before = lambda: to_page(app, child.id, section.name, pages[at - 1])
        body.append(kit.button(back, before, "text", icon_=ft.Icons.ARROW_BACK))
    sticky = [_on(app, child, section, pages, at)]
    if kit.look().big:  # right after the questions, not after the list of pages
        body, sticky = [*body, *sticky], []
    listed = [kit.h2(title(form, section)), page_list(app, child, section, at)] if many else []
    side = None
    if app.display.wide:
        side = [*listed, kit.h2(form.title), task_list(app, child, section.name)]
    else:
        body += listed
    return Screen(child_header(app, child, _came_from(app, form.title)), body, sticky=sticky, side=side)


def _where(section: Section, at: int, pages: int) -> list[ft.Control]:
    """Which page this is, and under which heading of the form its questions stand."""
    said = [f"Page {at + 1} of {pages}"] if pages > 1 else []
    said += [f"On the form: {section.label}"] if section.label else []
    return [kit.text(". ".join(said), "small", INK2)] if said else []


def _came_from(app: App, form: str) -> str:
    """Where Back leads, in a word."""
    before = app.navigation.before
    if before is ScreenName.KC_ANSWERS:
        return "the answers"
    return form if before in _OF_THE_FORM else "where you were"


def _on(app: App, child: ChildFile, section: Section, pages: list[AskedPage], at: int) -> ft.Control:
    """Everything is saved as it is typed: this leads on. Who came for one answer is brought back."""
    words, to = "Save and go back", app.back
    if app.navigation.before in _OF_THE_FORM:
        words, to = _next(app, child, section, pages, at)
    state = app.state(PageState)
    check = list(_to_check(app, child, pages[at]))

    def on() -> None:
        app.drafts.save_all()
        if list(_to_check(app, child, pages[at])) and not state.told:
            state.told = True
        else:
            to()

    if state.told and check:
        words = "Leave it as it is, and go on"
    return kit.button(words, on, "primary", main=True)


def _to_check(app: App, child: ChildFile, page: AskedPage) -> Iterator[tuple[str, str, str]]:
    """What stands beside the questions of the page: in words, and where; the key of the box."""
    record = child.key_contacts.id
    for field in page.fields:
        asked = QuestionView(app, child.id, record, field, field.name)
        if problem := asked.problem:
            yield f"{field.question.rstrip(': ')}: {problem}", spot_of(record, field.name), f"box:{asked.key}"


def _next(
    app: App, child: ChildFile, section: Section, pages: list[AskedPage], at: int
) -> tuple[str, Callable[[], None]]:
    """To the next page, the next section, and after the last one to all the answers."""
    if at + 1 < len(pages):
        return CONTINUE, lambda: to_page(app, child.id, section.name, pages[at + 1])
    sections = calm_sections(child.protocol.key_contacts)
    after = sections[sections.index(section) + 1 :]
    if not after:
        return "Save and check the answers", lambda: app.replace(ScreenName.KC_ANSWERS, child=child.id)
    return CONTINUE, lambda: to_page(app, child.id, after[0].name, calm_pages(child, after[0], app.now())[0])
