"""Any order of adding, removing, changing, writing, crashing and putting old files back.

A model beside the vault knows who may open it and what was acknowledged. After every step: each person's
PIN opens as that person, nobody else's opens, and every acknowledged entry is there and proved.
"""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from carerapp.vault import Door, NotSaved, Vault, VaultError, WrongSecret
from carerapp.vault.adapters.memory_disk import MemoryDisk
from tests.support.vault.doubles import FaultyDisk, QuickCrypto

EXAMPLES = int(os.environ.get("CARERAPP_STAFF_SCHEDULES", "60"))
CRYPTO = QuickCrypto()


class Tablet(RuleBasedStateMachine):
    @initialize()
    def begin(self) -> None:
        self.seconds = 1_800_000_000.0
        self.disk = MemoryDisk()
        self.numbers = 0
        self.written = 0
        self.maybe: set[int] = set()
        vault = self._door().create(self._pin(), name="Ann", role="Manager")
        self.manager = vault.person.id
        self.pins = {vault.person.id: self._last}
        self.gone: dict[str, tuple[str, dict[str, bytes]]] = {}
        self.child = vault.add_child()
        self.acknowledged: list[int] = []
        vault.lock()

    def _pin(self) -> str:
        self.numbers += 1
        self._last = f"{self.numbers * 7919 + 40_100_003}"
        return self._last

    def _door(self, nth: int | None = None) -> Door:
        disk = FaultyDisk(self.disk, nth, forever=True) if nth is not None else self.disk
        return Door(disk, CRYPTO, now=lambda: self.seconds)

    def _unlock(self, person: str, nth: int | None = None) -> Vault:
        return self._door(nth).unlock(self.pins[person], person=person)

    def _files(self) -> dict[str, bytes]:
        return {name: bytes(data) for name, data in self.disk.files.items()}

    @rule()
    def add(self) -> None:
        vault = self._unlock(self.manager)
        pin = self._pin()
        self.pins[vault.staff.add(pin, name=f"P{self.numbers}", role="Staff")] = pin

    @rule(data=st.data(), nth=st.integers(0, 12) | st.none())
    def remove(self, data: st.DataObject, nth: int | None) -> None:
        """Whole, or cut by power at any write."""
        others = sorted(set(self.pins) - {self.manager})
        if not others:
            return
        who = data.draw(st.sampled_from(others))
        before = self._files()
        try:
            self._unlock(self.manager, nth).staff.remove(who, me=self.manager)
        except NotSaved:
            # Acknowledged it was not; on disk it may stand or not. Ask the key file, as the app would.
            here = {member.id for member in self._unlock(self.manager).staff.members() if member.here}
            if who in here:
                return
        self.gone[who] = (self.pins.pop(who), before)

    @rule(data=st.data(), nth=st.integers(0, 4) | st.none())
    def change_pin(self, data: st.DataObject, nth: int | None) -> None:
        who = data.draw(st.sampled_from(sorted(self.pins)))
        old, new = self.pins[who], self._pin()
        try:
            self._unlock(who, nth).staff.change_secret(who, old, new)
        except NotSaved:
            try:
                self._door().unlock(new, person=who)
            except WrongSecret:
                self.seconds += 4000
                return
        self.pins[who] = new

    @rule(data=st.data(), count=st.integers(1, 4), nth=st.integers(0, 6) | st.none())
    def write(self, data: st.DataObject, count: int, nth: int | None) -> None:
        who = data.draw(st.sampled_from(sorted(self.pins)))
        vault = self._unlock(who, nth)
        for _ in range(count):
            self.written += 1
            try:
                vault.append(self.child, {"n": self.written})
            except NotSaved:
                self.maybe.add(self.written)
                return
            self.acknowledged.append(self.written)
        vault.lock()

    @rule(data=st.data())
    def a_removed_person_puts_their_old_key_files_back(self, data: st.DataObject) -> None:
        """On a copy: what was written after they left does not open for them."""
        if not self.gone:
            return
        who = data.draw(st.sampled_from(sorted(self.gone)))
        pin, before = self.gone[who]
        keys = {n: d for n, d in before.items() if n.startswith(("keys", "records", "tries"))}
        then = Door(MemoryDisk(dict(before)), CRYPTO, now=lambda: self.seconds).unlock(pin, person=who)
        known = {e["n"] for e in then.entries(self.child)}
        mixed = MemoryDisk({**self._files(), **keys})
        thief = Door(mixed, CRYPTO, now=lambda: self.seconds).unlock(pin, person=who)
        assert {e["n"] for e in thief.entries(self.child)} <= known | self.maybe

    @rule()
    def a_new_sheet(self) -> None:
        vault = self._unlock(self.manager)
        self.code = vault.staff.new_sheet()
        vault.staff.rehearse_sheet(self.code)
        assert self._door().unlock_with_sheet(self.code).children() == (self.child,)

    @invariant()
    def everybody_who_may_gets_in_and_reads_all(self) -> None:
        if not hasattr(self, "disk"):
            return
        for who in sorted(self.pins):
            vault = self._unlock(who)
            assert vault.person.id == who
            read = [e["n"] for e in vault.entries(self.child)]
            assert [n for n in read if n not in self.maybe] == self.acknowledged
            assert len(read) == len(set(read))
            assert vault.verify_authors(self.child) == ()
            assert not [d for d in vault.damage if "set aside" not in d.what], vault.damage
            vault.lock()

    @invariant()
    def nobody_else_gets_in(self) -> None:
        if not hasattr(self, "disk"):
            return
        for who, (pin, _) in self.gone.items():
            try:
                self._door().unlock(pin, person=who)
            except VaultError:
                continue
            raise AssertionError("a removed person got in")


Tablet.TestCase.settings = settings(
    max_examples=EXAMPLES, stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck)
)
TestTablet = Tablet.TestCase
