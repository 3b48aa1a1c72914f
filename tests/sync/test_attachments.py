"""Pictures in chunks: only what the other side lacks moves, and what does not open costs one chunk."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

import pytest

from sync.attachments import exchange
from sync.conversation import Request, run_sync
from sync.errors import RequestRejected, ServerError

STREAM, ONE, TWO, THREE = "ab" * 16, "01" * 16, "02" * 16, "03" * 16
Chunks = dict[tuple[str, int], bytes]


@dataclass
class Device:
    """The attachments here, in memory."""

    own: dict[str, list[bytes]] = field(default_factory=dict)
    away: set[str] = field(default_factory=set)
    came: Chunks = field(default_factory=dict)
    refused: list[str] = field(default_factory=list)
    opens: bool = True

    def held(self, stream: str) -> Sequence[str]:
        """All."""
        assert stream == STREAM
        return list(self.own)

    def chunk_count(self, stream: str, attachment: str) -> int:
        """0 for one that is damaged."""
        return len(self.own[attachment])

    def chunk(self, stream: str, attachment: str, number: int) -> bytes:
        """As it is sealed."""
        return self.own[attachment][number]

    def unwanted(self, stream: str) -> Collection[str]:
        """What left."""
        return self.away

    def arrived(self, stream: str, attachment: str) -> Collection[int]:
        """What came before."""
        return [number for id, number in self.came if id == attachment]

    def not_taken(self, stream: str, attachment: str) -> None:
        """Noted."""
        self.refused.append(attachment)

    def put_chunk(self, stream: str, attachment: str, number: int, of: int, data: bytes) -> None:
        """What does not open is not wanted any more."""
        self.came[attachment, number] = data
        if not self.opens:
            self.away.add(attachment)


@dataclass
class Endpoint:
    """What it has: id → of how many, and the chunks by number. ``answer``: the status of each PUT."""

    has: dict[str, tuple[int, dict[int, bytes]]] = field(default_factory=dict)
    status: int = 200
    asked: list[str] = field(default_factory=list)

    def __call__(self, request: Request) -> bytes:
        """One request."""
        assert request.path.startswith(f"/v1/photos/{STREAM}")
        parts = request.path.removeprefix(f"/v1/photos/{STREAM}").strip("/").split("/")
        if parts == [""]:
            held = {id: {"of": of, "have": sorted(have)} for id, (of, have) in self.has.items()}
            return json.dumps({"photos": held}).encode()
        self.asked.append(f"{request.method} {parts[0][:2]} {parts[1]}")
        if request.method == "GET":
            return self.has[parts[0]][1][int(parts[1])]
        if self.status != 200:
            raise RequestRejected(self.status, "no")
        return b"{}"


def test_what_the_endpoint_lacks_is_sent() -> None:
    """Chunk by chunk, with how many there are; what it has is not sent again."""
    device = Device({TWO: [b"a", b"b", b"c"], ONE: [b"d"]})
    endpoint = Endpoint({TWO: (3, {1: b"b"})})
    assert run_sync(exchange(device, STREAM), endpoint) == 3
    assert endpoint.asked == ["PUT 01 0?of=1", "PUT 02 0?of=3", "PUT 02 2?of=3"]


def test_one_that_is_there_in_another_length_is_sent_whole() -> None:
    """Its chunks are others."""
    endpoint = Endpoint({ONE: (2, {0: b"x"})})
    assert run_sync(exchange(Device({ONE: [b"a", b"b", b"c"]}), STREAM), endpoint) == 3


def test_what_is_whole_at_the_endpoint_and_not_here_is_fetched() -> None:
    """Only the chunks that are not here yet; not what left, and not what is still on its way up."""
    device = Device(own={ONE: []}, away={THREE}, came={(TWO, 1): b"b"})
    three: dict[int, bytes] = {0: b"a", 1: b"b", 2: b"c"}
    endpoint = Endpoint(
        {TWO: (3, three), THREE: (1, {0: b"x"}), ONE: (1, {0: b"own"}), "04" * 16: (2, {0: b"x"})}
    )
    assert run_sync(exchange(device, STREAM), endpoint) == 3
    assert endpoint.asked == ["GET 01 0", "GET 02 0", "GET 02 2"]  # 01 is damaged here: fetched again
    assert device.came == {(ONE, 0): b"own", (TWO, 0): b"a", (TWO, 1): b"b", (TWO, 2): b"c"}


def test_what_does_not_open_is_not_fetched_on() -> None:
    """One chunk of it; the next picture is fetched, and the count is right."""
    endpoint = Endpoint({id: (2, {0: b"a", 1: b"b"}) for id in (ONE, TWO)})
    assert run_sync(exchange(Device(opens=False), STREAM), endpoint) == 2
    assert endpoint.asked == ["GET 01 0", "GET 02 0"]


def test_where_the_endpoint_has_other_bytes_the_others_go() -> None:
    """It is noted, and no more of it is sent; another refusal ends the turn."""
    device, endpoint = Device({ONE: [b"a", b"b"], TWO: [b"c"]}), Endpoint(status=409)
    assert run_sync(exchange(device, STREAM), endpoint) == 0
    assert (device.refused, endpoint.asked) == ([ONE, TWO], ["PUT 01 0?of=2", "PUT 02 0?of=1"])
    with pytest.raises(RequestRejected):
        run_sync(exchange(device, STREAM), Endpoint(status=413))


@pytest.mark.parametrize(
    "answer",
    [
        b"<html>",
        b"{}",
        b'{"photos": []}',
        b'{"photos": {"x": {"of": 1, "have": []}}}',
        json.dumps({"photos": {ONE: {"of": 0, "have": []}}}).encode(),
        json.dumps({"photos": {ONE: {"of": 257, "have": []}}}).encode(),
        json.dumps({"photos": {ONE: {"have": []}}}).encode(),
        json.dumps({"photos": {ONE: {"of": 1, "have": ["x"]}}}).encode(),
        json.dumps({"photos": {ONE: {"of": 1, "have": 1}}}).encode(),
        b"[" * 100_000,
    ],
)
def test_an_answer_that_is_no_list_of_pictures_is_the_endpoints_fault(answer: bytes) -> None:
    """Nothing is sent on its word."""
    with pytest.raises(ServerError, match="no list of pictures"):
        run_sync(exchange(Device({ONE: [b"a"]}), STREAM), lambda _: answer)


def test_a_picture_has_up_to_256_chunks() -> None:
    """As many are taken."""
    assert run_sync(exchange(Device(), STREAM), Endpoint({ONE: (256, {})})) == 0
