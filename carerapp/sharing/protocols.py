"""The authority's rules, as it sends them: fetched when there is a newer version, and used when they are without fault."""

from __future__ import annotations

from typing import Protocol

from carerapp.sharing.enrolment import Enrolment
from carerapp.vault import Crypto
from sync.conversation import Conversation, Request
from sync.errors import BrokenMessage
from sync.packs import Pack, read_pack


class Rules(Protocol):
    """Where packs are kept."""

    def newest(self, id: str) -> int:
        """The number of the newest version that came, refused ones among them; 0 for none."""

    def receive(self, pack: Pack) -> str:
        """Keep and use it from now on; or say what is wrong with it, in words, and use what there was."""


def fetch_rules(
    crypto: Crypto, enrolment: Enrolment, rules: Rules, not_theirs: set[tuple[str, int]]
) -> Conversation[list[str]]:
    """Of the protocols that are this authority's, and of no other: what was done, in words. What is not signed by it
    is noted in ``not_theirs`` and not fetched again. Raises a ``SyncError``."""
    said = []
    for id, version in enrolment.packs:
        if id not in enrolment.policy.serves or version <= rules.newest(id) or (id, version) in not_theirs:
            continue
        data = yield Request("GET", f"/v1/packs/{id}/{version}")
        try:
            pack = read_pack(data, enrolment.endpoint_key, crypto.verify)
        except BrokenMessage:
            pack = None
        if pack is None or (pack.id, pack.version) != (id, version):
            not_theirs.add((id, version))
            said.append(f"rules version {version} refused: they are not what the authority signed")
            continue
        wrong = rules.receive(pack)
        said.append(
            f"rules version {version} refused: {wrong}" if wrong else f"rules version {version} are used"
        )
    return said
