"""What an HTTP answer means, whichever transport brought it, and which addresses are asked at all."""

from __future__ import annotations

import json

import pytest

from sync.errors import RequestRejected, Revoked, ServerError, SyncError, Unreachable
from sync.http_answers import InsecureAddress, check_address, good_answer, headers
from sync.messages import to_text

DATE = "Fri, 20 Nov 2026 22:00:00 GMT"


def answer(status: int, said: object = None, retry_after: str = "", date: str = "") -> SyncError:
    """The error that this answer is."""
    data = said if isinstance(said, bytes) else json.dumps(said).encode()
    with pytest.raises(SyncError) as caught:
        good_answer(status, retry_after, data, date)
    return caught.value


def test_a_good_answer_is_its_body() -> None:
    """Whatever it is; what it means is read elsewhere."""
    assert good_answer(200, "", b"anything") == b"anything"


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ({"reason": "too_long"}, "too_long"),
        ({"reason": "x" * 99}, "x" * 99),
        ({"reason": "x" * 100}, "no reason given"),
        ({"reason": ""}, "no reason given"),
        ({"reason": 7}, "no reason given"),
        ({}, "no reason given"),
        (["reason"], "no reason given"),
        (b"<html>", "no reason given"),
        (b"[" * 100_000, "no reason given"),
    ],
)
def test_a_refusal_says_why(said: object, reason: str) -> None:
    """In a short word; a page that says nothing is a refusal without one."""
    for status in (400, 401, 403, 404, 409, 413, 201):
        found = answer(status, said)
        assert isinstance(found, RequestRejected)
        assert (found.status, found.reason, found.at) == (status, reason, None)


def test_a_stale_request_hears_the_endpoints_time() -> None:
    """From the answer's own date; one that cannot be read is not known."""
    found = answer(401, {"reason": "stale"}, date=DATE)
    assert isinstance(found, RequestRejected)
    assert found.at == 1_795_212_000.0
    assert found.behind(1_795_212_000.0 - 90) == 90
    for date in ("yesterday", "Fri, 20 Nov 99999999 22:00:00 GMT"):
        found = answer(401, {"reason": "stale"}, date=date)
        assert isinstance(found, RequestRejected)
        assert found.behind(0.0) is None


@pytest.mark.parametrize(
    ("status", "retry_after", "wait"),
    [
        (429, "7", 7.0),
        (503, "60", 60.0),
        (500, "", 0.0),
        (599, "soon", 0.0),
        (429, "-1", 0.0),
        (502, "1.5", 0.0),
    ],
)
def test_an_endpoint_that_fails_or_asks_to_wait_is_tried_again(
    status: int, retry_after: str, wait: float
) -> None:
    """Not before it said; what is no number of seconds says nothing."""
    found = answer(status, {"reason": "busy"}, retry_after)
    assert isinstance(found, ServerError)
    assert found.wait == wait


def test_another_address_is_not_followed() -> None:
    """The signature is for this one."""
    for status in (300, 302, 399):
        assert isinstance(answer(status), ServerError)


def test_a_request_that_arrived_twice_had_arrived() -> None:
    """The first answer was lost: it is asked again; other conflicts are refusals."""
    assert isinstance(answer(409, {"reason": "replayed"}), Unreachable)
    assert isinstance(answer(400, {"reason": "replayed"}), RequestRejected)
    assert isinstance(answer(409, {"reason": "other"}), RequestRejected)


def test_a_revocation_brings_its_proof() -> None:
    """Without one that can be read, an empty one, which nobody believes; another status is a refusal."""
    found = answer(403, {"reason": "revoked", "proof": to_text(b"signed")})
    assert isinstance(found, Revoked)
    assert found.proof == b"signed"
    for proof in (None, 7, "é", "a"):
        found = answer(403, {"reason": "revoked", "proof": proof})
        assert isinstance(found, Revoked)
        assert found.proof == b""
    assert isinstance(answer(401, {"reason": "revoked"}), RequestRejected)


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("https://sync.example.org", "https://sync.example.org"),
        ("https://sync.example.org/a/", "https://sync.example.org/a"),
        ("http://127.0.0.1:8560/", "http://127.0.0.1:8560"),
        ("http://[::1]:8560", "http://[::1]:8560"),
        ("http://localhost", "http://localhost"),
    ],
)
def test_an_address_has_tls_or_is_this_machine(url: str, kept: str) -> None:
    """Without the slash at its end."""
    assert check_address(url) == kept


@pytest.mark.parametrize(
    "url",
    [
        "http://sync.example.org",
        "http://192.168.0.1",
        "http://localhost.example.org",
        "http://128.0.0.1",
        "ftp://localhost",
        "ftp://127.0.0.1",
        "sync.example.org",
        "",
    ],
)
def test_an_address_without_tls_is_refused(url: str) -> None:
    """With words that say what to write."""
    with pytest.raises(InsecureAddress, match="must begin with https://"):
        check_address(url)


def test_a_request_is_signed_each_time_with_another_nonce() -> None:
    """And says that it is JSON, and wants JSON."""
    made = [
        headers("POST", "https://a.example/v1", b"{}", keyid="k", created=5, sign=lambda data: bytes(64))
        for _ in range(2)
    ]
    assert made[0]["Signature-Input"] != made[1]["Signature-Input"]
    for one in made:
        assert (one["Content-Type"], one["Accept"]) == ("application/json", "application/json")
        assert {"Signature", "Content-Digest"} <= set(one)
        assert ';created=5;nonce="' in one["Signature-Input"]
        assert ';keyid="k";' in one["Signature-Input"]
