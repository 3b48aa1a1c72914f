"""What a member seals to a device that waits for a child's key: garbage stands in nobody's way."""

from __future__ import annotations

import json
import secrets

import pytest

from carerapp import bootstrap
from carerapp.sharing.share_keys import share_key
from carerapp.vault.primitives.derivation import label
from carerapp.vault.primitives.hpke import seal_to
from sync.messages import to_text
from sync.requests_transport import RequestsWire
from tests.support.endpoint.authority import Authority
from tests.support.hostile import reasons
from tests.support.tablets import Tablet, a_child

CRYPTO = bootstrap.native_crypto()


def given(ben: Tablet, authority: Authority, child: str, desk: str, key: bytes | None) -> None:
    """Ben's changed client seals this to the desk; ``None``: bytes that open to nothing."""
    (at_endpoint,) = (one for one in authority.store.devices.all() if one.id == desk)
    info = label("share", child, desk)
    sealed = (
        secrets.token_bytes(80)
        if key is None
        else seal_to(CRYPTO, bytes.fromhex(at_endpoint.seal_key), key, info=info)
    )
    body = {"stream": child, "device": desk, "sealed": to_text(sealed)}
    with ben.opened() as at:
        wire = RequestsWire(authority.base, *at.sharing.signer(at.sharing.authorities[0]))
        assert json.loads(wire.request("POST", "/v1/grants", json.dumps(body).encode()))["granted"]


@pytest.mark.parametrize("key", [None, bytes(32), bytes(range(32)), bytes(31)])
def test_garbage_that_came_first_does_not_refuse_the_true_key(
    authority: Authority, ann: Tablet, ben: Tablet, desk: Tablet, key: bytes | None
) -> None:
    """Noise, another key, or no key at all: the desk says that it opens nothing, and takes the child's own
    key as soon as somebody gives it."""
    child = a_child(ann)
    ann.connect(authority)
    ann.sync()
    ben.connect(authority, child)
    at_desk = desk.connect(authority, desk=True)
    given(ben, authority, child, at_desk, key)
    desk.sync()
    desk.sync()
    assert reasons(desk) == ["sealed"]
    ann.sync()
    desk.sync()
    with ann.opened() as anns, desk.opened() as desks:
        (at_ann,), (at_dee,) = anns.sharing.authorities, desks.sharing.authorities
        assert share_key(desks.vault, child, at_dee) == share_key(anns.vault, child, at_ann) is not None
        assert desks.book.child(child).full_name == "Ola Example"


def test_a_key_that_was_refused_is_not_taken_again_from_the_same_device(
    authority: Authority, ann: Tablet, ben: Tablet, desk: Tablet
) -> None:
    """Ben's client is quicker each time: the second time it is not believed."""
    child = a_child(ann)
    ann.connect(authority)
    ann.sync()
    ben.connect(authority, child)
    at_desk = desk.connect(authority, desk=True)
    given(ben, authority, child, at_desk, bytes(32))
    desk.sync()
    desk.sync()
    with pytest.raises(AssertionError):
        given(ben, authority, child, at_desk, bytes(32))
