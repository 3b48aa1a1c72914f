"""All that the endpoint remembers, each part in a module of its own: SQL, and no HTTP."""

from __future__ import annotations

from sqlalchemy import Engine, func, select

from sync.endpoint.database import Database
from sync.endpoint.store.again import Again
from sync.endpoint.store.attachments import Attachments
from sync.endpoint.store.audit import Audit
from sync.endpoint.store.decisions import Decisions
from sync.endpoint.store.devices import Devices
from sync.endpoint.store.enrolment import Enrolment
from sync.endpoint.store.erasures import Erasures
from sync.endpoint.store.erasures_asked import ErasuresAsked
from sync.endpoint.store.feeds import Feeds
from sync.endpoint.store.grants import Grants
from sync.endpoint.store.key_changes import KeyChanges
from sync.endpoint.store.nonces import Nonces
from sync.endpoint.store.protocols import Protocols
from sync.endpoint.store.restores import Restores
from sync.endpoint.store.restricted_entries import RestrictedEntries
from sync.endpoint.store.settings import Settings
from sync.endpoint.store.stranger_counts import StrangerCounts
from sync.endpoint.store.time_stamps import TimeStamps
from sync.endpoint.store.usage import Room
from sync.endpoint.tables import attachment_chunks, audit, devices, entries, restricted_entries
from sync.feed import Verify

ROOM = Room()


class Store:
    """One database. Every method of every part is one transaction; ``now`` is given in seconds since 1970.
    ``room``: for one device, and for one child."""

    def __init__(self, engine: Engine, verify: Verify, room: Room = ROOM) -> None:
        self._database = database = Database(engine)
        self.again = Again(database)
        self.attachments = Attachments(database, room)
        self.audit = Audit(database)
        self.decisions = Decisions(database)
        self.devices = Devices(database)
        self.enrolment = Enrolment(database)
        self.erasures = Erasures(database)
        self.erasures_asked = ErasuresAsked(database)
        self.feeds = Feeds(database, verify, room)
        self.grants = Grants(database)
        self.key_changes = KeyChanges(database)
        self.nonces = Nonces(database)
        self.protocols = Protocols(database)
        self.restores = Restores(database)
        self.restricted_entries = RestrictedEntries(database, room)
        self.settings = Settings(database)
        self.stranger_counts = StrangerCounts(database)
        self.time_stamps = TimeStamps(database)

    def ready(self) -> bool:
        """Whether the database answers."""
        with self._database.transaction() as connection:
            return connection.execute(select(func.count()).select_from(devices)).scalar_one() >= 0

    def counts(self) -> dict[str, int]:
        """For the metrics: how much there is of what."""
        tables = {
            "devices": devices,
            "entries": entries,
            "chunks": attachment_chunks,
            "letters": restricted_entries,
            "audit": audit,
        }
        with self._database.transaction() as connection:
            return {
                name: int(connection.execute(select(func.count()).select_from(table)).scalar_one())
                for name, table in tables.items()
            }
