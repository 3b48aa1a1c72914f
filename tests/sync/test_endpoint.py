"""The endpoint over real HTTP: enrolment, receipts, and everything that it must not believe."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
import requests

from sync.errors import RequestRejected, Revoked
from sync.feed import FeedId, entries, genesis
from sync.messages import Push, decode_pushed, encode, to_text
from sync.session import retry, waiting
from tests.support.endpoint.authority import CHILD, CRYPTO, OTHER, Authority, TestDevice, until_idle
from tests.support.endpoint.database import rows
from tests.support.endpoint.raw_request import request, sent


def test_what_one_device_wrote_the_other_gets_with_receipts(authority: Authority) -> None:
    """2,450 entries, more than one message holds; both ways; each once; receipts signed by the pinned key."""
    first, second = authority.enrolled(), authority.enrolled()
    first.write(*(b"sealed %d" % n for n in range(2_450)))
    second.write(b"from the second")
    state = until_idle(first)
    assert state.feed(CHILD).done == 2_450
    assert waiting(state, first.written()) == 0
    receipt = state.feed(CHILD).receipt
    assert receipt is not None
    assert CRYPTO.verify(authority.key.public, receipt.signature, receipt.signed_part())
    until_idle(second)
    assert [e.payload for e in second.got] == first.mine[CHILD]
    authority.skew = 100
    until_idle(first)
    assert [e.payload for e in first.got] == [b"from the second"]


def test_a_killed_device_sends_the_same_again_and_nothing_is_doubled(authority: Authority) -> None:
    """Ten times the same batch, from a device that forgot each time: one effect."""
    device = authority.enrolled()
    device.write(*(b"%d" % n for n in range(20)))
    for _ in range(10):
        device.kept.clear()
        assert until_idle(device).feed(CHILD).done == 20
    assert authority.store.counts()["entries"] == 20


def pushing(device: TestDevice, feed: FeedId, sign: Callable[[bytes], bytes]) -> bytes:
    return encode(Push(tuple(entries(feed, [b"x"], sign, after=0, head=genesis(feed)))))


def test_replayed_altered_stale_cross_host_and_unknown_requests_are_refused(authority: Authority) -> None:
    """And audited; an unsigned request gets a 4xx everywhere but on the open pages."""
    device, stranger = authority.enrolled(), TestDevice(authority)
    once = request(device)
    assert sent(once)[0] == 200
    assert sent(once) == (409, "replayed")
    altered = request(device)
    altered.url = f"{authority.base}/v1/me"
    assert sent(altered) == (401, "signature_does_not_fit")
    body = request(device, "POST", body=b"{}")
    body.data = b"{ }"
    assert sent(body) == (401, "not_signed")
    for created in (authority.now() - 310, authority.now() + 310):
        assert sent(request(device, created=int(created))) == (401, "stale")
    other_host = request(device)
    assert isinstance(other_host.headers, dict)
    other_host.headers["Host"] = "la.example"
    assert sent(other_host) == (421, "another_host")
    stranger.id = "0" * 16
    assert sent(request(stranger)) == (401, "signature_does_not_fit")
    forged = request(device, sign=stranger.sign)
    assert sent(forged) == (401, "signature_does_not_fit")
    for method, path in (
        ("GET", "/v1/feed"),
        ("POST", "/v1/feed"),
        ("GET", "/v1/me"),
        ("POST", "/v1/enrol"),
        ("POST", "/v1/grants"),
        ("GET", "/v1/metrics"),
        ("GET", "/nothing"),
        ("GET", "/docs"),  # pages that would load scripts from elsewhere
        ("GET", "/redoc"),
        ("PUT", "/v1/feed"),
    ):
        assert 400 <= requests.request(method, authority.base + path, timeout=5).status_code < 500
    for path in ("/health", "/ready", "/version", "/key", "/openapi.json"):
        assert requests.get(authority.base + path, timeout=5).status_code == 200
    lines = [line for (line,) in rows(authority, "SELECT what FROM audit ORDER BY id")]
    assert lines[-3:] == ["replayed", "stale", "stale"], "what anybody could have sent is no line"


def test_a_device_writes_only_its_own_feed_and_only_about_its_children(authority: Authority) -> None:
    """Another device's feed is refused whole; an entry about another child is set aside, the rest goes on."""
    device, victim = authority.enrolled(), authority.enrolled()
    theirs = pushing(device, FeedId(victim.id, CHILD), device.sign)
    assert sent(request(device, "POST", body=theirs)) == (403, "wrong_feed")
    device.write(b"mine")
    device.write(b"not mine to send", b"nor this", stream=OTHER)
    state = until_idle(device)
    assert [r.reason for r in state.feed(OTHER).set_aside] == ["not_enrolled_for_this_child"] * 2
    assert state.feed(CHILD).done == 1
    assert waiting(state, device.written()) == 2
    authority.skew = 100
    until_idle(victim)
    assert [e.payload for e in victim.got] == [b"mine"]


