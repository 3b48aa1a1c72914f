"""An exported log: intact as it was written; whatever is done to it is named where it was done."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carerapp.cli import main
from carerapp.domain.canonical import canonical
from carerapp.evidence import Verdict, verify
from carerapp.evidence.lines import genesis, link, over_line, spell
from carerapp.vault.adapters.native_crypto import NativeCrypto
from carerapp.vault.format.entries import Signed, commitment, proof_message, sign
from tests.evidence.second_format import second_lines
from tests.support.pins import PIN, WRONG

CRYPTO = NativeCrypto()
CHILD = "0f" * 16
ANN, BEN = b"a" * 32, b"b" * 32  # two people's private keys
PEOPLE = [
    {"id": id, "name": name, "role": "Foster carer", "key": CRYPTO.sign_public(key).hex()}
    for id, name, key in (("01" * 8, "Ann Example", ANN), ("02" * 8, "Ben Example", BEN))
]


def signed(id: str, key: bytes, body: dict[str, Any]) -> Signed:
    """An entry that its author signed."""
    return sign(lambda m: CRYPTO.sign(key, m), bytes.fromhex(CHILD), bytes.fromhex(id), canonical(body))


def log(count: int) -> list[Signed]:
    """Two people's entries in turn."""
    who = (("01" * 8, ANN), ("02" * 8, BEN))
    return [
        signed(
            *who[n % 2],
            {"id": f"e{n}", "written_at": f"2026-11-20T22:{n:02}:00+00:00", "value": f"Note ñ {n}"},
        )
        for n in range(count)
    ]


def salt(number: int) -> bytes:
    """Of an entry's commitment."""
    return hashlib.sha256(f"salt {number}".encode()).digest()


def exported(entries: list[Signed], key: bytes = ANN) -> list[bytes]:
    """The lines of an export, proved by `key`."""
    return list(
        second_lines(
            CHILD,
            entries,
            PEOPLE,
            by="01" * 8,
            at="2026-11-23T09:00:00+00:00",
            salt=salt,
            sign=lambda data: CRYPTO.sign(key, proof_message(data)),
        )
    )


WHOLE = exported(log(6))


def checked(lines: list[bytes]) -> Verdict:
    """The verdict over these lines."""
    return verify(b"".join(lines), CRYPTO)


def changed(line: bytes, **values: Any) -> bytes:
    """The line with other values, in the one spelling."""
    return spell(json.loads(line) | values) + b"\n"


def test_what_was_exported_is_intact() -> None:
    """With its count, its people and what is not proved by the file."""
    verdict = checked(WHOLE)
    assert verdict.intact
    assert verdict.count == 6
    report = verdict.report()
    assert report.startswith("intact: 6 entries")
    assert "  NOT proved  whose the keys are: " in report
    assert "Ben Example" in report
    assert checked(exported([])).intact


@settings(max_examples=400, deadline=None)
@given(st.data())
def test_no_changed_byte_is_accepted(data: st.DataObject) -> None:
    """Any byte, any other value, anywhere in the file."""
    whole = b"".join(WHOLE)
    at = data.draw(st.integers(0, len(whole) - 1))
    value = data.draw(st.integers(0, 255).filter(lambda v: v != whole[at]))
    assert not verify(whole[:at] + bytes([value]) + whole[at + 1 :], CRYPTO).intact


ENTRY = json.loads(WHOLE[3])["entry"]
DONE: dict[str, tuple[Callable[[list[bytes]], list[bytes]], str]] = {
    "edited": (lambda w: [*w[:3], changed(w[3], entry=ENTRY | {"value": "No"}), *w[4:]], "entry 3: "),
    "back-dated": (
        lambda w: [*w[:3], changed(w[3], entry=ENTRY | {"written_at": "2026-11-19T22:00:00+00:00"}), *w[4:]],
        "entry 3: ",
    ),
    "deleted": (lambda w: [*w[:3], *w[4:]], "entry 3: "),
    "inserted again": (lambda w: [*w[:3], w[2], *w[3:]], "entry 3: "),
    "two swapped": (lambda w: [*w[:2], w[3], w[2], *w[4:]], "entry 2: "),
    "the end missing": (lambda w: w[:5], "entry 5: "),
    "the head alone": (lambda w: w[:1], "entry 1: "),
    "one added at the end": (lambda w: [*w, w[-1]], "entry 7: "),
    "the last line's end missing": (lambda w: [*w[:-1], w[-1][:-1]], "entry 6: "),
    "spaces": (lambda w: [*w[:2], w[2].replace(b'","', b'", "', 1), *w[3:]], "entry 2: "),
    "another author": (lambda w: [*w[:2], changed(w[2], author="01" * 8), *w[3:]], "entry 2: "),
    "an author nobody knows": (lambda w: [*w[:2], changed(w[2], author="03" * 8), *w[3:]], "entry 2: "),
    "upper case": (
        lambda w: [*w[:2], changed(w[2], signature=json.loads(w[2])["signature"].upper()), *w[3:]],
        "entry 2: ",
    ),
    "a number too great": (lambda w: [*w[:2], changed(w[2], n=1e400), *w[3:]], "entry 2: "),
    "another salt": (lambda w: [*w[:2], changed(w[2], salt="00" * 32), *w[3:]], "entry 2: "),
    "said to be erased": (
        lambda w: [changed(w[0], erased={"at": 0, "by": "01" * 8, "reason": "", "proof": "00" * 64}), *w[1:]],
        "the head",
    ),
    "another count": (lambda w: [changed(w[0], count=5), *w[1:]], "the head"),
    "another name": (
        lambda w: [changed(w[0], people=[PEOPLE[0] | {"name": "Cas"}, PEOPLE[1]]), *w[1:]],
        "the head",
    ),
    "nothing at all": (lambda w: [], "the head"),
    "no JSON": (lambda w: [b"[[[\n", *w[1:]], "the head"),
    "deep nesting": (lambda w: [w[0], b"[" * 100_000 + b"\n"], "entry 1: "),
}


