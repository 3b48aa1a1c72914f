"""What a hand-worked case may expect: names of its packs, words that the answer can hold, and never nothing.

"absent" is true of whatever nobody ever wrote, so a name that is not there is refused, not compared.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any, NamedTuple

from carerapp.domain.absence import ENDED, REPORTED
from carerapp.domain.table import STRENGTH
from carerapp.domain.timing import DutyState
from forms.packaged import available, load_protocol
from forms.protocol import FACTS, STAGES, Protocol

_SHAPES: dict[str, type] = {
    "rows": dict,
    "tell": dict,
    "due": dict,
    "ask": list,
    "asks_any": list,
    "danger": list,
}
_DUE = tuple(state.value for state in DutyState)


class _Table(NamedTuple):
    """One of the tables of an expectation: the names in it, their states, what else an entry may say."""

    names: set[str]
    states: Collection[str]
    keys: Collection[str]


def faults(given: Mapping[str, Any], expect: Mapping[str, Any]) -> Iterator[str]:
    """What is wrong with an expectation, in words. `given`: the case's own tables, for its protocols."""
    wrong = [key for key, shape in _SHAPES.items() if not isinstance(expect.get(key, shape()), shape)]
    if wrong:
        yield f"{wrong[0]} should be a {'table' if _SHAPES[wrong[0]] is dict else 'list'}"
        return
    names = {one.id for one in available()}
    protocols = [load_protocol(given[key]) for key in ("protocol", "placing") if given.get(key) in names]
    facts = _facts(protocols)
    verdict = expect.get("verdict")
    if verdict is not None and verdict not in STRENGTH:
        yield f"verdict: '{verdict}' is not one of {', '.join(STRENGTH)}"
    for key in ("ask", "asks_any"):
        yield from _known(key, expect.get(key, []), facts)
    dangers = {danger.rule for p in protocols for danger in p.danger}
    yield from _known("danger", expect.get("danger", []), dangers)
    for key, table in _tables(protocols).items():
        yield from _each(key, expect.get(key, {}), table, facts)
    for key in ("asks_any", "danger", "rows", "tell", "due"):
        if key in expect and not expect[key] and not (expect.get("exactly") and key != "asks_any"):
            yield f"{key} is empty, and compares nothing"


def _tables(protocols: list[Protocol]) -> dict[str, _Table]:
    return {
        "rows": _Table({d.rule for p in protocols for d in p.decisions}, STRENGTH, ("state",)),
        "tell": _Table({i.id for p in protocols for i in p.inform}, STAGES, ("state", "ask", "whose")),
        "due": _Table(
            {rule.rule for p in protocols for rule in p.time_rules},
            _DUE,
            ("state", "ask", "whose", "due", "what", "source"),
        ),
    }


def _facts(protocols: list[Protocol]) -> set[str]:
    forms = [form for p in protocols for form in (p.key_contacts, p.episode, p.preparation) if form]
    return {*FACTS, REPORTED, ENDED, *(field.name for form in forms for field in form.fields())}


def _known(key: str, names: Collection[str], known: set[str]) -> Iterator[str]:
    for name in names:
        if name not in known:
            yield f"{key}: there is no '{name}' in the packs of this case"


def _each(key: str, entries: Mapping[str, Any], table: _Table, facts: set[str]) -> Iterator[str]:
    yield from _known(key, entries, table.names)
    for name, value in entries.items():
        said = {"state": value} if isinstance(value, str) else value
        if not isinstance(said, dict):
            yield f"{key}: {name} should be a word or a table"
            continue
        if not said or not set(said) <= set(table.keys):
            yield f"{key}: {name} should say some of {', '.join(table.keys)}"
        states = (*table.states, "absent") if isinstance(value, str) else table.states
        if "state" in said and said["state"] not in states:
            yield f"{key}: {name} cannot be '{said['state']}', but {', '.join(states)}"
        yield from _known(f"{key}: {name}: ask", said.get("ask", []), facts)
