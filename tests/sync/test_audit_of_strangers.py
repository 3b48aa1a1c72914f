"""What strangers try is counted; what administrators and known devices do is a line; no value in an error."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests
from sqlalchemy import insert
from sqlalchemy.exc import SQLAlchemyError

from sync.endpoint.__main__ import main
from sync.endpoint.database import connect
from sync.endpoint.keys import verify
from sync.endpoint.migrate import migrate
from sync.endpoint.service.strangers import Strangers
from sync.endpoint.store import Store
from sync.endpoint.tables import devices, nonces
from sync.errors import RequestRejected, Revoked
from sync.settings import REFUSAL_LINES_AT_ONCE, STRANGER_COUNT_DAYS
from tests.support.endpoint.authority import Authority, TestDevice
from tests.support.endpoint.database import rows
from tests.support.endpoint.limits import unlimited
from tests.support.endpoint.postgres import postgres
from tests.support.endpoint.raw_request import request, sent


def lines(authority: Authority) -> list[tuple[str, str]]:
    return [(device, what) for device, what in rows(authority, "SELECT device, what FROM audit ORDER BY id")]


def counts(authority: Authority) -> dict[str, int]:
    return {kind: count for _, kind, count in authority.store.stranger_counts.all()}


def test_strangers_are_counted_and_write_no_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Unknown keys, wrong codes, forged and unsigned requests: a row a day and kind, which the operator can
    read."""
    authority = Authority(tmp_path / "endpoint")
    with authority.serving():
        device, stranger = authority.enrolled(), TestDevice(authority)
        before = lines(authority)
        for number in range(9):
            stranger.id = f"{number:016x}"
            assert sent(request(stranger)) == (401, "signature_does_not_fit")
            assert sent(request(device, sign=stranger.sign)) == (401, "signature_does_not_fit")
        for _ in range(4):
            with pytest.raises(RequestRejected, match="code_refused"):
                TestDevice(authority).enrol("acorn acorn acorn acorn acorn")
            assert requests.post(f"{authority.base}/v1/enrol", b"[]", timeout=5).status_code == 400
        assert requests.get(f"{authority.base}/v1/me", timeout=5).status_code == 401
        assert lines(authority) == before
    said = {"signature_does_not_fit": 18, "code_refused": 4, "broken_message": 4}
    assert counts(authority) == {**said, "not_signed": 1}
    assert main(["strangers", "--data", str(authority.folder)]) == 0
    printed = Counter(
        {kind: int(n) for n, kind in re.findall(r"^\S+ +(\d+)  (\w+)$", capsys.readouterr().out, re.M)}
    )
    assert printed == counts(authority)


def test_a_known_device_that_is_refused_is_a_line_up_to_a_point(tmp_path: Path) -> None:
    """A revoked one that goes on asking fills no database either."""
    authority = Authority(tmp_path / "endpoint")
    authority.limits = unlimited()
    authority.limits.lines.per_second, authority.limits.lines.at_once = 1e-9, REFUSAL_LINES_AT_ONCE
    with authority.serving():
        device = authority.enrolled()
        assert authority.store.devices.decide(device.id, "revoked", int(authority.now()))
        for _ in range(30):
            with pytest.raises(Revoked):
                device.pull()
    said = Counter(lines(authority))
    assert said[device.id, "revoked"] == 1 + REFUSAL_LINES_AT_ONCE, "the administrator's, and its own"
    assert counts(authority) == {"revoked": 30 - REFUSAL_LINES_AT_ONCE}


def test_counts_add_up_and_leave_when_they_are_old(tmp_path: Path) -> None:
    """What could not be written is not lost: it is in the next."""
    engine = connect(f"sqlite:///{tmp_path / 'endpoint.sqlite'}")
    store, clock = Store(engine, verify), [1_000_000_000.0]
    strangers = Strangers(store, lambda: clock[0])
    strangers.count("stale")
    with pytest.raises(SQLAlchemyError):
        strangers.keep()  # there is no table yet
    migrate(engine)
    strangers.count("stale")
    strangers.keep()
    strangers.count("stale")
    strangers.keep()
    strangers.keep()
    assert store.stranger_counts.all() == [("2001-09-09", "stale", 3)]
    clock[0] += (STRANGER_COUNT_DAYS + 1) * 86_400
    strangers.count("replayed")
    strangers.keep()
    assert [kind for _, kind, _ in store.stranger_counts.all()] == ["replayed"]


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'endpoint.sqlite'}"
    else:
        with postgres() as address:
            yield address


def test_an_error_of_the_database_says_no_value(url: str) -> None:
    """Neither what was given to it nor what it quotes itself; also where two rows would be one."""
    engine = connect(url)
    migrate(engine)
    canary = "canary0123"
    named = {"name": canary, "sign_key": canary, "seal_key": canary, "state": "asked", "asked_at": 1}
    for table, row in (
        (nonces, {"keyid": canary, "nonce": canary, "until": 1}),
        (devices, {"id": canary, **named}),
        (devices, {"id": None, **named}),
    ):
        with pytest.raises(SQLAlchemyError) as failed, engine.begin() as connection:
            connection.execute(insert(table), [row, row])
        error: BaseException | None = failed.value
        while error is not None:
            assert canary not in f"{error} {error!r}"
            error = error.__cause__ or error.__context__
    engine.dispose()
