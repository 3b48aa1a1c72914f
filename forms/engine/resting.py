"""What rests on what: a question on those that its conditions and its calculation ask about.

A question may ask about its own answer: one that is kept only for what was written there earlier says
`answered(itself)`. A calculation may not.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from forms.engine.conditions import Condition
from forms.engine.definition import Field, Form, Section
from forms.engine.expressions import Formula


def round_about(form: Form) -> Iterator[tuple[str, ...]]:
    """Each way from a question back to itself, once, by names; a column as `table.column`."""
    rests = dict(_rests(form))
    done: set[str] = set()
    for start in rests:
        if start not in done:
            yield from _from(start, rests, done)


def _from(start: str, rests: Mapping[str, tuple[str, ...]], done: set[str]) -> Iterator[tuple[str, ...]]:
    """Depth first, without recursion: a form can be a long chain."""
    way: list[str] = [start]
    left = [iter(rests[start])]
    while left:
        following = next(left[-1], None)
        if following is None:
            done.add(way.pop())
            left.pop()
        elif following in way:
            yield (*way[way.index(following) :], following)
        elif following not in done and following in rests:
            way.append(following)
            left.append(iter(rests[following]))


def _rests(form: Form) -> Iterator[tuple[str, tuple[str, ...]]]:
    for section in form.sections:
        for field in section.fields:
            yield from _of(form, section, field, field.name, {f.name: f.name for f in form.fields()}, ())


def _of(
    form: Form, section: Section, field: Field, called: str, seen: Mapping[str, str], around: tuple[str, ...]
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """`seen`: what a name means here; `around`: what a table around it rests on."""
    inside = {**seen, **{c.name: f"{called}.{c.name}" for c in field.columns}}
    gates = [section.relevant, field.calculation, *_groups(form, field.within)]
    names = [name for gate in gates if gate for name in gate.names]
    names += [name for name in (field.relevant.names if field.relevant else ()) if name != field.name]
    meant = tuple(dict.fromkeys((*around, *(seen.get(name, name) for name in names))))
    yield called, meant
    for column in field.columns:
        yield from _of(form, section, column, f"{called}.{column.name}", inside, meant)


def _groups(form: Form, name: str) -> Iterator[Condition | Formula | None]:
    groups = {group.name: group for group in form.groups}
    seen: set[str] = set()
    while name in groups and name not in seen:
        seen.add(name)
        yield groups[name].relevant
        name = groups[name].within
