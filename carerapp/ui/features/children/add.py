"""Add a child: their name is enough."""

from __future__ import annotations

import flet as ft

from carerapp.actions.add_child import add_child
from carerapp.ui import kit
from carerapp.ui.screen import Place, Screen
from carerapp.ui.shell import App
from forms.engine.kinds import KINDS
from forms.engine.load import load_protocol
from forms.protocol import SETTINGS, Setting

WORDS: dict[Setting, str] = {
    "foster": "My foster home", "residential": "A children’s home", "semi_independent": "Semi-independent accommodation",
    "home": "Their own family’s home",
}  # fmt: skip


def add(app: App) -> Screen:
    def box(name: str, label: str, hint: str = "", problem: str = "") -> ft.Control:
        return kit.labelled(
            label,
            kit.text_box(label, app.drafts.get(f"add:{name}"), lambda t: app.drafts.type(f"add:{name}", t),
                         key=f"add:{name}", problem=bool(problem)),
            hint=hint, problem=problem,
        )  # fmt: skip

    born = load_protocol("hertfordshire").key_contacts.field("date_of_birth")
    problem = ""
    if app.local.get("tried"):
        kind = KINDS[born.kind]
        value = kind.parse(app.drafts.get("add:born"), born)
        problem = kind.check(value, born, today=app.now().date()) or ""

    def where(setting: Setting) -> ft.Control:
        chosen = app.local.get("setting", "foster") == setting
        return kit.choice(WORDS[setting], chosen, lambda: app.local.update(setting=setting))

    def save() -> None:
        name = app.drafts.get("add:name").strip()
        if not name:
            app.local["tried"] = app.local["no_name"] = True
            return
        kind = KINDS[born.kind]
        value = kind.parse(app.drafts.get("add:born"), born)
        if kind.check(value, born, today=app.now().date()) and not app.local.get("tried"):
            app.local["tried"] = True  # said once; a second tap keeps what was typed
            return
        setting: Setting = app.local.get("setting", "foster")
        made: list[str] = []
        if app.attempt(
            lambda: made.append(
                add_child(app.open_book, full_name=name, date_of_birth=str(value or ""), setting=setting)
            )
        ):
            app.drafts.drop("add:name", "add:born")
            app.home(Place("key_contacts", {"child": made[0]}))

    return Screen(
        kit.plain_header("Add a child", hide=app.hide, back=app.back, back_to="children"),
        [
            kit.h1("Add a child"),
            box(
                "name",
                "Full name",
                problem="Write a name, or what you call them." if app.local.get("no_name") else "",
            ),
            box(
                "born",
                "Date of birth",
                "Day, month, year: 4 3 2012. Leave it blank if you don’t know.",
                problem,
            ),
            kit.text("They live in", "strong"),
            kit.group(*(where(s) for s in SETTINGS)),
            kit.note("The rules are Hertfordshire’s. Each step shows its paragraph."),
        ],
        sticky=[kit.button("Add", save, "primary", main=True)],
    )
