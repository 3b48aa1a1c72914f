"""Add a child: their name is enough."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import flet as ft

from carerapp.actions.add_child import add_child
from carerapp.actions.form_reading import Field, Setting, before_saving, problem_with
from carerapp.domain.belonging import NOT_SURE
from carerapp.domain.setting_words import SETTING_WORDS
from carerapp.domain.typed_answer import read_answer
from carerapp.ui import kit
from carerapp.ui.features.children.authority import authorities, placing
from carerapp.ui.picker import pick_day
from carerapp.ui.screen import Place, Screen
from carerapp.ui.screen_name import ScreenName
from carerapp.ui.shell import App
from carerapp.ui.theme import INK2

NO_NAME = "Write a name, or what you call them."
NO_AUTHORITY = "Choose which council’s rules hold, so that the steps are the right ones."
ADD_ANYWAY = "If it is right, tap Add again."
WHOSE = "Which council’s rules hold here?"
WHO_PLACED = "Which council placed them here?"


@dataclass
class AddChildState:
    """What is chosen by a tap, and what was missing when Add was tapped. The words are drafts."""

    setting: Setting = "foster"
    authority: str = ""  # "" until one is chosen: that of the child added last
    placing: str = NOT_SURE
    asked: str = ""  # the date of birth that was asked about, as typed
    tried: bool = False  # Add was tapped, and something was missing

    def live_in(self, setting: Setting) -> None:
        """A tap on a setting."""
        self.setting = setting

    def under(self, authority: str) -> None:
        """A tap on whose procedure holds."""
        self.authority = authority

    @property
    def who_placed(self) -> str:
        """Nobody placed a child who lives at home: the council there."""
        return "" if self.setting == "home" else self.placing

    def placed_by(self, authority: str) -> None:
        """A tap on who placed them."""
        self.placing = authority


def add(app: App) -> Screen:
    """A name, a birthday, where they live and whose procedure holds there."""
    state = app.state(AddChildState)

    def box(name: str, label: str, hint: str = "", problem: str = "") -> ft.Control:
        return kit.labelled(
            label,
            kit.text_box(
                label,
                app.drafts.get(f"add:{name}"),
                partial(app.drafts.type, f"add:{name}"),
                key=f"add:{name}",
                problem=bool(problem),
            ),
            hint=hint,
            problem=problem,
        )

    def pick_birthday(words: str) -> None:
        app.drafts.type("add:born", words)

    blank_name = state.tried and not app.drafts.get("add:name").strip()
    no_authority = state.tried and not _authority(app)
    born = app.book.protocols.form("common/key_contacts").field("date_of_birth")
    problem = ""
    if state.asked and state.asked == app.drafts.get("add:born"):
        problem = f"{before_saving(_check_this(app, born, state.asked))} {ADD_ANYWAY}"

    def where(setting: Setting) -> kit.Choice:
        return kit.choice(
            SETTING_WORDS[setting].choice, state.setting == setting, partial(state.live_in, setting)
        )

    def save() -> None:
        name, authority = app.drafts.get("add:name").strip(), _authority(app)
        if not name or not authority:
            state.tried = True
            return
        typed = app.drafts.get("add:born")
        value = read_answer(born, typed, None, app.now()).value
        if _check_this(app, born, typed) and state.asked != typed:
            state.asked = typed  # each is asked about once; a second tap keeps what was typed
            return
        made: list[str] = []
        if app.attempt(
            lambda: made.append(
                add_child(
                    app.book,
                    full_name=name,
                    date_of_birth=str(value or ""),
                    setting=state.setting,
                    protocol_id=authority,
                    placing=state.who_placed,
                )
            )
        ):
            app.drafts.drop("add:name", "add:born")
            app.home(Place(ScreenName.KEY_CONTACTS, {"child": made[0]}))

    return Screen(
        kit.plain_header("Add a child", hide=app.locking.hide, back=app.back, back_to="children"),
        [
            kit.h1("Add a child"),
            box("name", "Full name", problem=NO_NAME if blank_name else ""),
            box(
                "born",
                "Date of birth",
                "Day, month, year: 4 3 2012. Leave it blank if you don’t know.",
                problem,
            ),
            *([] if app.drafts.get("add:born") else [pick_day(app, "Date of birth", pick_birthday)]),
            kit.text("They live in", "strong"),
            kit.one_of("They live in", *(where(s) for s, words in SETTING_WORDS.items() if words.choice)),
            kit.under(*_whose_rules(app, no_authority=no_authority)),
        ],
        sticky=[kit.button("Add", save, "primary", main=True)],
    )


def _check_this(app: App, born: Field, typed: str) -> str:
    """What is odd about a date of birth, or why it is no day; "" when nothing."""
    read = read_answer(born, typed, None, app.now())
    return read.problem or problem_with(born, read.value, app.now().date())


def _authority(app: App) -> str:
    """The one chosen; else that of the child added last: a home has one authority."""
    before = [child.protocol.id for child in app.book.children() if not child.invented]
    return app.state(AddChildState).authority or (before[-1] if before else "")


def _whose_rules(app: App, *, no_authority: bool) -> list[ft.Control]:
    chosen, state = _authority(app), app.state(AddChildState)
    shown: list[ft.Control] = [
        kit.text(WHOSE, "strong"),
        kit.text("The area where they live. Each step shows its paragraph.", "small", INK2),
    ]
    choices = authorities(app, chosen, state.under, WHOSE)
    shown.append(kit.beside(choices, "authority", NO_AUTHORITY if no_authority else ""))
    if not chosen or state.setting == "home":
        return shown
    return [
        *shown,
        kit.text(WHO_PLACED, "strong"),
        placing(app, state.placing, chosen, state.placed_by, WHO_PLACED),
    ]
