"""An endpoint that has no room: what does not fit stays on the device, says so, and holds nobody else up."""

from __future__ import annotations

from pathlib import Path

import pytest

from carerapp.sharing.status import authority_status
from sync.endpoint.database import Database
from sync.endpoint.keys import verify
from sync.endpoint.store import Store
from sync.endpoint.store.usage import NoRoom, Room
from sync.session import waiting
from tests.support.endpoint.authority import CHILD, OTHER, Authority, until_idle
from tests.support.endpoint.database import rows
from tests.support.endpoint.raw_request import request, sent

DAY = 86_400


def with_room(tmp_path: Path, room: Room) -> Authority:
    made = Authority(tmp_path / "endpoint")
    made.store = Store(made.engine, verify, room)
    return made


def test_a_child_without_room_waits_and_the_others_go_on(tmp_path: Path) -> None:
    """Nothing of it is lost or said as sent; the next day it goes by itself."""
    with with_room(tmp_path, Room(entries_a_day=3)).serving() as authority:
        first, second = authority.enrolled(CHILD, OTHER), authority.enrolled(CHILD, OTHER)
        second.write(b"1", b"2", stream=CHILD)
        until_idle(second)
        first.write(b"3", b"4", stream=CHILD)
        first.write(b"5", stream=OTHER)
        state = until_idle(first)
        assert (state.feed(CHILD).done, state.feed(OTHER).done) == (0, 1)
        assert waiting(state, first.written()) == 2
        assert state.feed(CHILD).set_aside == ()
        said = authority_status(state, first.written())
        assert "no room for more about one child" in said.trouble
        assert (said.here_only, said.received) == (2, 1)
        authority.skew = DAY
        state = until_idle(first)
        assert waiting(state, first.written()) == 0
        assert authority_status(state, first.written()).trouble == ""
        assert authority.store.counts()["entries"] == 5


def test_a_device_without_room_is_told_so_and_another_is_not(tmp_path: Path) -> None:
    """Its share of a day is its own."""
    with with_room(tmp_path, Room(bytes_a_day=100)).serving() as authority:
        first, second = authority.enrolled(CHILD, OTHER), authority.enrolled(OTHER)
        first.write(b"x" * 60, stream=CHILD)
        until_idle(first)
        first.write(b"x" * 60, stream=OTHER)
        client = first.client()
        client._client.fetch_now()
        client.step()
        assert client.state.last_trouble == "no_room"
        assert waiting(client.state, first.written()) == 1
        assert "no room for more from this device" in authority_status(client.state, first.written()).trouble
        second.write(b"x" * 60, stream=OTHER)
        assert waiting(until_idle(second), second.written()) == 0
        chunk = f"/v1/photos/{CHILD}/{'a' * 32}/0?of=1"
        assert sent(request(first, "PUT", chunk, b"x" * 60)) == (403, "no_room")
        assert rows(authority, "SELECT count(*) FROM chunks") == [(0,)]


@pytest.mark.parametrize(
    ("room", "child"), [(Room(entries=5), True), (Room(bytes=50), True), (Room(entries_a_day=2), False)]
)
def test_in_all_and_a_day_are_counted_apart(tmp_path: Path, room: Room, child: bool) -> None:
    """Three days of two entries by two devices; what is refused counts for nothing, old days leave."""
    authority = Authority(tmp_path / "endpoint")
    database = Database(authority.engine)

    def use(device: str, day: int, entries: int) -> None:
        with database.exclusive() as connection:
            room.use(connection, device, CHILD, day * DAY, entries=entries, size=10 * entries)

    use("a" * 16, 1, 2)
    for _ in range(3):
        with pytest.raises(NoRoom) as full:
            use("a" * 16, 1, 4)
        assert not full.value.child, "it is the device's own share"
    use("b" * 16, 2, 2)
    held = rows(authority, "SELECT owner, day, entries, bytes FROM usage ORDER BY owner, day")
    assert held == [
        (CHILD, "", 4, 40), (CHILD, "1970-01-03", 2, 20),
        ("a" * 16, "", 2, 20), ("a" * 16, "1970-01-02", 2, 20),
        ("b" * 16, "", 2, 20), ("b" * 16, "1970-01-03", 2, 20),
    ]  # fmt: skip
    if child:
        with pytest.raises(NoRoom) as full:
            use("c" * 16, 3, 2)
        assert full.value.child
