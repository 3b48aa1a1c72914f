"""Whether a database is as it was written: every feed, every signature, every line of the decisions.

What is sealed stays sealed: nothing here opens anything.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from sqlalchemy import Connection, Engine, func, select

from sync.endpoint.changing_key import own_keys
from sync.endpoint.keys import EndpointKey, verify
from sync.endpoint.store import Store
from sync.endpoint.store.decisions import broken_at
from sync.endpoint.tables import attachment_chunks, devices, entries, erasures, grants, restricted_entries
from sync.errors import BrokenMessage
from sync.feed import FeedEntry, FeedId, fits, genesis
from sync.protocols import read_release

_AT_ONCE = 500  # rows that are held in memory
_NAMED = 5  # of what is wrong, that are said


@dataclass
class Line:
    """One row of the table: of what, how many, and what is wrong with any."""

    what: str
    count: int = 0
    wrong: list[str] = field(default_factory=list)

    def says(self) -> str:
        """For a person, in one line."""
        found = "as it was written" if not self.wrong else "WRONG: " + "; ".join(self.wrong[:_NAMED])
        more = f" and {len(self.wrong) - _NAMED} more" if len(self.wrong) > _NAMED else ""
        return f"{self.what:28} {self.count:>10,}  {found}{more}"


def check(engine: Engine, keys: list[bytes]) -> list[Line]:
    """All of it. ``keys``: public keys whose word is this endpoint's, today's first."""
    store = Store(engine, verify)
    lines = [*_whole(engine)]
    with engine.connect().execution_options(yield_per=_AT_ONCE) as connection:
        lines += [_feeds(connection), _children(connection)]
        lines += [_counted(connection, "chunks of attachments", attachment_chunks)]
        lines += [_counted(connection, "restricted entries", restricted_entries)]
        lines += [_counted(connection, "children let in (grants)", grants)]
    lines += [_erasures(store, keys), _restores(store, keys), _protocols(store, keys), _decisions(store)]
    return lines


def keys_of(store: Store, key: EndpointKey | None, public: bytes = b"") -> list[bytes]:
    """Of the endpoint: today's, and those that led to it. ``public``: today's, where it is not at
    hand."""
    if key is not None:
        return own_keys(store, key)
    found = [public]
    for change in reversed(store.key_changes.all()):
        if change.after == found[-1] and change.signature:
            found.append(change.before)
    return found


def _whole(engine: Engine) -> Iterator[Line]:
    if engine.dialect.name == "sqlite":
        with engine.connect() as connection:
            said = [str(row[0]) for row in connection.exec_driver_sql("PRAGMA integrity_check")]
        yield Line("pages of the database", len(said), [] if said == ["ok"] else said)


def _feeds(connection: Connection) -> Line:
    """Numbers without a gap, each hash as its entry makes it, each naming the one before; each signed by its
    device, or followed by one that is. Of a refused entry only the hash was kept."""
    line = Line("entries, in their feeds")
    keys = {row.id: bytes.fromhex(row.sign_key) for row in connection.execute(select(devices))}
    query = select(entries).order_by(entries.c.device, entries.c.stream, entries.c.seq)
    feed, seq, head, open_ = FeedId("", ""), 0, b"", 0
    for row in connection.execute(query):
        this = FeedId(row.device, row.stream)
        if this != feed:
            _end(line, feed, open_)
            feed, seq, head, open_ = this, 0, genesis(this), 0
        entry = FeedEntry(this, row.seq, bytes(row.previous), bytes(row.payload), bytes(row.signature))
        line.count += 1
        at = f"number {row.seq} of {row.device} about {row.stream}"
        if row.device not in keys:
            line.wrong.append(f"{at}: no such device")
        elif row.seq != seq + 1 or entry.previous != head:
            line.wrong.append(f"{at}: does not follow number {seq}")
        elif not row.refused and entry.hash != bytes(row.hash):
            line.wrong.append(f"{at}: is not what was received")
        elif not row.refused and entry.signature and not fits(entry, keys[row.device], verify):
            line.wrong.append(f"{at}: is not signed by its device")
        open_ = row.seq if not row.refused and not entry.signature else 0
        seq, head = row.seq, bytes(row.hash)
    _end(line, feed, open_)
    return line


def _end(line: Line, feed: FeedId, open_: int) -> None:
    if open_:
        line.wrong.append(f"number {open_} of {feed.device} about {feed.stream}: nobody signed it")


def _children(connection: Connection) -> Line:
    """Nothing is there of one who was erased."""
    line = Line("children")
    line.count = int(connection.execute(select(func.count(entries.c.stream.distinct()))).scalar_one())
    for table in (entries, attachment_chunks, restricted_entries, grants):
        query = select(table.c.stream).where(table.c.stream.in_(select(erasures.c.stream))).distinct()
        found = connection.execute(query).scalars()
        line.wrong += [f"{child} was erased, and {table.name} has something of them" for child in found]
    return line


def _counted(connection: Connection, what: str, table: object) -> Line:
    return Line(what, int(connection.execute(select(func.count()).select_from(table)).scalar_one()))  # type: ignore[arg-type]


def _erasures(store: Store, keys: list[bytes]) -> Line:
    all = store.erasures.all()
    wrong = [one.stream for one in all if not _signed(keys, bytes.fromhex(one.signature), one.signed_part())]
    return Line("records of erasures", len(all), [f"{child}: not as it was signed" for child in wrong])


def _restores(store: Store, keys: list[bytes]) -> Line:
    all = store.restores.all()
    wrong = [one.number for one in all if not _signed(keys, bytes.fromhex(one.signature), one.signed_part())]
    return Line("records of restores", len(all), [f"number {n}: not as it was signed" for n in wrong])


def _protocols(store: Store, keys: list[bytes]) -> Line:
    line = Line("protocols that were sent")
    for id, version in store.protocols.versions():
        line.count += 1
        if not any(_reads(store.protocols.get(id, version) or b"", key) for key in keys):
            line.wrong.append(f"{id} {version}: not as it was signed")
    return line


def _reads(data: bytes, key: bytes) -> bool:
    try:
        read_release(data, key, verify)
    except BrokenMessage:
        return False
    return True


def _decisions(store: Store) -> Line:
    all = store.decisions.all()
    broken = broken_at(all)
    return Line("decisions", len(all), [f"line {broken} does not follow the one before it"] if broken else [])


def _signed(keys: list[bytes], signature: bytes, part: bytes) -> bool:
    return any(verify(key, signature, part) for key in keys)
