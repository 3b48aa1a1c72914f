"""A time stamp on its way: over what a tablet sent, to the tablet, into its export, to whoever checks it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from carerapp.domain.feeds import device_of
from carerapp.sharing.enrolment import enrolments
from carerapp.sharing.set_aside import AsideShelf
from carerapp.sharing.time_stamps import MOST, TimeStampTurns, fetch_time_stamps, kept_time_stamps, thinned
from sync.conversation import Conversation, Request, run_sync
from sync.endpoint.service import Service
from sync.endpoint.time_stamping import TimeStamping
from sync.errors import RequestRejected
from sync.requests_transport import RequestsWire
from sync.settings import TIME_STAMPS_CHECK_SECONDS
from sync.time_stamps import TimeStamp, read_time_stamps, time_stamp_json, trust_part
from tests.support.endpoint.authority import CRYPTO, Authority
from tests.support.tablets import Opened, Tablet, typed
from tests.support.tsa import NAME, Tsa


@pytest.fixture
def stamped(authority: Authority, child: str, tmp_path: Path) -> Iterator[Tsa]:
    """The endpoint got a token over all that came so far."""
    tsa = Tsa(tmp_path / "tsa")
    with tsa.serving() as url:
        by = TimeStamping(url, tsa.certificate)
        service = Service(authority.store, authority.key, time_stamping=by, time_stamp_seconds=0.0)
        assert service.time_stamps.stamp() == ""
        yield tsa


def exported(tablet: Tablet, out: Path) -> Path:
    tablet.sign_in()
    typed("export-log", "--data", tablet.folder, "--out", out)
    return out


def test_an_export_says_since_when_by_whom_and_who_trusts_them(
    stamped: Tsa, ann: Tablet, tmp_path: Path
) -> None:
    """With a real endpoint and a real time-stamp authority; the reader's own certificate judges."""
    ann.sync()
    with ann.opened() as at:
        device = device_of(str(at.vault.get_setting("device")))
    file = exported(ann, tmp_path / "log.jsonl")
    report = typed("verify", file, "--trust", stamped.folder / "ca.pem")
    (row,) = [row for row in report.splitlines() if "was there at the latest" in row]
    assert row.startswith(f"  proved      what device {device} wrote up to number ")
    assert row.endswith(f": {NAME} made a time stamp, trusted by whoever gave --trust")
    assert "  NOT proved  a time stamp" not in report


@pytest.mark.parametrize("answer", [b"", b"\0", b"[]", b"{}", b'{"stamps": 1}', b"[" * 9_000])
def test_an_answer_that_is_no_list_holds_up_nothing(stamped: Tsa, ann: Tablet, answer: bytes) -> None:
    """Nothing is raised, so that the turn goes on to what follows; the next time it is asked for again."""
    with ann.opened() as at:
        (enrolment,) = enrolments(at.vault)
        turns = TimeStampTurns(at.vault, CRYPTO)
        for now in (1_000.0, 1_000.0 + TIME_STAMPS_CHECK_SECONDS):
            asking = turns.turn(enrolment, now)
            assert next(asking).path.startswith("/v1/time-stamps")
            with pytest.raises(StopIteration):
                asking.send(answer)
        assert list(turns.turn(enrolment, now + 1)) == []


def test_each_is_fetched_once_and_a_lost_answer_costs_none(
    authority: Authority, stamped: Tsa, ann: Tablet, child: str
) -> None:
    """The next one asks from where it was."""
    ann.sync()
    with ann.opened() as at:
        (one,) = enrolments(at.vault)
        assert len(list(kept_time_stamps(at.vault, one, child))) == 1
        assert run_sync(fetch(at), wire(at, authority))
        assert len(list(kept_time_stamps(at.vault, one, child))) == 1


def fetch(at: Opened) -> Conversation[bool]:
    (one,) = enrolments(at.vault)
    return fetch_time_stamps(at.vault, CRYPTO, one, 1_795_215_000.0)


def wire(at: Opened, authority: Authority) -> RequestsWire:
    (one,) = enrolments(at.vault)
    keyid, sign = at.sharing.signer(one)
    return RequestsWire(authority.base, keyid, sign)


def the_one(at: Opened, authority: Authority) -> TimeStamp:
    ((one,), _) = read_time_stamps(wire(at, authority)(Request("GET", "/v1/time-stamps?cursor=")))
    return one


def changes(one: TimeStamp, key: bytes, other: bytes) -> dict[str, tuple[TimeStamp, str]]:
    """What a wrong endpoint sends, and why it is set aside."""
    garbled = b"\0" + one.token
    word = CRYPTO.sign(key, trust_part(garbled, one.trusted))
    foreign = replace(one.receipt, feed=replace(one.receipt.feed, device="f" * 16))
    return {
        "garbled": (replace(one, token=garbled, word=word), "others_stamp"),
        "over something else": (replace(one, path=b""), "others_stamp"),
        "for another device": (replace(one, receipt=foreign), "others_stamp"),
        "older": (old(one, key), "old_stamp"),
        "not the authority's word": (replace(one, word=CRYPTO.sign(other, b"x")), "signature"),
        "not its receipt": (
            replace(one, receipt=replace(one.receipt, signature=bytes(64))),
            "signature",
        ),
    }


def old(one: TimeStamp, key: bytes) -> TimeStamp:
    """The token is a good one, and from years before."""
    at = one.token.index(b"\x18\x0f") + 2
    token = one.token[:at] + b"2019" + one.token[at + 4 :]
    return replace(one, token=token, word=CRYPTO.sign(key, trust_part(token, one.trusted)))


def answering(*rows: object) -> Callable[[Request], bytes]:
    """An endpoint that gives these."""
    return lambda _: json.dumps({"stamps": rows}).encode()


def test_a_wrong_one_is_set_aside_with_its_reason(
    authority: Authority, stamped: Tsa, ann: Tablet, child: str
) -> None:
    """By an endpoint with its own key: named, never kept, never an error; a good one is kept after it."""
    key = authority.key._private.private_bytes_raw()
    with ann.opened() as at:
        (enrolment,) = enrolments(at.vault)
        good = the_one(at, authority)
        wrong = changes(good, key, bytes(32))
        for number, (name, (stamp, reason)) in enumerate(wrong.items(), 1):
            assert run_sync(fetch(at), answering(time_stamp_json(replace(stamp, number=number)))), name
            item = AsideShelf(at.vault).items()[-1]
            assert (item.what, item.child, item.number) == ("stamp", child, number), name
            assert item.reason.value == reason, name
            assert list(kept_time_stamps(at.vault, enrolment, child)) == [], name
        assert run_sync(fetch(at), answering(5, time_stamp_json(replace(good, number=9))))
        assert AsideShelf(at.vault).items()[-1].reason.value == "shape"
        assert len(list(kept_time_stamps(at.vault, enrolment, child))) == 1


def test_an_endpoint_of_before_is_asked_once(ann: Tablet, child: str) -> None:
    """It knows no such address; nothing else stops."""

    def unknown(_: Request) -> bytes:
        raise RequestRejected(404, "no reason given")

    with ann.opened() as at:
        assert not run_sync(fetch(at), unknown)


def test_of_many_the_first_and_the_newest_stay() -> None:
    """So that an export does not grow without end; what lies between gets thinner the older it is."""
    kept: list[int] = []
    for number in range(1, 200):
        kept = thinned([*kept, number])
        assert len(kept) <= MOST
    assert kept[0] == 1
    assert kept[-MOST // 2 :] == list(range(200 - MOST // 2, 200))
    assert kept == sorted(kept)