def test_an_entry_that_was_refused_can_be_sent_again_by_itself(authority: Authority) -> None:
    """Once the device may send it; the ones beside it that were refused stay set aside, and the feed goes
    on."""
    from sqlalchemy import insert

    from sync.endpoint.tables import grants

    device, other = authority.enrolled(), authority.enrolled(CHILD, OTHER)
    device.write(b"one", b"two", b"three", stream=OTHER)
    state = until_idle(device)
    with authority.engine.begin() as connection:
        connection.execute(insert(grants).values(device=device.id, stream=OTHER, sealed=b""))
    until_idle(other)
    device.keep(retry(state, OTHER, 2))
    state = until_idle(device)
    assert [r.seq for r in state.feed(OTHER).set_aside] == [1, 3]
    authority.skew = 100
    until_idle(other)
    assert [e.payload for e in other.got] == [b"two"]
    device.write(b"four", stream=OTHER)
    assert until_idle(device).feed(OTHER).done == 4


def test_an_entry_that_another_key_signed_is_set_aside(authority: Authority) -> None:
    """The request is the device's own, the entry is not: it is refused by its number and the reason."""
    device, thief = authority.enrolled(), TestDevice(authority)
    body = pushing(device, FeedId(device.id, CHILD), thief.sign)
    with requests.Session() as session:
        answer = decode_pushed(session.send(request(device, "POST", body=body).prepare()).content)
    assert [(r.seq, r.reason) for r in answer.refused] == [(1, "signature_does_not_fit")]


def test_a_feed_that_forks_is_refused(authority: Authority) -> None:
    """Older files put back on a device, and written on: the endpoint notices."""
    device = authority.enrolled()
    device.write(b"one", b"two")
    until_idle(device)
    device.kept.clear()
    device.mine[CHILD] = [b"one", b"another two", b"three"]
    client = device.client()
    client.step()
    assert client.state.last_trouble == "fork"
    assert authority.store.counts()["entries"] == 2


def test_a_revoked_device_is_told_so_and_asks_for_nothing_more(authority: Authority) -> None:
    """It believes the endpoint's own signature, rests for ever, and cannot be let in again."""
    device = authority.enrolled()
    assert authority.store.devices.decide(device.id, "revoked", int(authority.now()))
    with pytest.raises(Revoked):
        device.pull()
    client = device.client()
    client.step()
    assert client.state.revoked
    assert client.step() == float("inf")
    assert not authority.store.devices.decide(device.id, "approved", int(authority.now())), (
        "revoked is for good"
    )


def test_a_code_is_for_one_device_for_ten_minutes(authority: Authority) -> None:
    """The same device may ask twice; another and a late one are refused."""
    code = authority.store.enrolment.new_code("tablet", [CHILD], int(authority.now()))
    device = TestDevice(authority)
    first = device.enrol(code)
    assert device.enrol(code) == first, "the answer to the first time may have been lost"
    with pytest.raises(RequestRejected, match="code_refused"):
        TestDevice(authority).enrol(code)
    with pytest.raises(RequestRejected, match="not_approved"):
        device.pull()
    old = authority.store.enrolment.new_code("tablet", [CHILD], int(authority.now()) - 601)
    with pytest.raises(RequestRejected, match="code_refused"):
        TestDevice(authority).enrol(old)


