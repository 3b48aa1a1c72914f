"""The files of one folder of definitions, wherever they lie, and a form among them.

Nothing here opens a file: whoever does hands over a function from a file's name to its bytes.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from forms.engine.definition import Form
from forms.engine.errors import DefinitionError, DefinitionErrors, echo
from forms.engine.form_reader import read_form
from forms.engine.reader import Source, Table


@dataclass(frozen=True, slots=True)
class Files:
    """`name` is the folder as a mistake in it is told; `data` gives a file's bytes, None where it is not."""

    name: str
    data: Callable[[str], bytes | None]

    def source(self, file: str, errors: list[DefinitionError]) -> Source:
        """The file's source; one without data, and an error, when it cannot be read as TOML."""
        shown = f"{self.name}/{file}"
        data, text = self.data(file), ""
        if data is None:
            errors.append(
                DefinitionError(shown, 1, "There is no such file", "Check the name and the folder.")
            )
        else:
            try:
                text = data.decode("utf-8").replace("\r\n", "\n")
            except UnicodeDecodeError as error:
                line = data[: error.start].count(b"\n") + 1
                errors.append(
                    DefinitionError(shown, line, "This is not UTF-8 text", "Save the file as UTF-8.")
                )
        source = Source(shown, text)
        if not source.top.data:
            errors.extend(source.errors)
            if not errors:
                errors.append(DefinitionError(shown, 1, "This file says nothing", "Write the definition."))
        return source


@dataclass(frozen=True, slots=True)
class Folder:
    """A pack's own files, and those that all packs share (`common`)."""

    own: Files
    common: Files

    def form(self, file: str) -> Form:
        """The form in a file of the pack. DefinitionErrors when anything is wrong."""
        errors: list[DefinitionError] = []
        form = self._form(file, self.own, errors)
        if form is None or errors:
            raise DefinitionErrors(errors)
        return form

    def version(self, name: str, version: str) -> Form:
        """The form `name` in this version, "" for the newest. DefinitionErrors when it is not there."""
        found = self.form(f"{name}.toml")
        return found if version in ("", str(found.version)) else self.form(f"{name}@{version}.toml")

    def named(self, table: Table, key: str, errors: list[DefinitionError]) -> Form | None:
        """The form that a definition names under `key`: a file beside it, or the id of one in `common`. It is
        given as far as it can be read, and what is wrong with it is added to `errors`; one that is not there
        is the fault of the key."""
        return self._named(table, key, table.text(key), self.own, errors)

    def _named(
        self, table: Table, key: str, name: str, beside: Files, errors: list[DefinitionError]
    ) -> Form | None:
        common, _, file = name.rpartition("/")
        place, file = (self.common, f"{file}.toml") if common == "common" else (beside, name)
        if place.data(file) is None:
            told = f"There is no such file: {place.name}/{echo(file)}"
            table.wrong(key, told, "Check the name and the folder.")
            return None
        return self._form(file, place, errors)

    def _extended(self, top: Table, beside: Files, errors: list[DefinitionError]) -> Form | None:
        """The form that another extends: in the version it names where that was kept, else the newest."""
        ref = top.text("extends")
        name, _, version = ref.partition("@")
        kept = self.common if name.startswith("common/") else beside
        if kept.data(f"{name.rpartition('/')[2]}@{version}.toml") is not None:
            name = ref
        return self._named(top, "extends", name, beside, errors)

    def _form(self, file: str, place: Files, errors: list[DefinitionError]) -> Form | None:
        source = place.source(file, errors)
        if not source.top.data:
            return None
        base = None
        extends = source.top.text("extends")
        if extends:
            base = self._extended(source.top, place, errors)
            if base is None:  # nothing more of it can be judged
                errors.extend(source.errors)
                return None
            if extends != base.ref:
                told = f"'{extends}' is not the version that is there"
                source.top.wrong("extends", told, f"Look at {base.ref}, then name it.")
        form = read_form(source, base)
        errors.extend(source.errors)
        return form
