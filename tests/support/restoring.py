"""An authority, its desk and four tablets of two homes, put back to random moments, again and again."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from carerapp.actions.write_note import write_note
from carerapp.domain.topics import Topic
from carerapp.sharing import restricted_entries
from carerapp.sharing.restored import unexplained
from carerapp.vault import Vault
from tests.support.endpoint.put_back import Restorable
from tests.support.pins import ANN, BEN, CAS, DEE
from tests.support.tablets import Tablet, a_child, both_have

EVE = "48260937"
Act = Callable[[Tablet, int], None]


@dataclass
class Moment:
    """One restore: what went on around it, and what was not right in the end."""

    since: int
    again: int
    wrong: list[str] = field(default_factory=list)


class World:
    """Home 1 has Ann's and Ben's tablets, home 2 Cas's and Eve's; Dee's is the duty desk."""

    def __init__(self, folder: Path, patch: pytest.MonkeyPatch, url: str = "", seed: int = 1) -> None:
        self._rng, self._count = random.Random(seed), 0
        self.there = Restorable(folder / "endpoint", url)
        people = {"ann": ANN, "ben": BEN, "cas": CAS, "eve": EVE}
        made = {name: Tablet(folder / name, pin, name, patch) for name, pin in people.items()}
        self._ann, self._ben, self._cas, self._eve = made.values()
        self._desk = Tablet(folder / "desk", DEE, "Dee", patch, role="Duty officer")
        self._homes = [(self._ann, self._ben), (self._cas, self._eve)]
        self._tablets = [*made.values(), self._desk]
        self._letters: set[str] = set()
        self._written: dict[str, set[str]] = {}
        self._desk.connect(self.there.authority, desk=True)
        self._children = []
        for one, other in self._homes:
            self._children.append(a_child(one))
            both_have(self.there.authority, one, other, self._children[-1])
        self._settle()

    def close(self) -> None:
        """Nothing answers any more."""
        self.there.stop()

    def moment(self) -> Moment:
        """A backup, a random while, the restore, a random while, and quiet."""
        name = f"moment {self._count}"
        self._some(self._rng.randrange(8))
        self.there.backup(name)
        thief = self.there.authority.enrolled(name="Stolen")
        since = 4 + self._rng.randrange(12)
        self._some(since)
        assert self.there.typed("revoke", thief.id, "--by", "C. Manager") == 0
        before = self.there.authority.store.counts()["entries"]
        self.there.restore(name)
        gone = before - self.there.authority.store.counts()["entries"]
        self._some(self._rng.randrange(8))
        self._settle()
        found = Moment(since, gone, [*self._wrong()])
        known = self.there.authority.store.devices.get(thief.id)
        if known is None or known.state != "revoked":
            found.wrong.append("a device that was revoked is let in")
        if self.there.typed("check"):
            found.wrong.append("check")
        return found

    def _some(self, acts: int) -> None:
        for _ in range(acts):
            number = self._rng.randrange(len(self._tablets))
            tablet = self._tablets[number]
            act: Callable[[Tablet, int], None] = self._rng.choice(
                (self._write, self._write, self._sync, self._letter)
            )
            act(tablet, number)

    def _write(self, tablet: Tablet, number: int) -> None:
        home = self._rng.randrange(2) if tablet is self._desk else number // 2
        child, self._count = self._children[home], self._count + 1
        with tablet.opened() as at:
            for part in range(1 + self._rng.randrange(3)):
                record = at.book.child(child).events[0].record
                event = write_note(at.book, child, record, f"Note {self._count}.{part}")
                self._written.setdefault(child, set()).add(event.id)

    def _sync(self, tablet: Tablet, number: int) -> None:
        tablet.sync()

    def _letter(self, tablet: Tablet, number: int) -> None:
        if number % 2 or tablet is self._desk:
            return  # only who compared the desk's number may write to it: the first of each home
        self._count += 1
        words = f"For the desk alone {self._count}"
        with tablet.opened() as at:
            (authority,) = at.sharing.authorities
            at.sharing.writer(authority)(self._children[number // 2], words, "A", "2026-11-28T21:00:00+00:00")
        self._letters.add(words)

    def _settle(self) -> None:
        for _ in range(3):
            for tablet in self._tablets:
                tablet.sync()

    def _wrong(self) -> list[str]:
        wrong = []
        logs: dict[str, list[set[str]]] = {child: [] for child in self._children}
        for tablet in self._tablets:
            with tablet.opened() as at:
                status = at.sharing.status()
                (made,) = status.authorities.values()
                state = (status.not_received, made.before, len(made.set_aside), made.trouble, made.older)
                if state != (0, 0, 0, "", False):
                    wrong.append(f"{tablet.folder.name}: {state}")
                (authority,) = at.sharing.authorities
                if unexplained(at.vault, authority):
                    wrong.append(f"{tablet.folder.name}: a restore that no record explains")
                for child in at.vault.children():
                    logs[child].append(_ids(at.vault, child, wrong))
                if tablet is self._desk:
                    read = [one.words for one in restricted_entries(at.vault, authority)]
                    if sorted(read) != sorted(self._letters):
                        wrong.append(f"the desk has {len(read)} of {len(self._letters)} letters")
        for child, found in logs.items():
            lost = self._written.get(child, set()) - {id for one in found for id in one}
            wrong += [f"{len(lost)} entries lost"] if lost else []
            wrong += ["logs differ"] if any(one != found[0] for one in found) else []
        return wrong


def _ids(vault: Vault, child: str, wrong: list[str]) -> set[str]:
    ids = [str(one["id"]) for one in vault.entries(child)]
    if len(set(ids)) != len(ids):
        wrong.append("an entry stands there twice")
    return {str(one["id"]) for one in vault.entries(child) if one["field"] != Topic.MAY_READ}
