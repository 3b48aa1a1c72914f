"""What the first screen does not need comes from the app's own files when it is first asked for.

The main page's service worker holds these files, so this works without a network.
"""

from __future__ import annotations

import importlib
import io
import sys
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType

FetchNow = Callable[[str], bytes]  # the bytes of one of the app's own files; blocks


class LateLibrary(MetaPathFinder):
    """Unpacks a bundle of packages into ``folder`` when the first of them is imported."""

    def __init__(self, bundle: str, packages: Sequence[str], folder: Path, fetch_now: FetchNow) -> None:
        self._bundle, self._packages, self._folder, self._fetch = (
            bundle,
            frozenset(packages),
            folder,
            fetch_now,
        )

    def find_spec(
        self, name: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if name.partition(".")[0] in self._packages:
            with zipfile.ZipFile(io.BytesIO(self._fetch(self._bundle))) as packed:
                packed.extractall(self._folder)
            sys.meta_path.remove(self)  # only now: what did not come is asked for again
            importlib.invalidate_caches()
        return None  # whoever finds modules in folders goes on


class LateFiles(Mapping[str, Path]):
    """Files by a key, as ``files`` says, each fetched when it is first looked up.

    A file's address is its place below ``root``.
    """

    def __init__(self, files: Mapping[str, Path], root: Path, fetch_now: FetchNow) -> None:
        self._files, self._root, self._fetch = files, root, fetch_now

    def __getitem__(self, key: str) -> Path:
        file = self._files[key]
        if not file.exists():
            data = self._fetch(file.relative_to(self._root).as_posix())
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data)
        return file

    def __contains__(self, key: object) -> bool:
        return key in self._files  # without fetching it

    def __iter__(self) -> Iterator[str]:
        return iter(self._files)

    def __len__(self) -> int:
        return len(self._files)
