"""Devices of one home that write about a child who moves between three authorities. Pure: nothing is
sealed."""

from __future__ import annotations

from dataclasses import dataclass, field

from hypothesis import strategies as st

from carerapp.domain.hlc import tick
from carerapp.sharing.cut import BEFORE, MoveAt, Owed, held_at, newest_first, owed

AUTHORITIES = ("a", "b", "c")  # the first has the file before anybody moves the child


@dataclass(frozen=True)
class Entry:
    """``to``: of a move, the authority that holds the file from here on."""

    id: int
    hlc: str
    device: str
    to: str = ""
    left: str = ""
    before: bool = False


@dataclass
class Device:
    """Of one home; its own log, in the order in which things came to it."""

    name: str
    log: list[Entry] = field(default_factory=list)

    def moves(self) -> list[MoveAt]:
        return [
            MoveAt(place, e.hlc, e.device == self.name, e.to, e.left, e.before)
            for place, e in enumerate(self.log)
            if e.to
        ]

    def holder(self, stamp: str = "~") -> str:
        found = held_at(stamp, newest_first(self.moves()))
        return found.holder if found else AUTHORITIES[0]

    def owed(self, authority: str) -> Owed:
        own = [place for place, e in enumerate(self.log) if e.device == self.name]
        mine = lambda holder: (AUTHORITIES[0] if holder == BEFORE else holder) == authority
        return owed([e.hlc for e in self.log], own, self.moves(), mine)


@dataclass
class World:
    """``sent``: device and authority → what went there, in its order."""

    devices: tuple[Device, ...] = (Device("one"), Device("two"))
    sent: dict[tuple[str, str], list[Entry]] = field(default_factory=dict)  # device, authority → its feed
    count: int = 0

    def write(self, device: Device, to: str = "", before: bool = False) -> None:
        left = device.holder()
        if to == left:
            return
        self.count += 1
        stamp = tick(max((e.hlc for e in device.log), default=""), self.count, device.name)
        device.log.append(Entry(self.count, stamp, device.name, to, left, before))

    def send(self, device: Device, authority: str, most: int = 1_000) -> None:
        feed = self.sent.setdefault((device.name, authority), [])
        now = device.owed(authority)
        assert [device.log[p] for p in now.places][: len(feed)] == feed, "a feed changed before its end"
        for place in now.places[len(feed) : now.upto(len(feed))][:most]:
            feed.append(device.log[place])

    def fetch(self, device: Device, authority: str) -> None:
        here = {e.id for e in device.log}
        for (name, at), feed in self.sent.items():
            if at == authority and name != device.name:
                fresh = [e for e in feed if e.id not in here]
                device.log += fresh
                here |= {e.id for e in fresh}

    def has(self, authority: str) -> set[int]:
        return {e.id for (_, at), feed in self.sent.items() if at == authority for e in feed}

    def to_rest(self) -> None:
        for _ in range(6):
            for device in self.devices:
                for authority in AUTHORITIES:
                    self.send(device, authority)
                    self.fetch(device, authority)


WHO = st.integers(0, 1)
ACTS = st.lists(
    st.one_of(
        st.tuples(st.just("write"), WHO),
        st.tuples(st.just("move"), WHO, st.sampled_from(AUTHORITIES), st.booleans()),
        st.tuples(st.just("send"), WHO, st.sampled_from(AUTHORITIES), st.integers(1, 4)),
        st.tuples(st.just("fetch"), WHO, st.sampled_from(AUTHORITIES)),
    ),
    max_size=40,
)


def played(acts: list[tuple[object, ...]]) -> World:
    """Two devices that do this. Fails where one sends what it knows to be another's."""
    world = World((Device("one"), Device("two")))
    for act, who, *rest in acts:
        assert isinstance(who, int)
        device = world.devices[who]
        if act == "write":
            world.write(device)
        elif act == "move":
            world.write(device, str(rest[0]), bool(rest[1]))
        elif act == "send":
            authority, most = str(rest[0]), rest[1]
            assert isinstance(most, int)
            known = len(world.sent.get((device.name, authority), []))
            world.send(device, authority, most)
            feed, now = world.sent[device.name, authority], device.owed(authority)
            coming = [device.log[p] for p in now.places[known : now.upto(known)]]
            assert not coming or is_for(device, coming[-1], authority), "the last of it is not theirs"
            for entry in feed[known:]:
                theirs = is_for(device, entry, authority) or entry.left == authority
                assert theirs, f"{entry} went to {authority}, and {device.name} knew better"
        else:
            world.fetch(device, str(rest[0]))
    return world


def is_for(device: Device, entry: Entry, authority: str) -> bool:
    """By all that this device knows."""
    if entry.to:
        until = max((e for e in device.log if e.to and e.hlc < entry.hlc), key=lambda e: e.hlc, default=None)
        told = (entry.to, entry.left, until.to if until else AUTHORITIES[0], device.holder())
        return authority in told or _agreed(device, entry, authority)
    return authority in (device.holder(entry.hlc), device.holder()) or _agreed(device, entry, authority)


def _agreed(device: Device, entry: Entry, authority: str) -> bool:
    """A person said yes to what was written before."""
    return any(e.to == authority and e.before and entry.hlc < e.hlc for e in device.log)
