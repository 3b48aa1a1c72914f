"""Whole conversations of 0.1.0 with its endpoint, request by request: each side is still answered, to the
byte.

`wire-first-months`: enrolment of a tablet, a phone and a duty desk, and all that they said, from
`endpoint-start` to `endpoint`. `wire-goes-on`: what followed, with a picture in two chunks, and a revocation.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable
from pathlib import Path

from tests.compatibility.answering import Endpoint, RecordedAuthority, enrolled, turned_away
from tests.compatibility.files import SECRETS, Clock, Line, expected, recorded_lines, unpacked, whole
from tests.compatibility.opening import Device

FIRST, THEN = "wire-first-months.jsonl.xz", "wire-goes-on.jsonl.xz"
OLA: str = SECRETS["home"]["children"]["ola"]
#: A cursor says more since: to a device it is a word that it brings back.
_CURSOR = re.compile(rb'"cursor":"c2:0:([0-9]+):[0-9a-f]*"')
TWO_CHUNKS = hashlib.shake_256(b"an invented picture of two chunks").digest(262_144 + 2_000)


def answered(endpoint: Endpoint, lines: list[Line]) -> list[str]:
    """Each recorded request, sent at its moment; those that are not answered as they were."""
    wrong = []
    for line in lines:
        endpoint.clock.seconds = line["at"]
        if "administrator" in line:
            endpoint.administer(line)
        else:
            status, answer = endpoint.answer(line)
            if (status, _CURSOR.sub(rb'"cursor":"c1:\1"', answer)) != (line["status"], whole(line, "answer")):
                wrong.append(f"{line['who']}: {line['method']} {line['path']}")
    return wrong


def test_the_endpoint_answers_the_first_months_as_it_did(tmp_path: Path) -> None:
    """From an empty database to the recorded one: the same devices, entries, chunks and letters stand in
    it."""
    lines = recorded_lines(FIRST)
    endpoint, then = (Endpoint(unpacked(n, tmp_path), Clock(0)) for n in ("endpoint-start", "endpoint"))
    try:
        assert answered(endpoint, lines) == []
        assert endpoint.counts() == then.counts()
        for query in (
            (
                "select position, device, stream, seq, hash, payload, received_at, refused from entries "
                "order by 1"
            ),
            "select stream, photo, number, of, data from chunks order by 1, 2, 3",
            "select device, stream, sealed from grants order by 1, 2",
            "select letter, addressee, stream, sealed from letters order by 1, 2",
            "select id, name, sign_key, seal_key, state, kind from devices order by 1",
            "select id, version, data from packs order by 1, 2",
        ):
            assert endpoint.rows(query) == then.rows(query), query
    finally:
        endpoint.close()
        then.close()


def test_the_recorded_database_answers_what_followed_as_it_did(tmp_path: Path) -> None:
    """A picture in two chunks, letters, what was refused sent once more, a revoked device turned away."""
    endpoint = Endpoint(unpacked("endpoint", tmp_path), Clock(0))
    try:
        assert answered(endpoint, recorded_lines(THEN)) == []
    finally:
        endpoint.close()


def test_a_request_that_was_changed_is_refused(tmp_path: Path) -> None:
    """The check behind the two tests above."""
    line = next(one for one in recorded_lines(THEN) if one.get("path") == "/v1/feed")
    endpoint = Endpoint(unpacked("endpoint", tmp_path), Clock(line["at"]))
    try:
        assert endpoint.answer({**line, "body": line["body"].replace('"seq":', '"seq": ', 1)})[0] == 401
    finally:
        endpoint.close()


def test_the_tablet_says_and_understands_the_same(device: Callable[[str], Device]) -> None:
    """Answered as then, it sends the same bytes, in full, and fetches the picture."""
    lines = recorded_lines(THEN)
    authority = RecordedAuthority(lines, "home")
    home = device("home")
    ada = SECRETS["home"]["ada"]
    with home.opened(ada["pin"], ada["id"]) as at:
        at.sync(authority.wire)
    home.clock.seconds += 60
    with home.opened(ada["pin"], ada["id"]) as at:
        at.sync(authority.wire)
        at.send_again()
        at.sync(authority.wire)
        assert authority.left == []
        photos = [line["path"].split("/")[4] for line in lines if line.get("path", "").endswith("?of=2")]
        assert at.photo(OLA, photos[0]) == TWO_CHUNKS
        said = at.facts()["authorities"][0]
        assert (said["here_only"], said["set_aside"], said["trouble"]) == (0, [], "")


def test_the_desk_understands_the_same(device: Callable[[str], Device]) -> None:
    """News, pictures, and a letter that was sealed to it."""
    authority = RecordedAuthority(recorded_lines(THEN), "desk")
    desk = device("desk")
    desk.clock.seconds += 60
    with desk.opened(SECRETS["desk"]["dee"]["pin"]) as at:
        at.sync(authority.wire)
        assert authority.left == []
        said = at.facts()
    want = json.loads(expected("desk-after-sync.json"))
    assert said["authorities"][0]["letters"] == want["authorities"][0]["letters"]


def test_a_phone_believes_the_recorded_revocation(device: Callable[[str], Device]) -> None:
    """The endpoint's own signature over it; and without that signature nothing is erased."""
    line = next(one for one in recorded_lines(THEN) if one.get("status") == 403)
    phone, pip = device("phone"), SECRETS["phone"]["pip"]
    with phone.opened(pip["pin"], pip["id"]) as at:
        assert not at.sync(turned_away(line, proved=False))
        assert at.sync(turned_away(line, proved=True))


def test_a_fresh_device_understands_the_answer_to_its_code() -> None:
    """Of each device that was enrolled: its id, that it waits for approval, its kind, and the key that it
    pins."""
    lines = [line for line in recorded_lines(FIRST) if line.get("path") == "/v1/enrol"]
    assert [line["who"] for line in lines] == ["home", "phone", "desk"]
    for line in lines:
        kind = "desk" if line["who"] == "desk" else "home"
        key = json.loads(line["answer"])["key"]
        assert enrolled(line) == (SECRETS[line["who"]]["device"], "asked", kind, key)
