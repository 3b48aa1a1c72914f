"""The test vectors of format 3, made from the invented keys of `vectors/keys.json`.

python -m tests.evidence.feeds_making      writes those files of `vectors/3/` that are not there
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from carerapp.domain.feeds import End, Follows, beginning, entry_hash
from carerapp.evidence import export_erased, export_lines
from carerapp.evidence.lines import ReceiptLine, RunLeft, StampLine, over_head, over_receipt
from carerapp.vault import ErasureRecord
from carerapp.vault.format.entries import Signed, message, proof_message
from sync.hash_tree import leaf, tree
from sync.time_stamps import stamped, trust_part
from tests.evidence.making import (
    ANN,
    BEN,
    CHILD,
    CRYPTO,
    DEE,
    KEYS,
    ODD,
    OTHER,
    PEOPLE,
    VECTORS,
    body,
    prove,
    signed,
)
from tests.support.tsa import Tsa

TABLET, DESK, ANEW = "0a" * 8, "0b" * 8, "1a" * 8
STAMPS = {TABLET: "0f0f0f0f", DESK: "0e0e0e0e", ANEW: "0f0f0f0f"}
"""``ANEW``: of the feed that the tablet began when older files had been put back on it."""
AUTHORITY = bytes.fromhex("a0" * 32)  # an invented authority's private key
AT = 1_795_215_000


def hash_of(entry: Signed, child: str = CHILD) -> bytes:
    """What the next entry of its feed names."""
    return entry_hash(bytes.fromhex(child), entry.author, entry.signature, entry.body)


def at(number: int, device: str) -> str:
    """A clock stamp."""
    return f"{1_795_212_000_000 + 60_000 * number:012x}-0000-{STAMPS[device]}"


class Writing:
    """Two devices that write about one child in turn."""

    def __init__(self, child: str = CHILD) -> None:
        self.child, self.log, self._ends = child, list[Signed](), dict[str, End]()

    def earlier(self, author: str, device: str) -> None:
        """An entry from before the chain."""
        number = len(self.log) + 1
        document = body(number, author, hlc=at(number, device))
        self.log.append(signed(author, document, self.child))

    def write(self, author: str, device: str, **other: Any) -> None:
        """The next one of this device."""
        number, end = len(self.log) + 1, self._ends.get(device) or End(0, self._begins(device))
        feed = end.next(device).to_json()
        document = body(number, author, **{"hlc": at(number, device), "feed": feed, **other})
        self.log.append(signed(author, document, self.child))
        self._ends[device] = End(end.number + 1, hash_of(self.log[-1], self.child))

    def _begins(self, device: str) -> bytes:
        said = [(json.loads(entry.body), entry) for entry in self.log]
        mine = [e for d, e in said if "feed" not in d and d["hlc"].endswith(STAMPS[device])]
        hashes = [hash_of(entry, self.child) for entry in mine]
        return beginning(bytes.fromhex(self.child), device, hashes)


def log(child: str = CHILD, earlier: int = 0) -> list[Signed]:
    """Three people's entries on a tablet and a desk: numbers 1 to 5 and 1 to 2; so many before the chain."""
    made = Writing(child)
    for number in range(earlier):
        made.earlier((ANN, BEN)[number % 2], TABLET)
    for author, value in zip((ANN, BEN, ANN, BEN), ODD, strict=True):
        made.write(author, TABLET, value=value)
    said = {"upto": at(4, TABLET), "role": "Duty officer", "entries": 4}
    made.write(DEE, DESK, field="acknowledged", value=said)
    made.write(ANN, TABLET)
    made.write(DEE, DESK)
    return made.log


def exported(entries: Sequence[Signed], *, child: str = CHILD, by: str = ANN, **more: Any) -> list[bytes]:
    """The lines of an export by one of them."""
    at = KEYS["exported_at"]
    return list(export_lines(child, entries, PEOPLE, by=by, at=at, sign=partial(prove, by), **more))


def put_back() -> list[Signed]:
    """The same, but older files were put back on the tablet when it had written its first three: it wrote one
    account more under number 4 before it knew, then begins a new feed; and what was lost came back."""
    whole = log()
    lost = [one for one in whole if json.loads(one.body)["feed"]["device"] == TABLET][3:]
    ended = again(lost[0], id=f"{8:016x}", value="other words", hlc=at(8, TABLET))
    end = End(0, beginning(bytes.fromhex(CHILD), ANEW))
    follows = Follows(TABLET, 4, hash_of(ended)).to_json()
    first = body(9, ANN, hlc=at(9, ANEW), feed=end.next(ANEW).to_json(), follows=follows)
    made = signed(ANN, first)
    second = body(10, BEN, hlc=at(10, ANEW), feed=End(1, hash_of(made)).next(ANEW).to_json())
    return [*whole, ended, made, signed(BEN, second)]


def moved() -> list[Signed]:
    """A log whose child was moved with its fourth entry: what the tablet wrote goes to the new authority from
    that one on, and what its desk writes there."""
    made, value = Writing(), {"left": "hertfordshire", "holder": "liverpool", "before": False}
    for _ in range(3):
        made.write(ANN, TABLET)
    made.write(BEN, TABLET, field="moved", value=value)
    for author, device in ((ANN, TABLET), (DEE, DESK), (BEN, TABLET), (DEE, DESK)):
        made.write(author, device)
    return made.log


def record(entries: Sequence[Signed], by: str = ANN, reason: str = "") -> ErasureRecord:
    """What is left, as they sign it who erased it."""
    hashes = tuple(hash_of(one).hex() for one in entries)
    left = ErasureRecord(CHILD, by, KEYS["erased_at"], reason or KEYS["erased_because"], hashes=hashes)
    return replace(left, proof=prove(by, left.signed_part()).hex())


