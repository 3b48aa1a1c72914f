"""Gaps in the log of a child who moved: what stayed with another authority is none, and all else is one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from hypothesis import given, settings
from hypothesis import strategies as st

from carerapp.domain.feed_faults import Fault, FaultKind
from carerapp.domain.feed_numbers import Numbers
from carerapp.domain.feeds_left import Left
from carerapp.domain.json_value import Json
from tests.support.moving import ACTS, AUTHORITIES, Entry, World, played

DEVICES = {"one": "0a" * 8, "two": "0b" * 8}


def documents(world: World) -> Mapping[int, dict[str, Json]]:
    """Each entry that was written, as it says where it stands."""
    found: dict[int, dict[str, Json]] = {}
    for device in world.devices:
        own = (entry for entry in device.log if entry.device == device.name)
        for number, entry in enumerate(own, 1):
            where: dict[str, Json] = {"device": DEVICES[device.name], "number": number}
            feed: Json = {"before": "0e" * 32, "version": 1, **where}
            value: Json = {"holder": entry.to, "left": entry.left, "before": entry.before}
            field = "moved" if entry.to else "note"
            found[entry.id] = {"feed": feed, "hlc": entry.hlc, "field": field, "value": value}
    return found


def gaps(entries: Iterable[Entry], said: Mapping[int, dict[str, Json]]) -> list[Fault]:
    """What is named as missing among these."""
    numbers = Numbers(Left())
    for entry in entries:
        numbers.add(said[entry.id])
    return [fault for fault in numbers.faults() if fault.kind is FaultKind.GAP]


def there(world: World, authority: str) -> list[Entry]:
    """All that an authority was sent, each once."""
    feeds = (feed for (_, at), feed in world.sent.items() if at == authority)
    return list({entry.id: entry for feed in feeds for entry in feed}.values())


@given(ACTS)
@settings(max_examples=400, deadline=None)
def test_what_an_authority_was_never_owed_is_no_gap_there(acts: list[tuple[object, ...]]) -> None:
    """Whoever moved the child where, in whatever order the devices heard of it, once all is sent."""
    world = played(acts)
    world.to_rest()
    said = documents(world)
    for authority in AUTHORITIES:
        assert gaps(there(world, authority), said) == []


@given(ACTS, st.data())
@settings(max_examples=400, deadline=None)
def test_from_the_move_on_each_gap_is_named(acts: list[tuple[object, ...]], data: st.DataObject) -> None:
    """With the holder of today, between what each device has written since the newest move."""
    world = played(acts)
    world.to_rest()
    said, holder = documents(world), world.devices[0].holder()
    newest = max((entry.hlc for entry in world.devices[0].log if entry.to), default="")
    here = there(world, holder)
    for device in world.devices:
        since = [entry for entry in here if entry.device == device.name and entry.hlc >= newest]
        since.sort(key=lambda entry: entry.hlc)
        for gone in [data.draw(st.sampled_from(since[1:-1]))] if len(since) > 2 else []:
            (gap,) = gaps((entry for entry in here if entry != gone), said)
            assert (gap.device, gap.number, gap.upto) == (DEVICES[device.name], *[gap.number] * 2)
            assert said[gone.id]["feed"]["number"] == gap.number  # type: ignore[call-overload, index]
