"""An authority that answers from memory, at once or not at all, and knows what it gave a receipt for."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

from carerapp.sharing.enrolment import APPROVED, Enrolment, keep
from carerapp.sharing.pinned_desks import PinnedDesk, pin_desk
from carerapp.vault import Vault
from carerapp.vault.adapters.native_crypto import NativeCrypto
from sync.conversation import Request
from sync.errors import Unreachable
from sync.feed import FeedEntry, entries
from sync.feed import FeedId as Feed
from sync.messages import Pulled, Pushed, Receipt, Refusal, decode_push, encode, to_text
from sync.policy import Policy, policy_text, signed_policy

CRYPTO = NativeCrypto()
_DESK = "e" * 16, CRYPTO.agree_public(bytes(range(32))).hex()


@dataclass
class Answering:
    """Serves the children under these protocols, and lets closed episodes leave after ``keep_days``."""

    name: str
    device: str
    serves: tuple[str, ...]
    now: Callable[[], float]
    keep_days: int = 30
    private: bytes = field(default_factory=lambda: CRYPTO.random(32))
    sign_private: bytes = field(default_factory=lambda: CRYPTO.random(32))
    children: list[str] = field(default_factory=list)
    stands: dict[tuple[str, int], FeedEntry] = field(default_factory=dict)
    receipted: dict[str, set[bytes]] = field(
        default_factory=dict
    )  # child → payloads that the device knows of
    letters: int = 0
    others: list[FeedEntry] = field(default_factory=list)
    refuse: bool = False
    lose: bool = False
    down: bool = False

    def enrol(self, vault: Vault) -> Enrolment:
        """The device is let in, and has compared the desk's number."""
        made = Enrolment(
            f"https://{self.name}.example",
            self.device,
            APPROVED,
            self.sign_private,
            CRYPTO.random(32),
            CRYPTO.sign_public(self.private),
            policy_text=self._policy,
        )
        keep(vault, made)
        pin_desk(vault, made, PinnedDesk(*_DESK, "Duty desk", ""))
        return made

    @property
    def _policy(self) -> str:
        return policy_text(Policy(name=self.name, serves=self.serves, keep_days=self.keep_days))

    def _sign(self, message: bytes) -> bytes:
        return CRYPTO.sign(self.private, message)

    def __call__(self, request: Request) -> bytes:
        """The answer; or it is lost on its way."""
        if self.down:
            raise Unreachable("down")
        path = urlsplit(request.path)
        answer = self._answer(request, path.path, parse_qs(path.query))
        if self.lose:
            self.lose = False
            raise Unreachable("the answer was lost")
        if path.path == "/v1/feed" and request.method == "POST":
            self._known_to_the_device(request.body, answer)
        return answer

    def _answer(self, request: Request, path: str, query: dict[str, list[str]]) -> bytes:
        body: Any = json.loads(request.body or b"null") if path != "/v1/feed" else None
        match request.method, path:
            case "GET", "/v1/me":
                children = [{"stream": child, "sealed": ""} for child in self.children]
                return _json(state=APPROVED, children=children, companions=[])
            case "GET", "/v1/policy":
                signature = to_text(self._sign(signed_policy(self._policy)))
                desk = dict(zip(("device", "seal_key"), _DESK, strict=True))
                return _json(policy=self._policy, signature=signature, desks=[desk], packs=[])
            case "POST", "/v1/children":
                self.children += [child for child in body["children"] if child not in self.children]
            case "POST", "/v1/letters":
                self.letters += 1
            case "POST", "/v1/feed":
                return self._pushed(request.body)
            case "GET", "/v1/feed":
                return self._pulled(int((query.get("cursor") or ["0"])[0]))
        return _json(photos={}, letters=[], stamps=[])

    def _pushed(self, body: bytes) -> bytes:
        sent = decode_push(body).entries
        refused, self.refuse = (sent[-1:] if self.refuse else ()), False
        for entry in sent:
            if entry not in refused:
                self.stands[(entry.feed.stream, entry.seq)] = entry
        kept = [entry for entry in sent if entry not in refused]
        receipts = []
        if kept:
            last, at = kept[-1], int(self.now())
            plain = Receipt(last.feed, last.seq, last.hash, at, b"")
            receipts = [Receipt(last.feed, last.seq, last.hash, at, self._sign(plain.signed_part()))]
        return encode(Pushed(tuple(receipts), tuple(Refusal(e.seq, "not_now") for e in refused)))

    def _known_to_the_device(self, body: bytes, answer: bytes) -> None:
        refused = {one["seq"] for one in json.loads(answer)["refused"]}
        for entry in decode_push(body).entries:
            if entry.seq not in refused:
                self.receipted.setdefault(entry.feed.stream, set()).add(entry.payload)

    def _pulled(self, cursor: int) -> bytes:
        return encode(Pulled(tuple(self.others[cursor:]), str(len(self.others))))

    def write(self, child: str, payload: bytes, device: str, seq: int) -> None:
        """Another device's entry about the child."""
        feed = Feed(device, child)
        (entry,) = entries(feed, [payload], lambda _: bytes(64), after=seq, head=bytes(32))
        self.others.append(entry)


def _json(**said: Any) -> bytes:
    return json.dumps(said).encode()