@pytest.mark.parametrize("what", [k for k in DONE if k != "a number too great"])
def test_what_was_done_is_named_where_it_was_done(what: str) -> None:
    """The first wrong entry, by its number; never a traceback."""
    do, where = DONE[what]
    verdict = checked(do(list(WHOLE)))
    assert not verdict.intact
    assert verdict.wrong.startswith(where), verdict.wrong
    assert verdict.report().startswith("not intact: ")


def test_a_chain_made_anew_without_the_exporters_key_is_named_where_it_begins() -> None:
    """Someone leaves out entry 2, numbers the rest anew and computes the chain: the place is not proved."""
    chain = genesis(CHILD)
    lines = [changed(WHOLE[0], count=5)]
    forged = [WHOLE[0]]
    for number, entry in enumerate([e for n, e in enumerate(log(6)) if n != 1], 1):
        chain = link(chain, commitment(salt(number), entry))
        proof = CRYPTO.sign(BEN, proof_message(over_line(chain))).hex()
        forged.append(
            changed(
                WHOLE[number],
                n=number,
                author=entry.author.hex(),
                signature=entry.signature.hex(),
                salt=salt(number).hex(),
                entry=json.loads(entry.body),
                chain=chain.hex(),
                proof=proof,
            )
        )
    assert checked(forged).wrong.startswith("entry 1: ")
    assert checked([*lines, *forged[1:]]).wrong.startswith("the head")


def test_an_entry_of_another_child_does_not_fit() -> None:
    """The author signed it for that child's stream."""
    other = sign(lambda m: CRYPTO.sign(ANN, m), b"\1" * 16, bytes.fromhex("01" * 8), canonical({"id": "x"}))
    assert checked(exported([other])).wrong == "entry 1: it is not what its author signed"


@settings(max_examples=50, deadline=None)
@given(
    st.lists(
        st.dictionaries(
            st.text(max_size=5),
            st.one_of(
                st.none(),
                st.booleans(),
                st.integers(),
                st.floats(allow_nan=False, allow_infinity=False),
                st.text(max_size=20),
            ),
            max_size=4,
        ),
        max_size=5,
    )
)
def test_whatever_a_carer_writes_comes_through(bodies: list[dict[str, Any]]) -> None:
    """Any script, any number, half an emoji."""
    each = [signed("01" * 8, ANN, {**body, "id": f"e{number}"}) for number, body in enumerate(bodies)]
    assert checked(exported(each)).intact


# ------------------------------------------------------------------------------ the commands
def play(tmp_path: Path, data: Path) -> None:
    """The invented evening, by another process: this one must find the files free."""
    command = [
        sys.executable,
        "-m",
        "carerapp",
        "demo",
        "--out",
        str(tmp_path / "papers"),
        "--data",
        str(data),
    ]
    subprocess.run(command, check=True, capture_output=True)


def test_a_real_record_is_exported_and_verified(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """From the invented child's sealed files; the export is in the log that it exports."""
    monkeypatch.setenv("CARERAPP_PIN", PIN)
    data, out = tmp_path / "data", tmp_path / "log.jsonl"
    play(tmp_path, data)
    assert main(["export-log", "--data", str(data), "--out", str(out)]) == 0
    assert main(["verify", str(out)]) == 0
    assert capsys.readouterr().out.splitlines()[1].startswith("intact: ")
    assert json.loads(out.read_bytes().splitlines()[-1])["entry"]["field"] == "exported"
    assert main(["export-log", "--data", str(data), "--child", "Nobody", "--out", str(out)]) == 2
    said = capsys.readouterr().err
    assert "Give --child a name or an id" in said
    assert "Example Child: " in said


def test_what_can_not_be_done_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A file that is not there; a wrong PIN; one clear message each, exit 2."""
    assert main(["verify", str(tmp_path / "none")]) == 2
    monkeypatch.setenv("CARERAPP_PIN", PIN)
    play(tmp_path, tmp_path / "data")
    monkeypatch.setenv("CARERAPP_PIN", WRONG)
    assert main(["export-log", "--data", str(tmp_path / "data"), "--out", str(tmp_path / "x")]) == 2
    assert "Traceback" not in capsys.readouterr().err
    assert not (tmp_path / "x").exists()
