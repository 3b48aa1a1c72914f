"""That the endpoint was put back to an earlier moment, as its devices are told."""

from __future__ import annotations

from dataclasses import replace

from sync.endpoint.changing_key import own_keys
from sync.endpoint.keys import EndpointKey, verify
from sync.endpoint.service.bodies import Answer
from sync.endpoint.store import Store
from sync.restores import MOST, Restore, restores_json


class RestoreService:
    """Records under today's key, which devices know: one that is not as it was signed is not given out."""

    def __init__(self, store: Store, key: EndpointKey) -> None:
        self._store, self._key = store, key

    def told(self) -> Answer:
        """Oldest first."""
        keys = own_keys(self._store, self._key)
        return restores_json(
            [self._signed(one) for one in self._store.restores.all() if _fits(one, keys)][-MOST:]
        )

    def _signed(self, one: Restore) -> Restore:
        return replace(one, signature=self._key.sign(one.signed_part()).hex())


def _fits(one: Restore, keys: list[bytes]) -> bool:
    return any(verify(key, bytes.fromhex(one.signature), one.signed_part()) for key in keys)
