"""What a stranger sends over real HTTP, as often as they like: others are answered as before."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from sync.endpoint.service.source import Proxies
from sync.errors import RequestRejected, ServerError
from sync.settings import DEVICE_REQUESTS_AT_ONCE, ENROLMENT_TRIES_AT_ONCE, UNPROVED_REQUESTS_AT_ONCE
from tests.support.endpoint.addresses import at
from tests.support.endpoint.authority import CHILD, Authority, TestDevice
from tests.support.endpoint.limits import standing
from tests.support.endpoint.raw_request import request, sent


@pytest.fixture
def authority(tmp_path: Path) -> Iterator[Authority]:
    """Its limits do not fill again."""
    made = Authority(tmp_path / "endpoint")
    made.limits = standing()
    made.refused_delay_seconds = 0.0
    with made.serving() as serving:
        yield serving


def use_up(authority: Authority, address: str) -> requests.Response:
    """Ask without a signature until it is refused."""
    with at(address) as session:
        for _ in range(int(UNPROVED_REQUESTS_AT_ONCE) + 1):
            answer = session.get(f"{authority.base}/v1/me", timeout=10)
        return answer


def test_an_address_that_proves_nothing_uses_up_its_own_share_alone(authority: Authority) -> None:
    """It is told when to come again, also on the open pages; an honest device elsewhere notices nothing."""
    device = authority.enrolled()
    refused = use_up(authority, "127.0.0.2")
    assert (refused.status_code, refused.json()) == (429, {"reason": "too_many"})
    assert int(refused.headers["Retry-After"]) >= 1
    with at("127.0.0.2") as session:
        assert session.get(f"{authority.base}/health", timeout=10).status_code == 429
    assert sent(request(device))[0] == 200
    assert not [line for line in authority.lines if '"status": 429' in line], "a refusal costs no line"


def test_what_devices_prove_does_not_count_for_their_address(authority: Authority) -> None:
    """A home behind one address asks more often than a stranger may."""
    devices = [authority.enrolled() for _ in range(4)]
    each = int(UNPROVED_REQUESTS_AT_ONCE / 3)
    assert {sent(request(device))[0] for device in devices for _ in range(each)} == {200}


def test_naming_a_device_takes_nothing_from_it(authority: Authority) -> None:
    """Its id without its key, and its own requests sent again: its share is untouched."""
    device, stranger = authority.enrolled(), TestDevice(authority)
    once = request(device)
    assert sent(once)[0] == 200
    for _ in range(int(DEVICE_REQUESTS_AT_ONCE)):
        assert sent(request(device, sign=stranger.sign)) == (401, "signature_does_not_fit")
        assert sent(once) == (409, "replayed")
    answers = [sent(request(device))[0] for _ in range(int(DEVICE_REQUESTS_AT_ONCE))]
    assert answers == [200] * int(DEVICE_REQUESTS_AT_ONCE - 1) + [429]


def test_a_device_that_asks_too_often_takes_nothing_from_its_home(authority: Authority) -> None:
    """It is refused by its key; another one at the same address goes on."""
    mad, other = authority.enrolled(), authority.enrolled()
    answers = [sent(request(mad))[0] for _ in range(int(UNPROVED_REQUESTS_AT_ONCE) + 100)]
    assert answers == [200] * int(DEVICE_REQUESTS_AT_ONCE) + [429] * (
        len(answers) - int(DEVICE_REQUESTS_AT_ONCE)
    )
    assert sent(request(other))[0] == 200


def test_wrong_codes_stop_at_their_address_and_kill_no_code(authority: Authority) -> None:
    """Fresh keys each time: five tries, then none, and the code that somebody waits with is still good."""
    code = authority.store.enrolment.new_code("tablet", [CHILD], int(authority.now()))
    for _ in range(int(ENROLMENT_TRIES_AT_ONCE)):
        with pytest.raises(RequestRejected, match="code_refused"):
            TestDevice(authority).enrol("acorn acorn acorn acorn acorn")
    with pytest.raises(ServerError, match="429") as refused:
        TestDevice(authority).enrol("acorn acorn acorn acorn acorn")
    assert refused.value.wait >= 60
    device = TestDevice(authority)
    with pytest.raises(ServerError, match="429"):
        device.enrol(code)
    elsewhere = device.wire(f"new:{device.public}")
    elsewhere._session = at("127.0.0.3")
    assert device.enrol(code, elsewhere)["state"] == "asked"


def test_right_codes_are_not_counted(authority: Authority) -> None:
    """A home that connects ten tablets in a row."""
    assert len({authority.enrolled().id for _ in range(10)}) == 10


def test_behind_a_named_proxy_each_client_has_its_own_share(tmp_path: Path) -> None:
    """And what they write into the header themselves does not help them."""
    made = Authority(tmp_path / "endpoint")
    made.limits, made.proxies = standing(), Proxies.named(["127.0.0.1"])
    with made.serving() as authority, requests.Session() as session:

        def ask(hops: str) -> int:
            return session.get(
                f"{authority.base}/health", headers={"X-Forwarded-For": hops}, timeout=10
            ).status_code

        answers = [ask(f"203.0.113.{n % 200}, 192.0.2.7") for n in range(int(UNPROVED_REQUESTS_AT_ONCE) + 1)]
        assert answers == [200] * int(UNPROVED_REQUESTS_AT_ONCE) + [429]
        assert ask("192.0.2.8") == 200
