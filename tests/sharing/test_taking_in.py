"""A child appears on a tablet only where a person there said yes, and under no key that the endpoint made."""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from pathlib import Path

import pytest
from sqlalchemy import select, update

from carerapp.domain.topics import Topic
from carerapp.domain.topics.may_read import MayRead
from carerapp.sharing import Offer
from carerapp.sharing.payload import unseal
from carerapp.sharing.share_keys import share_key
from carerapp.vault import NotAllowed, SealBroken
from carerapp.vault.primitives.derivation import label
from carerapp.vault.primitives.hpke import seal_to
from sync.endpoint.tables import devices, entries, grants
from tests.support.endpoint.authority import CRYPTO, Authority
from tests.support.pins import BEN, CAS
from tests.support.tablets import Tablet, a_child, typed

EVIL = bytes(range(32))


def offers(tablet: Tablet) -> Sequence[Offer]:
    with tablet.opened() as at:
        return at.sharing.taking_in.offers(at.sharing.authorities[0])


def say(tablet: Tablet, *, yes: bool) -> None:
    """To the one child that is given."""
    with tablet.opened() as at:
        (made,) = at.sharing.authorities
        (offer,) = at.sharing.taking_in.offers(made)
        at.sharing.taking_in.say(made, offer, yes=yes)


def children(tablet: Tablet) -> list[str]:
    with tablet.opened() as at:
        return [child.full_name for child in at.book.children()]


def who_may(tablet: Tablet, child: str) -> list[tuple[str, str]]:
    """As the child's log has it: device, and who decided."""
    with tablet.opened() as at:
        words = [MayRead.of(e) for e in at.book.child(child).events if e.field == Topic.MAY_READ]
        return [(word.device, at.book.name_of(word.by)) for word in words]


def put_in_place(authority: Authority, child: str, device: str, key: bytes = EVIL) -> None:
    """Who holds the endpoint seals a key of its making to this device."""
    with authority.engine.begin() as connection:
        of = select(devices.c.seal_key).where(devices.c.id == device)
        public = bytes.fromhex(str(connection.execute(of).scalar()))
        sealed = seal_to(CRYPTO, public, key, info=label("share", child, device))
        row = (grants.c.device == device) & (grants.c.stream == child)
        connection.execute(update(grants).where(row).values(sealed=sealed))


@pytest.fixture
def given(authority: Authority, ann: Tablet, ben: Tablet) -> str:
    """Ola is on Ann's tablet, whose manager let Ben's read; Ben said nothing yet."""
    child = a_child(ann)
    ann.connect(authority)
    ann.sync()
    ben.says_yes = False
    ben.connect(authority, child)
    ann.sync()
    ben.sync()
    return child


def test_nothing_appears_before_a_person_compared_the_keys_number(
    ann: Tablet, ben: Tablet, given: str
) -> None:
    """Both screens show the same; both yeses stand in the log."""
    assert children(ben) == []
    (offer,) = offers(ben)
    with ann.opened() as at:
        assert at.sharing.taking_in.key_numbers(at.sharing.authorities[0]) == {given: offer.number}
    ben.sign_in()
    assert f"Its key’s number, to compare: {offer.number}" in typed("may-read", "--data", ben.folder)
    ben.sign_in()
    typed("may-read", "--data", ben.folder, "--take-in", offer.number)
    ben.sync()
    ben.sync()
    assert children(ben) == ["Ola Example"]
    ann.sync()
    with ben.opened() as at:
        own = at.sharing.authorities[0].device
        assert at.sharing.who_reads.reads(at.sharing.authorities[0]) == []
    assert who_may(ann, given) == [(own, "Ann Example"), (own, "Ben Example")]
    assert offers(ben) == []


def test_a_no_takes_nothing_in_and_is_asked_once(ben: Tablet, ann: Tablet, given: str) -> None:
    """The endpoint is told that the place is free again."""
    say(ben, yes=False)
    for tablet in (ben, ann, ben):
        tablet.sync()
    assert children(ben) == []
    assert offers(ben) == []


