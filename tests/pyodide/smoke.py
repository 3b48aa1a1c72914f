"""Runs inside Pyodide: open a vault that was made natively, read it, write to it, hand it back."""

from __future__ import annotations

import base64
import importlib
import json
import os
import pkgutil
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import noble  # type: ignore[import-not-found]  # registered by smoke.mjs
from pyodide.ffi import to_js  # type: ignore[import-not-found]

PIN = "482917"
NATIVE = ("native_crypto", "native_disk", "native_image", "syscalls")  # adapters: what a browser replaces


def core() -> list[str]:
    """Import every module above the ports; their names."""
    names = []
    for package in ("forms", "carerapp.domain", "carerapp.actions", "carerapp.vault"):
        parent = importlib.import_module(package)
        for module in pkgutil.walk_packages(parent.__path__, f"{package}."):
            last = module.name.rpartition(".")[2]
            if last not in NATIVE and last != "__main__":
                importlib.import_module(module.name)
                names.append(module.name)
    return names


class NobleCrypto:
    """The crypto port on the noble libraries."""

    def random(self, n: int) -> bytes:
        return os.urandom(n)

    def argon2id(
        self, secret: bytes, salt: bytes, *, memory_kib: int, passes: int, lanes: int, length: int
    ) -> bytes:
        return _call(noble.argon2id, secret, salt, memory_kib, passes, lanes, length)

    def seal(self, key: bytes, nonce: bytes, plain: bytes, aad: bytes) -> bytes:
        return _call(noble.seal, key, nonce, plain, aad)

    def unseal(self, key: bytes, nonce: bytes, sealed: bytes, aad: bytes) -> bytes:
        return _call(noble.unseal, key, nonce, sealed, aad)

    def hkdf(self, key: bytes, *, salt: bytes, info: bytes, length: int) -> bytes:
        return _call(noble.hkdf, key, salt, info, length)

    def sign_public(self, private: bytes) -> bytes:
        return _call(noble.signPublic, private)

    def sign(self, private: bytes, message: bytes) -> bytes:
        return _call(noble.sign, private, message)

    def signer(self, private: bytes) -> Callable[[bytes], bytes]:
        return lambda message: self.sign(private, message)

    def verify(self, public: bytes, signature: bytes, message: bytes) -> bool:
        return bool(noble.verify(to_js(public), to_js(signature), to_js(message)))

    def agree_public(self, private: bytes) -> bytes:
        return _call(noble.agreePublic, private)

    def agree(self, private: bytes, public: bytes) -> bytes:
        return _call(noble.agree, private, public)


def _call(function: Any, *arguments: bytes | int) -> bytes:
    from carerapp.vault import SealBroken

    result = function(*(to_js(a) if isinstance(a, bytes) else a for a in arguments))
    if result is None:
        raise SealBroken
    made: bytes = result.to_bytes()
    return made


def main(vault_in: str) -> str:
    imported = core()
    from carerapp.actions.casebook import Casebook, Outside
    from carerapp.actions.write_note import write_note
    from carerapp.vault import Door, WrongSecret
    from carerapp.vault.memory_disk import MemoryDisk
    from forms.engine.load import load_protocol

    files = {name: base64.b64decode(data) for name, data in json.loads(vault_in).items()}
    disk = MemoryDisk(files)
    clock = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
    door = Door(disk, NobleCrypto(), now=clock.timestamp)
    try:
        door.unlock("000111")
    except WrongSecret:
        refused = True
    else:
        refused = False
    clock = clock.replace(hour=12)
    vault = Door(disk, NobleCrypto(), now=clock.timestamp).unlock(PIN)
    (child,) = vault.children()
    ids = iter(f"pyodide{number:02d}" for number in range(100))
    book = Casebook(vault, Outside(now=lambda: clock, new_id=lambda: next(ids), protocol=load_protocol))
    before = len(vault.entries(child))
    write_note(book, child, book.child(child).key_contacts.id, "Written in the browser: Łukasz, ሰላም")
    return json.dumps(
        {
            "python": sys.version.split()[0],
            "platform": sys.platform,
            "imported": imported,
            "wrong pin refused": refused,
            "entries": [before, len(vault.entries(child))],
            "in the TinyDB table": len(vault.table(child).all()),
            "damage": [str(damage) for damage in (*vault.damage, *vault.verify_authors(child))],
            "native": sorted({"cryptography", "argon2", "flet", "requests"} & set(sys.modules)),
            "files": {name: base64.b64encode(disk.read(name) or b"").decode() for name in disk.names("")},
        }
    )
