"""What our engine says of a form and its answers beside what ODK shows of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from forms.engine.asking import Asking
from forms.engine.definition import Field, Form
from forms.interchange.names_out import Names
from tests.support.odk.filled import Told, places


@dataclass(frozen=True)
class Shown:
    """Of one element of an instance, as ODK shows it."""

    asked: bool
    valid: bool
    value: str


def differences(form: Form, told: Told, shown: Mapping[str, Shown], now: datetime) -> Iterator[str]:
    """What is asked on one side only, valid on one side only, or worked out otherwise. `shown` by path:
    `/section_one[0]/visits[1]/visits_long[0]`."""
    ours, names = Asking(form, told, now), Names(form)
    for one, path in places(form, told):
        if one.columns:
            continue
        there = shown[_at(shown, names, path)]
        asked = ours.asks(one, path)
        if asked is not there.asked:
            yield f"{path} ({one.kind}) is asked {'here' if asked else 'there'} alone: {_why(one)}"
        elif asked and one.calculation and not _same(ours.shown(one, path), there.value):
            yield f"{path}: {one.calculation.text} is {ours.shown(one, path)!r}, there {there.value!r}"
        elif asked and one.constraint:
            fits = not ours.warns(one, path, told.told.get(path))
            if fits is not there.valid:
                yield f"{path}: {one.constraint.text} holds {'here' if fits else 'there'} alone"


def _why(one: Field) -> str:
    return one.relevant.text if one.relevant else "by what is around it"


def _at(shown: Mapping[str, Shown], names: Names, path: str) -> str:
    """The path there of the element of this question, in these rows."""
    parts = path.split("/")
    wanted = [names.of(".".join(parts[: depth + 1 : 2])) for depth in range(0, len(parts), 2)]
    rows = [f"/{name}[{row}]/" for name, row in zip(wanted, parts[1::2], strict=False)]
    ends = f"/{wanted[-1]}[0]"
    (found,) = (each for each in shown if each.endswith(ends) and all(row in each for row in rows))
    return found


def _same(here: str, there: str) -> bool:
    try:
        a, b = float(here), float(there)
    except ValueError:
        return here == there
    return a == b or abs(a - b) <= 1e-9 * max(abs(a), abs(b), 1)  # JavaRosa writes nothing smaller
