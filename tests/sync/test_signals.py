"""Signals at a real endpoint: a wait ends when something is new for the device and not before, whichever
process it came through; the listening key opens nothing else; waits leave room for what is sent."""

from __future__ import annotations

import json
import secrets
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from sync.endpoint.service import signals as waiting
from sync.errors import RequestRejected, Revoked
from sync.messages import encode, revoked_part
from sync.requests_transport import RequestsWire
from sync.settings import LONGEST_WAIT_SECONDS, SHORTEST_WAIT_SECONDS
from sync.signals import Signal, Waits, listen_with, read_signal, wait_for
from tests.support.endpoint.authority import CHILD, CRYPTO, OTHER, Authority, TestDevice, until_idle
from tests.support.endpoint.postgres import postgres

LONG = 30  # seconds that nobody waits for here: what they wait for comes before


class Listener:
    """A device's ears: a key of its own, named with the real one."""

    def __init__(self, device: TestDevice) -> None:
        self.private = secrets.token_bytes(32)
        device.wire()(listen_with(CRYPTO.sign_public(self.private)))
        sign = lambda message: CRYPTO.sign(self.private, message)
        self.wire = RequestsWire(device.authority.base, f"ear:{device.id}", sign)

    def now(self) -> Signal:
        """Of a device that knows nothing yet, or an impossible number."""
        return self.wait(2**40, LONG)

    def wait(self, known: int, seconds: float) -> Signal:
        return read_signal(self.wire(wait_for(known, seconds)))


@pytest.fixture(params=["sqlite", "postgresql"])
def either(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Authority]:
    """On either database."""
    if request.param == "sqlite":
        with Authority(tmp_path / "endpoint").serving() as serving:
            yield serving
    else:
        with postgres() as url, Authority(tmp_path / "endpoint", url).serving() as serving:
            yield serving


def meanwhile(listener: Listener, known: int, do: Callable[[], object]) -> Signal:
    """What is heard while it is done: the wait has begun before."""
    with ThreadPoolExecutor(1) as pool:
        heard = pool.submit(listener.wait, known, LONG)
        time.sleep(0.3)
        assert not heard.done()
        do()
        return heard.result(10)


def test_a_wait_ends_with_what_others_wrote_and_not_with_ones_own(either: Authority) -> None:
    """Also where it came through another process on the same database; who is for another child hears
    nothing."""
    authority = either
    home, desk, other = authority.enrolled(), authority.enrolled(), authority.enrolled(OTHER)
    ears = {device.id: Listener(device) for device in (home, desk, other)}
    before = ears[desk.id].now()
    beside = Authority(authority.folder, str(authority.engine.url.render_as_string(hide_password=False)))

    def write() -> None:
        home.write(b"sealed words")
        with beside.serving():
            wire = RequestsWire(beside.base, home.id, home.sign)
            home.wire = lambda keyid="": wire  # type: ignore[method-assign]
            until_idle(home)

    heard = meanwhile(ears[desk.id], before.number, write)
    assert heard == Signal(before.number + 1, before.urgent, before.standing)
    assert ears[home.id].now() == ears[other.id].now() == Signal()


def test_what_its_sender_calls_urgent_is_heard_so(authority: Authority) -> None:
    """Of what follows the number that it named, and not of what comes later."""
    home, desk = authority.enrolled(), authority.enrolled()
    ears = Listener(desk)
    home.write(b"sealed words")
    client = home.client()
    client._client.urgent = lambda stream, after: (stream, after) == (CHILD, 0)
    while client.step() <= 0:
        continue
    assert (ears.now().number, ears.now().urgent) == (1, 1)
    home.write(b"more")
    while client.step() <= 0:
        client._client.fetch_now()
        if client.state.feed(CHILD).done == 2:
            break
    assert (ears.now().number, ears.now().urgent) == (2, 1)


def test_the_listening_key_hears_and_hands_in_and_opens_nothing_else(authority: Authority) -> None:
    """A thief who has it can send what the device's own key signed, and nothing they made."""
    home, thief_of = authority.enrolled(), authority.enrolled()
    home.write(b"sealed words")
    until_idle(home)
    ears = Listener(thief_of)
    for method, path in (
        ("GET", "/v1/feed"),
        ("GET", "/v1/me"),
        ("GET", "/v1/policy"),
        ("GET", f"/v1/photos/{CHILD}"),
        ("GET", "/v1/letters"),
        ("GET", "/v1/erasures"),
        ("GET", "/v1/metrics"),
        ("POST", "/v1/children"),
        ("POST", "/v1/grants"),
        ("POST", "/v1/grants/refused"),
        ("POST", "/v1/erasures"),
        ("POST", "/v1/signals/key"),
    ):
        with pytest.raises(RequestRejected) as refused:
            ears.wire.request(method, path, b"{}" if method == "POST" else b"")
        assert (refused.value.status, refused.value.reason) == (401, "signature_does_not_fit"), path
    thief_of.write(b"was sealed before the lock")
    (honest,) = thief_of.client()._client.unsent(10_000)
    assert b'"receipts":[{' in ears.wire.request("POST", "/v1/feed", encode(honest))
    thief_of.sign = lambda message: CRYPTO.sign(ears.private, message)  # type: ignore[method-assign]
    thief_of.mine[CHILD] = [b"was sealed before the lock", b"made by the thief"]
    client = thief_of.client()._client
    made = next(client.unsent(10_000))
    answer = json.loads(ears.wire.request("POST", "/v1/feed", encode(made)))
    assert not [one for one in answer["receipts"] if one["seq"] == 2]


