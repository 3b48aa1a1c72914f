"""A child is erased on a tablet, or at the authority: the other side hears of it, and a person decides."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from carerapp.actions.add_child import add_child
from carerapp.actions.write_note import write_note
from carerapp.sharing.share_keys import share_key
from carerapp.ui.drafts import Drafts
from carerapp.ui.session import Session
from sync.endpoint.__main__ import main
from sync.endpoint.keys import EndpointKey
from sync.endpoint.service.erasures import ErasureService
from sync.endpoint.service.refused import Refused
from sync.erasures import Erasure, asked_part, page_json
from tests.support.endpoint.authority import CRYPTO, Authority
from tests.support.tablets import Opened, Tablet, a_child, typed

ASKED = "was asked to erase its record of a child who was erased here; its people decide"


def erased(at: Opened, child: str) -> None:
    """As the screen does it."""
    drafts = Drafts(None, lambda _: None, lambda: True)  # type: ignore[arg-type]
    Session(at.vault, at.book, drafts, at.sharing).erase_child(child, reason="Article 17, for Ola")


def status(tablet: Tablet) -> str:
    tablet.sign_in()
    return typed("status", "--data", tablet.folder)


def erase_there(authority: Authority, child: str) -> None:
    who = ("--by", "Records officer", "--reason", "Article 17, request 12")
    assert main(["erase", "--data", str(authority.folder), "--child", child, "--sure", child, *who]) == 0


def kept(tablet: Tablet) -> list[dict[str, object]]:
    tablet.sign_in()
    return [json.loads(line) for line in typed("erasures", "--data", tablet.folder).splitlines()]


def test_erased_on_a_tablet_the_authority_is_asked_and_the_record_of_its_yes_is_kept(
    authority: Authority, ann: Tablet, ben: Tablet, desk: Tablet, child: str
) -> None:
    """Signed by the tablet; no word of the reason leaves it. The other tablet and the desk go on, and after
    the yes they say that the authority has erased it, and that they have it still."""
    before = authority.store.counts()["entries"]
    with ben.opened() as at:
        erased(at, child)
    assert ASKED in ben.sync()
    (asked,) = authority.store.erasures_asked.all()
    assert asked.answer == ""
    assert CRYPTO.verify(
        bytes.fromhex(asked.sign_key), asked.signature, asked_part(asked.device, child, asked.at)
    )
    assert authority.store.counts()["entries"] == before
    assert b"Article 17" not in authority.stored()
    assert "erased its record" not in ann.sync()
    erase_there(authority, child)
    for tablet in (ann, desk):
        said = tablet.sync()
        assert f"has erased its record of Ola Example ({child}). " in said
        assert "by Records officer: Article 17, request 12. This device has its record still." in said
    said = ben.sync()
    assert f"has erased its record of child {child}, erased here. " in said
    assert ASKED not in said
    for tablet in (ann, ben, desk):
        (record,) = kept(tablet)
        proof = Erasure(**{name: record[name] for name in Erasure.__dataclass_fields__})  # type: ignore[arg-type]
        assert record["key"] == authority.key.public.hex()
        assert CRYPTO.verify(authority.key.public, bytes.fromhex(proof.signature), proof.signed_part())
    with ann.opened() as at:
        assert at.book.child(child).full_name == "Ola Example"
        assert (
            len([line for line in at.sharing.lines() if "it has erased its record of a child" in line]) == 1
        )


def test_an_erased_child_does_not_come_back_with_the_next_contact(
    authority: Authority, ann: Tablet, ben: Tablet, child: str
) -> None:
    """Their key on the wire is gone, too: what the authority still has opens no more on this tablet. A yes of
    before takes nobody in again."""
    with ben.opened() as at:
        enrolment = at.sharing.authorities[0]
        assert share_key(at.vault, child, enrolment)
        erased(at, child)
        assert share_key(at.vault, child, enrolment) is None
    for _ in range(2):
        ben.sync()
        ann.sync()
    with ben.opened() as at:
        assert at.vault.children() == ()
        assert at.sharing.taking_in.offers(enrolment) == []


def test_an_endpoint_of_before_is_asked_again_and_brings_nobody_back(
    authority: Authority, ann: Tablet, ben: Tablet, child: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It has no such page, and would give the child's key once more; all else goes on."""

    def no_page(*_: object) -> None:
        raise Refused(404, "Not Found")

    with ben.opened() as at:
        erased(at, child)
        other = add_child(at.book, full_name="Kim Example", protocol_id="hertfordshire")
    with monkeypatch.context() as patched:
        patched.setattr(ErasureService, "ask", no_page)
        said = ben.sync()
        assert "is asked to erase its record of a child who was erased here" in said
        assert "The last try failed" not in said
        ben.sync()
    with ben.opened() as at:
        assert at.vault.children() == (other,)
    assert authority.store.counts()["entries"] > 0
    assert ASKED in ben.sync()


def test_cut_short_before_the_child_was_gone_nobody_is_asked(
    authority: Authority, ann: Tablet, ben: Tablet, child: str
) -> None:
    """The child is whole, and shared as before."""
    with ben.opened() as at:
        at.sharing.erasures.begin(child)
    assert ASKED not in ben.sync()
    assert authority.store.erasures_asked.all() == []
    with ben.opened() as at:
        write_note(at.book, child, at.book.child(child).episodes[0].id, "Still here")
    assert "0 entries are on this device only" in ben.sync()


def test_a_record_that_another_key_signed_is_not_kept(
    authority: Authority, ann: Tablet, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Nothing of such an answer is believed, and the child is shared on once the true one is there."""
    child = a_child(ann)
    ann.connect(authority)
    ann.sync()
    thief = EndpointKey.in_folder(tmp_path, name="another")
    with monkeypatch.context() as patched:
        patched.setattr(ErasureService, "_signed", lambda _, one: _by(thief, one))
        erase_there(authority, child)
        assert "what answered has another key" in ann.sync()
        assert kept(ann) == []
    assert "This device has its record still" in ann.sync()


def _by(key: EndpointKey, one: Erasure) -> Erasure:
    return replace(one, signature=key.sign(one.signed_part()).hex())


def test_an_authority_whose_list_has_no_end_holds_up_nothing(authority: Authority, ann: Tablet) -> None:
    """It says that there is more, and gives the same page again."""
    a_child(ann)
    ann.connect(authority)
    bare = Erasure("ab" * 16, 5, "Records officer", "Retention", 1, 0, 0, "{}")
    one = replace(bare, signature=authority.key.sign(bare.signed_part()).hex())
    page = json.dumps(page_json([(1, one)], more=True)).encode()
    with ann.opened() as at:
        (enrolment,) = at.sharing.authorities
        asking = at.sharing.erasures.take(enrolment, 9)
        next(asking)
        assert asking.send(page).path == "/v1/erasures?after=1"
        with pytest.raises(StopIteration):
            asking.send(page)
        assert [erased.erasure for erased in at.sharing.erasures.there(enrolment)] == [one]
