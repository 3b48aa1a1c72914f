"""Every protocol and form that an open vault knows: what its authorities sent, before what came with the app.

A protocol is named by its id, or by id@number while an episode that began under it is open; number 0 came
with the app. What was sent lies in the vault, and leaves memory with the library when the vault is locked.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from carerapp.domain.json_value import Json
from carerapp.protocols.shipped import Shipped
from carerapp.vault import NotSaved, Vault
from forms.engine.definition import Form
from forms.engine.errors import DefinitionErrors
from forms.engine.files import Files, Folder
from forms.packaged import COMMON_FILES
from forms.protocol import Available, Protocol
from forms.protocol.pack import NO_FORMS, read_pack
from sync.protocols import ProtocolRelease

_INDEX = "rules"


class ProtocolLibrary:
    """Without a vault it holds those that came with the app."""

    def __init__(self, shipped: Shipped | None = None, vault: Vault | None = None) -> None:
        self._shipped = shipped or Shipped()
        self._vault = vault
        self._newest: dict[str, int] = {}
        self._good: dict[tuple[str, int], Folder] = {}
        self._read: dict[tuple[str, int], Protocol] = {}
        self._forms: dict[str, Form] = {}
        index: Any = vault.get_setting(_INDEX) if vault else None
        for id, known in (index if isinstance(index, dict) else {}).items():
            self._newest[id] = int(known["newest"])
            for number in known["good"]:
                files: Any = vault.get_setting(_name(id, number)) if vault else None
                if isinstance(files, dict):  # else it was damaged, and the vault says so
                    self._good[id, number] = _folder(id, number, files)

    def of(self, vault: Vault) -> ProtocolLibrary:
        """A library of what this vault was sent, over the same that came with the app."""
        return ProtocolLibrary(self._shipped, vault)

    def available(self) -> tuple[Available, ...]:
        """Every protocol that can be chosen for a child, by its short name."""
        return self._shipped.available()

    def about(self, id: str) -> str:
        """What a carer should know about a protocol; "" when all is well."""
        return self._shipped.about(id)

    def protocol(self, name: str) -> Protocol:
        """The newest good one of this id, or the one of that number. DefinitionErrors when there is none."""
        id, _, pinned = name.partition("@")
        wanted = int(pinned) if pinned.isdecimal() else 0
        if pinned != "0":
            for key in sorted(self._sent(id), key=lambda key: key[1] != wanted):
                try:
                    if key not in self._read:
                        self._read[key] = replace(read_pack(self._good[key]), serial=key[1])
                    return self._read[key]
                except DefinitionErrors as errors:  # good for the app as it was when it came
                    print(errors, file=sys.stderr)
        return self._shipped.protocol(id)

    def form(self, ref: str) -> Form:
        """The form of a record, in the version that it began with ("hertfordshire/episode@1"); in ours,
        where that version has not come here yet. DefinitionErrors when there is none."""
        if ref not in self._forms:
            try:
                self._forms[ref] = self._form(ref)
            except DefinitionErrors:
                self._forms[ref] = self._form(ref.partition("@")[0])
        return self._forms[ref]

    def _form(self, ref: str) -> Form:
        id, _, version = ref.partition("@")
        authority, _, name = id.rpartition("/")
        for key in self._sent(authority):
            try:
                return self._good[key].version(name, version)
            except DefinitionErrors:  # not there, or a mistake to the app as it is now
                continue
        return self._shipped.form(ref)

    def _sent(self, id: str) -> Iterator[tuple[str, int]]:
        """What an authority sent, newest first."""
        yield from sorted((key for key in self._good if key[0] == id), reverse=True)

    # --- what an authority sends ---------------------------------------------------------------
    def newest(self, id: str) -> int:
        """The number of the newest version that came, good or not; 0 for none."""
        return self._newest.get(id, 0)

    def receive(self, release: ProtocolRelease) -> str:
        """Use it for episodes that begin from now on. "" when done; else what is wrong with it."""
        assert self._vault is not None
        key = release.id, release.version
        folder = _folder(*key, release.files)
        wrong = _wrong(folder, release)
        good = {*self._good, *(() if wrong else (key,))}
        newest = {**self._newest, release.id: release.version}
        try:
            if not wrong:
                self._vault.put_setting(_name(*key), dict(release.files))
            numbers = {id: sorted(n for known, n in good if known == id) for id in newest}
            known: Json = {id: {"newest": newest[id], "good": numbers[id]} for id in newest}
            self._vault.put_setting(_INDEX, known)
        except NotSaved as problem:
            return f"it could not be kept: {problem}"
        self._newest = newest
        if not wrong:
            self._good[key] = folder
            self._forms.clear()
        return wrong


def _name(id: str, number: int) -> str:
    return f"{_INDEX} {id} {number}"


def _folder(id: str, number: int, texts: Mapping[str, str]) -> Folder:
    """In memory: nothing lies in clear beside the vault, where somebody could change a number to ring."""
    data = {file: text.encode("utf-8", "surrogatepass") for file, text in texts.items()}
    return Folder(Files(f"{id}@{number}", data.get), COMMON_FILES)


def _wrong(folder: Folder, release: ProtocolRelease) -> str:
    """What is wrong with a release, any of its forms included, in words for the sync log."""
    try:
        protocol = read_pack(folder)
        for file in release.files:
            if file not in NO_FORMS:
                folder.form(file)
    except (DefinitionErrors, RecursionError) as errors:
        print(errors, file=sys.stderr)  # file, line and remedy, for whoever looks after the packs
        return "it has a mistake"
    return "" if protocol.id == release.id else "it is another authority's"
