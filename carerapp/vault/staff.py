"""Who may open the vault: adding, changing and removing people and the other ways in.

Everything here is a change of the key file, durable on return; each raises :class:`NotSaved` and has then
changed nothing. The vault holds no ranks: whoever can open it holds its key. That only a manager adds and
removes people is a rule of this class, kept against mistakes, not against an attacker.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from carerapp.vault.errors import NotAllowed, NotTheKey, SecretTaken, UnknownPerson, WrongSecret
from carerapp.vault.keys.attempts import AttemptLimiter
from carerapp.vault.keys.directory import NAME_OF, NOW, person_entry
from carerapp.vault.keys.envelopes import OWNER, make_envelope
from carerapp.vault.keys.key_file import QUICK, RECOVERY, STAFF, KeyFile, Slot
from carerapp.vault.keys.keyring import Keyring, Secrets
from carerapp.vault.keys.recovery_code import new_code, read_code
from carerapp.vault.keys.slots import Opened, make_slot, open_slot
from carerapp.vault.keys.strength import check_secret
from carerapp.vault.members import Member, members_of, with_marks
from carerapp.vault.ports import Crypto
from carerapp.vault.primitives.derivation import KEY


class Staff:
    """The people of one unlocked vault."""

    def __init__(
        self,
        crypto: Crypto,
        attempts: AttemptLimiter,
        now: Callable[[], float],
        keyring: Keyring,
        *,
        outgrown: bool = False,
    ) -> None:
        self._crypto, self._attempts, self._now, self._keyring = crypto, attempts, now, keyring
        self.outgrown = outgrown
        """Whether the PIN or passphrase that opened would not be taken any more, of who is signed in."""

    def _held(self) -> Secrets:
        return self._keyring.held()

    # --- who there is -----------------------------------------------------------------------
    def members(self) -> tuple[Member, ...]:
        """Everybody who has or had a slot of their own, in the order they came."""
        return members_of(self._held(), self._attempts)

    def member(self, id: str) -> Member:
        """Raises :class:`UnknownPerson`."""
        for member in self.members():
            if member.id == id:
                return member
        raise UnknownPerson

    @property
    def has_sheet(self) -> bool:
        """Whether a printed recovery sheet opens this vault."""
        return any(slot.kind == RECOVERY for slot in self._held().file.slots)

    @property
    def owners(self) -> tuple[str, ...]:
        """The owners' recovery public keys that the vault key is sealed to, hexadecimal."""
        return tuple(str(e["to"]) for e in self._held().file.envelopes if e["kind"] == OWNER)

    # --- people ------------------------------------------------------------------------------
    def add(
        self, secret: str, *, name: str, role: str, mark: str = "", manager: bool = False, replaces: str = ""
    ) -> str:
        """A slot for a new person, who typed ``secret`` themselves; their id. ``replaces``: the id of the
        same person, whose PIN was forgotten: that slot goes, and a new epoch begins.

        About a quarter of a second per slot: nobody else may open with the same one.
        Raises :class:`WeakSecret`, :class:`SecretTaken`, :class:`NotAllowed`.
        """
        self._check_manager("add somebody")
        check_secret(secret, device=self.device_adds)
        self._check_free(secret, but=replaces)
        secrets = self._held()
        opened = Opened(self._crypto.random(8).hex(), secrets.vault_key, self._crypto.random(KEY))
        people = {
            **secrets.directory.people,
            opened.slot: person_entry(self._crypto, name, role, opened.signing_key, manager=manager),
        }
        slot = make_slot(
            self._crypto, secrets.file, secret, opened, kind=STAFF, device_secret=secrets.device_secret
        )
        kept = [s for s in secrets.file.slots if s.id != replaces]
        slots: tuple[Slot, ...] = (*kept, slot)
        if sum(s.kind == STAFF for s in slots) > 1:
            slots = with_marks(slots, people, {opened.slot: mark})
        if any(s.id == replaces and s.kind == STAFF for s in secrets.file.slots):
            people[replaces] = {**people[replaces], "left": str(int(self._now()))}
            self._keyring.new_epoch(slots, people, secrets.file.envelopes)
            self._attempts.forgive(replaces)
        else:
            self._keyring.save(replace(secrets.file, slots=slots), replace(secrets.directory, people=people))
        return opened.slot

    def change_secret(self, me: str, old: str, new: str) -> None:
        """This person's own PIN. Raises :class:`WrongSecret` for the old one, and as :meth:`add` for the
        new."""
        secrets = self._held()
        check_secret(new, device=self.device_adds)
        mine = self._slot(me, STAFF)
        if open_slot(self._crypto, secrets.file, mine, old, secrets.device_secret) is None:
            raise WrongSecret(0)
        self._check_free(new, but=me)
        opened = Opened(me, secrets.vault_key, secrets.signing_key)
        slot = make_slot(
            self._crypto,
            secrets.file,
            new,
            opened,
            kind=STAFF,
            device_secret=secrets.device_secret,
            mark=mine.mark,
        )
        self._keyring.save(_swapped(secrets.file, mine, slot), secrets.directory)
        self.outgrown = False

    def remove(self, id: str, *, me: str) -> None:
        """Delete this person's slots and begin a new epoch: what is written from now on they can't open,
        with their PIN and a copy of the files as they were or as they will be.

        Raises :class:`NotAllowed` for oneself and for the last manager.
        """
        self._check_manager("remove somebody")
        member = self.member(id)
        if id == me:
            raise NotAllowed("You can't remove yourself. Nothing was changed. Ask another manager.")
        if not member.here:
            return
        secrets = self._held()
        people = {
            **secrets.directory.people,
            id: {**secrets.directory.people[id], "left": str(int(self._now()))},
        }
        kept = [slot for slot in secrets.file.slots if slot.id != id]
        self._keyring.new_epoch(kept, people, secrets.file.envelopes)
        self._attempts.forgive(id)

    def let_in(self, id: str) -> None:
        """Their count of wrong PINs starts again."""
        self._check_manager("switch a sign-in on again")
        self._attempts.forgive(id)

    def rename(self, me: str, name: str) -> None:
        """What this person signs from now on stands under ``name``; what they signed before keeps the name it
        has. On the lock screen their new initials stand. The same name, or none, changes nothing."""
        secrets, name = self._held(), name.strip()
        people = secrets.directory.people
        now = people[me].get(NOW, me)
        if not name or people[now]["name"] == name:
            return
        new = self._crypto.random(8).hex()
        own = {part: value for part, value in people[me].items() if part in ("role", "key", "agree")}
        people = {**people, me: {**people[me], NOW: new}, new: {**own, "name": name, NAME_OF: me}}
        slots: tuple[Slot, ...] = secrets.file.slots
        if sum(s.kind == STAFF for s in slots) > 1:
            bare = [replace(s, mark="") if (s.id, s.kind) == (me, STAFF) else s for s in slots]
            slots = with_marks(bare, {**people, me: people[new]}, {})
        self._keyring.save(replace(secrets.file, slots=slots), replace(secrets.directory, people=people))

    def make_manager(self, id: str) -> None:
        """Let them add and remove people."""
        self._check_manager("do this")
        secrets = self._held()
        people = {**secrets.directory.people, id: {**secrets.directory.people[id], "manager": "yes"}}
        self._keyring.save(secrets.file, replace(secrets.directory, people=people))

    # --- the other ways in -------------------------------------------------------------------
    def new_sheet(self) -> str:
        """The code of a recovery sheet, which nothing keeps: print it now. An earlier sheet opens nothing
        more. Who has one can choose anybody's new PIN, so it is a manager's. Raises :class:`NotAllowed`."""
        self._check_manager("make a recovery sheet")
        secrets = self._held()
        code = new_code(self._crypto)
        old = [slot.id for slot in secrets.file.slots if slot.kind == RECOVERY]
        if old:
            people = {id: p for id, p in secrets.directory.people.items() if id not in old}
            self._keyring.new_epoch(
                [slot for slot in secrets.file.slots if slot.id not in old], people, secrets.file.envelopes
            )
            secrets = self._held()
        opened = Opened(self._crypto.random(8).hex(), secrets.vault_key, self._crypto.random(KEY))
        sheet = person_entry(self._crypto, "Recovery sheet", "Recovery", opened.signing_key, manager=True)
        people = {**secrets.directory.people, opened.slot: {**sheet, "kind": RECOVERY}}
        slot = make_slot(self._crypto, secrets.file, code, opened, kind=RECOVERY, device_secret=None)
        self._keyring.save(
            replace(secrets.file, slots=(*secrets.file.slots, slot)),
            replace(secrets.directory, people=people),
        )
        return code

    def rehearse_sheet(self, typed: str) -> None:
        """Open the sheet's slot as one day it must. Raises :class:`BadCode`, :class:`NotTheKey`."""
        secrets = self._held()
        code = read_code(typed)
        for slot in secrets.file.slots:
            if slot.kind == RECOVERY and open_slot(self._crypto, secrets.file, slot, code, None):
                return
        raise NotTheKey

    def seal_to_owner(self, public: bytes) -> None:
        """Let the owner's recovery key open this vault. Raises :class:`SealBroken` for a useless key,
        :class:`NotAllowed`."""
        self._check_manager("let an owner’s key in")
        secrets = self._held()
        made = make_envelope(self._crypto, secrets.file, secrets.vault_key, OWNER, public.hex(), public)
        others = [e for e in secrets.file.envelopes if (e["kind"], e["to"]) != (OWNER, public.hex())]
        self._keyring.save(replace(secrets.file, envelopes=(*others, made)), secrets.directory)

    def forget_owner(self, public: str) -> None:
        """That owner's key opens nothing that is written from now on. Raises :class:`NotAllowed`."""
        self._check_manager("take an owner’s key away")
        secrets = self._held()
        others = [e for e in secrets.file.envelopes if (e["kind"], e["to"]) != (OWNER, public)]
        self._keyring.new_epoch(list(secrets.file.slots), secrets.directory.people, others)

    def quick_on(self, me: str, confirmed: str) -> None:
        """Open with the device's own confirmation alone, beside the PIN; ``confirmed`` as
        :func:`quick_secret` gives it."""
        secrets = self._held()
        opened = Opened(me, secrets.vault_key, secrets.signing_key)
        slot = make_slot(self._crypto, secrets.file, confirmed, opened, kind=QUICK, device_secret=None)
        others = [s for s in secrets.file.slots if (s.id, s.kind) != (me, QUICK)]
        self._keyring.save(replace(secrets.file, slots=(*others, slot)), secrets.directory)

    def quick_off(self, me: str) -> None:
        """The PIN is needed again."""
        secrets = self._held()
        others = [s for s in secrets.file.slots if (s.id, s.kind) != (me, QUICK)]
        self._keyring.save(replace(secrets.file, slots=tuple(others)), secrets.directory)

    def leave_the_device_out(self) -> None:
        """For a vault whose device secret is gone: what needed it opens nothing any more, so it goes too.

        Only the recovery sheet and the owners are left; add somebody next.
        """
        secrets = self._keyring.without_device()
        kept = [slot for slot in secrets.file.slots if slot.kind == RECOVERY]
        people = {
            id: person
            if person.get("kind") == RECOVERY or "left" in person
            else {**person, "left": str(int(self._now()))}
            for id, person in secrets.directory.people.items()
        }
        self._keyring.new_epoch(kept, people, secrets.file.envelopes)

    @property
    def device_adds(self) -> bool:
        """Whether the device adds a secret of its own to each PIN: then six numbers are enough."""
        return bool(self._held().file.device)

    @property
    def needs_device(self) -> bool:
        """Whether each PIN needs the device's own secret too, and it is not at hand."""
        secrets = self._held()
        return bool(secrets.file.device) and not secrets.device_secret

    # --- how ---------------------------------------------------------------------------------
    def _check_manager(self, what: str) -> None:
        secrets = self._held()
        key = self._crypto.sign_public(secrets.signing_key).hex()
        if not any(p["key"] == key and p.get("manager") == "yes" for p in secrets.directory.people.values()):
            raise NotAllowed(f"Only a manager can {what}. Nothing was changed. Ask one to sign in.")

    def _check_free(self, secret: str, but: str = "") -> None:
        secrets = self._held()
        for slot in secrets.file.slots:
            other = slot.kind == STAFF and slot.id != but
            if other and open_slot(self._crypto, secrets.file, slot, secret, secrets.device_secret):
                raise SecretTaken

    def _slot(self, id: str, kind: str) -> Slot:
        for slot in self._held().file.slots:
            if (slot.id, slot.kind) == (id, kind):
                return slot
        raise UnknownPerson


def _swapped(file: KeyFile, old: Slot, new: Slot) -> KeyFile:
    return replace(file, slots=tuple(new if slot is old else slot for slot in file.slots))