def test_a_key_that_is_put_in_its_place_after_the_yes_is_another_number(
    authority: Authority, ben: Tablet, given: str
) -> None:
    """Nothing is opened with it, and it is asked about anew."""
    (before,) = offers(ben)
    say(ben, yes=True)
    with ben.opened() as at:
        device = at.sharing.authorities[0].device
    put_in_place(authority, given, device)
    ben.sync()
    assert children(ben) == []
    (after,) = offers(ben)
    assert after.number != before.number


def test_the_endpoint_cannot_choose_the_key_of_a_child_that_is_added_here(
    authority: Authority, ann: Tablet, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It calls the tablet a desk, and seals a key to it as soon as the child is claimed: nothing is written
    under it, before a no and after it."""
    child = a_child(ann)
    device = ann.connect(authority)
    ann.says_yes = False
    with authority.engine.begin() as connection:
        connection.execute(update(devices).where(devices.c.id == device).values(kind="desk"))
    claim = authority.store.grants.claim

    def and_a_key(*claimed: object) -> list[str]:
        new = claim(*claimed)  # type: ignore[arg-type]
        put_in_place(authority, child, device)
        return new

    monkeypatch.setattr(authority.store.grants, "claim", and_a_key)
    ann.sync()
    assert authority.store.counts()["entries"] == 0
    (offer,) = offers(ann)
    assert (offer.child, offer.here) == (child, True)
    say(ann, yes=False)
    for _ in range(3):
        ann.sync()
    with ann.opened() as at:
        assert share_key(at.vault, child, at.sharing.authorities[0]) not in (None, EVIL)
    with authority.engine.begin() as connection:
        sent = [bytes(one) for one in connection.execute(select(entries.c.payload)).scalars()]
    assert sent
    with pytest.raises(SealBroken):
        unseal(CRYPTO, EVIL, device, child, sent[0])


def test_who_is_no_manager_takes_nothing_in(ben: Tablet, given: str) -> None:
    """A manager must look at it."""
    with ben.opened() as at:
        at.vault.staff.add(CAS, name="Cas Example", role="Residential staff")
    cas = copy(ben)
    cas.pin = CAS
    with pytest.raises(NotAllowed):
        say(cas, yes=True)


def test_a_child_whose_home_was_turned_off_needs_a_yes_on_both_sides(
    authority: Authority,
    ann: Tablet,
    desk: Tablet,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """An administrator names the child in a code: the desk's person compares, then the new home's."""
    child = a_child(ann)
    desk.connect(authority, desk=True)
    gone = ann.connect(authority)
    ann.sync()
    desk.sync()
    assert children(desk) == ["Ola Example"]
    authority.store.devices.decide(gone, "revoked", int(authority.now()))
    carl = Tablet(tmp_path / "carl", BEN, "Carl Example", monkeypatch)
    carl.says_yes = False
    there = carl.connect(authority, child)
    for tablet in (carl, desk, carl, desk, carl):
        tablet.sync()
    with authority.engine.begin() as connection:
        assert connection.execute(select(grants.c.sealed).where(grants.c.device == there)).scalar() == b""
    with desk.opened() as at, carl.opened() as at_carl:
        (made,), (theirs,) = at.sharing.authorities, at_carl.sharing.authorities
        (asks,) = at.sharing.who_reads.asks(made)
        assert asks.number == at_carl.sharing.who_reads.own_number(theirs)
        at.sharing.who_reads.let_read(made, asks, "Carl’s tablet")
    desk.sync()
    carl.sync()
    assert children(carl) == []
    say(carl, yes=True)
    carl.sync()
    carl.sync()
    assert children(carl) == ["Ola Example"]
    assert [word for word in who_may(carl, child) if word[0] == there] == [
        (there, "Dee Example"),
        (there, "Carl Example"),
    ]
