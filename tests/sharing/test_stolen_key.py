"""After the theft of an authority's key: what it signed proves nothing any more, on the device, in an export,
and in both verifiers; and what a thief took in its name goes to the authority."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from carerapp.domain.feeds import device_of
from carerapp.domain.json_value import Json
from carerapp.sharing.sync_state import state_of
from carerapp.vault import fingerprint
from tests.evidence.verifiers import first, second
from tests.sharing.changed_keys import all_sent, changed, written
from tests.support.endpoint.authority import Authority
from tests.support.tablets import Tablet, typed

LEFT_OUT = "are left out: nobody proves whose the key was that signed them"


@pytest.fixture
def authority(tmp_path: Path) -> Authority:
    """Served where a test says so."""
    return Authority(tmp_path / "endpoint")


@pytest.fixture
def child(authority: Authority, ann: Tablet) -> str:
    """Ola, on a tablet that is let in and has sent all."""
    return all_sent(authority, ann)


def thief(authority: Authority, folder: Path) -> Authority:
    """Who copied all of the endpoint's folder, and answers at its address."""
    shutil.copytree(authority.folder, folder)
    made = Authority(folder)
    made.port, made.base = authority.port, authority.base
    assert made.key.public == authority.key.public
    return made


def compared(ann: Tablet, number: str) -> None:
    ann.sign_in()
    typed("compare-key", "--data", ann.folder, "--number", number)


def goes_on_with(authority: Authority, ann: Tablet, number: str) -> None:
    """The new number was compared, and all is sent."""
    with authority.serving():
        ann.sync()
        compared(ann, number)
        assert "0 entries are on this device only" in ann.sync()


def reports(ann: Tablet, folder: Path) -> list[str]:
    """What both verifiers say of an export made now."""
    folder.mkdir()
    ann.sign_in()
    typed("export-log", "--data", ann.folder, "--out", folder / "log.jsonl")
    data = (folder / "log.jsonl").read_bytes()
    return [first(data), *second(folder, [data])]


def feed_of(ann: Tablet) -> str:
    with ann.opened() as at:
        return device_of(str(at.vault.get_setting("device")))


def test_a_receipt_by_the_stolen_key_is_no_proof_in_any_export_or_verifier(
    authority: Authority, ann: Tablet, child: str, tmp_path: Path
) -> None:
    """It is left out, and the report says so. What the authority countersigns under its new key stands again,
    and nothing is sent twice for it."""
    device = feed_of(ann)
    for report in reports(ann, tmp_path / "before"):
        assert f"  proved      what device {device} wrote up to number " in report
    number = changed(authority, "--stolen")
    count = authority.store.counts()["entries"]
    with authority.serving():
        ann.sync()
        compared(ann, number)
        for report in reports(ann, tmp_path / "compared"):
            assert "wrote up to number" not in report
            assert "no receipt reaches this device" in report
            assert LEFT_OUT in report
            assert "Verdict: intact, as far as the lines above say." in report
        said = ann.sync()
    assert "0 entries are on this device only" in said
    assert authority.store.counts()["entries"] == count + 2, "the two exports are entries; no other was sent"
    with ann.opened() as at:
        (enrolment,) = at.sharing.authorities
        feed = state_of(at.vault, enrolment).feed(child)
        assert feed.receipt_key == authority.key.public
    for report in reports(ann, tmp_path / "after"):
        assert f"  proved      what device {device} wrote up to number " in report
        assert number in report
        assert LEFT_OUT not in report


def test_what_was_sent_to_a_thief_goes_to_the_authority(
    authority: Authority, ann: Tablet, child: str, tmp_path: Path
) -> None:
    """The thief's receipts had moved the feed on: it goes back to what the authority has."""
    count = authority.store.counts()["entries"]
    other = thief(authority, tmp_path / "thief")
    written(ann, child, "told to a thief")
    with other.serving():
        assert "0 entries are on this device only" in ann.sync()
    assert (other.store.counts()["entries"], authority.store.counts()["entries"]) == (count + 1, count)
    goes_on_with(authority, ann, changed(authority, "--stolen"))
    assert authority.store.counts()["entries"] == count + 1


def test_where_older_entries_have_left_the_feed_goes_back_to_the_last_that_the_authority_has(
    authority: Authority, ann: Tablet, child: str, tmp_path: Path
) -> None:
    """What is no longer here is not sent again, and keeps its number."""
    count = authority.store.counts()["entries"]
    with ann.opened() as at:
        (enrolment,) = at.sharing.authorities
        ids = [str(entry["id"]) for entry in at.vault.entries(child)]
        gone: Json = {"ids": ids[1:2], "own": {enrolment.device: ids[1:2]}, "files": []}
        at.vault.put_setting(f"gone {child}", gone)
        at.vault.compact(child, lambda entry: entry["id"] != ids[1], ())
    other = thief(authority, tmp_path / "thief")
    written(ann, child, "told to a thief")
    with other.serving():
        ann.sync()
    goes_on_with(authority, ann, changed(authority, "--stolen"))
    assert authority.store.counts()["entries"] == count + 1


def test_a_key_that_the_one_before_named_spoils_no_receipt(
    authority: Authority, ann: Tablet, child: str, tmp_path: Path
) -> None:
    """A change in good order: receipts of before prove what they did."""
    changed(authority)
    with authority.serving():
        ann.sync()
        compared(ann, fingerprint(authority.key.public.hex()))
    for report in reports(ann, tmp_path / "out"):
        assert "wrote up to number" in report
        assert LEFT_OUT not in report
