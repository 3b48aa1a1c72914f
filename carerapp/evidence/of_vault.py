"""An unlocked vault's log of one child, ready to be written to a file."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import cast

from carerapp.domain.canonical import NotCanonical, read_canonical
from carerapp.domain.feeds import entry_hash
from carerapp.domain.json_value import DEEPEST
from carerapp.evidence.lines import ReceiptLine, StampLine
from carerapp.evidence.write import export_erased, export_lines
from carerapp.sharing.enrolment import enrolments
from carerapp.sharing.sync_state import state_of
from carerapp.sharing.time_stamps import kept_time_stamps
from carerapp.vault import ErasureRecord, Vault
from carerapp.vault.format.entries import Signed


def proved(vault: Vault, child: str, at: str) -> Iterator[bytes]:
    """The lines of the log as it stands; `at`: ISO 8601."""
    whole: list[Signed] = []
    left_out, stood = 0, set[bytes]()
    people = {person["id"] for person in vault.people()}
    for entry in vault.signed_entries(child):
        if (said_by := entry.author + entry.body) in stood:
            continue  # the same entry once more says nothing
        stood.add(said_by)
        if can_be_proved(entry, people):
            whole.append(entry)
        else:
            left_out += 1
    said = [*(found.what for found in vault.damage), *_not_believed(vault, child)]
    if left_out:
        words = (
            "entry that an older version had taken is"
            if left_out == 1
            else "entries that an older version had taken are"
        )
        said.append(f"{left_out} {words} left out: what they say is not what their author signed")
    return export_lines(
        child,
        whole,
        vault.people(),
        by=vault.person.author,
        at=at,
        damage=said,
        left=[
            {"device": device, "first": run.first, "last": run.last, "hash": run.hash.hex()}
            for device, runs in sorted(vault.left(child).runs.items())
            for run in runs
        ],
        receipts=list(_receipts(vault, child)),
        stamps=_here(child, whole, list(_stamps(vault, child))),
        sign=vault.prove,
    )


def _receipts(vault: Vault, child: str) -> Iterator[ReceiptLine]:
    """The newest that each authority gave this device about the child, where it says what was received."""
    for one in enrolments(vault):
        receipt, key = state_of(vault, one).feed(child).proof
        if one.device and receipt and receipt.link and one.believes(key or one.first_key):
            yield {
                "authority": one.called,
                "key": (key or one.first_key).hex(),
                "device": receipt.feed.device,
                "seq": receipt.seq,
                "hash": receipt.hash.hex(),
                "link": receipt.link.hex(),
                "at": receipt.at,
                "signature": receipt.signature.hex(),
            }


def _stamps(vault: Vault, child: str) -> Iterator[StampLine]:
    """Those of each authority over what this device sent it about the child."""
    for one in enrolments(vault):
        for kept in kept_time_stamps(vault, one, child) if one.device else ():
            if one.believes(bytes.fromhex(str(kept["key"]))):
                yield cast(StampLine, {"authority": one.called, **kept})


def _not_believed(vault: Vault, child: str) -> Iterator[str]:
    """What is left out of receipts and time stamps, since their key may have been somebody else's."""
    for one in enrolments(vault):
        receipt, key = state_of(vault, one).feed(child).proof
        keys = [key or one.first_key] if receipt else []
        keys += (bytes.fromhex(str(kept["key"])) for kept in kept_time_stamps(vault, one, child))
        if not all(map(one.believes, keys)):
            yield (f"receipts of {one.called} are left out: nobody proves whose the key was that signed them")


def _here(child: str, entries: Sequence[Signed], stamps: list[StampLine]) -> list[StampLine]:
    """Those over entries that are in the file: of others, as of those that had left, nothing is said."""
    if not stamps:
        return stamps
    about = bytes.fromhex(child)
    hashes = {entry_hash(about, one.author, one.signature, one.body).hex() for one in entries}
    return [stamp for stamp in stamps if stamp["link"] in hashes]


def can_be_proved(entry: Signed, people: Collection[str]) -> bool:
    """Whether a reader of the file could check it: its bytes are the one spelling of what it says, and it
    names who signed it, one of ``people``."""
    signer = entry.author.hex()
    try:
        document = read_canonical(entry.body, DEEPEST)
    except NotCanonical:
        return False
    return signer in people and document.get("author", signer) == signer


def proved_erased(vault: Vault, left: ErasureRecord, at: str) -> Iterator[bytes]:
    """The lines of what is left of an erased one."""
    hashes = set(left.hashes or ())
    return export_erased(
        left,
        vault.people(),
        by=vault.person.author,
        at=at,
        receipts=list(_receipts(vault, left.child)),
        stamps=[stamp for stamp in _stamps(vault, left.child) if stamp["link"] in hashes],
        sign=vault.prove,
    )
