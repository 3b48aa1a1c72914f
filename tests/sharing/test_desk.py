"""The duty desk, letters for it alone, and several authorities on one tablet."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from carerapp.actions.acknowledge import acknowledge
from carerapp.actions.send_restricted import send_restricted
from carerapp.actions.write_note import write_note
from carerapp.domain.chronology import chronology
from carerapp.domain.seen import escalation_step, seen
from carerapp.sharing import NoDesk, restricted_entries, unsent_restricted_entries
from sync.endpoint.store.usage import NoRoom
from sync.policy import Policy, policy_text
from tests.support.endpoint.authority import Authority
from tests.support.tablets import Tablet, a_child

RING = (("Duty team", "01632 960001"), ("Manager", "01632 960002"))


def told(authority: Authority, **what: object) -> None:
    policy = Policy(**what)  # type: ignore[arg-type]
    authority.store.settings.put("policy", policy_text(policy), int(authority.now()))


def test_the_desk_reads_every_childs_log_and_its_acknowledgement_travels_back(
    authority: Authority, ann: Tablet, desk: Tablet
) -> None:
    """Connected before or after the child was added; nothing is acknowledged by itself."""
    told(authority, name="Example authority", acknowledge_minutes=15, ring=RING)
    desk.connect(authority, desk=True)
    child = a_child(ann)
    ann.connect(authority)
    ann.sync()
    for tablet in (desk, ann, desk):
        tablet.sync()
    with desk.opened() as at:
        file = at.book.child(child)
        episode = file.open_episode
        assert episode is not None
        assert file.full_name == "Ola Example"
        assert seen(episode, file.events) is None
        acknowledge(at.book, child, episode.id)
    desk.sync()
    ann.sync()
    with ann.opened() as at:
        file = at.book.child(child)
        episode = file.open_episode
        assert episode is not None
        found = seen(episode, file.events)
        assert found is not None
        assert (at.book.name_of(found.by), found.since) == ("Dee Example", 0)
        assert "Seen by the authority’s duty desk (Duty officer)." in [
            line.words for line in chronology(file, episode, at.book.name_of)
        ]
        made = at.sharing.authorities[0]
        policy = made.policy
        minutes, ring = policy.acknowledge_minutes, policy.ring
        assert (
            escalation_step(episode, file.events, minutes, ring, at.book.now() + timedelta(hours=2)) is None
        )
        write_note(at.book, child, episode.id, "Something new")
        file = at.book.child(child)
        episode = file.open_episode
        assert episode is not None
        again = seen(episode, file.events)
        assert again is not None
        assert again.since == 1
        later = [
            escalation_step(episode, file.events, minutes, ring, at.book.now() + timedelta(minutes=m))
            for m in (0, 14, 16, 31, 500)
        ]
        assert later == [None, None, RING[0], RING[1], RING[1]]


def test_what_the_authority_did_not_set_is_not_asked(authority: Authority, ann: Tablet) -> None:
    """No minutes, no days and no number are made up."""
    a_child(ann)
    ann.connect(authority)
    ann.sync()
    with ann.opened() as at:
        policy = at.sharing.authorities[0].policy
        assert (policy.acknowledge_minutes, policy.keep_days, policy.ring) == (None, None, ())


def test_a_restricted_entry_is_read_at_the_desk_and_nowhere_else(
    authority: Authority, ann: Tablet, desk: Tablet
) -> None:
    """The home's device keeps only that it was sent; its companions never see it."""
    child = a_child(ann)
    ann.connect(authority)
    ann.sync()
    with ann.opened() as at:
        episode = at.book.child(child).open_episode
        assert episode is not None
        with pytest.raises(NoDesk):
            send_restricted(
                at.book, at.sharing.writer(at.sharing.authorities[0]), child, episode.id, "Canary"
            )
    desk.connect(authority, desk=True)
    ann.sync()
    with ann.opened() as at:
        made = at.sharing.authorities[0]
        episode = at.book.child(child).open_episode
        assert episode is not None
        send_restricted(
            at.book, at.sharing.writer(made), child, episode.id, "Canary: he said that a carer hit him"
        )
        assert unsent_restricted_entries(at.vault, made) == 1
        kept = [at.vault.get_setting(f"letters out {made.device}"), at.vault.entries(child)]
        assert "Canary" not in repr(kept)
    ann.sync()
    desk.sync()
    with ann.opened() as at:
        made = at.sharing.authorities[0]
        assert unsent_restricted_entries(at.vault, made) == 0
        assert at.vault.get_setting(f"letters out {made.device}") == []
    with desk.opened() as at:
        (entry,) = restricted_entries(at.vault, at.sharing.authorities[0])
        assert (entry.words, entry.child) == ("Canary: he said that a carer hit him", child)
        assert entry.who == "Ann Example, Residential staff"
        assert at.book.name_of(entry.author) == "Ann Example"
    for word in ("Canary", "Ola", "Ann", "Dee", "hertfordshire"):
        assert word.encode() not in authority.stored()
        assert word not in "\n".join(authority.lines)


