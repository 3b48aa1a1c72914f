"""What each authority is owed while several devices write, move the child and sync in any order. Pure: three
authorities, and devices of one home that are connected with all of them."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.moving import ACTS, AUTHORITIES, Device, World, played


@given(ACTS)
@settings(max_examples=400, deadline=None)
def test_no_device_sends_what_it_knows_to_be_anothers(acts: list[tuple[object, ...]]) -> None:
    """In any order of writing, moving, sending in parts and fetching; and a feed only grows at its end."""
    world = played(acts)
    for (name, authority), feed in world.sent.items():
        device = next(one for one in world.devices if one.name == name)
        assert feed == [device.log[place] for place in device.owed(authority).places][: len(feed)]


@given(ACTS)
@settings(max_examples=400, deadline=None)
def test_in_the_end_each_authority_has_all_that_is_its_own(acts: list[tuple[object, ...]]) -> None:
    """Every device comes to the same holder and the same log; the holder of the time of each entry has it;
    who held the file until a move and who held it then have that move."""
    world = played(acts)
    world.to_rest()
    one, two = world.devices
    assert {e.id for e in one.log} == {e.id for e in two.log}
    assert one.holder() == two.holder()
    for entry in one.log:
        if entry.to:
            assert entry.id in world.has(entry.to)
            earlier = [e for e in one.log if e.to and e.hlc < entry.hlc]
            until = max(earlier, key=lambda e: e.hlc).to if earlier else AUTHORITIES[0]
            assert entry.id in world.has(until)
        else:
            assert entry.id in world.has(one.holder(entry.hlc))


@given(st.lists(st.sampled_from(["write", "b", "c", "a"]), max_size=25))
def test_one_device_alone_gives_each_authority_its_own_time_and_nothing_else(acts: list[str]) -> None:
    """Nothing from before, nothing after; the move itself to both."""
    world = World((Device("one"),))
    (device,) = world.devices
    for act in acts:
        world.write(device, "" if act == "write" else act)
    for authority in AUTHORITIES:
        world.send(device, authority)
        assert world.has(authority) == {
            e.id for e in device.log if authority in ((e.to, e.left) if e.to else (device.holder(e.hlc),))
        }


def test_what_was_written_unaware_and_not_sent_stops_when_the_move_comes_in() -> None:
    """It goes to the new holder. What was written before the move still goes to the old one."""
    world = World((Device("one"), Device("two")))
    one, two = world.devices
    world.write(two)
    world.write(one, "b")
    world.write(two)
    world.send(one, "b")
    world.fetch(two, "b")
    for authority in AUTHORITIES:
        world.send(two, authority)
    assert [e.id for e in world.sent["two", "a"]] == [1]
    assert [e.id for e in world.sent["two", "b"]] == [3]


def test_with_a_yes_the_act_goes_out_before_what_others_wrote() -> None:
    """The gate of a reader lets that pass because of the act."""
    world = World((Device("one"), Device("two")))
    one, two = world.devices
    world.write(two)
    world.send(two, "a")
    world.fetch(one, "a")
    world.write(one, "b", before=True)
    world.send(one, "b")
    assert [e.id for e in world.sent["one", "b"]] == [2, 1]
