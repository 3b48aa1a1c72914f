"""Protocols as the authority sends them: fetched when there is a newer version, and used when it is without
fault."""

from __future__ import annotations

from typing import Protocol

from carerapp.sharing.enrolment import Enrolment
from carerapp.vault import Crypto
from sync.conversation import Conversation, Request
from sync.errors import BrokenMessage
from sync.protocols import ProtocolRelease, read_release


class ReceivedProtocols(Protocol):
    """Where they are kept."""

    def newest(self, id: str) -> int:
        """The number of the newest version that came, refused ones among them; 0 for none."""

    def receive(self, release: ProtocolRelease) -> str:
        """Keep and use it from now on; or say what is wrong with it, in words, and use what there was."""


def fetch_protocols(
    crypto: Crypto, enrolment: Enrolment, received: ReceivedProtocols, not_signed: set[tuple[str, int]]
) -> Conversation[list[str]]:
    """Those that are this authority's, and of no other: what was done, in words. A version that it did not
    sign is noted in ``not_signed`` and not fetched again. Raises a ``SyncError``."""
    said = []
    for id, version in enrolment.protocols:
        if id not in enrolment.policy.serves or version <= received.newest(id) or (id, version) in not_signed:
            continue
        data = yield Request("GET", f"/v1/packs/{id}/{version}")
        try:
            release = read_release(data, enrolment.endpoint_key, crypto.verify)
        except BrokenMessage:
            release = None
        if release is None or (release.id, release.version) != (id, version):
            not_signed.add((id, version))
            said.append(f"rules version {version} refused: they are not what the authority signed")
            continue
        wrong = received.receive(release)
        said.append(
            f"rules version {version} refused: {wrong}" if wrong else f"rules version {version} are used"
        )
    return said
