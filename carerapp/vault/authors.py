"""Who wrote what: signing an entry, the people of other devices, and whether a signature is its author's."""

from __future__ import annotations

from collections.abc import Mapping

from carerapp.domain.json_value import as_object, as_text
from carerapp.vault.damage import Damage
from carerapp.vault.format import entries
from carerapp.vault.format.entries import JSON, Signed
from carerapp.vault.settings import Settings
from carerapp.vault.unlocked import Unlocked

_OTHERS = "authors"  # the setting that holds the people of other devices
_PARTS = ("name", "role", "key")


class Authors:
    """The authors of an open vault's entries: name, role, public signing key (hexadecimal), by their ids."""

    def __init__(self, unlocked: Unlocked, settings: Settings) -> None:
        self._unlocked, self._settings = unlocked, settings

    def sign(self, child: str, entry: Mapping[str, JSON]) -> Signed:
        """``entry`` signed by who is signed in. Raises ``TypeError`` or ``ValueError`` for what JSON cannot
        hold."""
        secrets, keys = self._unlocked.secrets(), self._unlocked.keys(child)
        body = entries.canonical(entry)
        return entries.sign(secrets.sign, keys.child, bytes.fromhex(self._unlocked.person.id), body)

    def prove(self, data: bytes) -> bytes:
        """The signature of who is signed in over something that is no entry."""
        return self._unlocked.secrets().sign(entries.proof_message(data))

    def know(self, author: str, person: Mapping[str, str]) -> bool:
        """Remember somebody of another device. The first key is the one that counts: False for another key
        under the same id. Raises :class:`NotSaved`."""
        own = self._unlocked.secrets().directory.people.get(author)
        if own is not None:
            return own["key"] == person["key"]
        others = self._others()
        if author in others:
            return others[author]["key"] == person["key"]
        self._settings.put(_OTHERS, {**others, author: {part: person[part] for part in _PARTS}})
        return True

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
            if person is None:
                found.append(Damage(name, seq, "nobody known to these records wrote this entry"))
                continue
            signed = entries.message(keys.child, entry.author, entry.body)
            if not self._unlocked.crypto.verify(bytes.fromhex(person["key"]), entry.signature, signed):
                found.append(Damage(name, seq, "the author's signature does not fit this entry"))
        return tuple(found)
