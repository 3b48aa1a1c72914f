"""The key of an authority's endpoint, when it is another than the one that this device pinned.

Where the key before names the next one, the device goes on to it, once, and a person is asked to compare it.
Where nobody proves the new one, it is offered to a person: until they have compared it nothing is sent
there, nothing is sealed to it, and nothing of it is believed.
"""

from __future__ import annotations

from datetime import UTC, datetime

from carerapp.sharing.enrolment import Enrolment, changed
from carerapp.sharing.sync_log import SyncLog
from carerapp.vault import Crypto, Vault, fingerprint
from forms.engine.uk_clock import uk_words
from sync.answers import KEY, read_object
from sync.conversation import Conversation, Request
from sync.errors import NotTheirKey, RequestRejected, Revoked
from sync.key_changes import follow, read_changes


def next_key(vault: Vault, crypto: Crypto, enrolment: Enrolment, log: SyncLog) -> Conversation[Enrolment]:
    """After an answer that the pinned key did not sign: with the key that it names. It is said in the log.
    Raises :class:`NotTheirKey` where it names none, another ``SyncError``, ``NotSaved``."""
    chain = follow(
        read_changes((yield from _open_page("/keys"))),
        enrolment.endpoint_key,
        crypto.verify,
        enrolment.refused_keys,
    )
    if chain:
        new = changed(
            vault,
            enrolment,
            endpoint_key=chain[-1].after,
            former_keys=(*enrolment.former_keys, *(change.before for change in chain)),
            key_changed_at=chain[-1].at,
            offered_key=b"",
        )
        log.say(new, changed_words(new))
        return new
    said = read_object((yield from _open_page("/key"))).get("key")
    if isinstance(said, str) and KEY.fullmatch(said):
        offered = bytes.fromhex(said)
        new = changed(vault, enrolment, offered_key=b"" if offered == enrolment.endpoint_key else offered)
        if new.offered_key not in (b"", enrolment.offered_key):
            words = "another key answers; nothing is sent until this number is compared"
            log.say(new, f"{words}: {number_of(new)}")
    raise NotTheirKey("another key answers")


def _open_page(path: str) -> Conversation[bytes]:
    """An endpoint of before has one of them alone."""
    try:
        return (yield Request("GET", path))
    except (RequestRejected, Revoked):
        raise NotTheirKey("another key answers") from None


def number_of(enrolment: Enrolment) -> str:
    """What a person compares: of the key that is offered, or else of the one that is pinned."""
    return fingerprint((enrolment.offered_key or enrolment.endpoint_key).hex())


def changed_words(enrolment: Enrolment) -> str:
    """What the sync log, the screen and the command say of a key that was followed."""
    at = uk_words(datetime.fromtimestamp(enrolment.key_changed_at, UTC), "%d/%m/%Y %H:%M")
    return f"the authority’s key changed on {at}; compare this number: {number_of(enrolment)}"


def compared(vault: Vault, enrolment: Enrolment, *, same: bool) -> Enrolment:
    """A person has compared the number with what the authority read out. A key that named no other proves
    nothing any more: it may be somebody else's since it is not known when. Raises ``NotSaved``."""
    offered, pinned = enrolment.offered_key, enrolment.endpoint_key
    if same and offered:
        former = (*enrolment.former_keys, pinned)
        refused = tuple(key for key in enrolment.refused_keys if key != offered)
        return changed(
            vault,
            enrolment,
            endpoint_key=offered,
            former_keys=former,
            lost_keys=tuple(key for key in (*enrolment.lost_keys, pinned) if key != offered),
            offered_key=b"",
            refused_keys=refused,
            key_changed_at=0,
        )
    if same or offered or not enrolment.former_keys:
        return changed(vault, enrolment, key_changed_at=0) if same else enrolment
    return changed(
        vault,
        enrolment,
        endpoint_key=enrolment.former_keys[-1],
        former_keys=enrolment.former_keys[:-1],
        key_changed_at=0,
        offered_key=pinned,
        refused_keys=(*enrolment.refused_keys, pinned),
    )
