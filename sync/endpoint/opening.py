"""Which endpoint a command means: its folder and its database. Nothing is made that was not asked for."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from sqlalchemy import Engine, inspect

from sync.endpoint.database import FILE, connect, in_folder
from sync.endpoint.keys import NEXT, EndpointKey, KeyClosed, verify
from sync.endpoint.migrate import migrate
from sync.endpoint.store import Store

URL = "DATABASE_URL"  # in the environment: it may hold a password
OF = "endpoint key"  # the setting that says whose database it is
_NOTHING = "Nothing was made, nothing was changed."


class NoEndpoint(Exception):
    """``str`` says what is missing, and what to do."""


def opened(folder: Path, environment: Mapping[str, str] = os.environ) -> tuple[Engine, Store]:
    """The endpoint that is there, its tables brought to this version. Raises :class:`NoEndpoint`,
    ``SQLAlchemyError``."""
    url = environment.get(URL, "")
    if not folder.is_dir() or not EndpointKey.is_in(folder):
        what = "has no signing key" if folder.is_dir() else "is not there"
        remedy = (
            "Is --data spelt right? Devices have pinned the key: if it is lost, take it from a backup "
            "(restore). For a new endpoint: init."
        )
        raise NoEndpoint(f"There is no endpoint in {folder}: it {what}. {_NOTHING} {remedy}")
    if not url and not (folder / FILE).exists():
        remedy = f"If it keeps its data in PostgreSQL, set {URL} first. If the database is lost: restore."
        raise NoEndpoint(f"{folder} has a signing key and no database. {_NOTHING} {remedy}")
    engine = connect(url) if url else in_folder(folder)
    if not inspect(engine).has_table("devices"):
        remedy = f"Is {URL} right? For a new endpoint: init."
        raise NoEndpoint(f"The database is empty: it is no endpoint’s. {_NOTHING} {remedy}")
    migrate(engine)
    store = Store(engine, verify)
    _check_whose(store, folder)
    return engine, store


def made(
    folder: Path, by: str, now: int, environment: Mapping[str, str] = os.environ
) -> tuple[Engine, Store]:
    """A new endpoint, or the rest of one whose making was cut short; what is whole is left as it is. Raises
    as :func:`opened`, ``KeyClosed``."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    url = environment.get(URL, "")
    engine = connect(url) if url else in_folder(folder)
    begun = inspect(engine).has_table("devices")
    migrate(engine)
    store = Store(engine, verify)
    taken = store.settings.get(OF) or store.devices.all()
    if begun and not EndpointKey.is_in(folder) and taken:
        remedy = "Name its own folder, or take the key from a backup (restore)."
        raise NoEndpoint(f"This database is another endpoint’s: {folder} has no key. {_NOTHING} {remedy}")
    claimed(store, EndpointKey.in_folder(folder, environment), now, by)
    _check_whose(store, folder, environment)
    return engine, store


def claimed(store: Store, key: EndpointKey, now: int, by: str) -> None:
    """A database of before does not say whose it is: from now on it does."""
    if not store.settings.get(OF):
        store.settings.put(OF, key.public.hex(), now, by)


def _check_whose(store: Store, folder: Path, environment: Mapping[str, str] = os.environ) -> None:
    """Two folders at one database would sign with two keys: devices pinned one of them. While a change of the
    key is cut short, either stands."""
    whose = store.settings.get(OF)
    if not whose or (folder / NEXT).exists():
        return
    try:
        key = EndpointKey.in_folder(folder, environment).public.hex()
    except KeyClosed:  # what this command does needs no key
        return
    followed = {change.before.hex(): change.after.hex() for change in store.key_changes.all()}
    passed = {whose}
    while whose != key and followed.get(whose, whose) not in passed:
        whose = followed[whose]
        passed.add(whose)
    if whose != key:
        words = f"{folder} has another signing key than the one that this database is signed with"
        raise NoEndpoint(f"{words}. {_NOTHING} Use the folder with that key, or another database.")
