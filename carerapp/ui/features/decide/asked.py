"""The questions that settle what must be done: three answers each, kept where the fact belongs."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

import flet as ft

from carerapp.actions.answer_question import answer_question
from carerapp.actions.form_reading import NOT_KNOWN, Field
from carerapp.domain.advice import Advice
from carerapp.domain.asking import Question, question_for, question_words
from carerapp.domain.child import ChildFile
from carerapp.domain.due_for import situation_of, unreachable
from carerapp.domain.episode import Episode
from carerapp.domain.json_value import Json
from carerapp.domain.known import once
from carerapp.domain.records import Record
from carerapp.domain.verdict import PLACED_HERE
from carerapp.ui import kit
from carerapp.ui.kit.look import Tap
from carerapp.ui.questions.form_renderer import question as whole_question
from carerapp.ui.screen_name import ScreenName
from carerapp.ui.shell import App
from carerapp.ui.theme import INK2

#: asked in every episode, under every protocol
ALWAYS = ("whereabouts", "at_risk", "court_conditions")
#: where a calm day's answer to it stands: the record, and the question there
ON_FORMS = {
    "court_conditions": ("profile", "court_rules"),
    "significant_health_needs": ("key_contacts", "medical"),
    "at_risk": ("key_contacts", "risks"),
}
#: kinds with a few answers: buttons
_CHOSEN = ("yes_no", "choice")
#: an answer that is no question of the decision: the child's return has a screen of its own
_NOT_HERE = ("found",)


def facts_to_ask(advice: Advice) -> tuple[str, ...]:
    """What would settle it first, then what is always asked and what the rows that apply turn on."""
    rows = [row.row for row in advice.verdict.rows]
    factors = [factor.name for row in rows for factor in row.factors]
    asked_of = [name for row in rows if row.when for name in row.when.names]
    protocols = advice.situation.protocols
    turn_on = [name for name in asked_of if question_for(name, protocols)]
    return once([*advice.asks, *ALWAYS, *factors, *turn_on])


def asked(app: App, child: ChildFile, episode: Episode, facts: Iterable[str]) -> list[ft.Control]:
    """Each fact's question, with the answer that stands."""
    protocols = situation_of(child, episode, app.now()).protocols
    facts = tuple(facts)
    questions = [question_for(fact, protocols) for fact in facts]
    fields = {q.field.name: q for q in questions if q}
    shown = [_question(app, child, episode, question) for question in fields.values()]
    return [*shown, _who_placed(app, child)] if PLACED_HERE in facts else shown


def _question(app: App, child: ChildFile, episode: Episode, question: Question) -> ft.Control:
    record = _record(child, episode, question)
    if question.field.kind not in _CHOSEN:
        return whole_question(app, child.id, record.id, question.field)
    return _buttons(app, child, episode, question.field, record)


def _who_placed(app: App, child: ChildFile) -> ft.Control:
    """Who placed a child is said on a screen of its own: it decides whose rules reach them."""
    change = partial(app.go, ScreenName.MOVE, child=child.id)
    return ft.Column(
        [
            kit.text(question_words(PLACED_HERE, ()), "strong"),
            kit.button("Say which council placed them", change, "outline"),
        ],
        spacing=8,
        tight=True,
        horizontal_alignment=ft.CrossAxisAlignment.STRETCH,
    )


def _record(child: ChildFile, episode: Episode, question: Question) -> Record:
    records = {"episode": episode.record, "profile": child.profile, "key_contacts": child.key_contacts}
    return records[question.where]


def _known(child: ChildFile, field: Field) -> list[ft.Control]:
    """What was written on a calm day stands beside the question, so that nobody has to look for it."""
    where = ON_FORMS.get(field.name)
    if where is None:
        return []
    record = child.profile if where[0] == "profile" else child.key_contacts
    words = " ".join(record.text(where[1]).split())
    return [kit.text(f"On the form: {words}", "small", INK2)] if words else []


def _buttons(app: App, child: ChildFile, episode: Episode, field: Field, record: Record) -> ft.Control:
    given = record.value(field.name)
    from_log = given is None and field.name == "cannot_be_contacted" and unreachable(episode)
    choices: list[tuple[str, Json]] = (
        [(c.label, c.name) for c in field.choices if c.name not in _NOT_HERE]
        if field.choices
        else [("Yes", "yes"), ("No", "no"), ("Not sure", NOT_KNOWN)]
    )

    def answer(value: Json) -> Tap:
        return lambda: app.attempt(lambda: answer_question(app.book, child.id, record.id, field.name, value))

    def choice(words: str, value: Json) -> kit.Choice:
        chosen = given == value or (from_log and value == "yes")
        return kit.choice(words, chosen, answer(value))

    question = field.question.replace("{name}", child.first_name)
    head: list[ft.Control] = [kit.text(question, "strong")]
    if field.hint:
        head.append(kit.text(field.hint.replace("{name}", child.first_name), "small", INK2))
    head += _known(child, field)
    if from_log:
        head.append(kit.text("From the log: their phone was rung without an answer.", "small", INK2))
    return ft.Column(
        [*head, kit.one_of(question, *(choice(*one) for one in choices), across=len(choices) < 4)],
        spacing=8,
        tight=True,
        horizontal_alignment=ft.CrossAxisAlignment.STRETCH,
    )
