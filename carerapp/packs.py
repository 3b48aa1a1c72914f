"""The authorities' packs that came with the app. One with a mistake gives way to the last good version.

What was loaded whole is kept beside the vault; nothing in it is about a child.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from forms.engine.errors import DefinitionErrors
from forms.engine.load import load_pack
from forms.protocol import Protocol


class Packs:
    """`folder` holds a folder for each authority, `kept` the last good copy of each."""

    def __init__(self, folder: Path, kept: Path) -> None:
        self._folder, self._kept = folder, kept
        self._loaded: dict[str, Protocol] = {}
        self.refused: dict[str, DefinitionErrors] = {}

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

    def _load(self, id: str) -> Protocol:
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
