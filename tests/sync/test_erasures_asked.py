"""A device that erased a child asks the endpoint for the same: a person decides, each device hears of it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import insert, update

from sync.endpoint.__main__ import main
from sync.endpoint.keys import EndpointKey
from sync.endpoint.tables import erasure_news, erasures, erasures_asked
from sync.erasures import MOST_AT_ONCE, Erasure, asked_part, read_page
from sync.errors import RequestRejected, ServerError
from sync.messages import to_text
from tests.support.endpoint.authority import CHILD, CRYPTO, OTHER, Authority, TestDevice, until_idle

AT = 1_764_000_000
WHO = ("--by", "Records officer, Example County", "--reason", "Article 17, request 12")


@pytest.fixture
def authority(tmp_path: Path) -> Iterator[Authority]:
    with Authority(tmp_path / "endpoint").serving() as serving:
        yield serving


@pytest.fixture
def home(authority: Authority) -> tuple[TestDevice, TestDevice]:
    """Two tablets of one home, for two children; both wrote."""
    one, two = authority.enrolled(CHILD, OTHER), authority.enrolled(CHILD, OTHER, name="Office 2")
    for device in (one, two):
        device.write(b"about the one")
        device.write(b"about the other", stream=OTHER)
        until_idle(device)
    return one, two


def ask(device: TestDevice, stream: str = CHILD, *, signer: TestDevice | None = None, at: int = AT) -> None:
    signature = (signer or device).sign(asked_part((signer or device).id, stream, at))
    said = {"stream": stream, "at": at, "signature": to_text(signature)}
    device.wire().request("POST", "/v1/erasures", json.dumps(said).encode())


def told(device: TestDevice, after: int = 0) -> list[Erasure]:
    return [one for _, one in read_page(device.wire().request("GET", f"/v1/erasures?after={after}")).erasures]


def me(device: TestDevice) -> dict[str, object]:
    said: dict[str, object] = json.loads(device.wire().request("GET", "/v1/me"))
    return said


def command(authority: Authority, capsys: pytest.CaptureFixture[str], *arguments: str, code: int = 0) -> str:
    capsys.readouterr()
    assert main([arguments[0], "--data", str(authority.folder), *arguments[1:]]) == code
    return capsys.readouterr().out


def test_a_devices_word_erases_nothing_and_is_shown_to_the_administrator(
    authority: Authority, home: tuple[TestDevice, TestDevice], capsys: pytest.CaptureFixture[str]
) -> None:
    """Every entry is still there for the other tablet; who asks is given the child no more. Asking again
    changes nothing."""
    one, two = home
    before = authority.store.counts()
    ask(one)
    ask(one)
    assert {**authority.store.counts(), "audit": 0} == {**before, "audit": 0}
    assert [entry.feed.stream for entry in one.pull().entries] == [OTHER]
    assert len(two.pull().entries) == 2
    assert [child["stream"] for child in me(one)["children"]] == [OTHER]  # type: ignore[attr-defined]
    said = command(authority, capsys, "erasures-asked")
    assert said.count(CHILD) == 1
    assert f"{CHILD}  {one.id} (Example House tablet)  2 entries here, 1 more devices  waits" in said
    assert told(one) == told(two) == []
    assert "erasures" not in me(two)


def test_after_a_yes_each_device_of_the_child_is_given_the_signed_record(
    authority: Authority, home: tuple[TestDevice, TestDevice], capsys: pytest.CaptureFixture[str]
) -> None:
    """Who asked, who did not, and the desk; a device of another child is told nothing."""
    one, two = home
    desk, other = TestDevice(authority), authority.enrolled("c" * 32)
    desk.enrol(authority.store.enrolment.new_code("desk", [], int(authority.now()), kind="desk"))
    authority.store.devices.decide(desk.id, "approved", int(authority.now()))
    ask(one)
    command(authority, capsys, "erase", "--child", CHILD, "--sure", CHILD, *WHO)
    assert command(authority, capsys, "erasures-asked").rstrip().endswith("0 more devices  erased")
    for device in (one, two, desk):
        (record,) = told(device)
        assert (record.stream, record.entries, record.by) == (CHILD, 2, WHO[1])
        assert CRYPTO.verify(authority.key.public, bytes.fromhex(record.signature), record.signed_part())
        assert told(device, int(str(me(device)["erasures"]))) == []
    assert told(other) == []
    assert "erasures" not in me(other)


def test_a_no_bears_a_name_and_a_reason(
    authority: Authority, home: tuple[TestDevice, TestDevice], capsys: pytest.CaptureFixture[str]
) -> None:
    """It is for all who asked, once; the record stays."""
    for device in home:
        ask(device)
    no = ("keep", "--child", CHILD, "--by", "Records officer", "--reason", "An inquiry is open")
    command(authority, capsys, *no)
    said = command(authority, capsys, "erasures-asked")
    assert said.count("kept, by Records officer: An inquiry is open") == 2
    command(authority, capsys, *no, code=1)
    assert authority.store.counts()["entries"] == 4


def test_who_is_not_for_the_child_or_signs_for_another_is_refused(
    authority: Authority, home: tuple[TestDevice, TestDevice], capsys: pytest.CaptureFixture[str]
) -> None:
    """Nobody reads of it. What was changed in the database is named."""
    one, two = home
    stranger = authority.enrolled("c" * 32)
    with pytest.raises(RequestRejected, match="not_enrolled_for_this_child"):
        ask(stranger)
    with pytest.raises(RequestRejected, match="broken_message"):
        ask(one, signer=two)
    with pytest.raises(RequestRejected, match="broken_message"):
        ask(one, at=2**53)
    assert command(authority, capsys, "erasures-asked") == ""
    ask(one)
    with authority.engine.begin() as connection:
        connection.execute(update(erasures_asked).values(at=AT + 1))
    assert "NOT as the device signed it" in command(authority, capsys, "erasures-asked", code=1)


def test_a_child_whom_their_only_device_erased_is_not_free_for_another_home(authority: Authority) -> None:
    """Ids are no secrets: who claims one that a home had gets nothing."""
    one, thief = authority.enrolled(CHILD), authority.enrolled("c" * 32)
    one.write(b"about the one")
    until_idle(one)
    ask(one)
    claim = json.dumps({"children": [CHILD]}).encode()
    assert json.loads(thief.wire().request("POST", "/v1/children", claim)) == {"claimed": []}
    assert thief.pull().entries == ()


def test_a_record_that_was_changed_is_given_to_nobody_and_a_new_key_signs_the_old_one(
    authority: Authority, home: tuple[TestDevice, TestDevice]
) -> None:
    """Devices know today's key alone. The endpoint signs nothing that it did not sign before."""
    one, _ = home
    authority.store.erasures.erase(CHILD, "A", "B", AT, authority.key.sign)
    authority.store.erasures.erase(OTHER, "A", "B", AT, authority.key.sign)
    with authority.engine.begin() as connection:
        connection.execute(update(erasures).where(erasures.c.stream == OTHER).values(by="Nobody"))
    assert [record.stream for record in told(one)] == [CHILD]
    assert main(["change-key", "--data", str(authority.folder)]) == 0
    changed = Authority(authority.folder)
    changed.key = EndpointKey.in_folder(authority.folder)
    assert changed.key.public != authority.key.public
    with changed.serving():
        one.authority = changed
        (record,) = told(one)
        assert CRYPTO.verify(changed.key.public, bytes.fromhex(record.signature), record.signed_part())


