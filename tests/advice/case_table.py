"""Reads the hand-worked cases, `tests/advice/cases/*.toml`, and compares each with what is advised.

CONTRIBUTING.md says how a case is written. A key that has no meaning, a name that its packs do not have and
an expectation of nothing are refused, so that none is lost to a slip of the pen.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from carerapp.domain.advice import Advice
from carerapp.due.case import situation
from carerapp.due.printed import printed
from tests.advice.expectations import faults

CASES = Path(__file__).with_name("cases")
#: the moment at which a case is asked that gives no `now`
NOW = datetime(2026, 11, 22, 18, 5, tzinfo=UTC)
_KEYS = {"name", "sentence", "source", "given", "expect"}
_EXPECT = {"verdict", "ask", "asks_any", "danger", "rows", "tell", "due", "exactly"}


@dataclass(frozen=True)
class HandWorked:
    """One case: what is known, the sentence of the source, and what follows from it."""

    file: str
    name: str
    sentence: str
    given: Mapping[str, Any]
    expect: Mapping[str, Any]


def read_cases(folder: Path = CASES) -> list[HandWorked]:
    """All of them, file by file. ValueError, with the file and the case, for one that is not written as
    CONTRIBUTING says."""
    found = []
    for path in sorted(folder.glob("*.toml")):
        try:
            data = tomllib.loads(path.read_text("utf-8"))
        except ValueError as error:
            raise ValueError(f"{path.name} is not TOML: {error}") from error
        if set(data) != {"case"} or not isinstance(data["case"], list):
            raise ValueError(f"{path.name} should hold [[case]] only")
        for number, case in enumerate(data["case"], 1):
            try:
                found.append(_read(path.stem, case))
            except (ValueError, TypeError, AttributeError) as error:
                raise ValueError(f"{path.name}, case {number}: {error}") from error
    return found


def _read(file: str, case: Any) -> HandWorked:
    if not isinstance(case, dict) or set(case) != _KEYS:
        raise ValueError(f"it should have {', '.join(sorted(_KEYS))}")
    given, expect = case["given"], case["expect"]
    if not isinstance(given, dict) or not isinstance(expect, dict):
        raise ValueError("it should have [case.given] and [case.expect] once each")
    for key in ("name", "sentence", "source"):
        if not isinstance(case[key], str) or not case[key].strip():
            raise ValueError(f"{key} should be words")
    if len(re.findall(r"[^\W\d_]+", case["sentence"])) < 4:
        raise ValueError(f"{case['name']}: it should give a whole sentence of its source")
    if not set(expect) - {"exactly"} or not set(expect) <= _EXPECT or expect.get("exactly", True) is not True:
        raise ValueError(f"{case['name']}: it should expect some of {', '.join(sorted(_EXPECT))}")
    for fault in faults(given, expect):
        raise ValueError(f"{case['name']}: {fault}")
    return HandWorked(file, case["name"], case["sentence"], given, expect)


def differences(case: HandWorked) -> list[str]:
    """What is advised otherwise than the case expects, in words; [] when all is as it should be."""
    given = situation(case.given, NOW)
    said = printed(Advice(given))
    return list(_differences(said, case.expect))


def _differences(said: Mapping[str, Any], expect: Mapping[str, Any]) -> Iterator[str]:
    if "verdict" in expect and said["verdict"] != expect["verdict"]:
        yield f"verdict: {said['verdict']}, not {expect['verdict']}"
    asked = [ask["fact"] for ask in said["ask"]]
    if "ask" in expect and asked != expect["ask"]:
        yield f"ask: {asked}, not {expect['ask']}"
    for fact in expect.get("asks_any", []):
        if fact not in asked:
            yield f"ask: {fact} is not among {asked}"
    danger = [rule["rule"] for rule in said["danger"]]
    yield from _set("danger", danger, expect, dict.fromkeys(expect.get("danger", [])))
    rows = {row["rule"]: row["says"] for row in said["rows"]}
    yield from _each("rows", rows, expect)
    told: dict[str, Any] = {}
    for telling in said["tell"]:  # of two authorities that name them alike the host's
        told.setdefault(telling["whom"], _telling(telling))
    yield from _each("tell", told, expect)
    yield from _each("due", {duty["rule"]: duty for duty in said["due"]}, expect)


def _telling(telling: Mapping[str, Any]) -> dict[str, Any]:
    return {"state": telling["when"], "ask": telling.get("ask", []), "whose": telling["whose"]}


def _set(key: str, found: list[str], expect: Mapping[str, Any], wanted: Mapping[str, Any]) -> Iterator[str]:
    for name in wanted:
        if name not in found:
            yield f"{key}: {name} is not among {found}"
    if key in expect and expect.get("exactly") and set(found) != set(wanted):
        yield f"{key}: {found}, and not exactly {list(wanted)}"


def _each(key: str, found: Mapping[str, Any], expect: Mapping[str, Any]) -> Iterator[str]:
    """ "absent", a word (the state), or a table of what it should say."""
    wanted: Mapping[str, Any] = expect.get(key, {})
    for name, value in wanted.items():
        there = found.get(name)
        if value == "absent":
            if there is not None:
                yield f"{key}: {name} is there: {there}"
        elif there is None:
            yield f"{key}: {name} is not among {list(found)}"
        else:
            yield from _one(f"{key}: {name}", there, value)
    if expect.get("exactly") and key in expect:
        more = set(found) - set(wanted)
        if more:
            yield f"{key}: {sorted(more)} are there too"


def _one(what: str, there: Any, value: Any) -> Iterator[str]:
    if isinstance(value, str):
        value = {"state": value}
    said = there if isinstance(there, Mapping) else {"state": there}
    for name, wanted in value.items():
        have = said.get(name, [] if name == "ask" else None)
        if name == "due" and wanted is not None and have:
            have, wanted = _moment(have), _moment(wanted)
        if have != wanted:
            yield f"{what} has {name} {have}, not {wanted}"


def _moment(value: Any) -> datetime:
    return value if isinstance(value, datetime) else datetime.fromisoformat(str(value))
