"""Time stamps in an export: both verifiers say which time each says and whether it is over what it stands
beside; with the library also who made it, and who trusts them. A wrong one is named, and spoils nothing."""

from __future__ import annotations

import hashlib
import json
import random
from collections.abc import Callable
from pathlib import Path

import pytest

from carerapp.bootstrap import StartupError
from carerapp.evidence import verify
from carerapp.evidence.lines import StampLine
from tests.evidence.attacks import one_byte_other
from tests.evidence.feeds_making import TABLET, exported, log, over, receipt, recorded, stamp
from tests.evidence.making import CRYPTO, VECTORS
from tests.evidence.verifiers import first, second
from tests.support.tablets import typed
from tests.support.tsa import NAME, Tsa, openssl

LOG, FILE = log(), VECTORS / "3" / "stamped.jsonl"
HAD, OTHER = receipt(LOG[3], 4), receipt(LOG[1], 2)
WHAT = f"what device {TABLET} wrote up to number 4 was there at the latest at "
INTACT = "Verdict: intact, as far as the lines above say."


def both(folder: Path, cases: list[bytes]) -> list[str]:
    reports = second(folder, cases)
    assert reports == [first(case) for case in cases]
    return reports


def changed(**values: str | int) -> StampLine:
    """The recorded one with other values."""
    return {**stamp(HAD, *recorded()), **values}  # type: ignore[typeddict-item]


def bad_word() -> StampLine:
    return stamp(HAD, *recorded(), key=b"x" * 32)


TOKEN, ROOT = recorded()
FITS = "NOT proved  "
WRONG: dict[str, tuple[Callable[[], StampLine], str]] = {
    "over another receipt": (lambda: stamp(OTHER, TOKEN, ROOT), "it is over something else"),
    "another path": (lambda: stamp(HAD, TOKEN, ROOT, path=b""), "it is over something else"),
    "a path of no form": (lambda: changed(path="02" + "00" * 32), "its path leads nowhere"),
    "a path without end": (lambda: changed(path=("00" + "00" * 32) * 65), "its path leads nowhere"),
    "garbled": (lambda: stamp(HAD, b"\0" + TOKEN, ROOT), "its token can’t be read"),
    "cut": (lambda: stamp(HAD, TOKEN[:40], ROOT), "its token can’t be read"),
    "nothing": (lambda: stamp(HAD, b"", ROOT), "its token can’t be read"),
    "longer": (lambda: stamp(HAD, TOKEN + b"\0", ROOT), "its token can’t be read"),
    "no such day": (
        lambda: stamp(HAD, _dated(b"20260230"), ROOT),
        "its token can’t be read",
    ),
    "no such hour": (
        lambda: stamp(HAD, _dated(b"2026112024"), ROOT),
        "its token can’t be read",
    ),
    "older than what it is over": (
        lambda: stamp(HAD, _dated(b"2019"), ROOT),
        "it is older than what it is said to be over",
    ),
    "another receipt's number": (lambda: changed(seq=5), "its receipt is not what the authority signed"),
    "a number beyond all": (lambda: changed(seq=2**53), "its receipt is not what the authority signed"),
    "another certificate": (
        lambda: changed(trusted="30"),
        "the authority did not sign whom it trusts for it",
    ),
    "another's word": (bad_word, "the authority did not sign whom it trusts for it"),
}


def _dated(start: bytes) -> bytes:
    """The token with another time in it."""
    at = TOKEN.index(b"\x18\x0f") + 2
    return TOKEN[:at] + start + TOKEN[at + len(start) :]


def test_both_say_what_a_time_stamp_says(tmp_path: Path) -> None:
    """And that who made it was not checked: the second verifier needs nothing, and checks no certificate."""
    (report,) = both(tmp_path, [FILE.read_bytes()])
    (row,) = [row for row in report.splitlines() if "at the latest" in row]
    assert row.startswith(f"  NOT proved  {WHAT}20")
    assert row.endswith(": a time stamp says so and fits; who made it was not checked here")
    assert "  trusted by Example Council for time stamps: " in report
    assert report.endswith(INTACT)


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_one_is_a_row_in_the_same_words(name: str, tmp_path: Path) -> None:
    """The file stays what its exporter signed."""
    make, words = WRONG[name]
    (report,) = both(tmp_path, [b"".join(exported(LOG, stamps=[make()]))])
    assert f"  NOT proved  a time stamp of Example Council: {words}" in report.splitlines()
    assert "at the latest" not in report
    assert report.endswith(INTACT)


def test_one_for_an_entry_that_is_not_there_shows_that_there_was_one(tmp_path: Path) -> None:
    """As a receipt does."""
    (report,) = both(tmp_path, [b"".join(exported(LOG[:3], stamps=[stamp(HAD, *recorded())]))])
    assert "that all is here: Example Council had one more, with a time stamp of 20" in report


