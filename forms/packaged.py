"""The definitions that come with the app: the only place where they are read from a disk or an archive.

A definition's id is its place: "hertfordshire/key_contacts" stands in
`authorities/hertfordshire/key_contacts.toml`, "common/episode" in `common/episode.toml`. An earlier version,
kept for the records that began with it, stands beside it as `key_contacts@1.toml`.
"""

from __future__ import annotations

from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from forms.engine.definition import Form
from forms.engine.errors import DefinitionError, DefinitionErrors
from forms.engine.files import Files, Folder
from forms.protocol import Available, Protocol
from forms.protocol.pack import COVERAGE, read_head, read_pack

ROOT: Traversable = files("forms")
AUTHORITIES = ROOT.joinpath("authorities")
COMMON = ROOT.joinpath("common")


class Packs:
    """The packs in a folder, one folder each. Every definition is read once."""

    def __init__(self, authorities: Traversable = AUTHORITIES) -> None:
        self.authorities = authorities
        self._protocols: dict[str, Protocol] = {}
        self._forms: dict[str, Form] = {}
        self._available: tuple[Available, ...] = ()

    def available(self) -> tuple[Available, ...]:
        """Every protocol, by its short name. Reads their first lines only."""
        if not self._available:
            packs = (folder(place) for place in self.authorities.iterdir())
            self._available = tuple(sorted(filter(None, map(read_head, packs)), key=lambda a: a.short))
        return self._available

    def protocol(self, id: str) -> Protocol:
        """The protocol of this id, whole and checked. DefinitionErrors when anything is wrong."""
        if id not in self._protocols:
            self._protocols[id] = protocol = load_pack(self.authorities.joinpath(id))
            for form in filter(None, (protocol.key_contacts, protocol.episode, protocol.preparation)):
                if form.id.startswith((f"{id}/", "common/")):
                    self._forms |= {form.id: form, form.ref: form}
        return self._protocols[id]

    def form(self, ref: str) -> Form:
        """A form by its id, "hertfordshire/key_contacts", or id and version. DefinitionErrors as above."""
        if ref not in self._forms:
            id, _, version = ref.partition("@")
            authority, _, name = id.rpartition("/")
            place = COMMON if authority == "common" else self.authorities.joinpath(authority)
            self._forms[ref] = folder(place).version(name, version)
        return self._forms[ref]

    def copy(self, id: str, to: Path) -> None:
        """The files of a pack that a device needs, written into a new folder. OSError when they can't be."""
        to.mkdir(parents=True)
        for file in self.authorities.joinpath(id).iterdir():
            if file.is_file() and file.name != COVERAGE:
                to.joinpath(file.name).write_bytes(file.read_bytes())


#: what comes with the app; it never changes while the app runs
WITH_THE_APP = Packs()


def available() -> tuple[Available, ...]:
    """Every protocol that comes with the app."""
    return WITH_THE_APP.available()


def load_protocol(id: str = "hertfordshire") -> Protocol:
    """A protocol that comes with the app. DefinitionErrors when anything is wrong."""
    return WITH_THE_APP.protocol(id)


def load_form(form: str) -> Form:
    """A form that comes with the app, by its id or id and version; or one by its path."""
    if form.endswith(".toml"):
        return load_form_file(Path(form), Path(form).parent)
    return WITH_THE_APP.form(form)


def load_pack(place: Traversable) -> Protocol:
    """The protocol in a folder, read anew. DefinitionErrors when anything is wrong."""
    pack = folder(place)
    head = read_head(pack)
    if head and head.id != place.name:
        told = f"The id '{head.id}' is not the name of the folder, '{place.name}'"
        error = DefinitionError(f"{pack.own.name}/protocol.toml", 1, told, "Give both the same name.")
        raise DefinitionErrors([error])
    return read_pack(pack)


def load_form_file(path: Traversable, place: Traversable) -> Form:
    """The form in a file of this folder, read anew. DefinitionErrors when anything is wrong."""
    return folder(place).form(path.name)


def folder(place: Traversable) -> Folder:
    """The files of a pack, wherever it lies."""
    return Folder(_files(place), COMMON_FILES)


def _files(place: Traversable) -> Files:
    def data(file: str) -> bytes | None:
        try:
            return place.joinpath(file).read_bytes()
        except (OSError, KeyError):
            return None

    return Files(_shown(place), data)


def _shown(place: Traversable) -> str:
    """The folder from the project's own where it is in it, as an editor would open it."""
    shown, home = str(place).rstrip("/"), str(ROOT)
    return "forms" + shown[len(home) :].replace("\\", "/") if shown.startswith(home) else shown


COMMON_FILES = _files(COMMON)
