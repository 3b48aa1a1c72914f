"""A vault at the command line: found in its folder, opened with a PIN, locked again; and what goes out of
it."""

from __future__ import annotations

import contextlib
import getpass
import os
from collections.abc import Iterator
from pathlib import Path

from carerapp import bootstrap
from carerapp.actions.casebook import Casebook
from carerapp.bootstrap import StartupError
from carerapp.domain.child import ChildFile
from carerapp.domain.telling_apart import SHORT_ID
from carerapp.vault import Door, Vault, VaultError
from carerapp.vault.adapters.syscalls import open_private


@contextlib.contextmanager
def door_of(data: Path | None) -> Iterator[Door]:
    """The door of the vault in this folder; the vault's own words when something is in the way."""
    folder = data or bootstrap.default_data()
    if not folder.is_dir():
        raise StartupError(f"There are no records in {folder}.")
    disk = bootstrap.native_disk(folder)
    try:
        yield bootstrap.door(disk)
    except VaultError as error:
        raise StartupError(str(error)) from error
    finally:
        disk.close()


@contextlib.contextmanager
def opened(data: Path | None) -> Iterator[Vault]:
    """The vault, unlocked with CARERAPP_PIN or what is typed, and locked again."""
    with door_of(data) as door:
        vault = door.unlock(secret("CARERAPP_PIN", "PIN or passphrase: "))
        try:
            yield vault
        finally:
            vault.lock()


def secret(variable: str, question: str) -> str:
    """From the environment, or typed without being shown."""
    return os.environ.get(variable) or getpass.getpass(question)


def child_called(book: Casebook, name: str) -> ChildFile:
    """The one child of this name, or with this id (or its beginning); the only child where nothing was given.

    Two of one name are told apart as on screens: "Sam Smith, 14". Raises StartupError with names and ids.
    """
    children, names = book.children(), book.names()
    wanted = " ".join(name.casefold().split())

    def is_meant(child: ChildFile) -> bool:
        called = {" ".join(one.casefold().split()) for one in (child.full_name, names[child.id])}
        return wanted in called or any(_begins(id, wanted) for id in child.logs)

    found = [child for child in children if not wanted or is_meant(child)]
    if len(found) == 1:
        return found[0]
    what = "No child" if not found else "More than one child"
    meant = f" called '{name}'" if name else ""
    known = "".join(f"\n  {names[child.id]}: {child.id}" for child in children)
    raise StartupError(f"{what}{meant} is in these records. Give --child a name or an id:{known}")


def _begins(id: str, wanted: str) -> bool:
    return len(wanted) >= SHORT_ID and id.casefold().startswith(wanted)


def write_out(out: Path, data: bytes) -> None:
    """A file that only its owner can read. Raises StartupError when it can't be written."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
    try:
        with os.fdopen(open_private(out, flags, follow=True), "wb") as file:
            file.write(data)
    except OSError as error:
        raise StartupError(f"{out} could not be written: {error.strerror}.") from error
