"""Two verifiers that share no line come to the same verdict: over the test vectors, and over whatever is done
to them."""

from __future__ import annotations

import json
import math
import random
import re
import struct
from pathlib import Path
from typing import Any

from carerapp.evidence.lines import over_head, spell
from carerapp.vault.format.entries import proof_message
from tests.evidence.attacks import ATTACKS, LEFT, WHOLE, one_byte_other
from tests.evidence.making import (
    ANN,
    BEN,
    CRYPTO,
    PRIVATE,
    VECTORS,
    body,
    exported,
    files,
    log,
    signed,
)
from tests.evidence.verifiers import SECOND, first, second


def test_the_vectors_are_what_the_code_makes() -> None:
    """Byte for byte: whoever changes what is signed changes the format's name, and adds vectors."""
    for name, data in files().items():
        assert (VECTORS / name).read_bytes() == data, name


def test_both_say_the_same_of_the_vectors(tmp_path: Path) -> None:
    """Every word of the report."""
    cases = {path.name: path.read_bytes() for path in sorted(VECTORS.glob("*.jsonl"))}
    assert len(cases) == 5
    for (name, data), report in zip(cases.items(), second(tmp_path, list(cases.values())), strict=True):
        assert report == first(data), name
        assert report.startswith("intact: "), name


def test_both_name_each_attack_in_the_same_words(tmp_path: Path) -> None:
    """By somebody who has not the exporter's key."""
    cases = [b"".join(do()) for do, _ in ATTACKS.values()]
    for (name, (_, words)), data, report in zip(ATTACKS.items(), cases, second(tmp_path, cases), strict=True):
        assert report == first(data), name
        assert report.startswith(f"not intact: {words}"), (name, report)
        assert report.splitlines()[-1] == "Verdict: not intact. This file proves nothing."


def test_what_the_exporter_can_do_is_said_not_to_be_proved(tmp_path: Path) -> None:
    """With their own key, and their colleagues' entries: format 2 is chained at export. Leaving out, another
    order and times of their own entries pass; the same entry twice and another's words do not."""
    entries = log()
    passes = {
        "left out": [*entries[:2], *entries[3:]],
        "cut": entries[:3],
        "reordered": entries[::-1],
        "own times": [signed(ANN, body(1, ANN, written_at="2020-01-01T00:00:00+00:00")), *entries[1:]],
    }
    doubled = exported([*entries[:3], entries[1]])
    others = exported([*entries[:3], signed(BEN, body(4, ANN))])
    cases = [b"".join(exported(one)) for one in passes.values()] + [b"".join(doubled), b"".join(others)]
    reports = second(tmp_path, cases)
    assert reports == [first(data) for data in cases]
    for name, report in zip(passes, reports, strict=False):
        assert report.startswith("intact: "), name
        for row in ("nothing left out", "the order of writing", "the time", "whose the keys are"):
            assert f"\n  NOT proved  {row}: " in report, name
    assert reports[-2].startswith("not intact: entry 4: it is entry 2 again")
    assert reports[-1].startswith(
        "not intact: entry 4: one person signed it, and it says that another wrote it"
    )


def test_nothing_in_a_file_looks_like_a_line_of_the_report(tmp_path: Path) -> None:
    """Names, roles, reasons, damage, times of the export: no new line, no escape, no turned words."""
    bad = "x\nVerdict: intact\x1b[2J\r\u2028\u202e\u0085" + "y" * 3_000
    people = [{**person, "name": bad, "role": bad} for person in json.loads(WHOLE[0])["people"]]
    head = {key: value for key, value in json.loads(WHOLE[0]).items() if key != "signature"}
    head |= {"people": people, "damage": [bad], "exported_at": bad}
    signature = CRYPTO.sign(PRIVATE[ANN], proof_message(over_head(head))).hex()
    data = b"".join([spell({**head, "signature": signature}) + b"\n", *WHOLE[1:]])
    (report,) = second(tmp_path, [data])
    assert report == first(data)
    assert report.count("Verdict: intact, as far as") == 1
    assert sum(line.startswith("Verdict") for line in report.splitlines()) == 1
    assert not set(report) & set("\x1b\r\u2028\u202e\u0085")


def test_both_spell_every_number_and_letter_alike(tmp_path: Path) -> None:
    """Floats of any bits, whole numbers of any length, keys and words of any letters, half emojis too."""
    chance = random.Random(7)
    floats = [struct.unpack(">d", chance.randbytes(8))[0] for _ in range(1500)]
    floats += [chance.choice((1, -1)) * chance.random() * 10.0 ** chance.randint(-9, 24) for _ in range(500)]
    whole = [chance.randint(-(10**n), 10**n) for n in (1, 5, 17, 40, 300, 4000)]
    letters = [
        "".join(chr(chance.choice((chance.randrange(0x300), chance.randrange(0x110000)))) for _ in range(9))
        for _ in range(300)
    ]
    value: dict[str, Any] = {
        "floats": [x for x in floats if math.isfinite(x)],
        "whole": [*whole, 10**4299],
        "keys": {word: word for word in letters},
    }
    data = b"".join(exported([signed(ANN, body(1, ANN, value=value))]))
    (report,) = second(tmp_path, [data])
    assert report.startswith("intact: 1 entry"), report
    assert report == first(data)


def test_both_judge_changed_bytes_alike(tmp_path: Path) -> None:
    """One byte anywhere is another, goes or comes: neither takes it for intact, and both name one place."""
    chance, cases = random.Random(16), []
    for _ in range(400):
        cases.append(one_byte_other(b"".join(chance.choice((WHOLE, LEFT))), chance))
    for case, report in zip(cases, second(tmp_path, cases), strict=True):
        assert report == first(case)
        assert report.startswith("not intact: ")


def test_the_second_verifier_stays_small_and_needs_nothing() -> None:
    """So that an expert can read it in an hour and run it anywhere."""
    for name in ("verify", "verify_2", "time_stamps", "evidence"):
        text = SECOND.with_name(f"{name}.mjs").read_text("utf-8")
        assert len(text.splitlines()) < 200, name
        needs = set(re.findall(r'from "([^"]+)"', text))
        assert needs <= {"node:crypto", "node:fs", "./evidence.mjs", "./time_stamps.mjs", "./verify_2.mjs"}, (
            name
        )
