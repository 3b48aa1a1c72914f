"""The names behind the ids of those who wrote, also of people who left or who write on another device."""

from __future__ import annotations

from carerapp.actions.vault_port import VaultPort
from carerapp.domain.json_value import as_object, as_text
from carerapp.domain.people_apart import told_apart


class NamesOfPeople:
    """Kept in the vault's settings; whoever is signed in stands among them."""

    def __init__(self, vault: VaultPort) -> None:
        self._vault = vault
        self._names = {id: as_text(name) for id, name in as_object(vault.get_setting("people")).items()}
        self._called: dict[str, str] = {}
        person = vault.person
        if self._names.get(person.author) != person.name:
            self._names[person.author] = person.name
            vault.put_setting("people", dict(self._names))

    def of(self, author: str) -> str:
        """The name of this author, told apart from another who is called so, too."""
        if author not in self._called:
            self._names |= {person["id"]: person["name"] for person in self._vault.people()}
            self._called = told_apart(self._names, self._vault.is_of_here)
        return self._called.get(author) or "someone whose name is not on this device"
