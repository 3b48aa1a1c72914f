"""Older files put back on this device, a restored backup: an authority's countersigned heads tell (ADR 21).

From then on what is written here stands in a new feed of its own; what was lost keeps its numbers elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from carerapp.domain.json_value import as_object
from carerapp.domain.own_feed import SETTING, OwnFeed
from carerapp.sharing.enrolment import Enrolment
from carerapp.vault import Crypto, Vault
from sync.errors import NotTheirKey
from sync.messages import Receipt

OLDER = "Older files were put back on this device"


def safe_and_next(called: str) -> tuple[str, str]:
    """What is safe, and what to do, when that was noticed. ``called``: the authority."""
    return (
        f"Safe: what {called} has, and all that is written here, also from now on. Nothing is mixed up.",
        "Do now: ask the duty team for a new code, and connect with it. Until then nothing new reaches them: "
        "ring them. After that, what they have of this device comes back.",
    )


def look_back(
    vault: Vault,
    crypto: Crypto,
    enrolment: Enrolment,
    heads: Sequence[Receipt],
    has: Callable[[Receipt], bool],
) -> None:
    """Note what the authority has countersigned of this device; where it has an entry that this device has
    not (``has``), begin a new feed before anything else is written. Raises ``NotTheirKey``, ``NotSaved``."""
    counts: dict[str, int] = {}
    missing: dict[str, str] = {}
    for head in heads:
        if not crypto.verify(enrolment.endpoint_key, head.signature, head.signed_part()):
            raise NotTheirKey("a head is not signed by the authority")
        child, here = head.feed.stream, head.feed.stream in vault.children()
        if head.feed.device != enrolment.device:
            continue
        if here:
            counts[child] = head.seq
        if not (has(head) if here else _erased(vault, child)):
            missing[f"{enrolment.device} {child}"] = head.hash.hex()
    vault.put_setting(f"heads {enrolment.device}", dict(counts))
    _begin_anew(vault, crypto, missing)


def countersigned(vault: Vault, device: str) -> Mapping[str, int]:
    """Child → how many entries of this device the authority said that it has, when it was last asked."""
    heads = as_object(vault.get_setting(f"heads {device}"))
    return {child: number for child, number in heads.items() if isinstance(number, int)}


def was_put_back(vault: Vault, enrolment: Enrolment) -> bool:
    """Whether this authority showed it, since the device was enrolled there."""
    return OwnFeed.read(vault.get_setting(SETTING), "").put_back(enrolment.device)


def _erased(vault: Vault, child: str) -> bool:
    return any(record.child == child for record in vault.erasure_records())


def _begin_anew(vault: Vault, crypto: Crypto, missing: Mapping[str, str]) -> None:
    """Once for what is missing, however often it is shown."""
    installation = str(vault.get_setting("device") or "")
    own = OwnFeed.read(vault.get_setting(SETTING), installation)
    if all(own.knew.get(name) == hash for name, hash in missing.items()):
        return
    ends = (vault.feed_end(child, own.device, installation[:8]) for child in vault.children())
    anew = own.anew(crypto.random(16).hex(), written=any(end.number for end in ends))
    vault.put_setting(SETTING, anew.knows(missing).to_json())
