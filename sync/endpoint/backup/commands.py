"""`backup`, `check`, `restore` and `mark-restored`, as they are typed."""

from __future__ import annotations

import contextlib
import shutil
import sys
import tempfile
import time
from argparse import Namespace
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Engine

from sync.endpoint.backup.checking import Line, check, keys_of
from sync.endpoint.backup.folder import DATABASE, Backup, BadBackup, read_backup, write_backup
from sync.endpoint.backup.journal import read_journal
from sync.endpoint.backup.restoring import Restored, others_at, restore
from sync.endpoint.database import connect
from sync.endpoint.in_use import InUse, using
from sync.endpoint.keys import PASSPHRASE, EndpointKey, verify
from sync.endpoint.migrate import migrate
from sync.endpoint.store import Store
from sync.endpoint.store.decisions import Decision

SURE = "overwrite"
_NOTHING = "Nothing was changed."


def backed_up(store: Store, engine: Engine, args: Namespace) -> int:
    """A backup in a new folder; the exit code."""
    key = EndpointKey.in_folder(args.data)
    sealed = None if args.without_key else key.sealed()
    if sealed is None and not args.without_key:
        print(
            f"The signing key goes with a backup only sealed: set {PASSPHRASE} to its passphrase, or say "
            "--without-key and keep the key elsewhere. Nothing was written.",
            file=sys.stderr,
        )
        return 2
    try:
        made = write_backup(store, engine, key, sealed, args.to, int(time.time()))
    except BadBackup as wrong:
        print(wrong, file=sys.stderr)
        return 2
    held = ", ".join(f"{count:,} {name}" for name, count in made.counts.items() if count)
    print(f"{made.folder}: as it was at {_at(made.made_at)}\n{held or 'nothing in it yet'}")
    print("with the signing key, sealed" if sealed else "WITHOUT the signing key: keep it elsewhere")
    return 0


def checked(store: Store, engine: Engine, args: Namespace) -> int:
    """A table of what is there, and whether it is as it was written; 1 where anything is not."""
    sealed = EndpointKey.in_folder(args.data)
    return _table(check(engine, keys_of(store, sealed)))


def checked_backup(folder: Path) -> int:
    """The same of a backup, without changing it and without its passphrase."""
    try:
        made = read_backup(folder)
    except BadBackup as wrong:
        print(f"{wrong} Do not rely on it.", file=sys.stderr)
        return 1
    print(f"{folder}: as it was at {_at(made.made_at)}; every file is as it was signed")
    if made.sealed_key is None:
        print("WITHOUT the signing key: keep it elsewhere")
    with tempfile.TemporaryDirectory() as copy:  # an older one gets this version's tables first
        engine = connect(f"sqlite:///{shutil.copy(made.database, copy)}")
        migrate(engine)
        store = Store(engine, verify)
        code = _table(check(engine, keys_of(store, None, bytes.fromhex(made.key))))
        engine.dispose()
    return code


def _table(lines: list[Line]) -> int:
    for line in lines:
        print(line.says())
    wrong = any(line.wrong for line in lines)
    print("NOT everything is as it was written." if wrong else "Everything is as it was written.")
    return 1 if wrong else 0


def put_back(args: Namespace, url: str, by: str) -> int:
    """A backup in the place of the database; the exit code. Raises ``KeyClosed``, ``SQLAlchemyError``."""
    args.data.mkdir(mode=0o700, parents=True, exist_ok=True)
    engine = connect(url) if url else None
    try:
        backup = read_backup(args.backup)
        with using(args.data, alone=True):
            if engine is not None and (others := others_at(engine)):
                raise InUse(f"{others} others have the database open. {_NOTHING} Stop them first.")
            if engine is not None:
                migrate(engine)
            if args.sure != SURE and (there := _there(args.data, engine)):
                raise BadBackup(
                    f"There is a database here: {there}. {_NOTHING} To put the backup in its place: "
                    f"--sure {SURE}. It is kept beside."
                )
            key = _key(backup, args.data)
            done = restore(backup, args.data, engine, key, by, args.reason, int(time.time()))
            if not EndpointKey.is_in(args.data) and backup.sealed_key:
                EndpointKey.put_in(args.data, backup.sealed_key.read_bytes())
    except (BadBackup, InUse, FileExistsError) as wrong:
        print(wrong, file=sys.stderr)
        return 2
    finally:
        if engine is not None:
            engine.dispose()
    _say(done, args.data, engine)
    return 0


