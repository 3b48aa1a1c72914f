"""What an authority received stands in an export, and limits what can be cut off unseen."""

from __future__ import annotations

import json
from collections.abc import Iterator

from carerapp.actions.write_note import write_note
from carerapp.domain.feeds import device_of
from carerapp.evidence import export_lines, proved, verify
from carerapp.vault import Vault
from carerapp.vault.adapters.native_crypto import NativeCrypto
from tests.support.endpoint.authority import Authority
from tests.support.tablets import Opened, Tablet

AT = "2026-11-20T22:00:00+00:00"


def exported(vault: Vault, child: str) -> str:
    """What `verify` says of an export."""
    return verify(b"".join(proved(vault, child, AT)), NativeCrypto()).report()


def cut(at: Opened, child: str, entries: int) -> Iterator[bytes]:
    """An export by somebody with a real key, who leaves the last ones out, and not the receipts."""
    head = json.loads(next(iter(proved(at.vault, child, AT))))
    kept = at.vault.signed_entries(child)[:-entries]
    people, by, sign = at.vault.people(), at.vault.person.id, at.vault.prove
    return export_lines(child, kept, people, by=by, at=AT, receipts=head["receipts"], sign=sign)


def test_nothing_is_left_out_up_to_the_receipt(authority: Authority, ann: Tablet, child: str) -> None:
    """What was written since bears no receipt yet, and is said; what is cut before it shows."""
    with ann.opened() as at:
        installation, vault = str(at.vault.get_setting("device")), at.vault
        device = device_of(installation)
        last = vault.feed_end(child, device, installation[:8]).number
        report = exported(vault, child)
        assert f"  proved      what device {device} wrote up to number {last}: " in report
        assert f"had number {last}, and so all before it, at 20" in report
        assert f"nothing cut off of device {device} after number {last}: a receipt reaches" in report
        write_note(at.book, child, at.book.child(child).events[0].record, "not sent yet")
        report = exported(vault, child)
        assert f"what device {device} wrote up to number {last}: " in report
        ending = (
            f"nothing cut off of device {device} after number {last + 1}: a receipt reaches number {last}"
        )
        assert ending in report
        own = [entry.body for entry in vault.signed_entries(child)]
        after = len(own) - next(n for n, body in enumerate(own) if f'"number":{last},'.encode() in body)
        told = verify(b"".join(cut(at, child, after)), NativeCrypto()).report()
        assert "  NOT proved  that all is here: " in told
    ann.sync()
    with ann.opened() as at:
        assert f"what device {device} wrote up to number {last + 1}: " in exported(at.vault, child)
