"""Two people wrote at once, on two devices: each question with both answers, until a person chooses."""

from __future__ import annotations

import flet as ft

from carerapp.domain.child import ChildFile
from carerapp.domain.conflicts import Conflict
from carerapp.domain.conflicts import conflicts as found_in
from carerapp.domain.log_names import LogNames
from carerapp.ui import kit
from carerapp.ui.features.episode_header import child_header
from carerapp.ui.questions.form_renderer import cell, question
from carerapp.ui.screen import Screen
from carerapp.ui.screen_name import ScreenName
from carerapp.ui.shell import App


def conflict_card(app: App, child: ChildFile) -> list[ft.Control]:
    """In an episode and on the home screen, while there is something to choose."""
    count = len(found_in(child))
    if not count:
        return []
    words = "One question has" if count == 1 else f"{count} questions have"
    return [
        kit.card(
            kit.status("check", f"{words} two answers from two devices", "strong"),
            kit.button(
                "Choose which is right", lambda: app.go(ScreenName.CONFLICTS, child=child.id), "tonal"
            ),
        )
    ]


def conflicts(app: App) -> Screen:
    """What is chosen is an entry of its own; what is not chosen stays in the log."""
    child = app.book.child(app.place["child"])
    found = found_in(child)
    body: list[ft.Control] = [kit.h1("Two answers")]
    if not found:
        body.append(kit.note("Every question has one answer."))
        go_on = kit.button("Go on", app.back, "primary", main=True)
        return Screen(child_header(app, child, "children"), body, sticky=[go_on])
    body.append(
        kit.text(
            f"{_why(child)} Both stand until you choose. Nothing is wiped out. Not sure? Leave both: the "
            "officer’s copy shows both."
        )
    )
    body += [_asked(app, child, one) for one in found]
    return Screen(child_header(app, child, "children"), body)


def _why(child: ChildFile) -> str:
    if len(child.logs) > 1:
        return "Two files are shown as one child, and do not say the same."
    return "Two people wrote at once."


def _asked(app: App, child: ChildFile, one: Conflict) -> ft.Control:
    names = LogNames(child)
    parts = one.path.split("/", 2)
    if len(parts) < 3:
        field = names.field(one.path)
        assert field is not None
        return question(app, child.id, one.record, field)
    table, column = names.field(one.path.rsplit("/", 2)[0]), names.field(one.path)
    assert table is not None
    assert column is not None
    return ft.Column(
        [
            kit.h2(names.row(one.record, parts[0], parts[1]) or table.question),
            cell(app, child.id, one.record, table, one.path, column),
        ],
        spacing=4,
        tight=True,
    )
