"""One step: its exact words and paragraph, how it went, what to add, and taking it back."""

from __future__ import annotations

from functools import partial

import flet as ft

from carerapp.actions.form_reading import Step
from carerapp.actions.tick_step import undo_step
from carerapp.actions.together import tick_for_all
from carerapp.domain.applying import Applying
from carerapp.domain.checks import Check
from carerapp.domain.child import ChildFile
from carerapp.domain.episode import Episode
from carerapp.domain.outcomes import StepOutcome
from carerapp.ui import kit
from carerapp.ui.features.episode.call_outcome import call_outcome
from carerapp.ui.features.episode.known import title
from carerapp.ui.features.episode.step_card import step_inside, tick
from carerapp.ui.features.episode_header import clock, header
from carerapp.ui.features.rules_gone import rules_gone
from carerapp.ui.features.where_from import where_from
from carerapp.ui.screen import Screen
from carerapp.ui.shell import App
from carerapp.ui.theme import INK2


def step(app: App) -> Screen:
    """One step of the checklist: do it, say how it went, add words."""
    child = app.book.child(app.place["child"])
    episode = child.episode(app.place["episode"])
    steps = Applying(child, episode, app.now()).steps()
    one = next((s for s in steps if s.field == app.place["step"]), None)
    if one is None:
        return rules_gone(app, child, episode)
    check = episode.check(one.field)
    body: list[ft.Control] = [kit.h1(title(one, child))]
    if check is None:
        calling = call_outcome(app, child, episode)
        body += [calling] if calling else []
        body.append(kit.card(*step_inside(app, child, episode, one)))
    else:
        body += _tried(app, child, episode, one, check)
    rules = [child.protocol.rules[id] for id in one.rules]
    quotes = lambda: [kit.quote(rule.quote, f"{child.protocol.short}, {rule.source}") for rule in rules]
    body += where_from(app, one.field, title(one, child), quotes)
    return Screen(header(app, child, episode, back_to="what to do"), body)


def _tried(app: App, child: ChildFile, episode: Episode, one: Step, check: Check) -> list[ft.Control]:
    key = f"why:{episode.id}:{one.field}"
    label = "What did you do or find?" if check.outcome is StepOutcome.DONE else "Why?"

    def save(words: str) -> None:
        if words != check.comments:
            tick_for_all(app.book, child.id, episode.id, one.field, check.outcome, words)

    def change(outcome: StepOutcome) -> None:
        app.drafts.save(key)
        tick(app, child, episode, one, outcome)

    def undo() -> None:
        if app.attempt(lambda: undo_step(app.book, child.id, episode.id, one.field)):
            app.drafts.drop(key)
            app.back()

    others: list[ft.Control] = [
        kit.button(f"Change to: {outcome.on_screen}", partial(change, outcome))
        for outcome in StepOutcome
        if outcome is not check.outcome
    ]
    box = kit.text_box(
        label,
        app.drafts.get(key, check.comments),
        lambda t: app.drafts.type(key, t, save),
        lambda: app.drafts.save(key),
        key=key,
        lines=3,
    )
    proof = None
    if check.comments and not app.drafts.has(key):
        proof = app.saved.beside(check.at, f"Saved {clock(check.at, app.now())}")
    return [
        kit.card(
            kit.status(check.outcome, f"{check.outcome.on_screen}, {clock(check.at, app.now())}", "strong"),
            kit.text(app.book.name_of(check.author), "small", INK2),
            kit.labelled(
                label,
                box,
                hint="If you like. The time stays as it is in the log.",
                proof=proof,
            ),
        ),
        *others,
        kit.button("Not done after all: take it back", undo, "text"),
    ]
