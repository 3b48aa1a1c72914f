"""The authority's key changes, with the word of the one before and without: a tablet and a real endpoint."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from carerapp.bootstrap import StartupError
from carerapp.sharing import number_of
from carerapp.vault import fingerprint
from sync.endpoint.keys import EndpointKey
from tests.sharing.changed_keys import all_sent, changed, written
from tests.support.endpoint.authority import Authority
from tests.support.tablets import Tablet, typed

NOT_PROVED = "answers with a key that nobody has proved"


@pytest.fixture
def authority(tmp_path: Path) -> Authority:
    """Served where a test says so: it is started anew with each key."""
    return Authority(tmp_path / "endpoint")


@pytest.fixture
def child(authority: Authority, ann: Tablet) -> str:
    """Ola, on a tablet that is let in and has sent all."""
    return all_sent(authority, ann)


@contextlib.contextmanager
def somebody_else(authority: Authority) -> Iterator[str]:
    """The endpoint's address answers with a key of its own; the number of it."""
    true, authority.key = authority.key, EndpointKey.in_folder(authority.folder, name="another")
    try:
        with authority.serving():
            yield fingerprint(authority.key.public.hex())
    finally:
        authority.key = true


def status(ann: Tablet) -> str:
    ann.sign_in()
    return typed("status", "--data", ann.folder)


def compared(ann: Tablet, number: str) -> str:
    ann.sign_in()
    return typed("compare-key", "--data", ann.folder, "--number", number)


def log_lines(ann: Tablet, words: str) -> list[str]:
    with ann.opened() as at:
        return [line for line in at.sharing.lines() if words in line]


def exported(ann: Tablet, out: Path) -> Path:
    ann.sign_in()
    typed("export-log", "--data", ann.folder, "--out", out)
    return out


def test_the_tablet_goes_on_to_the_key_that_the_one_before_names(
    authority: Authority, ann: Tablet, child: str
) -> None:
    """Once; it says so in its log and until somebody has compared the number, and nothing waits for that."""
    number = changed(authority)
    written(ann, child, "after the change")
    with authority.serving():
        said = ann.sync()
        assert ": the authority’s key changed on " in said
        assert f"; compare this number: {number}." in said
        assert "0 entries are on this device only" in said
        ann.sync()
    assert len(log_lines(ann, number)) == 1
    assert number in status(ann)
    assert "the same. It is used from now on" in compared(ann, number.upper().replace(" ", "  "))
    assert number not in status(ann)
    assert log_lines(ann, "Ann Example compared the number of its key: the same")
    with pytest.raises(StartupError, match="Nothing was changed"):
        compared(ann, number)


def test_two_changes_are_followed_in_one_step(authority: Authority, ann: Tablet, child: str) -> None:
    """A tablet that lay in a drawer."""
    changed(authority)
    number = changed(authority)
    with authority.serving():
        assert number in ann.sync()


def test_exports_and_receipts_of_before_stay_verifiable(
    authority: Authority, ann: Tablet, child: str, tmp_path: Path
) -> None:
    """Each under the key that signed it: also what is exported after the change, before anything new is
    sent."""
    before = fingerprint(authority.key.public.hex())
    old = exported(ann, tmp_path / "old.jsonl")
    with authority.serving():
        ann.sync()  # that it was exported is an entry, too: nothing is left to be sent
    changed(authority)
    with authority.serving():
        ann.sync()
    for file in (old, exported(ann, tmp_path / "new.jsonl")):
        report = typed("verify", file)
        assert report.endswith("Verdict: intact, as far as the lines above say.\n")
        assert "wrote up to number" in report
    written(ann, child, "after the change")
    with authority.serving():
        ann.sync()
    report = typed("verify", exported(ann, tmp_path / "newer.jsonl"))
    assert fingerprint(authority.key.public.hex()) in report
    assert before not in report
    assert "wrote up to number" in report


@pytest.mark.parametrize("stolen", [True, False])
def test_a_key_that_nobody_proves_gets_nothing_until_a_person_compared_it(
    authority: Authority, ann: Tablet, ben: Tablet, child: str, stolen: bool
) -> None:
    """After a theft, or when somebody else answers: what is written stays here, no child's key is sealed to
    anybody whom it names, and nothing that it says is believed."""
    with authority.serving():
        waits = ben.connect(authority, child)
        ben.sync()
    if stolen:
        number, answering = changed(authority, "--stolen"), authority.serving()
    else:
        answering = somebody_else(authority)  # type: ignore[assignment]
    written(ann, child, "not for them")
    count = authority.store.counts()["entries"]
    with answering as theirs:
        number = number if stolen else str(theirs)
        said = ann.sync()
        assert NOT_PROVED in said
        assert number in said
        ann.sync()
        assert authority.store.counts()["entries"] == count
        assert not _sealed(authority, waits), "whoever waits there is given no key"
        assert len(log_lines(ann, number)) == 1
        assert "1 entry is on this device only" in status(ann)
        if stolen:
            assert "the same" in compared(ann, number)
            said = ann.sync()
            assert NOT_PROVED not in said
            assert "0 entries are on this device only" in said
            assert _sealed(authority, waits)
    if not stolen:
        with authority.serving():  # the true one is there again
            assert NOT_PROVED not in ann.sync()


def _sealed(authority: Authority, device: str) -> list[bytes]:
    return [sealed for sealed in authority.store.grants.of(device).values() if sealed]


def test_a_followed_key_that_is_not_the_same_is_believed_no_more(
    authority: Authority, ann: Tablet, child: str
) -> None:
    """A thief of the key before can name one of their own. Until a person finds it to be the same after all
    it stays so."""
    number = changed(authority)
    with authority.serving():
        ann.sync()
        ann.sign_in()
        with pytest.raises(AssertionError):  # exit code 1
            compared(ann, "0000 " * 8)
        written(ann, child, "not for them")
        count = authority.store.counts()["entries"]
        assert NOT_PROVED in ann.sync()
        assert authority.store.counts()["entries"] == count
        with ann.opened() as at:
            (one,) = at.sharing.authorities
            assert number_of(one) == number
            assert one.refused_keys == (authority.key.public,)
        compared(ann, number)
        assert "0 entries are on this device only" in ann.sync()


def test_a_revocation_by_the_new_key_is_believed_once_the_old_one_names_it(
    authority: Authority, ann: Tablet, child: str
) -> None:
    """And never one by a key that nobody proves: it erases what is here."""
    (device,) = authority.store.devices.all()
    authority.store.devices.decide(device.id, "revoked", int(authority.now()))
    with somebody_else(authority):
        assert NOT_PROVED in ann.sync()
    changed(authority)
    with authority.serving():
        ann.sign_in()
        with pytest.raises(StartupError, match="taken this device's access away"):
            ann.sync()


def test_an_endpoint_of_before_that_names_no_keys_is_not_believed(
    authority: Authority, ann: Tablet, child: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It has one page of the two."""
    from sync.endpoint.http import open_pages

    changed(authority)
    monkeypatch.setattr(open_pages, "changes_json", lambda _: {})
    with authority.serving():
        said = ann.sync()
    assert "The last try failed" in said
    assert "is on this device only" in said or "are on this device only" in said
