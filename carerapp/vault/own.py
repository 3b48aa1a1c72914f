"""Sealed once more, for one person: what colleagues who share the vault key can't open either.

The key comes from the person's signing key, which only their own PIN, passphrase or phone gives.
"""

from __future__ import annotations

import base64
import binascii
from typing import Any

from carerapp.vault.errors import SealBroken
from carerapp.vault.format.entries import JSON
from carerapp.vault.format.sealed_file import Sealer
from carerapp.vault.unlocked import Unlocked


def seal_own(unlocked: Unlocked, value: JSON) -> str:
    """``value`` for who is signed in, in base64: text that a setting can hold."""
    return base64.b64encode(_sealer(unlocked).seal_json(unlocked.person.id, value)).decode()


def open_own(unlocked: Unlocked, sealed: str) -> Any:
    """What :func:`seal_own` was given; ``None`` when it was another person, or when it was changed."""
    try:
        return _sealer(unlocked).unseal_json(unlocked.person.id, base64.b64decode(sealed, validate=True))
    except (SealBroken, binascii.Error):
        return None


def _sealer(unlocked: Unlocked) -> Sealer:
    return Sealer(unlocked.crypto, unlocked.secrets().signing_key, "own")
