"""Laws of the duties, over any absence and any history."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carerapp.domain.absence import Absence, Earlier
from carerapp.domain.duties import Duty, DutyState, duties
from forms.packaged import load_protocol
from forms.protocol import SETTINGS

PACKS = ("hertfordshire", "liverpool", "portsmouth", "staffordshire_stoke", "stoke_on_trent_2016")
START = datetime(2026, 3, 20, 17, tzinfo=UTC)
NIGHT = {"overnight_starts": "23:00", "overnight_ends": "06:00", "several_days": "3 days"}
#: Who brings a child back depends on the time of day, by the rule itself.
TIME_OF_DAY = {"POR-T20", "POR-T21"}

spans = st.integers(0, 200 * 24 * 3600).map(lambda s: timedelta(seconds=s))
earlier = st.builds(
    lambda ago, long, reported: Earlier(START - ago, min(START - ago + long, START), reported),
    spans,
    st.integers(0, 10 * 24 * 3600).map(lambda s: timedelta(seconds=s)),
    st.booleans(),
)
histories = st.lists(earlier, max_size=12)
facts = st.fixed_dictionaries(
    {
        "setting": st.sampled_from(SETTINGS),
        "looked_after": st.booleans(),
        "contactable": st.booleans(),
        "at_risk": st.booleans(),
        "court_conditions": st.booleans(),
        "unaccompanied_asylum_seeker": st.booleans(),
        "out_overnight": st.booleans(),
        "placed_here": st.booleans(),
        "whereabouts": st.sampled_from(["unknown", "known"]),
        "reported_at": st.sampled_from([None, START]),
    }
)
RANK = {DutyState.UPCOMING: 0, DutyState.UNCONFIRMED: 0, DutyState.NOW: 1, DutyState.OVERDUE: 2}


def found(pack: str, known: dict[str, Any], history: list[Earlier], now: datetime) -> dict[str, Duty]:
    """The duties by rule."""
    return {d.rule: d for d in duties(Absence(START, **known), history, load_protocol(pack), now, NIGHT)}


@pytest.mark.parametrize("pack", PACKS)
@settings(max_examples=60, deadline=None)
@given(known=facts, history=histories, first=spans, more=spans)
def test_time_passing_never_undoes_a_duty(
    pack: str, known: dict[str, Any], history: list[Earlier], first: timedelta, more: timedelta
) -> None:
    """While the child stays away, what was due stays due, and its moment stays the same."""
    now = found(pack, known, history, START + first)
    later = found(pack, known, history, START + first + more)
    for rule, duty in now.items():
        if rule in TIME_OF_DAY:
            continue
        assert rule in later
        assert RANK[later[rule].state] >= RANK[duty.state]
        assert later[rule].due == duty.due


@pytest.mark.parametrize("pack", PACKS)
@settings(max_examples=60, deadline=None)
@given(known=facts, history=histories, after=spans, mix=st.randoms())
def test_the_order_in_which_history_is_told_does_not_matter(
    pack: str, known: dict[str, Any], history: list[Earlier], after: timedelta, mix: Any
) -> None:
    """Two devices that hold the same episodes ask for the same."""
    told = list(history)
    mix.shuffle(told)
    assert found(pack, known, told, START + after) == found(pack, known, history, START + after)


@pytest.mark.parametrize("pack", PACKS)
@settings(max_examples=60, deadline=None)
@given(known=facts, history=histories, after=spans, offset=st.integers(-12, 14))
def test_the_offset_in_which_times_are_written_does_not_matter(
    pack: str, known: dict[str, Any], history: list[Earlier], after: timedelta, offset: int
) -> None:
    """The same moments, written on another clock, give the same duties: clock changes move nothing."""
    zone = timezone(timedelta(hours=offset))
    there: dict[str, Any] = {
        k: v.astimezone(zone) if isinstance(v, datetime) else v for k, v in known.items()
    }
    moved = [
        Earlier(e.started.astimezone(zone), e.ended.astimezone(zone) if e.ended else None, e.reported)
        for e in history
    ]
    absence = Absence(START.astimezone(zone), **there)
    now = (START + after).astimezone(zone)
    same = {d.rule: d for d in duties(absence, moved, load_protocol(pack), now, NIGHT)}
    assert same == found(pack, known, history, START + after)


@pytest.mark.parametrize("pack", [p for p in PACKS if load_protocol(p).counts == "reported"])
@settings(max_examples=60, deadline=None)
@given(known=facts, history=histories, more=earlier, after=spans)
def test_an_unreported_episode_never_raises_a_counter_of_reports(
    pack: str, known: dict[str, Any], history: list[Earlier], more: Earlier, after: timedelta
) -> None:
    """Where a protocol counts reports, an episode that was not reported changes nothing; a duty may say that
    it counts all of them."""
    silent = Earlier(more.started, more.ended, reported=False)
    counts_all = {rule.rule for rule in load_protocol(pack).time_rules if rule.counts == "any"}

    def by_reports(earlier: list[Earlier]) -> dict[str, Duty]:
        due = found(pack, known, earlier, START + after)
        return {rule: duty for rule, duty in due.items() if rule not in counts_all}

    assert by_reports([*history, silent]) == by_reports(history)
