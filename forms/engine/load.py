"""The only place where definitions are read from a disk or a zip file.

A definition's id is its place: "hertfordshire/key_contacts" stands in
`authorities/hertfordshire/key_contacts.toml`, "common/episode" in
`common/episode.toml`. An earlier version, kept for the records that began with it,
stands beside it as `key_contacts@1.toml`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from forms.engine.definition import Form
from forms.engine.errors import DefinitionError, DefinitionErrors
from forms.engine.form_reader import read_form
from forms.engine.protocol_reader import read_protocol
from forms.engine.reader import Source
from forms.protocol import Protocol

__all__ = [
    "Available",
    "DefinitionError",
    "DefinitionErrors",
    "also_look_in",
    "available",
    "held_form",
    "load_form",
    "load_form_file",
    "load_pack",
    "load_protocol",
]


@dataclass(frozen=True, slots=True)
class Available:
    """A protocol that can be loaded."""

    id: str
    short: str
    title: str
    superseded: str = ""


def root() -> Traversable:
    return files("forms")


@lru_cache
def available() -> tuple[Available, ...]:
    """Every protocol that comes with the app, by its short name. Reads their first lines only."""
    found = []
    for folder in root().joinpath("authorities").iterdir():
        path = folder.joinpath("protocol.toml")
        if path.is_file():
            try:
                head = tomllib.loads(path.read_text("utf-8").split("\n[[", 1)[0])
                found.append(Available(head["id"], head["short"], head["title"], head.get("superseded", "")))
            except (tomllib.TOMLDecodeError, UnicodeDecodeError, KeyError):
                continue  # not to be chosen; `load_protocol` says what is wrong with it
    return tuple(sorted(found, key=lambda a: a.short))


@lru_cache
def load_protocol(id: str = "hertfordshire") -> Protocol:
    """The protocol of this id, whole and checked. DefinitionErrors when anything is wrong."""
    return load_pack(root().joinpath("authorities", id))


_later: list[tuple[str, Traversable]] = []


def also_look_in(packs: Iterable[tuple[str, Traversable]]) -> None:
    """Packs that came later, newest first, each with its authority's id: forms are looked for there before those that
    came with the app."""
    _later[:] = packs
    load_form.cache_clear()


@lru_cache
def load_form(form: str) -> Form:
    """A form by its id, "hertfordshire/key_contacts", or id and version, or by a path."""
    if form.endswith(".toml"):
        return load_form_file(Path(form), Path(form).parent)
    id, _, version = form.partition("@")
    folder, _, name = id.rpartition("/")
    own = root().joinpath("common") if folder == "common" else root().joinpath("authorities", folder)
    for pack in (pack for authority, pack in _later if authority == folder):
        try:
            return _in(pack, name, version)
        except DefinitionErrors:  # not there, or a mistake to the app as it is now
            continue
    return _in(own, name, version)


def _in(place: Traversable, name: str, version: str) -> Form:
    found = load_form_file(place.joinpath(f"{name}.toml"), place)
    if not version or str(found.version) == version:
        return found
    return load_form_file(place.joinpath(f"{name}@{version}.toml"), place)


def held_form(form: str) -> Form:
    """The form of a record, in the version that it began with; in ours, where that version has not come here yet."""
    try:
        return load_form(form)
    except DefinitionErrors:
        return load_form(form.partition("@")[0])


def load_form_file(path: Traversable, folder: Traversable) -> Form:
    """The form in a file of `folder`. DefinitionErrors when anything is wrong."""
    errors: list[DefinitionError] = []
    form = _form(path, folder, errors)
    if form is None or errors:
        raise DefinitionErrors(errors)
    return form


def load_pack(folder: Traversable) -> Protocol:
    """The protocol in a folder, with its forms. Everything wrong in any of its files is told at once."""
    errors: list[DefinitionError] = []
    source = _source(folder.joinpath("protocol.toml"), errors)
    top = source.top
    if not top.data:
        raise DefinitionErrors(errors)
    forms = {
        key: _named(name, folder, errors)
        for key in ("key_contacts", "episode", "preparation")
        if (name := top.text(key, need=key != "preparation"))
    }
    key_contacts, episode = forms.get("key_contacts"), forms.get("episode")
    if key_contacts is None or episode is None:
        raise DefinitionErrors([*errors, *source.errors])
    times = _source(folder.joinpath("duties.toml"), errors)
    protocol = read_protocol(source, times, key_contacts, episode, forms.get("preparation"))
    if errors or source.errors or times.errors:
        raise DefinitionErrors(list(dict.fromkeys([*errors, *source.errors, *times.errors])))
    return protocol


def _named(name: str, folder: Traversable, errors: list[DefinitionError]) -> Form | None:
    """A form as a definition names it: a file beside it, or the id of one in `common`."""
    common, _, file = name.rpartition("/")
    place = root().joinpath(common) if common == "common" else folder
    return _form(place.joinpath(f"{file}.toml" if common else name), place, errors)


def _form(path: Traversable, folder: Traversable, errors: list[DefinitionError]) -> Form | None:
    """The form as far as it can be read; what is wrong with it is added to `errors`."""
    source = _source(path, errors)
    if not source.top.data:
        return None
    base = None
    extends = source.top.text("extends")
    if extends:
        base = _named(extends.partition("@")[0], folder, errors)
        if base and extends != base.ref:
            source.top.wrong(
                "extends",
                f"'{extends}' is not the version that is there",
                f"Look at {base.ref}, then name it.",
            )
    form = read_form(source, base)
    errors.extend(source.errors)
    return form


def _source(path: Traversable, errors: list[DefinitionError]) -> Source:
    """The file's source; one without data, and an error, when it cannot be read as TOML."""
    name = _shown(path)
    text = ""
    try:
        text = path.read_bytes().decode("utf-8").replace("\r\n", "\n")
    except (OSError, KeyError):
        errors.append(DefinitionError(name, 1, "There is no such file", "Check the name and the folder."))
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        errors.append(DefinitionError(name, line, "This is not UTF-8 text", "Save the file as UTF-8."))
    source = Source(name, text)
    if not source.top.data:
        errors.extend(source.errors)
        if not errors:
            errors.append(DefinitionError(name, 1, "This file says nothing", "Write the definition."))
    return source


def _shown(path: Traversable) -> str:
    """The path from the project's folder where it is in it, as an editor would open it."""
    shown = str(path)
    home = str(root())
    return "forms" + shown[len(home) :].replace("\\", "/") if shown.startswith(home) else shown
