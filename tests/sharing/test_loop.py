"""The loop beside the screens, without them: what a revocation does, over a real endpoint."""

from __future__ import annotations

import asyncio

from carerapp import bootstrap
from carerapp.sharing.loop import SharingLoop
from sync.policy import Policy, policy_text
from tests.support.endpoint.authority import Authority
from tests.support.loop_listener import Heard
from tests.support.tablets import Opened, Tablet, a_child

WORDS = "has taken this device’s access away. The records it held for them are erased."


def run(at: Opened) -> list[str]:
    """One round, or until the device is erased; what was told."""

    async def go() -> list[str]:
        heard = Heard()
        heard.loop = SharingLoop(at.sharing, at.vault, bootstrap.sender, heard)
        await asyncio.wait_for(heard.loop.run(), 30)
        return heard.told

    return asyncio.run(go())


def test_a_revocation_erases_the_device_that_held_nothing_else(authority: Authority, ann: Tablet) -> None:
    """One order to the listener, with the words for the lock screen; before it, a round like any other."""
    a_child(ann)
    device = ann.connect(authority)
    with ann.opened() as at:
        assert run(at) == ["round"]
        authority.store.devices.decide(device, "revoked", int(authority.now()))
        at.sharing.sync_now()
        (told,) = run(at)
        assert told.startswith("erase everything: ")
        assert told.endswith(WORDS)


def test_a_revocation_leaves_what_is_not_theirs(authority: Authority, ann: Tablet) -> None:
    """Their child's record is erased and the connection forgotten; another authority's child stays,
    readable."""
    policy = policy_text(Policy(name="Example authority", serves=("hertfordshire",)))
    authority.store.settings.put("policy", policy, int(authority.now()))
    theirs, other = a_child(ann), a_child(ann, protocol="liverpool")
    device = ann.connect(authority)
    with ann.opened() as at:
        assert run(at)[-1] == "round"
        authority.store.devices.decide(device, "revoked", int(authority.now()))
        at.sharing.sync_now()
        assert run(at) == [f"erased {theirs}", f"Example authority {WORDS}"]
        assert at.vault.children() == (other,)
        assert at.book.child(other).full_name == "Ola Example"
        assert at.sharing.authorities == ()
