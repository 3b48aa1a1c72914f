"""Where a procedure says so: is any risk possible? Then report, and go on looking. The first check waits."""

from __future__ import annotations

from functools import partial

import flet as ft

from carerapp.actions.answer_question import answer_question
from carerapp.actions.form_reading import NOT_KNOWN
from carerapp.domain.child import ChildFile
from carerapp.domain.episode import Episode
from carerapp.domain.json_value import Json
from carerapp.ui import kit
from carerapp.ui.features.episode.beginning import asked_how
from carerapp.ui.features.episode_header import header
from carerapp.ui.features.rules_gone import rules_gone
from carerapp.ui.screen import Place, Screen
from carerapp.ui.screen_name import ScreenName
from carerapp.ui.shell import App

FIELD = "risk_possible"


def asked_first(child: ChildFile, episode: Episode) -> tuple[Place, ...]:
    """The question before the checklist; () where the procedure does not ask it, or it was answered."""
    if not child.protocol.report_if_possible_risk or episode.record.answers(FIELD) or episode.reported_at:
        return ()
    return (Place(ScreenName.POSSIBLE_RISK, {"child": child.id, "episode": episode.id}),)


def possible_risk(app: App) -> Screen:
    """Yes and not sure lead to the report, no to the checklist."""
    child = app.book.child(app.place["child"])
    episode = child.episode(app.place["episode"])
    here = {"child": child.id, "episode": episode.id}
    rule = child.protocol.rules.get(child.protocol.report_if_possible_risk)
    if rule is None:
        return rules_gone(app, child, episode)

    def answer(value: Json, *then: Place) -> None:
        if app.attempt(lambda: answer_question(app.book, child.id, episode.id, FIELD, value)):
            app.home(Place(ScreenName.EPISODE, here), *then)

    report = Place(ScreenName.REPORT, here)
    body: list[ft.Control] = [
        kit.h1(f"Is any risk to {child.first_name} possible?"),
        kit.text(rule.says),
        kit.quote(rule.quote, f"{child.protocol.short}, {rule.source}"),
    ]
    return Screen(
        header(app, child, episode, back_to="what to do"),
        body,
        sticky=[
            kit.button("Yes: report, then go on", partial(answer, "yes", report), "primary", main=True),
            kit.button("Not sure: report, then go on", partial(answer, NOT_KNOWN, report)),
            kit.button("No: start looking", partial(answer, "no", *asked_how(child, episode))),
        ],
    )
