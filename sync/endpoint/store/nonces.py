"""Which requests were seen: a second one with the same nonce is a replay (RFC 9421 §7.2.2)."""

from __future__ import annotations

from sqlalchemy import delete, insert
from sqlalchemy.exc import IntegrityError

from sync.endpoint.database import Database
from sync.endpoint.tables import nonces


class Nonces:
    """Each is remembered for as long as its request would be fresh."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def is_new(self, keyid: str, nonce: str, now: int, until: int) -> bool:
        """Whether this nonce is new; it is remembered until a request of that age would be refused anyway."""
        try:
            with self._database.transaction() as connection:
                connection.execute(delete(nonces).where(nonces.c.until < now))
                connection.execute(insert(nonces).values(keyid=keyid, nonce=nonce, until=until))
        except IntegrityError:
            return False
        return True
