"""Is there an immediate risk? 999 now, and the checklist waits. Every rule for danger stands here."""

from __future__ import annotations

from functools import partial

import flet as ft

from carerapp.actions.answer_danger import answer_danger
from carerapp.actions.form_reading import Wording
from carerapp.domain.advice import DangerRule
from carerapp.domain.applying import Applying
from carerapp.domain.child import ChildFile
from carerapp.domain.due_for import advice_for
from carerapp.domain.episode import Episode
from carerapp.domain.lacking import IN_DOUBT, not_known_here
from carerapp.domain.outcomes import DangerAnswer
from carerapp.ui import kit
from carerapp.ui.features.danger.possible_risk import asked_first
from carerapp.ui.features.episode.beginning import asked_how
from carerapp.ui.features.episode_header import header
from carerapp.ui.features.quoted import shown
from carerapp.ui.screen import Place, Screen
from carerapp.ui.screen_name import ScreenName
from carerapp.ui.shell import App
from carerapp.ui.theme import INK2

#: Our own examples: the procedure says "immediate risk" and no more. To be agreed with the authority.
EXAMPLES = (
    "hurt, or may be hurt soon",
    "with someone who may harm them",
    "talking of harming themselves",
    "ill, or without medicine they need",
    "taken away against their will",
)


def danger(app: App) -> Screen:
    """Asked first: is the child in danger now?"""
    child = app.book.child(app.place["child"])
    episode = child.episode(app.place["episode"])
    here = {"child": child.id, "episode": episode.id}

    def yes() -> None:
        if not app.practising:  # a drill has the bar below for what is real
            app.device.call_999()
        app.run(in_danger)

    def in_danger() -> None:
        app.attempt(lambda: answer_danger(app.book, child.id, episode.id, DangerAnswer.YES_OR_UNSURE))
        app.home(Place(ScreenName.EPISODE, here), Place(ScreenName.REPORT, here))

    def no() -> None:
        app.attempt(lambda: answer_danger(app.book, child.id, episode.id, DangerAnswer.NO))
        asked = (*asked_how(child, episode), *asked_first(child, episode))  # the last of them is on top
        app.home(Place(ScreenName.EPISODE, here), *asked)

    rules = advice_for(child, episode, app.now()).danger
    body: list[ft.Control] = [
        kit.h1(f"Is {child.first_name} in danger now?"),
        kit.text("For example, they are:", color=INK2),
        ft.Column([kit.bullet(words) for words in EXAMPLES], spacing=8, tight=True),
        kit.h2("What the procedure says"),
        *([kit.group(*(_rule(app, child, episode, rule) for rule in rules))] if rules else []),
        *([kit.note(words)] if (words := not_known_here(child.protocol, IN_DOUBT)) else []),
        *_more(app, child, episode, rules),
    ]
    return Screen(
        header(app, child, episode),
        body,
        sticky=[
            kit.button(
                DangerAnswer.YES_OR_UNSURE.on_screen,
                yes,
                "danger",
                icon_=ft.Icons.CALL,
                main=True,
                at_once=True,
            ),
            kit.button(DangerAnswer.NO.on_screen, no, main=True),
        ],
        keep_sticky=True,
        emergency=app.practising,
    )


def _more(app: App, child: ChildFile, episode: Episode, rules: tuple[DangerRule, ...]) -> list[ft.Control]:
    """Words of the procedure about danger that no rule above rests on."""
    rested = [one.protocol.rules[one.danger.rule].quote for one in rules]
    said = Applying(child, episode, app.now()).said("danger")
    return [
        shown(each.part, each.protocol.short, may=each.may)
        for each in said
        if not isinstance(each.part, Wording) or not any(each.part.text in quote for quote in rested)
    ]


def _rule(app: App, child: ChildFile, episode: Episode, one: DangerRule) -> ft.Control:
    """In plain words; its sentence is a tap away."""
    rule = one.protocol.rules[one.danger.rule]
    whose = "" if one.danger.whose in ("anyone", "carer") else f" For the {one.danger.whose} to do."
    why = partial(app.go, ScreenName.WHY, child=child.id, episode=episode.id, rule=rule.id)
    return kit.row(rule.says, f"{one.protocol.short}, {rule.source}.{whose}", why)
