"""Sealed for one person: a colleague who shares the vault opens nothing of it."""

from __future__ import annotations

from tests.support.pins import ANN, BEN, NEW
from tests.support.vault.home import Home


def test_only_who_sealed_it_opens_it() -> None:
    """Also with a new PIN, and after a new epoch; never a colleague, never what was changed."""
    home = Home()
    vault = home.create()
    ann = vault.person.id
    ben = vault.staff.add(BEN, name="Ben", role="Staff")
    sealed = vault.seal_own({"words": "half \ud83d"})
    assert vault.open_own(sealed) == {"words": "half \ud83d"}
    assert home.unlock(BEN, person=ben).open_own(sealed) is None
    assert vault.open_own("A" + sealed[1:]) is None
    assert vault.open_own("no base64") is None
    vault.staff.change_secret(ann, ANN, NEW)
    vault.staff.remove(ben, me=ann)
    vault.lock()
    assert home.unlock(NEW).open_own(sealed) == {"words": "half \ud83d"}
