"""A slot each: adding, changing a PIN, removing; ten wrong PINs; what a removed person still opens.

Longer than others: all of it is tried in the same home, with and without a secret of the device.
"""

from __future__ import annotations

import pytest

from carerapp.vault import (
    NotAllowed,
    NotSaved,
    SecretTaken,
    SlotDisabled,
    Vault,
    VaultError,
    WeakSecret,
    WrongSecret,
)
from carerapp.vault.adapters.memory_disk import MemoryDisk
from carerapp.vault.keys.key_file import decode
from tests.support.pins import ANN, BEN, CAS
from tests.support.vault.doubles import FaultyDisk
from tests.support.vault.home import Home

DEVICE = (b"handle", bytes(range(32)))


@pytest.fixture(params=[None, DEVICE], ids=["pin alone", "with a device secret"])
def home(request: pytest.FixtureRequest) -> Home:
    """Ann, who manages; Ben; one child with an entry of each; a kept word; a photo."""
    home = Home(device=request.param)
    vault = home.create()
    home.ids["Ben"] = vault.staff.add(BEN, name="Ben Example", role="Residential staff")
    child = vault.add_child()
    vault.append(child, {"n": "Ann's"})
    vault.put_setting("place", {"screen": "log"})
    home.ids["photo"] = vault.save_attachment(child, b"a photo")
    vault.lock()
    ben = home.unlock(BEN)
    ben.append(child, {"n": "Ben's"})
    ben.lock()
    return home


def child_of(vault: Vault) -> str:
    return vault.children()[0]


def said(vault: Vault) -> list[object]:
    assert vault.verify_authors(child_of(vault)) == ()
    return [entry["n"] for entry in vault.entries(child_of(vault))]


def test_each_opens_with_their_own_pin_and_signs_with_their_own_key(home: Home) -> None:
    """Whoever's PIN it is, with or without saying who: the same child, another author."""
    for pin, name in ((ANN, "Ann"), (BEN, "Ben")):
        for person in (None, home.ids[name]):
            vault = home.unlock(pin, person)
            assert vault.person.id == home.ids[name]
            assert said(vault) == ["Ann's", "Ben's"]
            vault.lock()
    authors = {e.author.hex() for e in home.unlock(ANN).signed_entries(child_of(home.unlock(ANN)))}
    assert authors == {home.ids["Ann"], home.ids["Ben"]}


def test_the_lock_screen_knows_initials_and_the_files_hold_no_name(home: Home) -> None:
    """Names and roles stand in the sealed directory alone."""
    assert [s.mark for s in home.door.sign_ins()] == ["AE", "BE"]
    assert not any(name in data for data in home.files.values() for name in (b"Ann", b"Ben", b"Residential"))


def test_one_person_alone_has_no_mark() -> None:
    """There is nobody to tell them apart from."""
    home = Home()
    home.create()
    assert [s.mark for s in home.door.sign_ins()] == [""]


def test_two_with_the_same_initials_are_told_apart(home: Home) -> None:
    """The later one gets a number."""
    vault = home.unlock(ANN)
    vault.staff.add(CAS, name="Bea Evans", role="Staff")
    assert [s.mark for s in home.door.sign_ins()] == ["AE", "BE", "BE2"]


def test_two_people_never_have_the_same_pin(home: Home) -> None:
    """Neither a new person nor a change; nor one that anybody would try first."""
    vault = home.unlock(ANN)
    with pytest.raises(SecretTaken, match="Choose another"):
        vault.staff.add(BEN, name="Cas", role="Staff")
    with pytest.raises(SecretTaken):
        vault.staff.change_secret(home.ids["Ann"], ANN, BEN)
    with pytest.raises(WeakSecret):
        vault.staff.add("111111", name="Cas", role="Staff")
    assert len(home.door.sign_ins()) == 2


def test_changing_a_pin_needs_the_old_one(home: Home) -> None:
    """The id, the mark and every entry stay the person's own."""
    ben = home.unlock(BEN)
    with pytest.raises(WrongSecret):
        ben.staff.change_secret(ben.person.id, ANN, CAS)
    ben.staff.change_secret(ben.person.id, BEN, CAS)
    ben.append(child_of(ben), {"n": "after"})
    ben.lock()
    with pytest.raises(WrongSecret):
        home.unlock(BEN)
    again = home.unlock(CAS)
    assert again.person.id == home.ids["Ben"]
    assert said(again)[-1] == "after"
    assert [s.mark for s in home.door.sign_ins()] == ["AE", "BE"]


def test_only_a_manager_adds_and_removes(home: Home) -> None:
    """Or lets in, makes managers, makes a recovery sheet, with which anybody's PIN can be chosen, or lets an
    owner's key in; once made one, they may."""
    ben = home.unlock(BEN)
    for what in (
        lambda: ben.staff.add(CAS, name="Cas", role="Staff"),
        lambda: ben.staff.remove(home.ids["Ann"], me=home.ids["Ben"]),
        lambda: ben.staff.let_in(home.ids["Ann"]),
        lambda: ben.staff.make_manager(home.ids["Ben"]),
        ben.staff.new_sheet,
        lambda: ben.staff.seal_to_owner(bytes(range(32))),
        lambda: ben.staff.forget_owner("00" * 32),
    ):
        with pytest.raises(NotAllowed, match="Only a manager"):
            what()
    ben.lock()
    ann = home.unlock(ANN)
    ann.staff.make_manager(home.ids["Ben"])
    ann.lock()
    home.unlock(BEN).staff.add(CAS, name="Cas", role="Staff")
    assert home.unlock(CAS).person.name == "Cas"


