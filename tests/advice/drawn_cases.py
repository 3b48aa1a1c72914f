"""Any case as a file may describe it, with every fact answered; and the same with facts left out.

What a log would show by itself (a report, a return) is drawn too, and is never left out.
"""

from __future__ import annotations

from collections.abc import Iterable
from copy import deepcopy
from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from carerapp.domain.advice import Advice
from carerapp.domain.belonging import ELSEWHERE
from carerapp.domain.reading import LIVES, TRIP
from carerapp.due.case import situation
from tests.advice.situations import HOURS, PACKS, START, TAPPED, questions

#: where a fact stands in a case: ("child", "looked_after"), ("history", 0, "ended"), ("setting",)
Path = tuple[str | int, ...]
#: what the carer did, not what they know: not decided is not "perhaps decided"
DEEDS = ("decision",)
_CHILD = ("looked_after", "court_conditions", "unaccompanied_asylum_seeker")
_EPISODE = ("contactable", "at_risk", "out_overnight", "harmed_or_crime")
_FACTS = ("date_of_birth", "whereabouts", *_CHILD, *_EPISODE)


@st.composite
def whole_cases(draw: st.DrawFn, pack: str) -> dict[str, Any]:
    """A case under this pack in which every fact is answered."""
    now = START + draw(st.integers(1, 110).map(lambda hours: timedelta(hours=hours)))
    episode: dict[str, Any] = {"unknown_since": START, **{name: draw(st.booleans()) for name in _EPISODE}}
    episode["whereabouts"] = draw(st.sampled_from(["unknown", "known"]))
    if draw(st.booleans()):
        episode["reported_at"] = START + timedelta(minutes=40)
    if draw(st.sampled_from([False, False, True])):
        episode |= {"returned_at": START + timedelta(minutes=50), "whereabouts": "found"}
    setting = draw(st.sampled_from([*LIVES, TRIP]))
    asked = {n: words for n, words in questions(pack).items() if n not in (*DEEDS, *_CHILD)}
    if setting == TRIP:  # nobody says both: a case that does is refused
        asked[TRIP] = ("home_trip", "carer_holiday")
    age = draw(st.sampled_from([8, 12, 13, 15, 16, 17, 18, 19]))
    case = {
        "protocol": pack,
        "setting": setting,
        "now": now,
        "child": {
            "date_of_birth": date(2026 - age, 1, 1),
            **{name: draw(st.booleans()) for name in _CHILD},
        },
        "episode": episode,
        "answers": {name: draw(st.sampled_from(words)) for name, words in asked.items()},
        "history": draw(st.lists(_earlier(), max_size=9)),
        "settings": draw(st.sampled_from([{}, HOURS])),
    }
    placing = draw(st.sampled_from(["", ELSEWHERE, *PACKS]))
    return {**case, "placing": placing} if placing else case


@st.composite
def _earlier(draw: st.DrawFn) -> dict[str, Any]:
    started = START - timedelta(days=draw(st.integers(1, 120)))
    ended = min(started + timedelta(hours=draw(st.integers(0, 100))), START)
    return {"started": started, "ended": ended, "reported": draw(st.booleans())}


def facts(case: dict[str, Any]) -> list[Path]:
    """Where each fact stands that may be left out."""
    there: list[Path] = [
        (table, name)
        for table in ("child", "episode")
        for name in case[table]
        if name in _FACTS and case[table][name] != "found"
    ]
    there += [("answers", name) for name in case["answers"]]
    there += [
        ("history", number, key) for number in range(len(case["history"])) for key in ("ended", "reported")
    ]
    return [*there, ("setting",)]


def without(case: dict[str, Any], paths: Iterable[Path]) -> dict[str, Any]:
    """The same case, and nothing said at these places, or not sure."""
    less = deepcopy(case)
    for *tables, name in paths:
        table: Any = less
        for key in tables:
            table = table[key]
        if name in TAPPED:
            table[name] = "not_known"
        else:
            del table[name]
    return less


def advised(case: dict[str, Any]) -> Advice:
    """What is advised in it."""
    return Advice(situation(case, case["now"]))


def case_of_14(pack: str, **tables: Any) -> dict[str, Any]:
    """A child of 14 in foster care, missing since an hour ago."""
    return {
        "protocol": pack,
        "setting": "foster",
        "now": START + timedelta(hours=1),
        "child": {"date_of_birth": date(2012, 1, 1), "looked_after": True, "court_conditions": False},
        "episode": {"unknown_since": START, "whereabouts": "unknown"},
        **tables,
    }
