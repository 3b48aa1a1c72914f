"""A new name signs from now on: what was signed before keeps its own, and all of it is one person's."""

from __future__ import annotations

import pytest

from carerapp.vault import NotSaved, Vault
from tests.support.pins import ANN, BEN
from tests.support.ui.calm import Disk
from tests.support.vault.home import Home


@pytest.fixture
def home() -> Home:
    """Ann, who manages, and Ben; a child with an entry of Ann's."""
    home = Home()
    vault = home.create()
    home.ids["Ben"] = vault.staff.add(BEN, name="Ben Example", role="Residential staff")
    vault.append(vault.add_child(), {"n": 1})
    vault.lock()
    return home


def signed(vault: Vault) -> list[str]:
    """The names under which the entries stand."""
    names = {person["id"]: person["name"] for person in vault.people()}
    (child,) = vault.children()
    assert vault.verify_authors(child) == ()
    return [names[author] for author in vault.signers(child)]


def test_what_was_signed_before_keeps_its_name(home: Home) -> None:
    """At once, and after a lock; the PIN opens as before, and the manager still is one."""
    vault = home.unlock(ANN)
    (child,) = vault.children()
    own = vault.seal_own("kept")
    vault.rename("  Anna Sample ")
    vault.append(child, {"n": 2})
    for at in range(2):
        assert vault.person.name == "Anna Sample"
        assert vault.person.id == home.ids["Ann"]
        assert signed(vault) == ["Ann Example", "Anna Sample"]
        assert all(vault.person.is_me(author) for author in vault.signers(child))
        assert vault.open_own(own) == "kept"
        vault.staff.let_in(home.ids["Ben"])  # a manager's
        if not at:
            vault.lock()
            vault = home.unlock(ANN)


def test_each_name_is_told_and_counts_once_among_the_people(home: Home) -> None:
    """Twice renamed, still two people; the earlier names stand beside, the last one first."""
    vault = home.unlock(ANN)
    vault.rename("Anna Sample")
    vault.rename("Anna Other")
    told = [(member.name, member.earlier, member.here) for member in vault.staff.members()]
    assert told == [("Anna Other", ("Anna Sample", "Ann Example"), True), ("Ben Example", (), True)]
    assert len({member.key for member in vault.staff.members()}) == 2
    keys = {person["name"]: person["key"] for person in vault.people()}
    assert keys["Anna Other"] == keys["Ann Example"]
    vault.lock()
    ben = home.unlock(BEN)
    assert not ben.person.is_me(ben.signers(ben.children()[0])[0])


def test_the_lock_screen_shows_the_new_initials(home: Home) -> None:
    """Where several sign in; nobody else's change."""
    vault = home.unlock(ANN)
    before = {one.person: one.mark for one in home.door.sign_ins()}
    vault.rename("Zoe Quick")
    after = {one.person: one.mark for one in home.door.sign_ins()}
    assert after == {**before, home.ids["Ann"]: "ZQ"}


@pytest.mark.parametrize("name", ["", "   ", "Ann Example", " Ann Example "])
def test_no_name_and_the_same_name_change_nothing(home: Home, name: str) -> None:
    """The key file stays as it is."""
    vault, before = home.unlock(ANN), home.files["keys"]
    vault.rename(name)
    assert home.files["keys"] == before
    assert vault.person.name == "Ann Example"


def test_where_it_cannot_be_saved_the_name_is_as_it_was() -> None:
    """And what is written then is signed under it."""
    disk = Disk()
    home = Home(disk)
    vault = home.create()
    disk.full = True
    with pytest.raises(NotSaved):
        vault.rename("Anna Sample")
    disk.full = False
    assert vault.person.name == "Ann Example"
    vault.append(vault.add_child(), {"n": 1})
    assert signed(vault) == ["Ann Example"]


def test_who_was_renamed_and_removed_opens_nothing(home: Home) -> None:
    """The names stay beside what they signed."""
    vault = home.unlock(BEN)
    vault.rename("Ben Sample")
    vault.append(vault.children()[0], {"n": 2})
    vault.lock()
    ann = home.unlock(ANN)
    ann.staff.remove(home.ids["Ben"], me=ann.person.id)
    assert signed(ann) == ["Ann Example", "Ben Sample"]
    gone = ann.staff.member(home.ids["Ben"])
    assert (gone.name, gone.earlier, gone.here) == ("Ben Sample", ("Ben Example",), False)
