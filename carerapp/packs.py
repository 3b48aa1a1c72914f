"""The authorities' packs as the app uses them: those that came with it, and newer ones that an authority sent.

A pack with a mistake gives way to the last good version. What was loaded whole is kept beside the notes; nothing in it
is about a child. A pack is named by its id, or by id@number while an episode that began under it is open.
"""

from __future__ import annotations

import shutil
import sys
from dataclasses import replace
from pathlib import Path

from forms.engine.errors import DefinitionErrors
from forms.engine.load import also_look_in, load_pack
from forms.protocol import Protocol
from sync.packs import Pack


class Packs:
    """`folder` holds a folder for each authority, `kept` the last good copy of each and, in `received`, each version
    that an authority sent."""

    def __init__(self, folder: Path, kept: Path) -> None:
        self._folder, self._kept, self._received = folder, kept, kept / "received"
        self._loaded: dict[str, Protocol] = {}
        self.refused: dict[str, DefinitionErrors] = {}
        also_look_in(self._shelves())

    def protocol(self, id: str) -> Protocol:
        """The authority's pack, or the last good one. DefinitionErrors when there never was a good one."""
        if id not in self._loaded:
            self._loaded[id] = self._load(id)
        return self._loaded[id]

    def note(self, id: str) -> str:
        """What a carer should know about this pack; "" when all is well."""
        if id not in self.refused:
            return ""
        return f"A newer version of these rules has a mistake. Version {self._loaded[id].version} is used."

    # --- what an authority sent -----------------------------------------------------------------
    def newest(self, id: str) -> int:
        """The number of the newest version that came, good or not."""
        names = (path.name.partition(".")[0] for path in self._received.glob(f"{id}/*"))
        return max((int(name) for name in names if name.isdigit()), default=0)

    def receive(self, pack: Pack) -> str:
        """Use it from now on, for episodes that begin from now on. "" when done; else what is wrong with it."""
        place = self._received / pack.id
        new = place / f"{pack.version}.new"
        try:
            shutil.rmtree(new, ignore_errors=True)
            new.mkdir(parents=True)
            for name, text in pack.files.items():
                (new / name).write_text(text, "utf-8")
            wrong = self._wrong(new, pack.id)
            if wrong:
                shutil.rmtree(new)
                (place / f"{pack.version}.refused").write_text(wrong, "utf-8")
            else:
                new.rename(place / str(pack.version))
        except OSError as problem:
            return f"it could not be kept: {problem.strerror}"
        also_look_in(self._shelves())
        self._loaded.pop(pack.id, None)
        return wrong

    def _wrong(self, folder: Path, id: str) -> str:
        try:
            protocol = load_pack(folder)
        except DefinitionErrors as errors:
            print(errors, file=sys.stderr)
            return "it has a mistake"
        return "" if protocol.id == id else "it is another authority's"

    def _good(self, id: str) -> list[int]:
        """The versions that came and are without fault, newest first."""
        names = (path.name for path in self._received.glob(f"{id}/*") if path.is_dir())
        return sorted((int(name) for name in names if name.isdigit()), reverse=True)

    def _shelves(self) -> list[Path]:
        """Folders that hold an authority's forms, newest first."""
        found = [path for path in self._received.glob("*/*") if path.is_dir() and path.name.isdigit()]
        return sorted(found, key=lambda path: int(path.name), reverse=True)

    # --- loading --------------------------------------------------------------------------------
    def _load(self, name: str) -> Protocol:
        id, _, pinned = name.partition("@")
        if pinned == "0":  # the one that came with the app
            return self._own(id)
        for number in [int(pinned)] if pinned else self._good(id):
            try:
                return replace(load_pack(self._received / id / str(number)), serial=number)
            except DefinitionErrors as wrong:  # good when it came: the file was damaged since
                print(wrong, file=sys.stderr)
        return self._own(id)

    def _own(self, id: str) -> Protocol:
        try:
            protocol = load_pack(self._folder / id)
        except DefinitionErrors as wrong:
            print(wrong, file=sys.stderr)  # file, line and remedy, for whoever looks after the packs
            if not (self._kept / id).is_dir():
                raise
            self.refused[id] = wrong
            return load_pack(self._kept / id)
        self._keep(id)
        return protocol

    def _keep(self, id: str) -> None:
        """Beside the old copy first, so that a sudden end leaves one of the two. A full disk is no reason to stop."""
        new, old = self._kept / f"{id}.new", self._kept / id
        try:
            shutil.rmtree(new, ignore_errors=True)
            shutil.copytree(
                self._folder / id, new, ignore=lambda _, names: [n for n in names if n.startswith("__")]
            )
            shutil.rmtree(old, ignore_errors=True)
            new.rename(old)
        except OSError as problem:
            print(f"The rules could not be kept for a bad day: {problem.strerror}", file=sys.stderr)
