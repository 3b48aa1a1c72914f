"""The pages of a section: what is asked on each, how far it is filled in, and the way to it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial

import flet as ft

from carerapp.actions.form_reading import (
    AskedPage,
    Asking,
    Section,
    completeness,
    is_question,
    pages_of,
)
from carerapp.domain.child import ChildFile
from carerapp.ui import kit
from carerapp.ui.screen_name import ScreenName
from carerapp.ui.shell import App


def calm_pages(child: ChildFile, section: Section, now: datetime) -> list[AskedPage]:
    """Those with something to ask on a calm day, as the answers stand."""
    form = child.protocol.key_contacts
    asking = Asking(form, child.key_contacts, now, child.lives)

    def calm(page: AskedPage) -> AskedPage:
        asked = (f for f in page.fields if form.answered_in(f.name) == "form" and asking.asks(f))
        return AskedPage(page.title, tuple(asked))

    return [page for page in map(calm, pages_of(section)) if any(map(is_question, page.fields))]


def page_with(pages: Sequence[AskedPage], name: str) -> int:
    """Which of them asks this question; the first where none does: it does not apply any more."""
    found = (n for n, page in enumerate(pages) if any(f.name == name for f in page.fields))
    return next(found, 0)


def to_page(app: App, child: str, section: str, page: AskedPage, *, move: bool = False) -> None:
    """There, in place of the page that is shown; ``move``: Back returns here. A page is known by its first
    question, so that its address holds when another one does not apply any more."""
    go = app.go if move else app.replace
    go(ScreenName.KEY_CONTACTS_SECTION, child=child, section=section, page=page.fields[0].name)


def page_list(app: App, child: ChildFile, section: Section, shown: int) -> ft.Control:
    """The pages of the section, with what is left on each; a tap goes there."""
    ready = completeness(child.protocol.key_contacts, child.key_contacts, now=app.now(), lives=child.lives)
    blank = set(ready.blanks)
    rows = []
    for number, page in enumerate(calm_pages(child, section, app.now())):
        left = sum(1 for field in page.fields if field.name in blank)
        words = "Filled in" if not left else "1 question left" if left == 1 else f"{left} questions left"
        to = partial(to_page, app, child.id, section.name, page)
        status = "todo" if left else "done"
        rows.append(kit.row(page.title, words, to, status=status, selected=number == shown))
    return kit.group(*rows)
