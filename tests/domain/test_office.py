"""Who is rung by the hour: at night, on a weekend and a bank holiday whoever answers then stands first."""

from __future__ import annotations

from datetime import datetime

import pytest

from carerapp.domain.child import ChildFile
from carerapp.domain.due_for import advice_for
from carerapp.domain.office import office_open, there
from carerapp.domain.outcomes import RungWhen
from carerapp.domain.rung_when import by_the_hour, contacts, rung_when
from carerapp.domain.whom_to_tell import by_stage, reach, reach_now
from forms.engine.uk_clock import uk_offset
from forms.packaged import load_protocol
from tests.support.paper.build import Log, whole


def at(day: int, hour: int, month: int = 11, minute: int = 0) -> datetime:
    """In 2026, on the United Kingdom's clock."""
    local = datetime(2026, month, day, hour, minute)
    return local.replace(tzinfo=uk_offset(local))


HOURS = {"office_starts": "09:00", "office_ends": "17:00"}
NIGHT = at(20, 22, 11, 47)  # a Friday


@pytest.mark.parametrize(
    ("now", "confirmed", "open_"),
    [
        (at(20, 10), HOURS, True),
        (at(20, 8, minute=59), HOURS, False),
        (at(20, 17), HOURS, False),
        (at(21, 10), HOURS, False),  # a Saturday
        (at(25, 10, month=12), HOURS, False),  # Christmas
        (at(28, 10, month=12), HOURS, False),  # the Monday that stands in for Boxing Day
        (at(20, 10), {}, None),  # nobody said when it is open
        (at(20, 10), {"office_starts": "09:00"}, None),
        (at(20, 22, minute=47), {}, False),
        (at(20, 3), {}, False),
        (at(22, 12), {}, False),  # a Sunday
        (at(1, 19, 7, 30), {}, None),  # summer time: 18:30 in UTC
        (at(1, 20, 7, 0), {}, False),
    ],
)
def test_when_an_office_is_open(now: datetime, confirmed: dict[str, str], open_: bool | None) -> None:
    """By the hours that were confirmed; without them only the night and days without work are sure."""
    assert office_open(now, confirmed) is open_


def test_who_is_there_when() -> None:
    """What nobody knows about the office is known of neither."""
    assert [there("office", known) for known in (True, False, None)] == [True, False, None]
    assert [there("out_of_hours", known) for known in (True, False, None)] == [False, True, None]
    assert [there("", known) for known in (True, False, None)] == [None] * 3
    assert [there(RungWhen.NOT_KNOWN, known) for known in (True, False, None)] == [None] * 3
    assert [there(RungWhen.ALWAYS, known) for known in (True, False, None)] == [True] * 3


def _log(*, hours: bool) -> Log:
    log = whole()
    for name, value in HOURS.items() if hours else ():
        log.answer("profile", name, value)
    return log


def _told(log: Log, now: datetime) -> tuple[list[str], list[str]]:
    """Of the report, in order: the carer's own, and those in some cases only."""
    child, episode = log.child(), log.episode()
    stage = next(s for s in by_stage(child, advice_for(child, episode, now)) if s.stage == "with_report")
    return [t.inform.id for t in stage.own], [t.inform.id for t in stage.sometimes]


def test_at_night_the_out_of_hours_service_stands_first() -> None:
    """With hours or without, on a weekend's noon, too; the office is told in its place, after it."""
    for now in (NIGHT, at(21, 12), at(25, 10, month=12)):
        for hours in (True, False):
            assert _told(_log(hours=hours), now)[0][:2] == ["out_of_hours", "social_worker"]


def test_in_the_day_the_office_does_and_the_service_only_if_it_applies() -> None:
    """Where nobody said when the office is open, both stand as the procedure has them."""
    own, sometimes = _told(_log(hours=True), at(20, 10))
    assert own[0] == "social_worker"
    assert "out_of_hours" not in own
    assert "out_of_hours" in sometimes
    assert _told(_log(hours=False), at(20, 10))[0][:2] == ["social_worker", "out_of_hours"]


