"""What a screen is handed for a child's records is what the command prints for the same case."""

from __future__ import annotations

import itertools
from datetime import datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from carerapp.actions.add_child import add_child
from carerapp.actions.answer_question import answer_question
from carerapp.actions.casebook import Casebook
from carerapp.actions.start_episode import start_episode
from carerapp.domain.advice import Advice
from carerapp.domain.belonging import ELSEWHERE, NOT_SURE
from carerapp.domain.due_for import advice_for
from carerapp.domain.events import utc
from carerapp.due.case import situation
from carerapp.due.printed import printed
from forms.engine.answers import NOT_KNOWN
from forms.packaged import load_protocol
from forms.protocol import answers_of
from tests.support.clock import ToldClock

PACKS = ("hertfordshire", "liverpool", "portsmouth", "staffordshire_stoke", "stoke_on_trent_2016")
#: questions of the episode that other keys of a case ask
GIVEN = {
    "at_risk",
    "out_overnight",
    "harmed_or_crime",
    "court_conditions",
    "whereabouts",
    "cannot_be_contacted",
    "closed_reason",
    "danger_answer",
}
_names = itertools.count(1)


def questions(pack: str) -> dict[str, tuple[str, ...]]:
    """Those of the episode with a few answers."""
    form = load_protocol(pack).episode
    found = {f.name: answers_of(f.name, (form,)) for f in form.fields() if f.kind in ("yes_no", "choice")}
    return {name: answers for name, answers in found.items() if answers and name not in GIVEN}


@st.composite
def cases(draw: st.DrawFn, pack: str) -> dict[str, Any]:
    """A case file's tables; the times are added by who knows the clock."""
    flag = st.sampled_from([True, False, None])
    child: dict[str, Any] = {"looked_after": draw(flag), "court_conditions": draw(flag)}
    age = draw(st.sampled_from([None, 8, 12, 13, 17, 18]))
    if age is not None:
        child["date_of_birth"] = f"{2026 - age}-01-01"
    episode = {name: draw(flag) for name in ("contactable", "at_risk", "out_overnight", "harmed_or_crime")}
    where = draw(st.sampled_from(["unknown", "uncertain", "known", "found", "not_known", None]))
    answers = {
        name: draw(st.sampled_from([*all_, "not_known", None])) for name, all_ in questions(pack).items()
    }
    if where == "not_known":
        answers["whereabouts"], where = where, None
    return {
        "protocol": pack,
        "placing": draw(st.sampled_from([None, ELSEWHERE, NOT_SURE, *PACKS])),
        "setting": draw(st.sampled_from(["foster", "residential", "semi_independent", "home"])),
        "child": {k: v for k, v in child.items() if v is not None},
        "episode": {k: v for k, v in {**episode, "whereabouts": where}.items() if v is not None},
        "answers": {k: v for k, v in answers.items() if v is not None},
        "settings": draw(st.sampled_from([{}, {"overnight_starts": "23:00", "overnight_ends": "06:00"}])),
        "reported": draw(st.booleans()),
    }


def written(book: Casebook, clock: ToldClock, case: dict[str, Any]) -> tuple[str, datetime]:
    """The child whose records say the same; when it was reported."""
    child = add_child(
        book,
        full_name=f"Example {next(_names)}",
        date_of_birth=case["child"].get("date_of_birth", ""),
        setting=case["setting"],
        protocol_id=case["protocol"],
        placing=case["placing"] or "",
    )
    file = book.child(child)
    episode = start_episode(book, child)

    def say(name: str, value: object, record: str = episode.id) -> None:
        word = {True: "yes", False: "no"}.get(value, value) if isinstance(value, bool) else value
        answer_question(book, child, record, name, NOT_KNOWN if word == "not_known" else word)  # type: ignore[arg-type]

    if "looked_after" in case["child"]:
        say("looked_after", case["child"]["looked_after"], file.profile.id)
    for name, value in case["settings"].items():
        say(name, value, file.profile.id)
    if "court_conditions" in case["child"]:
        say("court_conditions", case["child"]["court_conditions"])
    for name, value in case["episode"].items():
        say(*(("cannot_be_contacted", not value) if name == "contactable" else (name, value)))
    for name, value in case["answers"].items():
        say(name, value)
    clock.forward(hours=2)
    if case["reported"]:
        say("reported_at", utc(book.now()))
    return child, book.now()


@pytest.mark.parametrize("pack", PACKS)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_screen_and_the_command_say_the_same(
    pack: str, data: st.DataObject, book: Casebook, clock: ToldClock
) -> None:
    """Verdict, questions, rows, danger, who is told, what is due: word for word."""
    case = data.draw(cases(pack))
    child, reported = written(book, clock, case)
    clock.forward(hours=data.draw(st.integers(0, 60)))
    file = book.child(child)
    episode = file.episodes[-1]
    times: dict[str, Any] = {"unknown_since": episode.unknown_since}
    if case["reported"]:
        times["reported_at"] = reported
    told = {k: v for k, v in case.items() if v is not None and k != "reported"}
    command = situation({**told, "now": book.now(), "episode": {**case["episode"], **times}}, book.now())
    assert printed(advice_for(file, episode, book.now())) == printed(Advice(command))
