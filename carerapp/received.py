"""The packs that authorities sent, in the vault; before those that came with the app.

A pack is named by its id, or by id@number while an episode that began under it is open; number 0 came with the app.
"""

from __future__ import annotations

import io
import sys
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from carerapp.vault import NotSaved, Vault
from forms.engine.errors import DefinitionErrors
from forms.engine.load import also_look_in, load_form_file, load_pack
from forms.protocol import Protocol
from sync.protocols import ProtocolRelease

_INDEX = "rules"
_NO_FORMS = ("protocol.toml", "duties.toml")


class Received:
    """``own``: the pack that came with the app, by id. Of one window; what it knows is the open vault's."""

    def __init__(self, own: Callable[[str], Protocol]) -> None:
        self._own = own
        self._vault: Vault | None = None
        self._newest: dict[str, int] = {}
        self._good: dict[tuple[str, int], zipfile.Path] = {}
        self._loaded: dict[tuple[str, int], Protocol] = {}

    def open(self, vault: Vault) -> None:
        """From now on, those that this vault holds."""
        self._vault = vault
        self._newest.clear()
        self._good.clear()
        self._loaded.clear()
        index: Any = vault.get_setting(_INDEX)
        for id, known in (index if isinstance(index, dict) else {}).items():
            self._newest[id] = int(known["newest"])
            for number in known["good"]:
                files: Any = vault.get_setting(_name(id, number))
                if isinstance(files, dict):  # else it was damaged, and the vault says so
                    self._good[id, number] = _folder(id, number, files)
        self._show()

    def protocol(self, name: str) -> Protocol:
        """The newest good pack of this id, or the one of that number. DefinitionErrors when there is none at all."""
        id, _, pinned = name.partition("@")
        if pinned == "0":
            return self._own(id)
        wanted = int(pinned) if pinned.isdecimal() else 0
        held = sorted((number for known, number in self._good if known == id), reverse=True)
        for number in sorted(held, key=lambda number: number != wanted):
            key = id, number
            try:
                if key not in self._loaded:
                    self._loaded[key] = replace(load_pack(self._good[key]), serial=number)
                return self._loaded[key]
            except DefinitionErrors as errors:  # good for the app as it was when it came
                print(errors, file=sys.stderr)
        return self._own(id)

    def newest(self, id: str) -> int:
        """The number of the newest version that came, good or not; 0 for none."""
        return self._newest.get(id, 0)

    def receive(self, pack: ProtocolRelease) -> str:
        """Use it from now on, for episodes that begin from now on. "" when done; else what is wrong with it."""
        assert self._vault is not None
        folder = _folder(pack.id, pack.version, pack.files)
        wrong = _wrong(folder, pack.id)
        good = {*self._good, *([] if wrong else [(pack.id, pack.version)])}
        newest = {**self._newest, pack.id: pack.version}
        try:
            if not wrong:
                self._vault.put_setting(_name(pack.id, pack.version), dict(pack.files))
            numbers = {id: sorted(n for known, n in good if known == id) for id in newest}
            self._vault.put_setting(
                _INDEX, {id: {"newest": newest[id], "good": numbers[id]} for id in newest}
            )
        except NotSaved as problem:
            return f"it could not be kept: {problem}"
        self._newest = newest
        if not wrong:
            self._good[pack.id, pack.version] = folder
            self._show()
        return wrong

    def _show(self) -> None:
        newest_first = sorted(self._good, key=lambda key: key[1], reverse=True)
        also_look_in([(id, self._good[id, number]) for id, number in newest_first])


def _name(id: str, number: int) -> str:
    return f"{_INDEX} {id} {number}"


def _folder(id: str, number: int, files: Mapping[str, str]) -> zipfile.Path:
    """In memory: nothing lies in clear beside the vault, where somebody could change a number to ring."""
    whole = zipfile.ZipFile(io.BytesIO(), "w")
    for name, text in files.items():
        whole.writestr(name, text)
    whole.filename = f"{id}@{number}"  # as a mistake in it is told
    return zipfile.Path(whole)


def _wrong(folder: zipfile.Path, id: str) -> str:
    """What is wrong with a pack, any of its forms included, in words for the sync log."""
    try:
        protocol = load_pack(folder)
        for file in folder.iterdir():
            if file.name not in _NO_FORMS:
                load_form_file(file, folder)
    except DefinitionErrors as errors:
        print(errors, file=sys.stderr)  # file, line and remedy, for whoever looks after the packs
        return "it has a mistake"
    return "" if protocol.id == id else "it is another authority's"
