"""Everything above the ports is plain Python: it imports in a browser, and brings nothing native along."""

from __future__ import annotations

import importlib
import pkgutil
import sys

ADAPTERS_OF_A_COMPUTER = ("native_crypto", "native_disk", "native_image", "syscalls")
NATIVE = {"cryptography", "argon2", "PIL", "cffi", "sqlite3", "requests", "flet"}


def test_the_core_imports_and_nothing_native_comes_with_it() -> None:
    """Every module of forms, domain, actions and vault but the adapters of a computer."""
    names = []
    for package in ("forms", "carerapp.domain", "carerapp.actions", "carerapp.vault"):
        parent = importlib.import_module(package)
        for module in pkgutil.walk_packages(parent.__path__, f"{package}."):
            last = module.name.rpartition(".")[2]
            if last not in ADAPTERS_OF_A_COMPUTER and last != "__main__":
                importlib.import_module(module.name)
                names.append(module.name)
    assert {"carerapp.vault.vault", "carerapp.domain.records", "forms.packaged"} <= set(names)
    assert set(sys.modules) & NATIVE == set()
    assert sys.platform == "emscripten"
