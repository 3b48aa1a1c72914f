"""Is there an immediate risk? 999 now, and the checklist waits."""

from __future__ import annotations

from functools import partial

import flet as ft

from carerapp.actions.answer_danger import answer_danger
from carerapp.domain.outcomes import DangerAnswer
from carerapp.ui import kit
from carerapp.ui.features.episode_header import header
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
        app.device.call_999()
        app.run(in_danger)

    def in_danger() -> None:
        app.attempt(lambda: answer_danger(app.book, child.id, episode.id, DangerAnswer.YES_OR_UNSURE))
        app.home(Place(ScreenName.EPISODE, here), Place(ScreenName.REPORT, here))

    def no() -> None:
        app.attempt(lambda: answer_danger(app.book, child.id, episode.id, DangerAnswer.NO))
        app.home(Place(ScreenName.EPISODE, here))

    rule = child.protocol.rules[child.protocol.danger[0]]
    body: list[ft.Control] = [
        kit.h1(f"Is {child.first_name} in danger now?"),
        kit.text("For example, they are:", color=INK2),
        ft.Column([kit.bullet(words) for words in EXAMPLES], spacing=8, tight=True),
        kit.quote(rule.quote, f"{child.protocol.short}, {rule.source}"),
    ]
    if kit.look().big:  # the text scrolls then, and a keyboard must have something to reach in it
        body.append(kit.button("Why we ask", partial(app.go, ScreenName.WHY, **here, rule=rule.id), "text"))
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
        emergency=False,
    )
