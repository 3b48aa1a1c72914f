"""Law 8 over all five packs, for any facts: not knowing never weakens advice."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from carerapp.domain.absence import Absence, Earlier
from carerapp.domain.advice import Advice, Situation
from carerapp.domain.duties import Duty
from carerapp.domain.reading import LIVES
from carerapp.domain.table import STRENGTH
from carerapp.domain.verdict import Verdict
from forms.engine.answers import NOT_KNOWN
from forms.packaged import load_protocol
from forms.protocol import Protocol, answers_of

PACKS = ("hertfordshire", "liverpool", "portsmouth", "staffordshire_stoke", "stoke_on_trent_2016")
START = datetime(2026, 3, 20, 17, tzinfo=UTC)
HOURS = {"overnight_starts": "23:00", "overnight_ends": "06:00", "check_in": "21:00"}
#: facts that a person may leave unanswered
FLAGS = (
    "looked_after",
    "contactable",
    "at_risk",
    "court_conditions",
    "unaccompanied_asylum_seeker",
    "out_overnight",
    "harmed_or_crime",
    "placed_out",
)
#: what the carer did, not what they know: not decided is not "perhaps decided"
DEEDS = ("decision",)
#: a deadline to report, in a duty's words
REPORTING = ("report to the police", "report as missing")

spans = st.integers(0, 120 * 3600).map(lambda s: timedelta(seconds=s))
histories = st.lists(
    st.builds(
        lambda ago, long, reported: Earlier(START - ago, START - ago + long, reported),
        st.integers(6, 120).map(lambda d: timedelta(days=d)),
        st.integers(0, 100).map(lambda h: timedelta(hours=h)),
        st.booleans(),
    ),
    max_size=6,
)


def questions(pack: str) -> dict[str, tuple[str, ...]]:
    """What the episode's own questions can be answered with: those that rest on no other key of a case."""
    protocol = load_protocol(pack)
    forms = (protocol.episode, protocol.preparation)
    given_elsewhere = {*FLAGS, "whereabouts", "setting", "cannot_be_contacted", "closed_reason"}
    names = [f.name for form in forms if form for f in form.fields() if f.kind in ("yes_no", "choice")]
    found = {name: answers_of(name, forms) for name in names if name not in given_elsewhere}
    return {name: answers for name, answers in found.items() if answers}


@dataclass(frozen=True)
class Drawn:
    """A situation by the names of its packs: short where an example is shown."""

    absence: Absence
    history: tuple[Earlier, ...]
    host: str
    placing: str
    confirmed: Mapping[str, str]
    now: datetime

    def advice(self) -> Advice:
        """What is advised in it."""
        placing = load_protocol(self.placing) if self.placing else None
        host = load_protocol(self.host)
        return Advice(Situation(self.absence, self.history, host, placing, self.confirmed, self.now))

    def but(self, **facts: Any) -> Drawn:
        """The same with other facts of the absence."""
        return replace(self, absence=replace(self.absence, **facts))


@st.composite
def situations(draw: st.DrawFn, pack: str, *, placing: bool = True) -> Drawn:
    """Any child away, under this pack, with any facts answered or not."""
    flags: dict[str, Any] = {name: draw(st.sampled_from([True, False, None])) for name in FLAGS}
    more = {
        name: draw(st.sampled_from([*answers, None, NOT_KNOWN])) for name, answers in questions(pack).items()
    }
    absence = Absence(
        START,
        setting=draw(st.sampled_from([*LIVES, "external_activity", None])),
        born=draw(st.sampled_from([None, *(date(2026 - age, 1, 1) for age in range(8, 21))])),
        whereabouts=draw(st.sampled_from(["unknown", "uncertain", "known", ""])),
        reported_at=draw(st.sampled_from([None, START + timedelta(hours=1)])),
        more={name: value for name, value in more.items() if value is not None},
        **flags,
    )
    return Drawn(
        absence,
        tuple(draw(histories)),
        pack,
        draw(st.sampled_from(["", *PACKS])) if placing else "",
        draw(st.sampled_from([{}, HOURS])),
        START + timedelta(hours=1) + draw(spans),
    )


def without(drawn: Drawn, fact: str) -> Drawn:
    """The same, and nobody answered this fact."""
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
        if not all(answer.isidentifier() for answer, _ in ask.answers) or ask.fact in ("setting", "age"):
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
