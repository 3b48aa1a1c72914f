"""Report or not yet: the authority's own table, with what is known filled in. The carer decides."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import flet as ft

from carerapp.actions.answer_question import answer_question
from carerapp.actions.decide import decide as write_decision
from carerapp.actions.form_reading import NOT_KNOWN, Field, is_relevant
from carerapp.domain.child import ChildFile
from carerapp.domain.deciding import Verdict, facts, verdicts
from carerapp.domain.episode import Episode
from carerapp.domain.json_value import Json
from carerapp.domain.outcomes import ReportDecision
from carerapp.ui import kit
from carerapp.ui.features.episode_header import header
from carerapp.ui.kit.look import Tap
from carerapp.ui.screen import Screen
from carerapp.ui.screen_name import ScreenName
from carerapp.ui.shell import App
from carerapp.ui.theme import INK2

SAYS = {
    "report": "Report to the police",
    "your_decision": "You decide: the table leaves it to you",
    "no_report": "No report needed",
}
ALWAYS = ("whereabouts", "at_risk", "court_conditions")


@dataclass
class DecideState:
    """The rules whose own words are shown, and what is missing."""

    opened: set[str] = field(default_factory=set)
    problem: str = ""


def decide(app: App) -> Screen:
    """What the table says, what is known, and two buttons."""
    child = app.book.child(app.place["child"])
    episode = child.episode(app.place["episode"])
    known = facts(child, episode, app.now())
    rows = verdicts(child.protocol, known)
    reason_key, state = f"reason:{episode.id}", app.state(DecideState)
    body: list[ft.Control] = [kit.h1("Should I report?"), kit.h2("What the table says")]
    body += [_verdict(app, child, verdict) for verdict in rows]
    if not rows:
        body.append(kit.note("No row fits these answers. Worried? Report."))
    body += [kit.h2("What you know"), kit.text("Answer what you can. Not sure is an answer.", color=INK2)]
    body += [_question(app, child, episode, field, known) for field in _asked(child, rows, known)]
    body += [kit.quote(w.text, f"{child.protocol.short}, {w.source}") for w in child.protocol.words("decide")]

    def choose(what: ReportDecision) -> None:
        reason = app.drafts.get(reason_key, episode.record.text("decision_reason")).strip()
        if what is ReportDecision.NOT_YET and not reason:
            state.problem = "Write why, in a few words. It stands beside your decision in the log."
            return
        rules = [v.row.rule for v in rows]
        if app.attempt(lambda: write_decision(app.book, child.id, episode.id, what, reason, rules)):
            app.drafts.drop(reason_key)
            if what is ReportDecision.REPORT:
                app.replace(ScreenName.REPORT, child=child.id, episode=episode.id)
            else:
                app.back()

    label = "Why do you decide so?"
    box = kit.text_box(
        label,
        app.drafts.get(reason_key, episode.record.text("decision_reason")),
        lambda t: app.drafts.type(reason_key, t),
        key=reason_key,
        lines=2,
        problem=bool(state.problem),
    )
    body.append(kit.labelled(label, box, problem=state.problem))
    return Screen(
        header(app, child, episode, back_to="what to do"),
        body,
        sticky=[
            kit.button(
                "Report to the police now", lambda: choose(ReportDecision.REPORT), "primary", main=True
            ),
            kit.button("Not yet: keep looking", lambda: choose(ReportDecision.NOT_YET)),
        ],
    )


def _asked(child: ChildFile, rows: tuple[Verdict, ...], known: Mapping[str, object]) -> list[Field]:
    """The facts the rows turn on: three always, the factors of a row once it applies."""
    form = child.protocol.episode
    names = list(ALWAYS)
    for verdict in rows:
        names += [factor.name for factor in verdict.row.factors if factor.name not in names]
    fields = {field.name: field for field in form.fields()}
    return [fields[name] for name in names if name in fields and is_relevant(fields[name], known)]


def _question(
    app: App, child: ChildFile, episode: Episode, field: Field, known: Mapping[str, object]
) -> ft.Control:
    given = episode.record.value(field.name)
    seen = known.get(field.name)
    choices: list[tuple[str, Json]] = (
        [(c.label, c.name) for c in field.choices if c.name != "found"]
        if field.choices
        else [("Yes", "yes"), ("No", "no"), ("Not sure", NOT_KNOWN)]
    )

    def answer(value: Json) -> Tap:
        return lambda: app.attempt(lambda: answer_question(app.book, child.id, episode.id, field.name, value))

    buttons = []
    for words, value in choices:
        chosen = given == value or (given is None and seen == value and field.name != "whereabouts")
        icon = ft.Icons.CHECK if chosen else None
        buttons.append(
            kit.button(
                words,
                answer(value),
                "tonal" if chosen else "outline",
                icon_=icon,
                key=f"{field.name}:{words}",
            )
        )
    head: list[ft.Control] = [kit.text(field.question.replace("{name}", child.first_name), "strong")]
    if field.hint:
        head.append(kit.text(field.hint.replace("{name}", child.first_name), "small", INK2))
    if given is None and seen is not None and field.name == "cannot_be_contacted":
        head.append(kit.text("From the log: their phone was rung without an answer.", "small", INK2))
    return ft.Column(
        [*head, kit.side_by_side(buttons)],
        spacing=8,
        tight=True,
        horizontal_alignment=ft.CrossAxisAlignment.STRETCH,
    )


def _verdict(app: App, child: ChildFile, verdict: Verdict) -> ft.Control:
    rule = child.protocol.rules[verdict.row.rule]
    opened = app.state(DecideState).opened
    items: list[ft.Control] = [
        kit.text(SAYS[verdict.says], "h2"),
        kit.text(verdict.row.plain or verdict.row.category),
    ]
    if verdict.because:
        items.append(kit.text("Because: " + "; ".join(f.quote for f in verdict.because), "small", INK2))
    if rule.id in opened:
        items += [
            kit.text("The table’s own words", "small_strong"),
            kit.text(f"“{verdict.row.category}”"),
            kit.text(f"To do: “{verdict.row.actions}”"),
            kit.text(f"Notify police? “{verdict.row.notify}”"),
        ]
        if rule.assumption:
            items.append(kit.text(f"How we read it: {rule.assumption}", "small", INK2))
    else:
        items.append(kit.button("Read the table’s own words", lambda: opened.add(rule.id), "text"))
    items.append(kit.text(f"{child.protocol.short} {rule.source}, row {rule.id}", "small", INK2))
    return kit.card(*items)
