"""An entry for the logs of the proofs. Signing is not what is proved there."""

from __future__ import annotations

from carerapp.domain.canonical import canonical
from carerapp.vault.format import entries
from tests.support.vault.power_loss import AUTHOR


def entry(number: int) -> entries.Signed:
    """About 320 bytes, with a signature of zeros."""
    return entries.Signed(AUTHOR, bytes(64), canonical({"n": number, "text": "x" * 300}))
