"""Who wrote what: signing an entry, the people of other devices, and whether a signature is its author's."""

from __future__ import annotations

from collections.abc import Mapping

from carerapp.domain.canonical import canonical
from carerapp.domain.json_value import as_object, as_text
from carerapp.vault.damage import Damage
from carerapp.vault.format import entries
from carerapp.vault.format.entries import JSON, Signed
from carerapp.vault.settings import Settings
from carerapp.vault.unlocked import Unlocked

_OTHERS = "authors"  # the setting that holds the people of other devices
_PARTS = ("name", "role", "key")
_AT, _DESK, _HOME = "at", "desk", "home"  # where they wrote; the first versions did not note it


class Authors:
    """The authors of an open vault's entries: name, role, public signing key (hexadecimal), by their ids."""

    def __init__(self, unlocked: Unlocked, settings: Settings) -> None:
        self._unlocked, self._settings = unlocked, settings

    def sign(self, child: str, entry: Mapping[str, JSON]) -> Signed:
        """``entry`` signed by who is signed in. Raises ``TypeError`` or ``ValueError`` for what JSON cannot
        hold."""
        secrets, keys = self._unlocked.secrets(), self._unlocked.keys(child)
        body = canonical(entry)
        return entries.sign(secrets.sign, keys.child, bytes.fromhex(self._unlocked.person.author), body)

    def prove(self, data: bytes) -> bytes:
        """The signature of who is signed in over something that is no entry."""
        return self._unlocked.secrets().sign(entries.proof_message(data))

    def vouched(self, author: str, data: bytes, signature: bytes) -> bool:
        """Whether it is what :meth:`prove` made for this author, with the key that counts for them."""
        key, signed = self.key_of(author), entries.proof_message(data)
        return key is not None and self._unlocked.crypto.verify(bytes.fromhex(key), signature, signed)

    def know(self, author: str, person: Mapping[str, str], *, desk: bool | None) -> bool:
        """Remember somebody of another device. ``desk`` None: nobody says where they wrote. The first key is
        the one that counts: False for another key under the same id. Raises :class:`NotSaved`."""
        key = self.key_of(author)
        if key is not None and key != person["key"]:
            return False
        if self.is_of_here(author):
            return True
        others = self._others()
        before = others.get(author, {part: person[part] for part in _PARTS})
        noted = before.get(_AT, "")
        at = noted if desk is None or noted == _DESK else _DESK if desk else _HOME
        if key is None or noted != at:
            self._settings.put(_OTHERS, {**others, author: {**before, _AT: at}})
        return True

    def key_of(self, author: str) -> str | None:
        """The public key that counts for this author, in hexadecimal; None for nobody known."""
        known = self._unlocked.secrets().directory.people.get(author) or self._others().get(author)
        return known["key"] if known else None

    def is_of_here(self, author: str) -> bool:
        """Whether this author has or had a slot in this vault."""
        return author in self._unlocked.secrets().directory.people

    def is_of_a_home(self, author: str) -> bool:
        """Whether they wrote on another home's device, and never at a desk."""
        return self._others().get(author, {}).get(_AT) == _HOME

    def all(self) -> dict[str, Mapping[str, str]]:
        """Everyone who has or had a slot, or wrote on another device."""
        return {**self._others(), **self._unlocked.secrets().directory.people}

    def _others(self) -> dict[str, Mapping[str, str]]:
        people = as_object(self._settings.get(_OTHERS))
        return {
            id: {part: as_text(known) for part, known in as_object(one).items()} for id, one in people.items()
        }

    def verify(self, child: str) -> tuple[Damage, ...]:
        """Check every entry's signature against its author's key; empty when all are right."""
        keys, people = self._unlocked.keys(child), self.all()
        name, found = self._unlocked.folder(child), []
        for seq, entry in self._unlocked.stream(child).signed():
            person = people.get(entry.author.hex())
            if entries.claimed_author(entry) not in ("", entry.author.hex()):
                found.append(Damage(name, seq, "it was signed by one person and says that another wrote it"))
            if person is None:
                found.append(Damage(name, seq, "nobody known to these records wrote this entry"))
                continue
            signed = entries.message(keys.child, entry.author, entry.body)
            if not self._unlocked.crypto.verify(bytes.fromhex(person["key"]), entry.signature, signed):
                found.append(Damage(name, seq, "the author's signature does not fit this entry"))
        return tuple(found)
