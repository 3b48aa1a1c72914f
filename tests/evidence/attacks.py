"""What is done to an export by somebody who has it, or a colleague's key, and not the exporter's: each
attack, and the words in which both verifiers name it."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from typing import Any

from carerapp.evidence.lines import genesis, link, over_head, over_line, spell
from carerapp.vault.format.entries import commitment, proof_message
from tests.evidence.making import ANN, BEN, CHILD, CRYPTO, OTHER, PRIVATE, erased, exported, log, signed

WHOLE, LEFT = exported(log()), erased(log())
Lines = list[bytes]


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


def one_byte_other(data: bytes, chance: random.Random) -> bytes:
    """One byte anywhere is another, goes or comes."""
    changed = bytearray(data)
    at = chance.randrange(len(changed))
    match chance.randrange(3):
        case 0:
            changed[at] ^= chance.randrange(1, 256)
        case 1:
            del changed[at]
        case _:
            changed.insert(at, chance.randrange(256))
    return bytes(changed)
