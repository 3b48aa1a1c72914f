"""The same over real HTTP, through a proxy that cuts, delays, truncates and doubles what passes."""

from __future__ import annotations

import random
import secrets
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

import pytest

from sync.attachments import CHUNK, exchange
from sync.conversation import run_sync
from sync.errors import SyncError
from tests.support.endpoint.authority import CHILD, Authority, Driven, TestDevice
from tests.support.endpoint.proxy import Proxy

PICTURE = "ab" * 16
MEGABYTES = 10


@pytest.fixture
def proxy(authority: Authority) -> Iterator[Proxy]:
    with Proxy(authority.port, seed=7).serving() as serving:
        authority.more_hosts.add(f"127.0.0.1:{serving.port}")
        authority.limits.devices.at_once = authority.limits.devices.per_second = 1e6
        yield serving


class Pictures:
    """Attachments as they stand on a device; the bytes are as good as sealed."""

    def __init__(self, pictures: dict[str, bytes]) -> None:
        self.pictures = pictures
        self.chunks: dict[str, dict[int, bytes]] = {}

    def held(self, stream: str) -> Sequence[str]:
        return sorted(self.pictures)

    def chunk_count(self, stream: str, attachment: str) -> int:
        return -(-len(self.pictures[attachment]) // CHUNK)

    def chunk(self, stream: str, attachment: str, number: int) -> bytes:
        return self.pictures[attachment][number * CHUNK : (number + 1) * CHUNK]

    def unwanted(self, stream: str) -> Collection[str]:
        return ()

    def arrived(self, stream: str, attachment: str) -> Collection[int]:
        return self.chunks.get(attachment, {})

    def not_taken(self, stream: str, attachment: str) -> None:
        raise AssertionError("the endpoint has what this device sends")

    def put_chunk(self, stream: str, attachment: str, number: int, of: int, data: bytes) -> None:
        chunks = self.chunks.setdefault(attachment, {})
        chunks[number] = data
        if len(chunks) == of:
            self.pictures[attachment] = b"".join(chunks[n] for n in range(of))


def through(device: TestDevice, proxy: Proxy) -> Driven:
    client = device.client()
    client._wire._base = proxy.base
    return client


def test_a_photo_cut_at_a_hundred_places_arrives_and_each_cut_costs_one_chunk(
    authority: Authority, proxy: Proxy
) -> None:
    """10 MB; every offset is cut once. No chunk reaches the endpoint twice; each cut costs the chunk it was
    in."""
    first, second = authority.enrolled(), authority.enrolled()
    picture = secrets.token_bytes(MEGABYTES * 1_000_000)
    rng = random.Random(11)
    proxy.cuts = set(rng.sample(range(len(picture)), 100))
    wire = through(first, proxy)._wire
    tries = 0
    while True:
        tries += 1
        try:
            run_sync(exchange(Pictures({PICTURE: picture}), CHILD), wire)  # a device that remembers nothing
            break
        except SyncError:
            assert tries < 300
    assert proxy.cuts == set()
    assert tries == 101
    whole = [path for method, path in proxy.forwarded if method == "PUT"]
    assert len(whole) == len(set(whole)) == -(-len(picture) // CHUNK)
    there = Pictures({})
    run_sync(exchange(there, CHILD), second.wire())
    assert there.pictures[PICTURE] == picture


@pytest.mark.parametrize("seed", range(3))
def test_devices_converge_through_any_trouble(authority: Authority, seed: int, tmp_path: Path) -> None:
    """Three devices, each killed now and then, nine requests in ten disturbed: nothing lost, nothing
    doubled."""
    with Proxy(authority.port, seed).serving() as proxy:
        authority.more_hosts.add(f"127.0.0.1:{proxy.port}")
        authority.limits.devices.at_once = authority.limits.devices.per_second = 1e6
        rng = random.Random(seed)
        devices = [authority.enrolled() for _ in range(3)]
        proxy.trouble = 0.9
        clients = [through(device, proxy) for device in devices]
        for turn in range(120):
            number = rng.randrange(3)
            if rng.random() < 0.4:
                devices[number].write(*(b"%d:%d:%d" % (number, turn, n) for n in range(rng.randrange(1, 30))))
            if rng.random() < 0.1:
                clients[number] = through(devices[number], proxy)
            clients[number]._client.fetch_now()
            clients[number].step()
        assert sum(proxy.disturbed.values()) > 60
        assert len(proxy.disturbed) == 6
        proxy.trouble = 0.0
        for _ in range(4):
            for client in clients:
                client._client.fetch_now()
                for _ in range(100):
                    if client.step() > 0:
                        break
        for device in devices:
            wanted = sorted(p for other in devices if other is not device for p in other.mine.get(CHILD, []))
            assert sorted(entry.payload for entry in device.got) == wanted
        total = sum(len(device.mine.get(CHILD, [])) for device in devices)
        assert authority.store.counts()["entries"] == total
