"""One library for an open vault: what was sent to it comes in at unlock, and goes with it at lock."""

from __future__ import annotations

from dataclasses import replace

import pytest

from carerapp.actions.add_child import add_child
from carerapp.actions.casebook import Casebook
from carerapp.bootstrap import AUTHORITIES, open_casebook
from carerapp.protocols import ProtocolLibrary
from carerapp.vault import Door, Vault
from forms.engine.errors import DefinitionErrors
from forms.packaged import load_form, load_protocol
from sync.protocols import ProtocolRelease
from tests.support.pins import PIN

HERTS = {path.name: path.read_text("utf-8") for path in (AUTHORITIES / "hertfordshire").glob("*.toml")}


def sent(number: int, *changes: tuple[str, str, str]) -> ProtocolRelease:
    """Hertfordshire's pack in the authority's version `number`, with words changed: (file, old, new)."""
    files = dict(HERTS)
    for file, old, new in changes:
        assert old in files[file]
        files[file] = files[file].replace(old, new, 1)
    return ProtocolRelease("hertfordshire", number, files)


NEW_VERSION = ("protocol.toml", "V5 June 19", "V6 of the test")
NEW_LABEL = ("key_contacts.toml", 'label = "Height:"', 'label = "How tall:"')


def height(library: ProtocolLibrary) -> str:
    return library.form("hertfordshire/key_contacts@1").field("height").label


def test_what_a_vault_was_sent_is_used_in_it_and_nowhere_else(door: Door, vault: Vault) -> None:
    """Protocol and forms; another library knows nothing of it, and the next unlock has it again."""
    library = ProtocolLibrary(vault=vault)
    assert library.protocol("hertfordshire").serial == 0
    assert library.receive(sent(1, NEW_VERSION, NEW_LABEL)) == ""
    assert library.protocol("hertfordshire").version == "V6 of the test"
    assert height(library) == "How tall:"
    assert library.protocol("hertfordshire@0") == load_protocol("hertfordshire")
    outside = ProtocolLibrary()
    assert outside.protocol("hertfordshire") == load_protocol("hertfordshire")
    assert height(outside) == load_form("hertfordshire/key_contacts").field("height").label == "Height:"
    vault.lock()
    again = ProtocolLibrary().of(door.unlock(PIN))
    assert (again.protocol("hertfordshire").serial, height(again)) == (1, "How tall:")


def test_a_form_that_was_shown_before_is_the_new_one_after(vault: Vault) -> None:
    """What was read is not kept over what comes."""
    library = ProtocolLibrary(vault=vault)
    assert height(library) == "Height:"
    library.receive(sent(1, NEW_LABEL))
    assert height(library) == "How tall:"


def test_the_newest_good_version_is_used_and_each_can_be_named(vault: Vault) -> None:
    """id: the newest; id@number: that one, or the newest where it never was good. A bad one has come too."""
    library = ProtocolLibrary(vault=vault)
    library.receive(sent(1, NEW_VERSION))
    library.receive(sent(2))
    assert library.receive(sent(3, ("duties.toml", 'from = "unknown_since"\n', ""))) == "it has a mistake"
    assert library.newest("hertfordshire") == 3
    for held in (library, ProtocolLibrary(vault=vault)):
        serials = {
            name: held.protocol(f"hertfordshire{name}").serial for name in ("", "@0", "@1", "@2", "@3")
        }
        assert serials == {"": 2, "@0": 0, "@1": 1, "@2": 2, "@3": 2}


def test_the_casebook_reads_each_child_under_its_library(vault: Vault) -> None:
    """The same object that takes in what an authority sends."""
    book: Casebook = open_casebook(vault)
    child = add_child(book, full_name="Ola Example", protocol_id="hertfordshire")
    assert isinstance(book.protocols, ProtocolLibrary)
    book.protocols.receive(sent(7, NEW_VERSION))
    book.forget(child)
    assert book.child(child).protocol == replace(
        book.child(child).protocol, serial=7, version="V6 of the test"
    )


def test_a_text_that_no_file_can_hold_is_a_mistake(vault: Vault) -> None:
    """Half a character, as only a crafted message has it, is refused like any other fault."""
    library = ProtocolLibrary(vault=vault)
    assert library.receive(sent(1, ("protocol.toml", "V5 June 19", "V5 \ud800"))) == "it has a mistake"
    assert library.protocol("hertfordshire").serial == 0


def test_what_is_nowhere_is_explained(vault: Vault) -> None:
    """An unknown protocol and an unknown form are told like any other fault."""
    library = ProtocolLibrary(vault=vault)
    with pytest.raises(
        DefinitionErrors, match=r"authorities/nowhere/protocol\.toml:1: There is no such file"
    ):
        library.protocol("nowhere")
    with pytest.raises(DefinitionErrors, match=r"nothing\.toml:1: There is no such file"):
        library.form("hertfordshire/nothing@1")
