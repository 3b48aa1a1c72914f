"""`python -m forms check [PATH…]`: is every definition whole, and on what does each rule rest?

PATH is an authority's folder, a folder of such folders, or a .toml file; without one,
everything that comes with the app is checked. Exit 0 when all is well, 1 when a
definition is wrong, 2 when the command is not understood.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from datetime import date
from importlib.resources.abc import Traversable
from pathlib import Path

from forms.engine.definition import Form
from forms.engine.errors import DefinitionErrors
from forms.engine.load import load_form_file, load_pack, root
from forms.protocol import Protocol

USAGE = "python -m forms check [PATH…]   PATH: an authority's folder, or a .toml file"


def main(arguments: Sequence[str], today: date | None = None) -> int:
    if not arguments or arguments[0] != "check":
        print(USAGE, file=sys.stderr)
        return 2
    wrong: dict[str, None] = {}  # in order, each once: a form may be shared by many packs
    for place in _places([Path(p) for p in arguments[1:]] or [root()]):
        try:
            for line in _report(*place, (today or date.today()).isoformat()):
                print(line)
        except DefinitionErrors as found:
            wrong.update({str(error): None for error in found.errors})
    for error in wrong:
        print(error)
    if wrong:
        print(f"{len(wrong)} to put right.")
    return 1 if wrong else 0


def _in(folder: Traversable) -> list[Traversable]:
    return sorted(folder.iterdir(), key=lambda p: p.name)


def _places(given: Sequence[Traversable]) -> Iterator[tuple[Traversable, Traversable]]:
    """Each definition that `given` holds, with its folder: packs, then the forms beside them."""
    for place in given:
        if place.name.endswith(".toml"):
            yield place, Path(str(place)).parent
            continue
        inside = _in(place) if place.is_dir() else []
        if place.joinpath("protocol.toml").is_file() or not inside:
            yield place, place
        yield from ((form, place) for form in inside if _is_form(form))
        yield from _places([p for p in inside if p.is_dir() and not p.name.startswith("_")])


def _is_form(place: Traversable) -> bool:
    return place.name.endswith(".toml") and place.name != "protocol.toml"


def _report(place: Traversable, folder: Traversable, today: str) -> Iterator[str]:
    if place.name == "protocol.toml":
        place = folder
    if place.name.endswith(".toml"):
        yield _form(load_form_file(place, folder), today)
        return
    protocol = load_pack(place)
    yield f"{protocol.short}, {protocol.version}: {len(protocol.rules)} rules, review by {protocol.review}"
    yield from _rules(protocol)
    due = [rule.id for rule in protocol.rules.values() if rule.review < today]
    if due:
        yield f"  a person must now check against the source: {', '.join(due)}"
    for contact in protocol.contacts:
        if contact.outdated:
            yield f"  outdated: {contact.name} <{contact.value}> ({contact.source}). {contact.outdated}"
    for contact in protocol.contacts:
        if not contact.value:
            yield f"  ask your authority: {contact.name} ({contact.source})"
    for setting in protocol.unconfirmed:
        used = f" Until then: {setting.value}." if setting.value else ""
        yield f"  to be confirmed: {setting.name} ({setting.source}). {setting.question}{used}"


def _form(form: Form, today: str) -> str:
    count = sum(1 for _ in form.fields())
    due = "; a person must now check it against its source" if form.review < today else ""
    return f"form {form.ref}: {len(form.sections)} sections, {count} fields, review by {form.review}{due}"


def _rules(protocol: Protocol) -> Iterator[str]:
    for rule in protocol.rules.values():
        merged = f" → one answer with {' and '.join(rule.merged)}" if rule.merged else ""
        yield f"  {rule.id} {rule.source}{merged}: {rule.says}"
        if rule.assumption:
            yield f"    read as: {rule.assumption}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
