"""Every form that comes with the app means what it meant: what is asked, what is left, what is printed.

Recorded for drawn answers in `forms_recorded.json`. After a form was changed on purpose, write it anew:
`python -m tests.documents.test_forms_unchanged`.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from random import Random

import pytest

from carerapp.documents.form_blocks import FormBlocks
from carerapp.domain.events import Event, EventKind
from carerapp.domain.json_value import Json
from carerapp.domain.records import Record
from forms.engine.answers import NOT_KNOWN
from forms.engine.completeness import completeness
from forms.engine.definition import Field, Form
from forms.engine.kinds import KINDS
from forms.packaged import load_form, load_form_file
from forms.protocol.pack import NO_FORMS

ROOT = Path(str(files("forms")))
RECORDED = Path(__file__).parent / "forms_recorded.json"
FORMS = sorted(
    f"{p.parent.name}/{p.name}"
    for p in (*ROOT.glob("authorities/*/*.toml"), *ROOT.glob("common/*.toml"))
    if p.name not in NO_FORMS
)
NOW = datetime(2026, 11, 20, 18, tzinfo=UTC)
TYPED = {
    "date": "4 March 2012",
    "date_time": "4 March 2026 22:40",
    "time": "22:40",
    "phones": "01632 960 001",
    "email": "example@example.org",
    "number": "20",
    "yes_no_comments": "no: locked",
}
#: of each kind: an answer, another one, "not known", words that are no such answer, none
WAYS = ("typed", "other", "not_known", "odd", "blank")


def test_all_of_them_are_recorded() -> None:
    """A form that is new, or gone."""
    assert sorted(json.loads(RECORDED.read_text("utf-8"))) == FORMS


@pytest.mark.parametrize("name", FORMS)
def test_it_means_what_it_meant(name: str) -> None:
    """Of drawn answers: the questions left, by section, and every printed word."""
    assert means(name) == json.loads(RECORDED.read_text("utf-8"))[name]


def means(name: str) -> list[dict[str, Json]]:
    """What a form comes to with some drawn answers."""
    path = ROOT / ("" if name.startswith("common/") else "authorities") / name
    form = load_form(name.removesuffix(".toml")) if "@" not in name else load_form_file(path, path.parent)
    return [_means(form, record(form, seed)) for seed in range(5)]


def record(form: Form, seed: int) -> Record:
    """Answers that the seed draws, in every table two rows."""
    draw, made = Random(f"{form.ref} {seed}"), list[Event]()

    def add(kind: EventKind, path: str, value: Json) -> None:
        at, number = NOW.isoformat(timespec="seconds"), f"{len(made):06}"
        made.append(
            Event(f"e{number}", "r", form.ref, kind, path, value, (), "d", at, at, 0, f"2026-{number}-0")
        )

    for field in form.fields():
        for row in ("r1", "r2") if field.columns else ():
            add(EventKind.ADD_ROW, field.name, row)
            for column in field.columns:
                add(EventKind.ANSWER, f"{field.name}/{row}/{column.name}", _value(column, draw))
        if not field.columns:
            add(EventKind.ANSWER, field.name, _value(field, draw))
    return Record.fold("r", made)


def _value(field: Field, draw: Random) -> Json:
    way = draw.choice(WAYS)
    if way in ("blank", "not_known"):
        return NOT_KNOWN if way == "not_known" else ""
    typed = TYPED.get(field.kind, "Some words of an invented child")
    if field.choices:
        typed = ", ".join(c.label for c in draw.choices(field.choices, k=1 if way == "typed" else 2))
    elif field.kind == "yes_no":
        typed = "yes" if way == "typed" else "no"
    value: Json = KINDS[field.kind].parse("about " if way == "odd" else typed, field)
    return value


def _means(form: Form, answers: Record) -> dict[str, Json]:
    found = completeness(form, answers, now=NOW)
    printed = FormBlocks(form, answers, answers, "A person", lambda author: author, {})
    words = [repr(block) for section in form.sections for block in printed.section(section)]
    return {
        "percent": found.percent,
        "sections": {s.name: [s.answered, s.total] for s in found.sections},
        "blank": sha256(" ".join(found.blanks).encode()).hexdigest()[:16],
        "printed": sha256("\n".join(words).encode()).hexdigest()[:16],
    }


if __name__ == "__main__":
    made = {name: means(name) for name in FORMS}
    RECORDED.write_text(json.dumps(made, indent=0, ensure_ascii=False) + "\n", "utf-8")
