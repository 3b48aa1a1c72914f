"""People, keys and what is written while locked, on the browser's own crypto and disk."""

from __future__ import annotations

import pytest

from carerapp.vault import Door, WrongSecret
from carerapp.vault.adapters.browser_crypto import BrowserCrypto
from carerapp.vault.primitives.hpke import open_sealed, seal_with
from tests.pyodide.inside.opened import empty_browser_disk

ANN, BEN = "48291736", "73640528"
unhex = bytes.fromhex


def test_hpke_gives_the_published_answer() -> None:
    """RFC 9180, A.2.1, first encryption."""
    crypto = BrowserCrypto()
    fresh = unhex("f4ec9b33b792c372c1d2c2063507b684ef925b8c75a42dbcbf57d63ccd381600")
    public = unhex("4310ee97d88cc1f088a5576c77ab0cf5c3ac797f3d95139c6c84b5429c59662a")
    private = unhex("8057991eef8f1f1af18f4a9491d16a1ce333f695d4db8e38da75975c4478e0fb")
    plain, info, aad = b"Beauty is truth, truth beauty", b"Ode on a Grecian Urn", b"Count-0"
    sealed = seal_with(crypto, fresh, public, plain, info=info, aad=aad)
    assert sealed.hex() == (
        "1afa08d3dec047a643885163f1180476fa7ddb54c6a8029ea33f95796bf2ac4a"
        "1c5250d8034ec2b784ba2cfd69dbdb8af406cfe3ff938e131f0def8c8b60b4db21993c62ce81883d2dd1b51a28"
    )
    assert open_sealed(crypto, private, sealed, info=info, aad=aad) == plain


def test_people_come_and_go_and_what_was_written_locked_is_read() -> None:
    """Added and removed, a recovery sheet, a note while locked; whoever was removed stays out."""
    reopen = empty_browser_disk()

    def door() -> Door:
        return Door(reopen(), BrowserCrypto(), now=lambda: 1_800_000_000.0)

    vault = door().create(ANN, name="Ann Example", role="Manager")
    child = vault.add_child()
    vault.append(child, {"n": 1})
    ben = vault.staff.add(BEN, name="Ben Example", role="Staff")
    code = vault.staff.new_sheet()
    vault.staff.remove(ben, me=vault.person.id)
    vault.append(child, {"n": 2})
    vault.lock()
    door().capture().append({"words": "while locked"})
    vault = door().unlock(ANN)
    assert [entry["n"] for entry in vault.entries(child)] == [1, 2]
    assert [piece["words"] for piece in vault.captured.entries()] == ["while locked"]
    assert (vault.damage, vault.verify_authors(child)) == ((), ())
    vault.lock()
    with pytest.raises(WrongSecret):
        door().unlock(BEN)
    assert door().unlock_with_sheet(code).children() == (child,)
