"""Who at the authority has seen an episode, how much came after, and whom to ring when nobody looks."""

from __future__ import annotations

from datetime import datetime, timedelta

from carerapp.domain.seen import Seen, escalation_step, seen
from tests.support.paper.build import Log, missing, opened

RING = (("Duty desk", "1"), ("Manager", "2"))


def rung(log: Log, now: datetime, minutes: int | None = 10, ring: tuple[tuple[str, str], ...] = RING) -> str:
    """Whom to ring; "" for nobody."""
    step = escalation_step(log.episode(), log.child().events, minutes, ring, now)
    assert step is None or step in ring
    return step[0] if step else ""


def acknowledged(log: Log) -> None:
    """The duty desk has read all that there is."""
    entries = sum(event.record == "episode" for event in log.events)
    log.note("episode", "acknowledged", {"upto": log.events[-1].hlc, "entries": entries})


def test_nobody_looks_so_one_after_the_other_is_rung() -> None:
    """The first after so many minutes, the next after as many again; the last one stays."""
    log = missing(opened())
    began = log.episode().opened_at
    assert [rung(log, began + timedelta(minutes=n)) for n in (0, 9, 10, 19, 20, 29, 30, 3_000)] == [
        *["", ""],
        *["Duty desk"] * 2,
        *["Manager"] * 4,
    ]
    assert rung(log, began - timedelta(hours=1)) == ""


def test_nobody_is_rung_where_the_authority_set_nothing() -> None:
    """No minutes, or no numbers."""
    log = missing(opened())
    late = log.now + timedelta(days=1)
    assert rung(log, late)
    assert not rung(log, late, minutes=None)
    assert not rung(log, late, ring=())


def test_nobody_is_rung_once_they_are_back_or_it_is_over() -> None:
    """Either is enough."""
    for field, value in (("found_at", "2026-11-20T22:00:00+00:00"), ("closed_reason", "back")):
        log = missing(opened())
        log.answer("episode", field, value)
        assert not rung(log, log.now + timedelta(days=1))


def test_what_was_seen_is_waited_for_no_more_until_something_follows() -> None:
    """The minutes then count from the first entry that nobody has seen."""
    log = missing(opened())
    log.now += timedelta(minutes=30)
    acknowledged(log)
    found = seen(log.episode(), log.child().events)
    assert found == Seen("carer", log.events[-1].written, 0)
    assert not rung(log, log.now + timedelta(days=1))
    log.now += timedelta(minutes=30)
    first = log.now
    for words in ("Rang next door", "Rang school"):
        log.note("episode", "note", {"words": words})
    log.answer("form", "height", "1.70 m")  # of no episode
    found = seen(log.episode(), log.child().events)
    assert found is not None
    assert found.since == 2
    assert rung(log, first + timedelta(minutes=9)) == ""
    assert rung(log, first + timedelta(minutes=10)) == "Duty desk"
    assert rung(log, first + timedelta(minutes=20)) == "Manager"


def test_an_acknowledgement_is_no_news() -> None:
    """Nor is it counted as an entry that nobody saw; of none there is nothing to say."""
    log = missing(opened())
    assert seen(log.episode(), log.child().events) is None
    acknowledged(log)
    acknowledged(log)
    found = seen(log.episode(), log.child().events)
    assert found is not None
    assert found.since == 0
