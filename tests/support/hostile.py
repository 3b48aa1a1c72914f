"""A member of a home with a changed client: approved, with their PIN, their key and the child's; their
feed holds whatever they want."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, replace
from typing import Any

from carerapp import bootstrap
from carerapp.domain.gate import Reason
from carerapp.domain.gate.letters import Letter
from carerapp.domain.json_value import as_object
from carerapp.sharing.enrolment import Enrolment
from carerapp.sharing.payload import Carried, seal
from carerapp.sharing.set_aside import AsideShelf
from carerapp.sharing.share_keys import share_key
from carerapp.sharing.sync_state import state_of
from carerapp.vault import Vault
from carerapp.vault.format.entries import Signed, message
from carerapp.vault.primitives.derivation import label
from carerapp.vault.primitives.hpke import seal_to
from sync.conversation import Request, run_sync
from sync.feed import FeedId, entries
from sync.messages import Push, decode_pushed, encode, to_text
from sync.requests_transport import RequestsWire
from tests.support.tablets import Opened, Tablet

CRYPTO = bootstrap.native_crypto()


def spelled(document: Mapping[str, Any]) -> bytes:
    """As an honest client spells it."""
    words = json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return words.encode("utf-8", "surrogatepass")


class Hostile:
    """An open tablet whose honest client has sent all that it wrote."""

    def __init__(self, at: Opened, child: str) -> None:
        self._at, self.child = at, child
        self.enrolment: Enrolment = at.sharing.authorities[0]
        self.author, key = at.vault.person.id, share_key(at.vault, child, self.enrolment)
        assert key is not None
        self._key = key
        (self.who,) = (
            {part: person[part] for part in ("name", "role", "key")}
            for person in at.vault.people()
            if person["id"] == self.author
        )
        feed = state_of(at.vault, self.enrolment).feed(child)
        self._done, self._head = feed.done, feed.head
        self.stamp = str(at.vault.get_setting("device"))[:8]

    def honest(self, **other: Any) -> dict[str, Any]:
        """The newest entry of this child that somebody here wrote, under an id of its own, with other
        parts."""
        return {**self.newest, "id": CRYPTO.random(8).hex(), **other}

    @property
    def newest(self) -> dict[str, Any]:
        """The newest entry of this child that somebody here wrote."""
        documents = self._at.vault.entries(self.child)
        return [dict(one) for one in documents if one["author"] == self.author][-1]

    def signed(self, one: bytes | Mapping[str, Any]) -> Signed:
        """With this person's own key, whatever it is."""
        child, author = bytes.fromhex(self.child), bytes.fromhex(self.author)
        body = one if isinstance(one, bytes) else spelled(one)
        return Signed(author, self._at.vault._unlocked.secrets().sign(message(child, author, body)), body)

    def send(self, *bodies: bytes | Mapping[str, Any], **who: Any) -> None:
        """Signed with this person's own key, whatever they are; ``who``: what is said of the person."""
        carried = (Carried(self.signed(one), {**self.who, **who}) for one in bodies)
        self.push(*(seal(CRYPTO, self._key, self.enrolment.device, self.child, one) for one in carried))

    def send_under(self, name: str, one: Mapping[str, Any]) -> str:
        """Signed with a new key, by a person of this name whom nobody has met; their id."""
        private, author, child = CRYPTO.random(32), CRYPTO.random(8), bytes.fromhex(self.child)
        body = spelled({**one, "author": author.hex()})
        signed = Signed(author, CRYPTO.sign(private, message(child, author, body)), body)
        who = {"name": name, "role": "Carer", "key": CRYPTO.sign_public(private).hex()}
        self.push(seal(CRYPTO, self._key, self.enrolment.device, self.child, Carried(signed, who)))
        return author.hex()

    def push(self, *payloads: bytes) -> None:
        """These payloads, as the next of this device's feed about the child; the endpoint takes each."""
        _, sign = self._at.sharing.signer(self.enrolment)
        feed = FeedId(self.enrolment.device, self.child)
        sent = entries(feed, payloads, sign, after=self._done, head=self._head)
        answer = decode_pushed(self._ask("POST", "/v1/feed", encode(Push(tuple(sent)))))
        assert answer.receipts
        assert not answer.refused
        self._done, self._head = sent[-1].seq, sent[-1].hash

    def signed_letter(self, said: Letter, author: str) -> None:
        """With this person's own key, under whichever id."""
        id = CRYPTO.random(16).hex()
        under = replace(said, author=author)
        proof = self._at.vault.prove(under.signed_part(id))
        plain = json.dumps(asdict(replace(under, signature=proof.hex()))).encode()
        self.letter(plain, self.child, id)

    def letter(self, plain: bytes, about: str, number: str = "") -> None:
        """A restricted entry to every desk, sent for this child."""
        for desk, seal_key in self.enrolment.desks:
            id = number or CRYPTO.random(16).hex()
            sealed = seal_to(CRYPTO, bytes.fromhex(seal_key), plain, info=label("letter", id, desk))
            body = {"stream": about, "letter": id, "to": desk, "sealed": to_text(sealed)}
            self._ask("POST", "/v1/letters", json.dumps(body).encode())

    def picture(self, attachment: str, data: bytes) -> None:
        """As the first of two chunks of this attachment, whosever it is."""
        self._ask("PUT", f"/v1/photos/{self.child}/{attachment}/0?of=2", data)

    def _ask(self, method: str, path: str, body: bytes) -> bytes:
        wire = RequestsWire(self.enrolment.endpoint, *self._at.sharing.signer(self.enrolment))

        def asked() -> Any:
            return (yield Request(method, path, body))

        return bytes(run_sync(asked(), wire))


def everything_said(tablet: Tablet) -> dict[str, list[str]]:
    """Child's name → every line of every log, as the screens word it."""
    from carerapp.domain.chronology import chronology

    with tablet.opened() as at:
        return {
            child.full_name: [
                line.words
                for episode in child.episodes
                for line in chronology(child, episode, at.book.name_of)
            ]
            for child in at.book.children()
        }


def reasons(tablet: Tablet) -> list[Reason]:
    """Why things were set aside on this tablet, oldest first."""
    with tablet.opened() as at:
        return [item.reason for item in AsideShelf(at.vault).items()]


def taken_by_an_older_version(vault: Vault, child: str, signed: Signed) -> None:
    """Into the log as it came, without a look at it."""
    vault.append_signed(child, signed, {})


def as_an_older_version_kept_it(vault: Vault, enrolment: Enrolment) -> None:
    """Without what the gate notes since: which devices are desks, which stamp each feed has borne, where
    each author writes, and what was set aside."""
    for name in (f"desks {enrolment.device}", f"stamps {enrolment.device}", "aside", "aside more"):
        vault.put_setting(name, None)
    others = as_object(vault.get_setting("authors"))
    bare = {
        id: {part: as_object(one)[part] for part in ("name", "role", "key")} for id, one in others.items()
    }
    vault.put_setting("authors", bare)