def test_nobody_removes_themselves(home: Home) -> None:
    """Another manager must do it."""
    with pytest.raises(NotAllowed, match="Ask another manager"):
        home.unlock(ANN).staff.remove(home.ids["Ann"], me=home.ids["Ann"])


def test_who_was_removed_opens_nothing_newer(home: Home) -> None:
    """Not with the old PIN, not with a copy of the old files beside the new ones, whatever is mixed."""
    old = home.files
    ann = home.unlock(ANN)
    ann.staff.remove(home.ids["Ben"], me=home.ids["Ann"])
    child = child_of(ann)
    ann.append(child, {"n": "new secret"})
    ann.put_setting("place", "a new secret place")
    photo = ann.save_attachment(child, b"a new photo")
    ann.lock()
    new = home.files
    with pytest.raises(WrongSecret):
        home.unlock(BEN)
    key_files = ("keys", "keys.copy", "records", "records.copy", "tries", "tries.copy")
    keys_of_old = {name: data for name, data in old.items() if name in key_files}
    for mix in (
        {**new, **keys_of_old},
        {**{n: d for n, d in new.items() if not n.startswith("records")}, **keys_of_old},
    ):
        thief = Home(MemoryDisk(mix), home.device)
        vault = thief.unlock(BEN)
        assert vault.get_setting("place") != "a new secret place"
        assert "new secret" not in [entry["n"] for entry in vault.entries(child)]
        with pytest.raises(VaultError):
            vault.attachment(child, photo)
        assert vault.damage


def test_for_everybody_else_nothing_changes_but_who_is_there(home: Home) -> None:
    """Old entries, photos and kept words open; the author who left stays proved; twice over."""
    ann = home.unlock(ANN)
    home.ids["Cas"] = ann.staff.add(CAS, name="Cas", role="Staff")
    ann.staff.remove(home.ids["Ben"], me=home.ids["Ann"])
    assert said(ann) == ["Ann's", "Ben's"]
    ann.append(child_of(ann), {"n": "Ann's again"})
    ann.lock()
    for pin in (CAS, CAS, ANN, ANN):
        vault = home.unlock(pin)
        assert vault.damage == ()
        assert said(vault) == ["Ann's", "Ben's", "Ann's again"]
        assert vault.get_setting("place") == {"screen": "log"}
        assert vault.attachment(child_of(vault), home.ids["photo"]) == b"a photo"
        left = vault.staff.member(home.ids["Ben"])
        assert (left.here, left.left) == (False, home.clock.seconds)
        vault.lock()
    file = decode(home.files["keys"])
    assert file is not None
    assert {slot.epoch for slot in file.slots} == {2}
    ann = home.unlock(ANN)
    ann.staff.remove(home.ids["Cas"], me=home.ids["Ann"])
    ann.append(child_of(ann), {"n": "third epoch"})
    ann.lock()
    assert said(home.unlock(ANN)) == ["Ann's", "Ben's", "Ann's again", "third epoch"]
    assert sorted(n for n in home.files if n.startswith("records")) == ["records-3", "records-3.copy"]


def test_a_grant_forged_with_all_the_public_keys_does_not_open_where_the_device_has_a_secret() -> None:
    """Who was removed knows the public keys, but not what the device keeps."""
    from dataclasses import replace

    from carerapp.vault.keys.envelopes import GRANT, make_envelope
    from carerapp.vault.keys.key_file import encode
    from tests.support.vault.doubles import CRYPTO

    home = Home(device=DEVICE)
    vault = home.create()
    home.ids["Ben"] = vault.staff.add(BEN, name="Ben", role="Staff")
    vault.staff.remove(home.ids["Ben"], me=home.ids["Ann"])
    public = bytes.fromhex(vault._unlocked.secrets().directory.people[home.ids["Ann"]]["agree"])
    file = decode(home.files["keys"])
    assert file is not None
    forged = make_envelope(CRYPTO, file, b"k" * 32, GRANT, home.ids["Ann"], public, None)
    assert isinstance(home.disk, MemoryDisk)
    for name in ("keys", "keys.copy"):
        home.disk.files[name] = bytearray(encode(replace(file, envelopes=(forged,))))
    with pytest.raises(VaultError, match="damaged"):
        home.unlock(ANN)


