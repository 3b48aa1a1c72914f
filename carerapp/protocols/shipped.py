"""The protocols that came with the app. One with a mistake gives way to the last good version.

What was loaded whole is kept beside the vault; nothing in it is about a child.
"""

from __future__ import annotations

import shutil
import sys
from contextlib import suppress
from pathlib import Path

from forms.engine.definition import Form
from forms.engine.errors import DefinitionErrors
from forms.packaged import WITH_THE_APP, Packs
from forms.protocol import Available, Protocol


class Shipped:
    """`last_good` is the folder for the last good copy of each pack; None where no copy is kept."""

    def __init__(self, last_good: Path | None = None, packs: Packs = WITH_THE_APP) -> None:
        self._packs = packs
        self._folder = last_good
        self._last_good = Packs(last_good) if last_good else None
        self._refused: set[str] = set()
        self._copied: set[str] = set()

    def available(self) -> tuple[Available, ...]:
        """Every protocol that can be chosen, by its short name."""
        return self._packs.available()

    def protocol(self, id: str) -> Protocol:
        """The authority's protocol, or the last good one. DefinitionErrors when there never was one."""
        if self._last_good and id in self._refused:
            return self._last_good.protocol(id)
        try:
            protocol = self._packs.protocol(id)
        except DefinitionErrors as wrong:
            print(wrong, file=sys.stderr)  # file, line and remedy, for whoever looks after the packs
            if self._folder is None or self._last_good is None or not (self._folder / id).is_dir():
                raise
            self._refused.add(id)
            return self._last_good.protocol(id)
        if self._folder and id not in self._copied:
            self._copied.add(id)
            self._copy(id, self._folder)
        return protocol

    def form(self, ref: str) -> Form:
        """The form in this version, "hertfordshire/episode@1"; or the last good one. DefinitionErrors too."""
        try:
            return self._packs.form(ref)
        except DefinitionErrors:
            if self._last_good:
                with suppress(DefinitionErrors):
                    return self._last_good.form(ref)
            raise

    def about(self, id: str) -> str:
        """What a carer should know about this protocol; "" when all is well."""
        if id not in self._refused:
            return ""
        return f"A newer version of these rules has a mistake. Version {self.protocol(id).version} is used."

    def _copy(self, id: str, folder: Path) -> None:
        """Beside the old copy first: a sudden end leaves one of the two. A full disk is no reason to stop."""
        new, old = folder / f"{id}.new", folder / id
        try:
            shutil.rmtree(new, ignore_errors=True)
            self._packs.copy(id, new)
            shutil.rmtree(old, ignore_errors=True)
            new.rename(old)
        except OSError as problem:
            print(f"The rules could not be kept for a bad day: {problem.strerror}", file=sys.stderr)
