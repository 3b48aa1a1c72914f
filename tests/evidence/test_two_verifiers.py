"""Two verifiers that share no line come to the same verdict: over the test vectors, and over whatever is done
to them."""

from __future__ import annotations

import json
import math
import random
import struct
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from carerapp.evidence import verify
from carerapp.evidence.lines import genesis, link, over_head, over_line, spell
from carerapp.vault.format.entries import commitment, proof_message
from tests.evidence.making import (
    ANN,
    BEN,
    CHILD,
    CRYPTO,
    OTHER,
    PRIVATE,
    VECTORS,
    body,
    erased,
    exported,
    files,
    log,
    signed,
)

SECOND = Path(__file__).parents[2] / "tools" / "verify.mjs"
SPELLING = "it is not a line of this format, in its one spelling"
NOT_A_LINE = (
    "it can't be read",
    "it is not a line of this format",
    "its bytes were changed",
    "it is nested too deeply",
)
WHOLE, LEFT = exported(log()), erased(log())
Lines = list[bytes]


def first(data: bytes) -> str:
    """The report of the app's own verifier. It tells apart why a line is none; the second one does not."""
    report = verify(data, CRYPTO).report()
    for words in NOT_A_LINE:
        report = report.replace(f": {words}\n", f": {SPELLING}\n")
    return report


def second(folder: Path, cases: Sequence[bytes]) -> list[str]:
    """The reports of the second verifier, in one run of Node.js."""
    names = [folder / f"{number}.jsonl" for number in range(len(cases))]
    for name, data in zip(names, cases, strict=True):
        name.write_bytes(data)
    done = subprocess.run(["node", SECOND, *names], capture_output=True, text=True, check=False)
    assert not done.stderr, done.stderr[:2000]
    reports: list[list[str]] = [[]]
    for line in done.stdout.splitlines():
        reports[-1].append(line)
        if line.startswith("Verdict: "):
            reports.append([])
    assert reports.pop() == []
    assert done.returncode == any("Verdict: not intact" in report[-1] for report in reports)
    return ["\n".join(report) for report in reports]


def changed(line: bytes, **values: Any) -> bytes:
    """The line with other values, in the one spelling."""
    return spell(json.loads(line) | values) + b"\n"


def without(line: bytes, name: str) -> bytes:
    """The line without one of its parts."""
    return spell({key: value for key, value in json.loads(line).items() if key != name}) + b"\n"


def said(number: int, **values: Any) -> dict[str, Any]:
    """What an entry of the whole log says, with other values."""
    return dict(json.loads(WHOLE[number])["entry"], **values)


def chained(*lines: bytes, key: bytes = PRIVATE[BEN]) -> Lines:
    """These lines after the same head, numbered, chained and proved anew by who did not export it."""
    chain, out = genesis(CHILD), [WHOLE[0]]
    for number, line in enumerate(lines, 1):
        entry = json.loads(line)
        kept = log()[[json.loads(one)["signature"] for one in WHOLE[1:]].index(entry["signature"])]
        chain = link(chain, commitment(bytes.fromhex(entry["salt"]), kept))
        proof = CRYPTO.sign(key, proof_message(over_line(chain))).hex()
        out.append(changed(line, n=number, chain=chain.hex(), proof=proof))
    return out


def head_anew(**values: Any) -> Lines:
    """Another head, signed by a colleague who did not export it."""
    head = {key: value for key, value in json.loads(WHOLE[0]).items() if key != "signature"} | values
    signature = CRYPTO.sign(PRIVATE[BEN], proof_message(over_head(head))).hex()
    return [spell({**head, "signature": signature}) + b"\n", *WHOLE[1:]]


FOREIGN = exported(log(OTHER), child=OTHER)
GAP = "it does not follow the entry before; one was added, left out or moved"
NOT_SIGNED = "it is not what its author signed"
HEAD = "the head, line 1: it is not what its exporter signed"
PLACE = "its place is not what the exporter signed"