def test_thousands_come_in_pages(authority: Authority, home: tuple[TestDevice, TestDevice]) -> None:
    """As after a retention that ended for many: none is left out, none comes twice."""
    one, _ = home
    key, count = authority.key, MOST_AT_ONCE + 3
    bare = [Erasure(f"{number:032x}", AT, "A", "B", 1, 0, 0, "[]") for number in range(count)]
    with authority.engine.begin() as connection:
        for record in bare:
            row = {name: getattr(record, name) for name in Erasure.__dataclass_fields__}
            row["signature"] = key.sign(record.signed_part()).hex()
            connection.execute(insert(erasures).values(**row))
            connection.execute(insert(erasure_news).values(device=one.id, stream=record.stream))
    found, after, more = [], 0, True
    while more:
        page = read_page(one.wire().request("GET", f"/v1/erasures?after={after}"))
        found += [record.stream for _, record in page.erasures]
        after, more = page.erasures[-1][0], page.more
    assert found == [record.stream for record in bare]


@pytest.mark.parametrize(
    "part",
    [
        {"at": -1},
        {"at": "1"},
        {"stream": "x"},
        {"by": 1},
        {"reason": "x" * 501},
        {"signature": "AA"},
        {"number": 2**53},
    ],
)
def test_an_answer_that_is_none_is_the_endpoints_fault(part: dict[str, object]) -> None:
    """Never an error of the reader's."""
    row = {"number": 1, "stream": CHILD, "at": 1, "by": "A", "reason": "B", "entries": 1, "chunks": 0}
    whole = {**row, "letters": 0, "ends": "[]", "signature": to_text(bytes(64))}
    assert read_page(json.dumps({"erasures": [whole], "more": False}).encode()).erasures
    for rows in ([{**whole, **part}], [1], 1, [whole] * (MOST_AT_ONCE + 1)):
        with pytest.raises(ServerError):
            read_page(json.dumps({"erasures": rows, "more": False}).encode())