def test_cut_short_anywhere_a_removal_has_happened_or_not() -> None:
    """Each changing call of the disk fails in turn, that one alone or all that follow; nothing is lost."""
    for forever in (False, True):
        nth = 0
        while True:
            home = Home()
            vault = home.create()
            home.ids["Ben"] = vault.staff.add(BEN, name="Ben", role="Staff")
            child = vault.add_child()
            vault.append(child, {"n": 1})
            whole = home.disk
            vault._unlocked.disk = faulty = FaultyDisk(whole, nth, forever=forever)
            vault.staff._keyring._disk = faulty
            try:
                vault.staff.remove(home.ids["Ben"], me=home.ids["Ann"])
                removed = True
            except NotSaved:
                removed = False
            for pin in (ANN, ANN):
                again = home.unlock(pin)
                assert [e["n"] for e in again.entries(child)] == [1]
                again.append(child, {"n": 1})
                again = home.unlock(pin)
                assert len(again.entries(child)) == 2
                assert [d.what for d in again.damage if "missing" in d.what] == []
                break
            if removed:
                with pytest.raises(WrongSecret):
                    home.unlock(BEN)
            else:
                assert home.unlock(BEN).entries(child)
            if not faulty.failed:
                break
            nth += 1
        assert nth >= 4


# --- ten wrong PINs ------------------------------------------------------------------------------
def wrong(home: Home, person: str, times: int) -> None:
    for _ in range(times):
        home.clock.seconds += home.door.wait_seconds(person)
        with pytest.raises(WrongSecret):
            home.unlock("000001", person)


def test_ten_wrong_pins_in_a_row_shut_the_slot_and_no_other(home: Home) -> None:
    """Also for the right PIN, after a restart, and however the clock is set."""
    ben = home.ids["Ben"]
    wrong(home, ben, 9)
    assert not home.door.disabled(ben)
    wrong(home, ben, 1)
    for step in (0.0, 1e9, -2e9):
        home.clock.seconds += step
        with pytest.raises(SlotDisabled, match="recovery sheet"):
            home.unlock(BEN, ben)
        with pytest.raises(WrongSecret):
            home.unlock(BEN)
        home.clock.seconds += home.door.wait_seconds()
    ann = home.unlock(ANN)
    assert ann.staff.member(ben).off
    ann.staff.let_in(ben)
    assert not ann.staff.member(ben).off
    assert home.unlock(BEN, ben).person.name == "Ben Example"


def test_the_right_pin_in_between_starts_the_count_again(home: Home) -> None:
    """Ten in a row shut a slot, not ten in all."""
    ben = home.ids["Ben"]
    wrong(home, ben, 9)
    home.clock.seconds += home.door.wait_seconds(ben)
    home.unlock(BEN, ben)
    wrong(home, ben, 9)
    assert not home.door.disabled(ben)


def test_one_persons_wrong_pins_make_nobody_else_wait(home: Home) -> None:
    """Each slot has its own count."""
    wrong(home, home.ids["Ben"], 7)
    assert home.door.wait_seconds(home.ids["Ben"]) > 0
    assert home.door.wait_seconds(home.ids["Ann"]) == 0
    assert home.unlock(ANN).person.name == "Ann Example"


def test_the_only_way_in_is_never_shut() -> None:
    """Alone and without a recovery sheet, the notes would be lost to their own keeper: each try waits an
    hour."""
    home = Home()
    home.create()
    wrong(home, home.ids["Ann"], 14)
    assert home.door.wait_seconds() == 3600
    home.clock.seconds += 3600
    assert home.unlock(ANN).person.name == "Ann Example"


def test_with_a_recovery_sheet_the_only_person_is_shut_out_too() -> None:
    """The sheet can open the vault again, so ten wrong PINs may shut the slot."""
    home = Home()
    code = home.create().staff.new_sheet()
    wrong(home, home.ids["Ann"], 10)
    with pytest.raises(SlotDisabled):
        home.unlock(ANN)
    assert home.door.unlock_with_sheet(code).staff.has_sheet


# --- the device's confirmation alone ---------------------------------------------------------------
def test_the_devices_confirmation_opens_beside_the_pin_never_in_its_place() -> None:
    """The PIN opens as before; switched off, the confirmation opens nothing."""
    from carerapp.vault import NotTheKey, quick_secret
    from tests.support.vault.doubles import CRYPTO

    home = Home(device=DEVICE)
    vault = home.create()
    confirmed = quick_secret(CRYPTO, DEVICE[1])
    assert [s.quick for s in home.door.sign_ins()] == [False]
    with pytest.raises(NotTheKey):
        home.door.unlock_quick(home.ids["Ann"], confirmed)
    vault.staff.quick_on(home.ids["Ann"], confirmed)
    assert [s.quick for s in home.door.sign_ins()] == [True]
    assert (
        home.door.unlock_quick(home.ids["Ann"], confirmed, device_secret=DEVICE[1]).person.name
        == "Ann Example"
    )
    with pytest.raises(NotTheKey):
        home.door.unlock_quick(home.ids["Ann"], quick_secret(CRYPTO, b"x" * 32))
    vault = home.unlock(ANN)
    vault.staff.quick_off(home.ids["Ann"])
    with pytest.raises(NotTheKey):
        home.door.unlock_quick(home.ids["Ann"], confirmed)
    assert home.unlock(ANN).person.name == "Ann Example"