def test_what_concerns_the_device_itself_is_heard(authority: Authority) -> None:
    """Let in, a policy, a key sealed, turned away: the last with the endpoint's own signature, at the next
    request, and with either key."""
    device, home = TestDevice(authority), authority.enrolled()
    device.enrol(authority.store.enrolment.new_code("tablet", [], int(authority.now())))
    ears, beside = Listener(device), Listener(home)
    now = int(authority.now())
    acts: list[Callable[[], object]] = [
        lambda: authority.store.devices.decide(device.id, "approved", now),
        lambda: authority.store.settings.put("policy", "{}", now),
        lambda: authority.store.protocols.add("example", 1, b"signed", now),
        lambda: authority.store.devices.decide(device.id, "revoked", now),
    ]
    known = 0
    for act in acts:
        heard = meanwhile(ears, known, act)
        assert heard.standing > 0
        assert heard.number > known
        known = heard.number
    before = beside.now().standing
    authority.enrolled()  # for the same child
    assert beside.now().standing == before + 1
    for wire in (ears.wire, device.wire()):
        with pytest.raises(Revoked) as told:
            wire(wait_for(known, 0))
        assert CRYPTO.verify(authority.key.public, told.value.proof, revoked_part(device.id))


def test_waits_leave_room(authority: Authority, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who comes when all places are taken is answered at once, and told to ask now and then; a device has one
    place, whatever it does."""
    monkeypatch.setattr(waiting, "WAITS_OF_ONE_ADDRESS", 2)
    devices = [authority.enrolled() for _ in range(3)]
    ears = [Listener(device) for device in devices]
    with ThreadPoolExecutor(3) as pool:
        first = pool.submit(ears[0].wait, 0, LONG)
        second = pool.submit(ears[1].wait, 0, LONG)
        time.sleep(0.3)
        assert ears[2].wait(0, LONG).poll
        again = pool.submit(ears[1].wait, 0, LONG)
        assert second.result(10) == Signal(0)
        assert not first.done()
        devices[2].write(b"sealed words")
        until_idle(devices[2])
        assert {first.result(10).number, again.result(10).number} == {1}


def test_an_endpoint_that_stops_lets_go_of_who_waits(tmp_path: Path) -> None:
    """As if the time were over, with a whole answer: nobody is cut."""
    authority = Authority(tmp_path / "endpoint")
    heard: list[Signal] = []
    with authority.serving():
        ears = Listener(authority.enrolled())
        thread = threading.Thread(target=lambda: heard.append(ears.wait(0, LONG)))
        thread.start()
        time.sleep(0.3)
    thread.join(10)
    assert heard == [Signal(0)]


def test_a_wait_says_something_now_and_then(authority: Authority, monkeypatch: pytest.MonkeyPatch) -> None:
    """Spaces, so that nobody on the way takes the line for dead; and it ends when its time is over."""
    monkeypatch.setattr(waiting, "WAIT_SILENCE_SECONDS", 0.2)
    ears = Listener(authority.enrolled())
    said = ears.wire(wait_for(0, 1))
    assert said.startswith(b"   ")
    assert read_signal(said) == Signal(0)


def test_how_long_to_wait_is_learnt_from_how_waits_end() -> None:
    """A proxy that cuts after a minute is met half way; a line that holds is asked for more, up to the end;
    what fails at once says nothing about waits; and where even short ones are cut, they are of no use."""
    waits = Waits()
    for _ in range(30):
        waits = waits.whole()
    assert waits.seconds == LONGEST_WAIT_SECONDS
    cut = waits.failed(60.0)
    assert cut.seconds == 45.0
    assert cut.whole().cuts == 0
    assert waits.failed(0.1) == waits
    for _ in range(3):
        cut = cut.failed(6.0)
    assert cut.seconds == SHORTEST_WAIT_SECONDS
    assert cut.of_no_use
    assert not cut.whole().of_no_use
