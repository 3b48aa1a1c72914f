"""Erasing a child at the endpoint: nothing sealed is left, a signed record is, and nobody else is touched."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import update

from sync.endpoint.__main__ import main
from sync.endpoint.tables import erasures
from sync.erasures import Erasure
from sync.messages import to_text
from tests.support.endpoint.authority import CHILD, CRYPTO, OTHER, Authority, TestDevice, until_idle

DAY = 86_400
WORDS, PICTURE, LETTER, REST = (word * 40 for word in (b"entry of one ", b"photo ", b"letter ", b"other "))


@pytest.fixture
def authority(tmp_path: Path) -> Iterator[Authority]:
    """With the database and the folder that the commands open."""
    with Authority(tmp_path / "endpoint").serving() as serving:
        yield serving


def erase(authority: Authority, *arguments: str) -> int:
    who = ("--by", "Records officer, Example County", "--reason", "Article 17, request 12")
    return main(["erase", "--data", str(authority.folder), *who, *arguments])


def records(
    authority: Authority, capsys: pytest.CaptureFixture[str], *, code: int = 0
) -> list[dict[str, object]]:
    capsys.readouterr()
    assert main(["erasures", "--data", str(authority.folder)]) == code
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def everything(authority: Authority) -> tuple[TestDevice, TestDevice]:
    """Two devices of two children, and all kinds of things about each of them."""
    one, two = authority.enrolled(CHILD, OTHER), authority.enrolled(CHILD, OTHER)
    desk = TestDevice(authority)
    desk.enrol(authority.store.enrolment.new_code("desk", [], int(authority.now()), kind="desk"))
    authority.store.devices.decide(desk.id, "approved", int(authority.now()))
    one.write(WORDS + b"1", WORDS + b"2")
    one.write(REST, stream=OTHER)
    two.write(WORDS + b"3")
    for device in (one, two):
        until_idle(device)
    for child, picture in ((CHILD, PICTURE), (OTHER, REST)):
        one.wire().request("PUT", f"/v1/photos/{child}/{'a' * 32}/0?of=1", picture)
    letter = {"stream": CHILD, "letter": "b" * 32, "to": desk.id, "sealed": to_text(LETTER)}
    one.wire().request("POST", "/v1/letters", json.dumps(letter).encode())
    return one, two


def test_nothing_of_the_child_is_left_but_a_record_that_proves_itself(
    authority: Authority, capsys: pytest.CaptureFixture[str]
) -> None:
    """No byte of entries, pictures and letters in any file of the endpoint; another child's stay. The record
    says who, why, how much, and where each feed ended."""
    one, two = everything(authority)
    assert all(what in authority.stored() for what in (WORDS, PICTURE, LETTER, REST))
    assert erase(authority, "--child", CHILD, "--sure", CHILD) == 0
    stored = authority.stored()
    assert [what in stored for what in (WORDS, PICTURE, LETTER, REST)] == [False, False, False, True]
    (record,) = records(authority, capsys)
    assert (record["entries"], record["chunks"], record["letters"]) == (3, 1, 1)
    assert (record["by"], record["reason"]) == ("Records officer, Example County", "Article 17, request 12")
    ends = {device: (seq, hash) for device, seq, hash in json.loads(str(record["ends"]))}
    assert ends.keys() == {one.id, two.id}
    receipt = one.kept[-1].feed(CHILD).receipt
    assert receipt is not None
    assert ends[one.id] == (2, receipt.hash.hex()), "who holds a receipt can prove what was erased"
    parts = {name: record[name] for name in Erasure.__dataclass_fields__}
    signed = Erasure(**parts)  # type: ignore[arg-type]
    assert CRYPTO.verify(authority.key.public, bytes.fromhex(signed.signature), signed.signed_part())
    assert [e.feed.stream for e in two.pull().entries] == [OTHER]
    assert erase(authority, "--child", CHILD, "--sure", CHILD) == 1, "once"


@pytest.mark.parametrize(
    ("column", "value"), [("by", "Nobody"), ("reason", "x"), ("at", 1), ("entries", 2), ("ends", "[]")]
)
def test_a_record_that_was_changed_is_named(
    authority: Authority, capsys: pytest.CaptureFixture[str], column: str, value: object
) -> None:
    """By whoever has the database and not the key."""
    everything(authority)
    assert erase(authority, "--child", CHILD, "--sure", CHILD) == 0
    with authority.engine.begin() as connection:
        connection.execute(update(erasures).values(**{column: value}))
    assert [one["fits"] for one in records(authority, capsys, code=1)] == [False]


def test_nothing_brings_an_erased_child_back_and_nothing_else_waits_for_it(authority: Authority) -> None:
    """What a device goes on writing about the child is refused with the reason, and stays there; other
    children go on. No claim and no code takes the child in again."""
    one, two = everything(authority)
    assert erase(authority, "--child", CHILD, "--sure", CHILD) == 0
    one.write(b"written later", b"and later")
    one.write(b"about the other", stream=OTHER)
    state = until_idle(one)
    assert [(r.seq, r.reason) for r in state.feed(CHILD).set_aside] == [(3, "erased"), (4, "erased")]
    assert state.feed(OTHER).done == 2
    claim = json.dumps({"children": [CHILD]}).encode()
    assert json.loads(one.wire().request("POST", "/v1/children", claim)) == {"claimed": []}
    new = authority.enrolled(CHILD, OTHER)
    assert [c["stream"] for c in json.loads(new.wire().request("GET", "/v1/me"))["children"]] == [OTHER]
    assert authority.store.counts()["entries"] == 2
    assert two.pull().entries


def test_what_nobody_touched_for_so_long_is_listed_and_then_erased(
    authority: Authority, capsys: pytest.CaptureFixture[str]
) -> None:
    """An authority's retention: a child about whom nothing came is erased, one about whom something did
    is not. Without --sure it is only listed."""
    everything(authority)
    authority.skew = -40 * DAY
    early = authority.enrolled("c" * 32)
    early.write(b"long ago", stream="c" * 32)
    until_idle(early)
    capsys.readouterr()
    assert erase(authority, "--untouched-days", "41") == 0
    assert "c" * 32 not in capsys.readouterr().out
    assert erase(authority, "--untouched-days", "39") == 0
    said = capsys.readouterr().out
    assert "c" * 32 in said
    assert CHILD not in said
    assert authority.store.erasures.all() == []
    assert erase(authority, "--untouched-days", "39", "--sure") == 0
    assert [record["stream"] for record in records(authority, capsys)] == ["c" * 32]


@pytest.mark.parametrize("sure", [(), ("--sure",), ("--sure", OTHER)])
def test_a_slip_erases_nothing(authority: Authority, sure: tuple[str, ...]) -> None:
    """The id is said twice, alike."""
    everything(authority)
    assert erase(authority, "--child", CHILD, *sure) == 2
    assert authority.store.erasures.all() == []
    assert authority.store.counts()["entries"] == 4