def test_both_judge_changed_bytes_of_a_token_alike(tmp_path: Path) -> None:
    """Whatever the exporter puts in place of a token: a row, and never an exception."""
    chance = random.Random(3161)
    cases = []
    for _ in range(150):
        token = TOKEN
        for _ in range(chance.randrange(1, 4)):
            token = one_byte_other(token, chance)
        cases.append(b"".join(exported(LOG, stamps=[stamp(HAD, token, ROOT)])))
    for report in both(tmp_path, cases):
        assert report.endswith(INTACT)


def test_a_list_of_another_form_is_no_line(tmp_path: Path) -> None:
    """In the head, exactly the keys of a time stamp, each of its shape."""
    for broken in ({"path": "0"}, {"token": "zz"}, {"more": ""}, {"word": "00"}):
        line = {**stamp(HAD, *recorded()), **broken}
        (report,) = both(tmp_path, [b"".join(exported(LOG, stamps=[line]))])
        assert report.startswith("not intact: the head, line 1: it is not a line of this format"), broken


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The recorded root as a file."""
    file = tmp_path_factory.mktemp("root") / "root.der"
    file.write_bytes(ROOT)
    return file


def verified(*arguments: object) -> str:
    return typed("verify", *arguments)


def test_verify_names_who_made_it_and_who_trusts_them(root: Path, tmp_path: Path) -> None:
    """By the authority's word alone; by the reader's own certificate."""
    (row,) = [row for row in verified(FILE).splitlines() if "at the latest" in row]
    assert row.startswith(f"  proved      {WHAT}20")
    by_them = f": {NAME} made a time stamp, trusted by Example Council; give --trust to judge by yours"
    assert row.endswith(by_them)
    openssl("x509", "-inform", "DER", "-in", root, "-out", tmp_path / "root.pem")
    for given in (root, tmp_path / "root.pem"):
        (row,) = [row for row in verified(FILE, "--trust", given).splitlines() if "at the latest" in row]
        assert row.startswith("  proved  ")
        assert row.endswith(f": {NAME} made a time stamp, trusted by whoever gave --trust")


def test_one_that_the_reader_does_not_trust_proves_nothing(tmp_path: Path) -> None:
    """Whatever the authority says."""
    other = Tsa(tmp_path / "other", "Somebody Else")
    report = verified(FILE, "--trust", other.folder / "ca.pem")
    words = "no certificate that is trusted stands behind it, or its signature does not fit"
    assert f"  NOT proved  a time stamp of Example Council: {words}" in report
    assert "at the latest" not in report
    token = other.token(over(HAD)[0])  # a good one, and not by whom the authority says it trusts
    file = tmp_path / "file.jsonl"
    file.write_bytes(b"".join(exported(LOG, stamps=[stamp(HAD, token, ROOT)])))
    assert f"  NOT proved  a time stamp of Example Council: {words}" in verified(file)
    file.write_bytes(b"".join(exported(LOG, stamps=[stamp(HAD, token, b"no certificate")])))
    assert "the certificate that is to be trusted can’t be read" in verified(file)


def test_a_certificate_that_is_none_is_said(tmp_path: Path) -> None:
    """Before anything is printed."""
    (tmp_path / "none").write_bytes(b"-----BEGIN nothing")
    for file in (tmp_path / "none", tmp_path / "not there"):
        with pytest.raises(StartupError, match="--trust"):
            verified(FILE, "--trust", file)


def test_a_changed_byte_of_a_token_is_never_believed(tmp_path: Path) -> None:
    """Of what is signed: the library says no, and nothing is raised."""
    chance = random.Random(5)
    for _ in range(60):
        token = one_byte_other(TOKEN, chance)
        data = b"".join(exported(LOG, stamps=[stamp(HAD, token, ROOT)]))
        assert verify(data, CRYPTO).intact
        file = tmp_path / "file.jsonl"
        file.write_bytes(data)
        rows = [row for row in verified(file).splitlines() if "time stamp" in row and "trusted by" not in row]
        assert all(row.startswith("  NOT proved  ") for row in rows)


def test_openssl_checks_the_vector_as_the_page_says(root: Path, tmp_path: Path) -> None:
    """A third one, that knows nothing of us."""
    line = json.loads(FILE.read_bytes().split(b"\n", 1)[0])["dated"][0]
    (tmp_path / "token.der").write_bytes(bytes.fromhex(line["token"]))
    openssl("x509", "-inform", "DER", "-in", root, "-out", tmp_path / "root.pem")
    digest = hashlib.sha256(over(HAD)[0]).hexdigest()
    given = ("-digest", digest, "-in", tmp_path / "token.der", "-token_in", "-CAfile", tmp_path / "root.pem")
    assert "Verification: OK" in openssl("ts", "-verify", *given)
