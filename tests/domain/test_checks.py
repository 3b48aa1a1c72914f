"""When a step was done, and by whom: words that come later move nothing."""

from __future__ import annotations

from carerapp.domain.chronology import chronology
from carerapp.domain.events import EventKind
from carerapp.domain.json_value import Json
from tests.support.paper.build import Log, missing, name_of, opened

STEP = "k3_search_rooms"


def said(outcome: str, comments: str = "") -> Json:
    return {"outcome": outcome, "comments": comments}


def begun() -> Log:
    return missing(opened())


def test_words_that_are_added_or_put_right_later_move_no_time() -> None:
    """Neither typed beside the tick, nor corrected with a reason, nor by a colleague: it stays who did it."""
    log = begun()
    done = log.answer("episode", STEP, said("done"))
    log.author = "other"
    log.answer("episode", STEP, said("done", "Loft"))
    head = log.episode().record.heads(STEP)[-1]
    log.correct(head, said("done", "Loft and shed"), "Forgot the shed")
    check = log.episode().check(STEP)
    assert check is not None
    assert (check.at, check.author, check.comments) == (done.happened, "carer", "Loft and shed")


def test_another_outcome_has_its_own_time() -> None:
    """Done after all is done then; taken back and done again, it is done the second time."""
    log = begun()
    log.answer("episode", STEP, said("couldnt", "Locked"))
    done = log.answer("episode", STEP, said("done", "Locked"))
    check = log.episode().check(STEP)
    assert check is not None
    assert check.at == done.happened
    log.correct(done, None, "Tapped by mistake")
    assert log.episode().check(STEP) is None
    again = log.answer("episode", STEP, said("done"))
    check = log.episode().check(STEP)
    assert check is not None
    assert check.at == again.happened


def test_entries_that_name_each_other_in_a_circle_end() -> None:
    """What a colleague's changed app wrote stops no screen."""
    log = begun()
    first = log.write("episode", EventKind.ANSWER, STEP, said("done"), supersedes=["e0099"])
    log.events[-1] = first._replace(supersedes=(first.id,))
    assert log.episode().check(STEP) is None
    log.answer("episode", STEP, said("done"))
    assert log.episode().check(STEP) is not None


def test_the_log_keeps_the_time_of_the_step_beside_words_that_came_later() -> None:
    """Nobody reads the later entry as the act; another outcome is an act of its own."""
    log = begun()
    done = log.answer("episode", STEP, said("done"))
    log.answer("episode", STEP, said("done", "Loft"))
    log.answer("episode", STEP, said("done", "Loft and shed"))
    log.answer("episode", STEP, said("couldnt", "Loft and shed"))
    found = [line.step_at for line in chronology(log.child(), log.episode(), name_of)][-4:]
    assert found == [None, done.happened, done.happened, None]