def test_a_restricted_entry_without_room_holds_up_none_behind_it(
    authority: Authority, ann: Tablet, desk: Tablet, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One about another child, written after it, arrives; this one waits, and why is said."""
    first, other = a_child(ann), a_child(ann)
    ann.connect(authority)
    desk.connect(authority, desk=True)
    ann.sync()
    used = authority.store.restricted_entries
    with ann.opened() as at:
        made = at.sharing.authorities[0]
        for child in (first, other):
            episode = at.book.child(child).open_episode
            assert episode is not None
            send_restricted(at.book, at.sharing.writer(made), child, episode.id, f"Canary about {child}")
    here = used.put

    def full(device: str, stream: str, *more: Any) -> bool:
        if stream == first:
            raise NoRoom(child=True)
        return here(device, stream, *more)

    monkeypatch.setattr(used, "put", full)
    ann.sync()
    desk.sync()
    with ann.opened() as at:
        assert unsent_restricted_entries(at.vault, made) == 1
        assert "no room for more about one child" in at.sharing.status().authorities[made.device].trouble
    with desk.opened() as at:
        assert [one.child for one in restricted_entries(at.vault, at.sharing.authorities[0])] == [other]


@pytest.fixture
def second(tmp_path: Path) -> Iterator[Authority]:
    with Authority(tmp_path / "second").serving() as serving:
        yield serving


def test_each_child_goes_to_its_own_authority(
    authority: Authority, second: Authority, ann: Tablet, desk: Tablet
) -> None:
    """Neither authority ever sees so much as the id of the other's child."""
    told(authority, serves=("hertfordshire",))
    told(second, serves=("liverpool",))
    hers = a_child(ann, protocol="hertfordshire")
    his = a_child(ann, protocol="liverpool")
    ann.connect(authority)
    ann.connect(second)
    ann.sync()
    ann.sync()
    with ann.opened() as at:
        to = [at.sharing.authority_of(child, "") for child in (hers, his)]
        assert [made.endpoint for made in to if made] == [authority.base, second.base]
        assert len(at.sharing.status().authorities) == 2
        assert at.sharing.status().not_received == 0
    for which, child, other in ((authority, hers, his), (second, his, hers)):
        stored = which.stored()
        assert child.encode() in stored
        assert other.encode() not in stored
    desk.connect(second, desk=True)
    desk.sync()
    ann.sync()
    desk.sync()
    with desk.opened() as at:
        assert [child.id for child in at.book.children()] == [his]


def test_a_policy_that_the_pinned_key_did_not_sign_is_not_followed(authority: Authority, ann: Tablet) -> None:
    """It decides what leaves the device, so that it is believed from the authority alone."""
    a_child(ann)
    ann.connect(authority)
    ann.sync()
    sign = authority.key.sign
    object.__setattr__(authority.key, "sign", lambda message: b"\0" * 64)
    try:
        told(authority, keep_days=1)
        assert "Nothing of it is believed" in ann.sync()
    finally:
        object.__setattr__(authority.key, "sign", sign)
    with ann.opened() as at:
        assert at.sharing.authorities[0].policy.keep_days is None