#: What is done to an export by somebody who has it, or a colleague's key, and not the exporter's.
ATTACKS: dict[str, tuple[Callable[[], Lines], str]] = {
    "one left out": (lambda: [*WHOLE[:3], *WHOLE[4:]], f"entry 3: {GAP}"),
    "one left out, the rest chained anew": (lambda: chained(*WHOLE[1:3], *WHOLE[4:]), f"entry 1: {PLACE}"),
    "cut": (lambda: WHOLE[:4], "entry 4: it and all after it are missing; the head names 6"),
    "cut, with a head that fits": (lambda: head_anew(count=3)[:4], HEAD),
    "cut within a line": (lambda: [*WHOLE[:6], WHOLE[6][:-1]], "entry 6: its line is cut short"),
    "reordered": (lambda: [*WHOLE[:2], WHOLE[3], WHOLE[2], *WHOLE[4:]], f"entry 2: {GAP}"),
    "reordered, chained anew": (lambda: chained(WHOLE[2], WHOLE[1], *WHOLE[3:]), f"entry 1: {PLACE}"),
    "doubled": (lambda: [*WHOLE[:3], *WHOLE[2:6]], "entry 3: it is entry 2 again"),
    "doubled at the end": (
        lambda: [*WHOLE, WHOLE[6]],
        "entry 7: the head names 6 entries; this one was added",
    ),
    "spliced from another child": (lambda: [*WHOLE[:2], FOREIGN[2], *WHOLE[3:]], f"entry 2: {NOT_SIGNED}"),
    "another child's whole": (lambda: [FOREIGN[0], *WHOLE[1:]], f"entry 1: {NOT_SIGNED}"),
    "signed again by a colleague": (
        lambda: [*WHOLE[:3], changed(WHOLE[3], author=BEN, signature=again(3)), *WHOLE[4:]],
        "entry 3: one person signed it, and it says that another wrote it",
    ),
    "signed again in the author's name": (
        lambda: [*WHOLE[:3], changed(WHOLE[3], signature=again(3, ANN)), *WHOLE[4:]],
        f"entry 3: {NOT_SIGNED}",
    ),
    "signed again as a colleague's own": (
        lambda: [
            *WHOLE[:3],
            changed(WHOLE[3], author=BEN, signature=own(3), entry=said(3, author=BEN)),
            *WHOLE[4:],
        ],
        f"entry 3: {GAP}",
    ),
    "its time": (
        lambda: [
            *WHOLE[:3],
            changed(WHOLE[3], entry=said(3, written_at="2020-01-01T00:00:00+00:00")),
            *WHOLE[4:],
        ],
        f"entry 3: {NOT_SIGNED}",
    ),
    "its stamp": (
        lambda: [*WHOLE[:1], changed(WHOLE[1], entry=said(1, hlc="000000000001-0000-0f0f0f0f")), *WHOLE[2:]],
        f"entry 1: {NOT_SIGNED}",
    ),
    "the time of the export": (lambda: head_anew(exported_at="2020-01-01T00:00:00+00:00"), HEAD),
    "another's key": (
        lambda: head_anew(people=[json.loads(WHOLE[0])["people"][0] | {"id": BEN}]),
        "the head, line 1: ",
    ),
    "another salt": (lambda: [*WHOLE[:2], changed(WHOLE[2], salt="00" * 32), *WHOLE[3:]], f"entry 2: {GAP}"),
    "an author nobody knows": (
        lambda: [*WHOLE[:2], changed(WHOLE[2], author="09" * 8), *WHOLE[3:]],
        "entry 2: nobody in the head wrote it",
    ),
    "another spelling": (lambda: [*WHOLE[:2], WHOLE[2].replace(b'","', b'", "', 1), *WHOLE[3:]], "entry 2: "),
    "a key twice": (
        lambda: [*WHOLE[:1], WHOLE[1].replace(b'"n":1', b'"n":1,"n":1'), *WHOLE[2:]],
        "entry 1: ",
    ),
    "a part more": (lambda: [WHOLE[0], changed(WHOLE[1], later=1), *WHOLE[2:]], "entry 1: "),
    "a part less": (lambda: [WHOLE[0], without(WHOLE[1], "salt"), *WHOLE[2:]], "entry 1: "),
    "bytes that are no letter": (
        lambda: [*WHOLE[:1], WHOLE[1].replace(b"Ola", b"\xff\xc0"), *WHOLE[2:]],
        "entry 1: ",
    ),
    "a number that is spelt otherwise": (
        lambda: [*WHOLE[:3], WHOLE[3].replace(b"1e+16", b"1E16"), *WHOLE[4:]],
        "entry 3: ",
    ),
    "no number": (lambda: [*WHOLE[:3], WHOLE[3].replace(b"1e+16", b"1e999"), *WHOLE[4:]], "entry 3: "),
    "nested too deeply": (lambda: [*WHOLE[:1], b"[" * 100_000 + b"\n"], "entry 1: "),
    "nothing at all": (list, "the head, line 1: "),
    "of an erased log, one left out": (lambda: [*LEFT[:3], *LEFT[4:]], f"entry 3: {GAP}"),
    "of an erased log, another reason": (
        lambda: [changed(LEFT[0], erased=json.loads(LEFT[0])["erased"] | {"reason": "None"}), *LEFT[1:]],
        HEAD,
    ),
    "an erased log that is said to be whole": (lambda: [changed(LEFT[0], erased=None), *LEFT[1:]], HEAD),
}


def again(number: int, author: str = BEN) -> str:
    """The colleague's signature over an entry of somebody else, under this author's id."""
    return signed(author, said(number), by=BEN).signature.hex()


def own(number: int) -> str:
    """The colleague's signature over the same words as their own."""
    return signed(BEN, said(number, author=BEN)).signature.hex()


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
        data = bytearray(b"".join(chance.choice((WHOLE, LEFT))))
        at = chance.randrange(len(data))
        match chance.randrange(3):
            case 0:
                data[at] ^= chance.randrange(1, 256)
            case 1:
                del data[at]
            case _:
                data.insert(at, chance.randrange(256))
        cases.append(bytes(data))
    for case, report in zip(cases, second(tmp_path, cases), strict=True):
        assert report == first(case)
        assert report.startswith("not intact: ")


def test_the_second_verifier_stays_small_and_needs_nothing() -> None:
    """So that an expert can read it in an hour and run it anywhere."""
    lines = SECOND.read_text("utf-8").splitlines()
    assert len(lines) < 200
    assert [line.split('"')[1] for line in lines if line.startswith("import")] == ["node:crypto", "node:fs"]
