"""Add a child: their name is enough."""

from __future__ import annotations

import flet as ft

from carerapp.actions.add_child import add_child
from carerapp.domain.setting_words import SETTING_WORDS
from carerapp.ui import kit
from carerapp.ui.features.children.authority import authorities, placing
from carerapp.ui.screen import Place, Screen
from carerapp.ui.screen_name import ScreenName
from carerapp.ui.shell import App
from carerapp.ui.theme import INK2
from forms.engine.kinds import KINDS
from forms.engine.load import load_form
from forms.protocol import Setting


def add(app: App) -> Screen:
    def box(name: str, label: str, hint: str = "", problem: str = "") -> ft.Control:
        return kit.labelled(
            label,
            kit.text_box(
                label,
                app.drafts.get(f"add:{name}"),
                lambda t: app.drafts.type(f"add:{name}", t),
                key=f"add:{name}",
                problem=bool(problem),
            ),
            hint=hint,
            problem=problem,
        )

    born = load_form("common/key_contacts").field("date_of_birth")
    problem = ""
    if app.local.get("tried"):
        kind = KINDS[born.kind]
        value = kind.parse(app.drafts.get("add:born"), born)
        problem = kind.check(value, born, today=app.now().date()) or ""

    def where(setting: Setting) -> ft.Control:
        chosen = app.local.get("setting", "foster") == setting
        return kit.choice(SETTING_WORDS[setting].choice, chosen, lambda: app.local.update(setting=setting))

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
        authority = _authority(app)
        if not authority:
            app.local["no_authority"] = True
            return
        setting: Setting = app.local.get("setting", "foster")
        made: list[str] = []
        if app.attempt(
            lambda: made.append(
                add_child(
                    app.book,
                    full_name=name,
                    date_of_birth=str(value or ""),
                    setting=setting,
                    protocol_id=authority,
                    placing=app.local.get("placing", ""),
                )
            )
        ):
            app.drafts.drop("add:name", "add:born")
            app.home(Place(ScreenName.KEY_CONTACTS, {"child": made[0]}))

    return Screen(
        kit.plain_header("Add a child", hide=app.locking.hide, back=app.back, back_to="children"),
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
            kit.group(*(where(s) for s, words in SETTING_WORDS.items() if words.choice)),
            *_whose_rules(app),
        ],
        sticky=[kit.button("Add", save, "primary", main=True)],
    )


def _authority(app: App) -> str:
    """The one chosen; else that of the child added last: a home has one authority."""
    before = [child.protocol.id for child in app.book.children() if not child.invented]
    return str(app.local.get("authority") or (before[-1] if before else ""))


def _whose_rules(app: App) -> list[ft.Control]:
    chosen = _authority(app)
    shown: list[ft.Control] = [
        kit.text("Whose procedure holds here?", "strong"),
        kit.text("The area where they live. Each step shows its paragraph.", "small", INK2),
    ]
    if app.local.get("no_authority") and not chosen:
        shown.append(kit.status("due", "Choose one, so that the steps are the right ones."))
    shown.append(authorities(chosen, lambda id: app.local.update(authority=id)))
    if not chosen:
        return shown
    if not app.local.get("ask_placing"):
        other = kit.button(
            "Another council placed them here", lambda: app.local.update(ask_placing=True), "text"
        )
        return [*shown, other]
    return [
        *shown,
        kit.text("Which council placed them here?", "strong"),
        placing(app.local.get("placing", ""), chosen, lambda id: app.local.update(placing=id)),
    ]
