"""Report or not yet: what the tables come to, and what would settle it. The carer decides."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import flet as ft

from carerapp.actions.decide import decide as write_decision
from carerapp.domain.child import ChildFile
from carerapp.domain.due_for import advice_for
from carerapp.domain.episode import Episode
from carerapp.domain.outcomes import ReportDecision
from carerapp.ui import kit
from carerapp.ui.features.decide.advised import verdict_card
from carerapp.ui.features.decide.asked import asked, facts_to_ask
from carerapp.ui.features.decide.rows import row_cards
from carerapp.ui.features.episode_header import clock, header
from carerapp.ui.features.quoted import quoted
from carerapp.ui.features.to_report import to_report
from carerapp.ui.screen import Screen
from carerapp.ui.screen_name import ScreenName
from carerapp.ui.shell import App
from carerapp.ui.theme import INK2

AGAIN = "yes"  # of the place: the questions, though it was decided


@dataclass
class DecideState:
    """What is missing."""

    problem: str = ""


def decide(app: App) -> Screen:
    """What is advised, what would settle it, and two buttons."""
    child = app.book.child(app.place["child"])
    episode = child.episode(app.place["episode"])
    decided = ReportDecision.read(episode.record.text("decision"))
    if decided and app.place.get("again") != AGAIN:
        return _decided(app, child, episode, decided)
    found = advice_for(child, episode, app.now())
    body: list[ft.Control] = [
        kit.h1("Should I report?"),
        verdict_card(found.verdict, found.situation.protocols),
        kit.h2("What you know"),
        kit.text("Answer what you can. Not sure is an answer.", color=INK2),
        *asked(app, child, episode, facts_to_ask(found)),
    ]
    if found.verdict.rows:
        body += [kit.h2("What the rules say"), *row_cards(app, found.verdict.rows)]
    body += quoted(app, child, episode, "decide", "factors")
    rules = [row.row.rule for row in found.verdict.rows]
    body.append(_why(app, episode))
    return Screen(
        header(app, child, episode, back_to="what to do"),
        body,
        sticky=[
            kit.button(
                "Report to the police now",
                lambda: _choose(app, child, episode, ReportDecision.REPORT, rules),
                "primary",
                main=True,
            ),
            kit.button(
                "Not yet: keep looking",
                lambda: _choose(app, child, episode, ReportDecision.NOT_YET, rules),
            ),
        ],
    )


def _decided(app: App, child: ChildFile, episode: Episode, decided: ReportDecision) -> Screen:
    """What was decided, and what comes of it: the questions are a tap away, and nothing asks them again."""
    said, reason = episode.record.heads("decision")[-1], episode.record.text("decision_reason").strip()
    again = partial(app.replace, ScreenName.DECIDE, child=child.id, episode=episode.id, again=AGAIN)
    words = f"{decided.on_screen}, {clock(said.happened, app.now())}"
    body: list[ft.Control] = [
        kit.h1("Should I report?"),
        kit.card(kit.status("done", words, "strong"), *([kit.text(reason)] if reason else [])),
    ]
    sticky: list[ft.Control] = []
    found = advice_for(child, episode, app.now())
    if decided is ReportDecision.NOT_YET and found.verdict.says == "report" and not episode.reported_at:
        body.append(verdict_card(found.verdict, found.situation.protocols))  # what was learned since
    if decided is ReportDecision.REPORT and not episode.reported_at:
        report = partial(to_report, app, child, episode, instead=True)
        sticky = [kit.button("Report to the police now", report, "primary", main=True)]
    if not episode.reported_at:
        body.append(kit.text("Something has changed, or you are not sure any more?", color=INK2))
        body.append(kit.button("Decide again", again))
    return Screen(header(app, child, episode, back_to="what to do"), body, sticky=sticky)


def _key(episode: Episode) -> str:
    return f"reason:{episode.id}"


def _why(app: App, episode: Episode) -> ft.Control:
    label, key = "Why? In a few words", _key(episode)
    stands = app.drafts.get(key, episode.record.text("decision_reason"))
    problem = "" if stands.strip() else app.state(DecideState).problem
    box = kit.text_box(
        label,
        stands,
        lambda t: app.drafts.type(key, t),
        key=key,
        lines=2,
        problem=bool(problem),
    )
    return kit.labelled(label, box, problem=problem)


def _choose(app: App, child: ChildFile, episode: Episode, what: ReportDecision, rules: list[str]) -> None:
    reason = app.drafts.get(_key(episode), episode.record.text("decision_reason")).strip()
    if what is ReportDecision.NOT_YET and not reason:
        problem = "Write why, in a few words. It stands beside your decision in the log."
        app.state(DecideState).problem = problem
        return
    if app.attempt(lambda: write_decision(app.book, child.id, episode.id, what, reason, rules)):
        app.drafts.drop(_key(episode))
        if what is ReportDecision.REPORT:
            to_report(app, child, episode, instead=True)
        else:
            app.back()