def _there(data: Path, engine: Engine | None) -> str:
    """What a restore would take the place of; "" where that is nothing."""
    if engine is None and not (data / DATABASE).exists():
        return ""
    there = engine or connect(f"sqlite:///{data / DATABASE}")
    with contextlib.suppress(Exception):  # what can't be read is there, too
        counts = Store(there, verify).counts()
        return ", ".join(f"{count:,} {name}" for name, count in counts.items() if count)
    return "it can’t be read"


def _key(backup: Backup, data: Path) -> EndpointKey:
    """The one that signs from now on: the folder's own, where it is the backup's or follows it; or the
    backup's. Raises :class:`BadBackup`, ``KeyClosed``."""
    if not EndpointKey.is_in(data):
        if backup.sealed_key is None:
            raise BadBackup(f"Neither {data} nor the backup has the signing key. {_NOTHING} Put it there.")
        return EndpointKey.opened(backup.sealed_key.read_bytes())
    key = EndpointKey.in_folder(data)
    followed = {backup.key}
    for one in read_journal(data):
        if one.what == "key" and one.about in followed:
            followed.add(one.said.partition('"after":"')[2][:64])
    if key.public.hex() not in followed:
        words = f"The signing key in {data} is another than the backup’s, and does not follow it"
        raise BadBackup(f"{words}. {_NOTHING} Name the endpoint’s own folder, or move that key away.")
    return key


def _say(done: Restored, data: Path, engine: Engine | None) -> None:
    record = done.record
    print(f"Put back to how it was at {_at(record.made_at)}. Restore number {record.number}, by {record.by}.")
    for one in done.again:
        print(f"again, as decided since: {_line(one)}")
    for one in done.not_again:
        print(f"SEND AGAIN from its folder: {_line(one)}")
    if done.lost:
        print(
            "What was decided since then is not known here: no decisions.jsonl goes on from the backup. Go "
            "through your own notes: a device that was revoked since is let in until you revoke it again, a "
            "child that was erased since is there until you erase them again, a device that was let in since "
            "needs a new code."
        )
    there = engine or connect(f"sqlite:///{data / DATABASE}")
    for device in Store(there, verify).devices.all():
        print(f"device {device.id}  {device.state:9} {device.name}")
    if done.kept:
        print(f"The database of before is kept as {done.kept}. Delete it when it is not needed any more.")
    print("Start each process of the endpoint anew. Devices send again what this database does not have.")


def marked(store: Store, args: Namespace, by: str) -> int:
    """The database was put back by other means: devices are told; the exit code."""
    try:
        moment = datetime.fromisoformat(args.moment)
        made_at = int((moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp())
    except ValueError:
        print(f"--moment takes a time such as 2026-11-28T21:30:00+00:00, not {args.moment}", file=sys.stderr)
        return 2
    now = int(time.time())
    if not 0 <= made_at <= now:
        print("--moment is to come. Nothing was changed.", file=sys.stderr)
        return 2
    known = store.decisions.all()
    later = read_journal(args.data)
    if later[: len(known)] == known and len(later) > len(known):
        store.decisions.go_on(later[len(known) :])
        for one in later[len(known) :]:
            words = "again, as decided since" if store.again.do(one, now) else "look at it yourself"
            print(f"{words}: {_line(one)}")
    elif later != known[: len(later)]:
        print("decisions.jsonl does not go on from this database: go through your own notes.")
    record = store.restores.add(by, args.reason, made_at, now, EndpointKey.in_folder(args.data).sign)
    print(f"Restore number {record.number}: devices are told. Start each process of the endpoint anew.")
    return 0


def _line(one: Decision) -> str:
    return f"{one.what} {one.about} ({one.by}, {_at(one.at)})"


def _at(seconds: int) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat()
