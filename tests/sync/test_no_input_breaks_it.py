"""Arbitrary bytes, JSON and addresses, signed by an enrolled device, on both databases: never a 5xx."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest
import requests
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sync.erasures import asked_part
from sync.feed import FeedId, entries, genesis
from sync.messages import Push, encode, to_text
from tests.support.endpoint.authority import CHILD, Authority, TestDevice
from tests.support.endpoint.limits import unlimited
from tests.support.endpoint.postgres import postgres
from tests.support.endpoint.raw_request import request

HARD: list[Any] = ["\0", "a\0", CHILD[:-1] + "\0", "\ud800", "", "é" * 40, 0, -1, 2**53, 2**63, 2**64, 1e400]
ROUTES = [
    ("POST", "/v1/feed", ("wire", "entries")),
    ("POST", "/v1/grants", ("stream", "device", "sealed")),
    ("POST", "/v1/grants/refused", ("children",)),
    ("POST", "/v1/children", ("children",)),
    ("POST", "/v1/letters", ("stream", "letter", "to", "sealed")),
    ("POST", "/v1/erasures", ("stream", "at", "signature")),
    ("POST", "/v1/enrol", ("code", "sign_key", "seal_key", "children")),
]


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def authority(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Authority]:
    folder = tmp_path_factory.mktemp("input")
    if request.param == "sqlite":
        yield from served(Authority(folder))
    else:
        with postgres() as url:
            yield from served(Authority(folder, url))


def served(authority: Authority) -> Iterator[Authority]:
    authority.limits = unlimited()
    with authority.serving():
        yield authority


@pytest.fixture(scope="module")
def device(authority: Authority) -> TestDevice:
    return authority.enrolled()


def status(device: TestDevice, method: str, path: str, body: bytes = b"") -> int:
    keyid = f"new:{device.public}" if path == "/v1/enrol" else device.id
    with requests.Session() as session:
        return session.send(
            request(device, method, path, body, keyid=keyid).prepare(), timeout=20
        ).status_code


def right(device: TestDevice) -> dict[str, Any]:
    """Parts that are as they must be, by name."""
    sealed = "A" * 80
    feed = FeedId(device.id, CHILD)
    (entry,) = json.loads(
        encode(Push(tuple(entries(feed, [b"x"], device.sign, after=0, head=genesis(feed)))))
    )["entries"]
    parts = {"code": "acorn", "sign_key": device.public, "seal_key": "a" * 64, "children": [CHILD]}
    return {**parts, "wire": 1, "entries": [entry], "stream": CHILD, "device": device.id, "letter": CHILD,
            "to": device.id, "sealed": sealed, "at": 5,
            "signature": to_text(device.sign(asked_part(device.id, CHILD, 5)))}  # fmt: skip


@pytest.mark.parametrize(("method", "path", "names"), ROUTES)
def test_one_wrong_part_is_a_400(
    authority: Authority, device: TestDevice, method: str, path: str, names: tuple[str, ...]
) -> None:
    """NUL, half a surrogate, numbers that no column holds, in each part: the message is broken."""
    for name in names:
        for value in [*HARD, [], {}, None, [{"a": 1}], True]:
            body = {**{key: right(device)[key] for key in names}, name: value}
            if (name, value) in [("wire", 2**53), ("wire", 2**63), ("wire", 2**64), ("children", [])]:
                continue  # a newer version, and a device with no child
            if (name == "code" and isinstance(value, str)) or (name == "wire" and value is True):
                continue  # any text may be a code: it is refused as one
            assert status(device, method, path, json.dumps(body).encode()) == 400, (name, value)


@pytest.mark.parametrize("y", ["00" * 32, "01" + "00" * 31, "ec" + "ff" * 30 + "7f", "ed" + "ff" * 31])
def test_a_key_that_anybody_can_sign_with_is_no_device(
    authority: Authority, device: TestDevice, y: str
) -> None:
    """Ed25519 keys of small order: one signature fits any words."""
    code = authority.store.enrolment.new_code("tablet", [CHILD], int(authority.now()))
    body = {"code": code, "sign_key": y, "seal_key": "a" * 64}
    assert status(device, "POST", "/v1/enrol", json.dumps(body).encode()) == 400


def test_a_wrong_part_of_an_entry_is_a_400(authority: Authority, device: TestDevice) -> None:
    """Its number among them: the first is 1."""
    (entry,) = right(device)["entries"]
    for name in entry:
        for value in [*HARD, None, [], "A" * 400_000]:
            if (name, value) in [("payload", ""), ("signature", "")]:
                continue  # both may be empty
            body = {"wire": 1, "entries": [{**entry, name: value}]}
            assert status(device, "POST", "/v1/feed", json.dumps(body).encode()) == 400, (name, value)


@pytest.mark.parametrize("body", [b"[" * 100_000, b'{"a":' * 100_000, b"9" * 100_000, b"\0", b"\xff\xfe{\0"])
def test_deep_and_long_json_is_a_400(authority: Authority, device: TestDevice, body: bytes) -> None:
    """However much of it there is."""
    assert {status(device, method, path, body) for method, path, _ in ROUTES} == {400}


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.sampled_from(HARD),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
PIECE = st.text(max_size=12).map(
    lambda text: quote(text.encode("utf-8", "surrogatepass"), safe="")
) | st.sampled_from(["%00", "a%00", CHILD, "0", "1", "-1", "9" * 25, "%ED%A0%80", "..", "%2F"])


@settings(max_examples=50, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_whatever_is_sent_it_is_no_fault_of_the_endpoints(
    authority: Authority, device: TestDevice, data: st.DataObject
) -> None:
    """Bytes, JSON with the right names, and addresses made up of anything."""
    method, path, names = data.draw(st.sampled_from(ROUTES))
    drawn = {name: data.draw(JSON | st.just(right(device)[name])) for name in names}
    body = data.draw(st.binary(max_size=200) | st.just(json.dumps(drawn).encode()))
    assert status(device, method, path, body) < 500
    one, two, three = (data.draw(PIECE) for _ in range(3))
    for method, path in (
        ("GET", f"/v1/packs/{one}/{two}"),
        ("GET", f"/v1/photos/{one}"),
        ("GET", f"/v1/photos/{CHILD}/{one}/{two}"),
        ("PUT", f"/v1/photos/{CHILD}/{one}/{two}?of={three}"),
        ("GET", f"/v1/feed?cursor={one}&limit={two}&most={three}"),
        ("GET", f"/v1/letters?after={one}"),
    ):
        assert status(device, method, path, body if method == "PUT" else b"") < 500, path