def erased(entries: Sequence[Signed], *, by: str = ANN, left: ErasureRecord | None = None) -> list[bytes]:
    """The lines of an export of it, with a receipt for the fourth entry and a time stamp over that."""
    had = receipt(entries[3], 4) if len(entries) > 3 else None
    more = {"receipts": [had], "stamps": [stamp(had, *recorded())]} if had else {}
    at, sign = KEYS["exported_at"], partial(prove, by)
    made = left or record(entries)
    return list(export_erased(made, PEOPLE, by=by, at=at, sign=sign, **more))  # type: ignore[arg-type]


def receipt(entry: Signed, seq: int, key: bytes = AUTHORITY, name: str = "Example Council") -> ReceiptLine:
    """What an authority says of an entry that it has."""
    made: ReceiptLine = {
        "authority": name,
        "key": CRYPTO.sign_public(key).hex(),
        "device": "0d" * 8,
        "seq": seq,
        "hash": "0c" * 32,
        "link": hash_of(entry).hex(),
        "at": AT,
        "signature": "",
    }
    return {**made, "signature": CRYPTO.sign(key, over_receipt(CHILD, made)).hex()}


def over(had: ReceiptLine) -> tuple[bytes, bytes]:
    """What a token for this receipt and two others is over, and the path from it."""
    root, paths = tree([leaf(b"one"), leaf(over_receipt(CHILD, had)), leaf(b"three")])
    return stamped(root), paths[1]


def stamp(
    had: ReceiptLine, token: bytes, trusted: bytes, key: bytes = AUTHORITY, path: bytes | None = None
) -> StampLine:
    """A time stamp as it stands in an export."""
    word = CRYPTO.sign(key, trust_part(token, trusted)).hex()
    climbs = (over(had)[1] if path is None else path).hex()
    return {**had, "path": climbs, "token": token.hex(), "trusted": trusted.hex(), "word": word}


def recorded() -> tuple[bytes, bytes]:
    """A token over the receipt for the fourth entry, by an invented time-stamp authority, and that one's
    root. They were made once: no key of theirs is kept."""
    return (VECTORS / "3" / "token.der").read_bytes(), (VECTORS / "3" / "tsa.der").read_bytes()


def run(device: str, first: int, last: int, digest: bytes) -> RunLeft:
    """What the exporter says had left their device."""
    return {"device": device, "first": first, "last": last, "hash": digest.hex()}


def again(entry: Signed, **values: Any) -> Signed:
    """The entry as its own author might sign it anew with other values."""
    document = json.loads(entry.body)
    return signed(str(document["author"]), {**document, **values})


def parts(lines: Sequence[bytes], first: Signed) -> Mapping[str, str]:
    """Each step of the head, the first entry and a receipt, in hexadecimal."""
    child, head, had = bytes.fromhex(CHILD), json.loads(lines[0]), receipt(first, 1)
    steps = {
        "head.signed": proof_message(over_head(head)),
        "entry.bytes": first.body,
        "entry.signed": message(child, first.author, first.body),
        "entry.signature": first.signature,
        "entry.hash": hash_of(first),
        "feed.beginning": beginning(child, TABLET),
        "receipt.signed": over_receipt(CHILD, had),
    }
    signatures = {"head.signature": head["signature"], "receipt.signature": had["signature"]}
    return {name: data.hex() for name, data in steps.items()} | signatures


def files() -> dict[str, bytes]:
    """Name → bytes, as today's code makes them."""
    whole, old = log(), log(earlier=3)
    left = [run(TABLET, 1, 2, hash_of(whole[1]))]
    made = {
        "whole": exported(whole),
        "empty": exported([]),
        "other-child": exported(log(OTHER), child=OTHER),
        "from-before": exported(old, receipts=[receipt(old[1], 2)]),
        "received": exported(
            whole, receipts=[receipt(whole[3], 4), receipt(whole[6], 2, b"b" * 32, "Other")]
        ),
        "stamped": exported(whole, stamps=[stamp(receipt(whole[3], 4), *recorded())]),
        "erased": erased(whole),
        "left": exported(whole[2:], left=left, damage=["a line of a \x1b[2Jdevice"]),
        "fork": exported([*whole, again(whole[2], value="other words")]),
        "put-back": exported(put_back()),
        "moved": exported(moved()[3:], receipts=[receipt(moved()[6], 3)]),
        "gap": exported([*whole[:1], *whole[3:]], receipts=[receipt(whole[6], 7), receipt(whole[1], 2)]),
        "newer": exported([*whole, again(whole[6], id="0" * 15 + "8", feed={"version": 2})]),
    }
    found = {f"{name}.jsonl": b"".join(lines) for name, lines in made.items()}
    steps = json.dumps(parts(made["whole"], whole[0]), indent=1).encode() + b"\n"
    return {**found, "parts.json": steps}


if __name__ == "__main__":
    (VECTORS / "3").mkdir(exist_ok=True)
    if not (VECTORS / "3" / "token.der").exists():
        with TemporaryDirectory() as folder:
            tsa = Tsa(Path(folder) / "keys")
            (VECTORS / "3" / "token.der").write_bytes(tsa.token(over(receipt(log()[3], 4))[0]))
            (VECTORS / "3" / "tsa.der").write_bytes(tsa.certificate)
    for name, data in files().items():
        if not (VECTORS / "3" / name).exists():
            (VECTORS / "3" / name).write_bytes(data)
