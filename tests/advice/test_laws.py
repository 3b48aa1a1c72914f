"""Law 8 over all five packs, for any facts: not knowing never weakens advice."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from carerapp.domain.absence import Absence
from carerapp.domain.advice import Advice, Situation
from carerapp.domain.duties import Duty
from carerapp.domain.table import STRENGTH
from carerapp.domain.verdict import Verdict
from forms.engine.answers import NOT_KNOWN
from forms.packaged import load_protocol
from forms.protocol import Protocol
from tests.advice.situations import FLAGS, PACKS, START, TAPPED, Drawn, situations

#: what the carer did, not what they know: not decided is not "perhaps decided"
DEEDS = ("decision",)
#: asked in other words than it is answered: a place, a date, which council it was
_NOT_SAID_SO = ("setting", "age", "placed_here")
#: a deadline to report, in a duty's words
REPORTING = ("report to the police", "report as missing")


def without(drawn: Drawn, fact: str) -> Drawn:
    """The same, and nobody answered this fact, or somebody is not sure of it."""
    if fact in TAPPED:
        return drawn.but(more={**drawn.absence.more, fact: NOT_KNOWN})
    if fact in drawn.absence.more:
        return drawn.but(more={name: value for name, value in drawn.absence.more.items() if name != fact})
    return drawn.but(**{fact: "" if fact == "whereabouts" else None})


def answered(absence: Absence) -> list[str]:
    """The facts that somebody answered."""
    own = [name for name in (*FLAGS, "born", "setting") if getattr(absence, name) is not None]
    return [*own, *(["whereabouts"] if absence.whereabouts else []), *absence.more]


def strength(verdict: Verdict) -> int:
    """What it may come to counts: "ask" says so itself."""
    return STRENGTH[verdict.strictest]


def pressing(found: Advice) -> set[str]:
    """The rules of the carer's own duties that are to be done now."""
    return {d.rule for d in found.due if d.pressing and d.whose in ("carer", "anyone")}


@pytest.mark.parametrize("pack", PACKS)
@settings(max_examples=120, deadline=None)
@given(data=st.data())
def test_an_answer_taken_away_never_weakens_anything(pack: str, data: st.DataObject) -> None:
    """The verdict may become `ask`, with the stricter answer among those it asks for; a pressing duty of the
    carer stays, or is unconfirmed and says what would settle it; who is told stays, or may have to be."""
    situation = data.draw(situations(pack))
    known = [fact for fact in answered(situation.absence) if fact not in DEEDS]
    assume(known)
    fact = data.draw(st.sampled_from(known))
    before, after = situation.advice(), without(situation, fact).advice()
    assert strength(after.verdict) >= strength(before.verdict)
    said = after.verdict.says
    same = said == before.verdict.says
    assert same or said in ("ask", "report") or strength(after.verdict) > strength(before.verdict)
    left = {d.rule: d for d in after.due}
    for rule in pressing(before):
        assert rule in left
        assert left[rule].pressing or left[rule].ask, (rule, fact)
    told = {(t.protocol.id, t.inform.id) for t in after.tell}
    assert {(t.protocol.id, t.inform.id) for t in before.tell} <= told
    dangers = {(d.protocol.id, d.danger.rule) for d in after.danger}
    assert {(d.protocol.id, d.danger.rule) for d in before.danger} <= dangers


@pytest.mark.parametrize("pack", PACKS)
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_what_is_asked_settles_it(pack: str, data: st.DataObject) -> None:
    """Each answer comes to what was said that it would come to."""
    situation = data.draw(situations(pack, placing=False))
    found = situation.advice().verdict
    assert (found.says == "ask") or not found.ask
    for ask in found.ask:
        if not all(answer.isidentifier() for answer, _ in ask.answers) or ask.fact in (
            "setting",
            "age",
        ):  # a band; in words
            continue
        if ask.fact == "placed_here":  # yes says that it is another council, and not yet which
            continue
        for answer, says in ask.answers:
            assert _with(situation, ask.fact, answer).advice().verdict.says == says, (ask.fact, answer)


def _with(drawn: Drawn, fact: str, answer: str) -> Drawn:
    if fact == "whereabouts":
        return drawn.but(whereabouts=answer)
    if fact in FLAGS:
        return drawn.but(**{fact: answer == "yes"})
    own: dict[str, Any] = {"contactable": None} if fact == "cannot_be_contacted" else {}
    return drawn.but(more={**drawn.absence.more, fact: answer}, **own)


@pytest.mark.parametrize("pack", PACKS)
@settings(max_examples=80, deadline=None)
@given(data=st.data())
def test_not_for_certain_is_never_weaker_than_knowing(pack: str, data: st.DataObject) -> None:
    """Nor than not knowing; no pressing duty of the carer is lost with it."""
    situation = data.draw(situations(pack))

    def where(word: str) -> Advice:
        return situation.but(whereabouts=word).advice()

    uncertain = where("uncertain")
    left = {d.rule: d for d in uncertain.due}
    for word in ("known", "unknown"):
        sure = where(word)
        assert STRENGTH[uncertain.verdict.says] >= STRENGTH[sure.verdict.says]
        assert strength(uncertain.verdict) >= strength(sure.verdict)
        assert all(rule in left and (left[rule].pressing or left[rule].ask) for rule in pressing(sure))


@pytest.mark.parametrize("pack", PACKS)
@settings(max_examples=60, deadline=None)
@given(data=st.data(), older=st.integers(9, 17), by=st.integers(1, 8))
def test_a_younger_child_never_gets_a_weaker_verdict(
    pack: str, data: st.DataObject, older: int, by: int
) -> None:
    """Under 18, where nothing else differs."""
    situation = data.draw(situations(pack))

    def aged(years: int) -> Verdict:
        return situation.but(born=date(2026 - years, 1, 1)).advice().verdict

    assert STRENGTH[aged(older - by).says] >= STRENGTH[aged(older).says]


@pytest.mark.parametrize("pack", PACKS)
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_reporting_never_adds_an_earlier_deadline_to_report(pack: str, data: st.DataObject) -> None:
    """Whoever reported is not told to report, or by when."""
    situation = data.draw(situations(pack))
    found = situation.but(reported_at=START + timedelta(minutes=30)).advice()
    unreported = situation.but(reported_at=None).advice()
    there = {d.rule: d for d in unreported.due}
    assert not [d for d in found.due if _to_report(d) and (d.rule not in there or _earlier(d, there[d.rule]))]


def _to_report(duty: Duty) -> bool:
    return duty.carers_own and any(words in duty.what.lower() for words in REPORTING)


def _earlier(duty: Duty, other: Duty) -> bool:
    return bool(duty.due and other.due and duty.due < other.due) or (duty.pressing and not other.pressing)


@pytest.mark.parametrize("pack", PACKS)
def test_nothing_known_is_never_no_report(pack: str) -> None:
    """A child away of whom nobody said anything: asked, or reported."""
    protocol: Protocol = load_protocol(pack)
    found = Advice(Situation(Absence(START), (), protocol, None, {}, START + timedelta(minutes=1)))
    assert found.verdict.says in ("ask", "report")
    assert found.verdict.says == "report" or found.verdict.ask