def test_known_unknown_and_revoked_ids_answer_alike_to_who_has_not_proved_the_key(
    authority: Authority,
) -> None:
    """Byte for byte, fresh or stale: nobody learns from outside which ids there are, nor which were
    revoked."""
    known, gone, thief = authority.enrolled(), authority.enrolled(), TestDevice(authority)
    assert authority.store.devices.decide(gone.id, "revoked", int(authority.now()))
    for created in (authority.now(), authority.now() - 3_000):
        answers = set()
        for id in (known.id, gone.id, "0" * 16):
            thief.id = id
            with requests.Session() as session:
                answer = session.send(request(thief, created=int(created)).prepare())
            headers = {name: value for name, value in answer.headers.items() if name.lower() != "date"}
            answers.add((answer.status_code, answer.content, str(sorted(headers.items()))))
        assert len(answers) == 1, answers


def test_a_childs_key_comes_from_a_companion_and_garbage_stands_in_nobodys_way(authority: Authority) -> None:
    """The first key counts until its reader says that it opens nothing; then who sealed it can't again, and
    the next one counts. A device that is not for the child can give none, and free no place."""
    first, second, third = authority.enrolled(), authority.enrolled(), authority.enrolled()
    stranger = authority.enrolled(OTHER)
    garbage, sealed = to_text(b"q" * 80), to_text(b"k" * 80)

    def grant(by: TestDevice, to: TestDevice, value: str = sealed) -> bool:
        body = json.dumps({"stream": CHILD, "device": to.id, "sealed": value}).encode()
        return bool(json.loads(by.wire().request("POST", "/v1/grants", body))["granted"])

    def refuse(by: TestDevice, *children: str) -> list[str]:
        body = json.dumps({"children": children}).encode()
        return list(json.loads(by.wire().request("POST", "/v1/grants/refused", body))["freed"])

    def stands() -> tuple[object, dict[str, bool]]:
        me = json.loads(second.wire().request("GET", "/v1/me"))
        return me["children"], {c["device"]: c["has_key"] for c in me["companions"]}

    assert grant(third, second, garbage)
    assert not grant(first, second)
    assert not grant(stranger, first)
    assert refuse(stranger, CHILD) == refuse(first, CHILD) == refuse(second, OTHER) == []
    has_key = {first.id: False, second.id: True, third.id: False}
    assert stands() == ([{"stream": CHILD, "sealed": garbage}], has_key)
    assert refuse(second, CHILD, CHILD) == [CHILD]
    assert stands() == ([{"stream": CHILD, "sealed": ""}], {**has_key, second.id: False})
    assert not grant(third, second, garbage)
    assert grant(first, second)
    assert stands() == ([{"stream": CHILD, "sealed": sealed}], has_key)
    assert grant(third, first), "to another it still can"
    assert refuse(second, CHILD) == [CHILD]
    assert grant(third, second), "nobody is left who could: all may again"


def test_a_child_that_a_home_had_is_nobodys_to_claim(authority: Authority) -> None:
    """An id is no secret and no right: another home gets the child of a home that was turned off by a code
    in which an administrator names the child, and by nothing that a device says."""
    gone, other = authority.enrolled(), authority.enrolled(OTHER)
    assert authority.store.devices.decide(gone.id, "revoked", int(authority.now()))
    claim = json.dumps({"children": [CHILD]}).encode()
    assert json.loads(other.wire().request("POST", "/v1/children", claim)) == {"claimed": []}
    late = TestDevice(authority)
    body = {
        "code": authority.store.enrolment.new_code("tablet", [], int(authority.now())),
        "sign_key": late.public,
        "seal_key": CRYPTO.agree_public(late.private).hex(),
        "children": [CHILD],
    }
    wire = late.wire(f"new:{late.public}")
    late.id = json.loads(wire.request("POST", "/v1/enrol", json.dumps(body).encode()))["device"]
    assert authority.store.devices.decide(late.id, "approved", int(authority.now()))
    for device in (other, late):
        me = json.loads(device.wire().request("GET", "/v1/me"))
        assert CHILD not in {child["stream"] for child in me["children"]}
    named = authority.enrolled(CHILD)
    me = json.loads(named.wire().request("GET", "/v1/me"))
    assert [child["stream"] for child in me["children"]] == [CHILD]


@pytest.mark.parametrize("method", ["TRACE", "DELETE", "PATCH", "PUT"])
def test_a_method_that_no_route_has_is_refused(authority: Authority, method: str) -> None:
    """Whoever asks, signed or not."""
    device = authority.enrolled()
    with requests.Session() as session:
        for path in ("/v1/feed", "/v1/me", "/v1/erasures", "/key"):
            assert session.send(request(device, method, path).prepare()).status_code == 405
