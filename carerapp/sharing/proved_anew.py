"""What proves that an authority has the entries of this device, once a key of before is believed no more.

It is what the authority countersigns under its key of today."""

from __future__ import annotations

from collections.abc import Sequence

from carerapp.sharing.enrolment import Enrolment
from carerapp.sharing.vault_log import VaultLog
from sync.messages import Receipt
from sync.session import State, countersigned


def proved_anew(state: State, enrolment: Enrolment, heads: Sequence[Receipt], log: VaultLog) -> State:
    """``heads``: the newest entry of each feed that the authority has, checked against the pinned key. A feed
    whose receipt another key signed goes by them; what it has not, is sent again."""
    newest, here = {head.feed.stream: head for head in heads}, set(log.streams())
    for child, feed in state.feeds.items():
        signed_by = feed.receipt_key or enrolment.first_key
        if feed.receipt is None or enrolment.believes(signed_by) or child not in here:
            continue
        key = enrolment.endpoint_key
        state = countersigned(state, child, newest.get(child), log.left(child), key=key)
    return state