def test_whoever_answers_then_is_rung_first_where_one_line_names_both() -> None:
    """Worried at night: the service's number, then the social worker's; in the day the social worker's."""
    log = _log(hours=True)
    log.answer("episode", "at_risk", "yes")
    child, episode = log.child(), log.episode()
    for now, open_ in ((NIGHT, False), (at(20, 10), True)):
        advice = advice_for(child, episode, now)
        worried = next(t for t in advice.tell if t.inform.id == "worried")
        numbers = [number.display for number in reach_now(child, worried, open_).numbers]
        service, worker = "01632\u00a0960002", "01632\u00a0960001"
        assert numbers == ([worker] if open_ else [service, worker])


@pytest.mark.parametrize(
    ("now", "first"),
    [
        (NIGHT, ["late", "always", "unsaid", "unsure", "office"]),
        (at(21, 12), ["late", "always", "unsaid", "unsure", "office"]),  # a Saturday
        (at(25, 10, month=12), ["late", "always", "unsaid", "unsure", "office"]),  # Christmas
        (at(20, 10), ["office", "always", "unsaid", "unsure", "late"]),
    ],
)
def test_of_those_on_the_form_who_can_be_rung_now_stands_first(now: datetime, first: list[str]) -> None:
    """By the hours that were confirmed; of whom nobody knows it stands before who is not there now."""
    log = whole()
    said = {"office": "office", "late": "out_of_hours", "always": "always", "unsure": "not_known"}
    for who, hours in said.items():
        log.note("form", "contact_hours", {"who": who, "name": "", "hours": hours})
    rows = ["office", "late", "always", "unsaid", "unsure"]
    when = rung_when(log.child())
    assert set(when) == {"office", "late", "always"}
    assert by_the_hour(rows, when, office_open(now, HOURS)) == first
    unknown = by_the_hour(rows, when, office_open(at(20, 10), {}))
    assert unknown == ["always", "office", "late", "unsaid", "unsure"], "nobody says when the office is open"


def test_the_newest_word_holds_and_not_known_takes_it_back() -> None:
    """What another version wrote counts as not known."""
    log = whole()
    for hours in ("office", "always", "not_known", "when the moon is full"):
        log.note("form", "contact_hours", {"who": "people1", "name": "", "hours": hours})
        found = rung_when(log.child()).get("people1")
        assert found == (hours if hours in ("office", "always") else None)


def test_the_procedures_hours_hold_and_what_it_leaves_open_is_asked() -> None:
    """Of those on the form with a number; of a service whose hours the procedure says, nobody is asked."""
    log = whole()
    child = log.child()
    asked = {contact.who for contact in contacts(child)}
    assert set(child.key_contacts.rows("people")) <= asked
    assert {"social_worker", "emergency_duty"} & asked == set()
    log.note("form", "contact_hours", {"who": "social_worker", "name": "", "hours": "always"})
    assert _told(log, NIGHT)[0][:2] == ["out_of_hours", "social_worker"]
    elsewhere = ChildFile("child", load_protocol("liverpool"), log.events)
    assert "social_worker" in {contact.who for contact in contacts(elsewhere)}


def test_among_those_to_tell_the_parent_who_can_be_rung_now_stands_first() -> None:
    """Their numbers and their lines, in the same order; in the day as the form has them."""
    log = whole()
    log.row("parents", "parents2", {"name": "Other Example", "phone": "01632 960009"})
    rows = log.child().key_contacts.rows("parents")
    log.note("form", "contact_hours", {"who": rows[0], "name": "", "hours": "office"})
    child = log.child()
    usual = reach(child, "kcf:parents", None, True)
    late = reach(child, "kcf:parents", None, False)
    assert len(usual.numbers) == 2
    assert late.numbers == usual.numbers[::-1]
    assert late.words.splitlines() == usual.words.splitlines()[::-1]
