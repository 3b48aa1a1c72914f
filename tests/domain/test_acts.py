"""The log on paper: one entry an act, and no word of it lost."""

from __future__ import annotations

from datetime import timedelta

from carerapp.domain.acts import Act, acts
from carerapp.domain.chronology import chronology
from carerapp.domain.json_value import as_object
from tests.support.paper.build import Log, missing, name_of, opened

WHY = "Nobody has seen them"


def read(log: Log) -> tuple[Act, ...]:
    child, episode = log.child(), log.episode()
    return acts(child, chronology(child, episode, name_of))


def words(log: Log) -> list[str]:
    return [act.line.words for act in read(log)]


def quick(log: Log, seconds: int = 0) -> None:
    """The next entry is written in the same tap."""
    log.now -= timedelta(seconds=60 - seconds)


def decided(log: Log, reason: str = WHY) -> None:
    for field, value in (("decision", "report"), ("decision_reason", WHY)):
        log.answer("episode", field, value)
        quick(log)
    log.note("episode", "decided", {"decision": "report", "reason": reason, "rows": []})


def test_a_decision_is_one_entry() -> None:
    """Its two answers are said by the third."""
    log = missing(opened())
    decided(log)
    assert words(log)[1:] == [f"Decided to report to the police now. Reason: {WHY}."]


def test_what_the_act_does_not_say_keeps_its_line() -> None:
    """Another reason than that of the decision, and an answer that was corrected later."""
    log = missing(opened())
    decided(log, "Another reason")
    assert f"Why? {WHY}" in words(log)
    log = missing(opened())
    answer = log.answer("episode", "decision_reason", WHY)
    quick(log)
    log.note("episode", "decided", {"decision": "report", "reason": WHY, "rows": []})
    log.correct(answer, "It was late", "Wrong")
    assert f"Why? {WHY}" in words(log)


def test_a_call_is_one_entry_set_apart_and_a_number_without_an_outcome_stays() -> None:
    """It stands at the time at which the number was dialled."""
    log = missing(opened())
    rung = {"who": "people1", "name": "Sam Example", "number": "07700 900456"}
    dialled = log.note("episode", "dialled", rung)
    assert len(words(log)) == 2
    call = {**as_object(dialled.value), "outcome": "no_answer", "words": "", "dialled": dialled.id}
    log.note("episode", "call", call, happened=dialled.happened)
    log.note("episode", "dialled", {**rung, "name": "Alex Example"})
    found = read(log)[1:]
    assert [act.mark for act in found] == ["Call", "Call"]
    assert found[0].line.words == "Rang Sam Example 07700 900456: no answer."
    assert "Alex Example" in found[1].line.words


def test_a_report_is_one_entry_with_its_reference() -> None:
    """Time, number and name that were written together; a number that came later has its own line."""
    log = missing(opened())
    log.answer("episode", "reported_at", "2026-11-20T22:24:00+00:00")
    quick(log, 10)
    log.answer("episode", "police_reference", "INVENTED-1")
    log.note("episode", "note", {"words": "They rang back"})
    for _ in range(3):
        log.note("episode", "note", {"words": "Waiting"})
    log.answer("episode", "call_taker", "Operator 0000")
    marked = [act.line.words for act in read(log) if act.mark == "Police"]
    assert len(marked) == 2
    assert "22:24" in marked[0]
    assert "INVENTED-1" in marked[0]
    assert "Operator 0000" in marked[1]


def test_the_hand_over_is_one_entry() -> None:
    """The officer's name, number and the time are said by it."""
    log = missing(opened())
    for field, value in (("officer_name", "PC Example"), ("officer_number", "0000")):
        log.answer("episode", field, value)
        quick(log)
    log.answer("episode", "handed_over_at", "2026-11-20T22:24:00+00:00")
    quick(log)
    log.note("episode", "handed_over", {"copy": "c1", "officer": "PC Example", "collar": "0000"})
    assert words(log)[1:] == ["Gave the copy to PC Example, number 0000."]
