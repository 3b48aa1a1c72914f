"""Where a form's answers may already stand: is what `prefill` names asked there?

Only `python -m forms check` asks. A device reads a form when a carer opens it, and leaves an answer empty
where nothing stands.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import get_close_matches

from forms.engine.definition import Form
from forms.engine.errors import DefinitionError, echo
from forms.engine.files import Files, Folder
from forms.engine.reader import Table
from forms.protocol.protocol import Protocol


def prefill_faults(folder: Folder, protocol: Protocol) -> list[DefinitionError]:
    """Each `prefill` in a form of the pack that names an answer which the form it names does not ask."""
    asked = {
        where: {field.name for field in form.fields()} if form else set()
        for where, form in (
            ("kcf", protocol.key_contacts),
            ("episode", protocol.episode),
            ("profile", protocol.preparation),
        )
    }
    found: dict[DefinitionError, None] = {}
    for files, file in dict.fromkeys(_files(folder, protocol)):
        source = files.source(file, [])
        for table in _questions(source.top):
            _check(table, asked)
        found |= dict.fromkeys(source.errors)
    return list(found)


def _files(folder: Folder, protocol: Protocol) -> Iterator[tuple[Files, str]]:
    """The pack's forms, each where it stands."""
    for ref in protocol.forms:
        where, _, name = ref.rpartition("/")
        yield (folder.common if where == "common" else folder.own), f"{name}.toml"
    form: Form | None
    for form in (protocol.key_contacts, protocol.episode, protocol.preparation):
        if form:
            place = folder.common if form.id.startswith("common/") else folder.own
            yield place, form.path.rpartition("/")[2]


def _questions(top: Table) -> Iterator[Table]:
    for section in top.tables("section"):
        for field in section.tables("field"):
            yield field
            yield from field.tables("column")


def _check(table: Table, asked: Mapping[str, set[str]]) -> None:
    where, colon, name = table.text("prefill").partition(":")
    if colon and where in asked and name not in asked[where]:
        told = f"{table.what} is filled in from '{echo(f'{where}:{name}')}', which is not asked there"
        near = get_close_matches(name, asked[where], n=1, cutoff=0.5)
        remedy = f"Did you mean '{where}:{near[0]}'?" if near else "Name a question of that form."
        table.wrong("prefill", told, remedy)
