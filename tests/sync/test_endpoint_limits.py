"""The endpoint over real HTTP: too much, too often, in parts, and over a line that carries little."""

from __future__ import annotations

import json
import resource
import secrets
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

import pytest
import requests

from sync.conversation import Request
from sync.errors import Unreachable
from sync.messages import MOST_BYTES, MOST_ENTRIES, decode_pulled
from tests.support.endpoint.authority import CHILD, CRYPTO, Authority, until_idle
from tests.support.endpoint.raw_request import request, sent


def test_too_much_and_too_often_are_refused_and_memory_stays_flat(authority: Authority) -> None:
    """Bodies of 3 MB get a 413 and are not held; too many requests get a 429, and the device then pauses."""
    device = authority.enrolled()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for _ in range(20):
        answer = requests.post(f"{authority.base}/v1/feed", data=b"x" * 3_000_000, timeout=10)
        assert answer.status_code == 413
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 60_000
    authority.limits.devices.clock = lambda: 0.0  # no bucket fills while a slow machine asks
    answers = {sent(request(device))[0] for _ in range(150)}
    assert 429 in answers
    client = device.client()
    client.step()
    assert client.state.not_before > authority.now()


def test_the_log_and_the_database_hold_no_word_of_what_was_sent(authority: Authority, tmp_path: Path) -> None:
    """Only what is sealed, ids, and the device's name."""
    device = authority.enrolled()
    device.write(CRYPTO.seal(b"k" * 32, b"n" * 12, b"CanaryName Canary words", b""))
    until_idle(device)
    sent(request(device, path="/v1/feed?cursor=CanaryCursor"))
    files = b"".join(p.read_bytes() for p in (tmp_path / "endpoint").iterdir())
    assert b"Canary" not in files
    assert authority.lines
    lines = "\n".join(authority.lines)
    assert not any(secret in lines for secret in ("Canary", device.id, CHILD))
    assert all({"at", "method", "route", "status", "ms"} == set(json.loads(line)) for line in authority.lines)


def test_a_page_of_many_large_entries_comes_in_parts(authority: Authority) -> None:
    """As many bytes as a message may have, then "more"; in the end all of it, in order."""
    first, second = authority.enrolled(), authority.enrolled()
    first.write(*(secrets.token_bytes(200_000) for _ in range(12)))
    until_idle(first)
    answer = decode_pulled(second.wire().request("GET", "/v1/feed?cursor="))
    assert 1 <= len(answer.entries) < 12
    assert answer.more
    until_idle(second)
    assert [e.payload for e in second.got] == first.mine[CHILD]
    assert len(answer.entries) <= MOST_ENTRIES


@pytest.mark.parametrize("widest", [16_000, 40_000])
def test_one_bar_of_signal_carries_something_too(authority: Authority, widest: int) -> None:
    """Nothing longer than that gets through, up or down: messages become short enough, and long again
    later."""
    first, second = authority.enrolled(), authority.enrolled()
    first.write(*(secrets.token_bytes(1_000) for _ in range(300)))

    def narrow(request: Request) -> bytes:
        if len(request.body) > widest or len(answer := wire(request)) > widest:
            raise Unreachable("too slow")
        return answer

    for device in (first, second):
        client, wire = device.client(), device.wire()
        for _ in range(400):
            client._wire = narrow  # type: ignore[assignment]
            client._client.state = replace(client.state, not_before=0.0)
            if client.step() > 0:
                break
    assert [e.payload for e in second.got] == first.mine[CHILD]
    first.write(*(secrets.token_bytes(1_000) for _ in range(900)))
    client = first.client()
    for _ in range(12):
        client.step()
    assert client.state.most == MOST_BYTES
    assert client.state.feed(CHILD).done == 1_200


@pytest.mark.parametrize(
    "cursor", ["", "nonsense", "c1:-1", "c1:", "c2:9", "c1:99999999999999999999", "c1:٣"]
)
def test_a_cursor_that_is_not_ours_begins_at_the_beginning(authority: Authority, cursor: str) -> None:
    """Nothing is missed by it, whatever it says."""
    first, second = authority.enrolled(), authority.enrolled()
    first.write(b"one")
    until_idle(first)
    assert len(decode_pulled(second.wire().request("GET", f"/v1/feed?cursor={quote(cursor)}")).entries) == 1
