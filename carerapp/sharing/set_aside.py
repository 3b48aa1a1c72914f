"""What came from outside and did not pass the gate: kept sealed with its reason, for a person to read.

Nothing of it is in a child's log. What may pass later, since what is known here may change, is kept whole
and tried again; of all else only what a person may need to judge it is kept.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal, get_args

from carerapp.domain.gate import Reason
from carerapp.domain.json_value import as_object
from carerapp.vault import Vault

What = Literal["entry", "letter", "key", "file", "answer", "stamp"]
_WHATS = get_args(What)
_KEPT, _MORE = "aside", "aside more"
MOST_OF_A_CHILD = 50  # things of one sender about one child that are kept; what comes after them is counted
MOST_OF_A_SENDER = 200  # about whichever child: what another sent still finds a place
MOST = 500  # in all
LONGEST_KEPT = 64_000  # bytes of one that is tried again


@dataclass(frozen=True, slots=True)
class AsideItem:
    """``authority``: this device's id there; ``child``: the opaque id, "" where it is about none;
    ``device``: the sender's id at the authority, ``number`` in its feed (or of the letter); ``who``: whom
    it says it is from, and ``words``: what it says, both as far as can be read and neither proved;
    ``at``: when it came, seconds since 1970; ``payload``: hexadecimal, "" where it is not tried again."""

    what: What
    authority: str
    child: str
    device: str
    number: int
    reason: Reason
    who: str
    words: str
    at: int
    payload: str = ""

    @property
    def key(self) -> tuple[str, str, str, str, int]:
        """The same thing that comes again has the same."""
        return self.what, self.authority, self.child, self.device, self.number


class AsideShelf:
    """All that is set aside in one vault."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault

    def items(self) -> tuple[AsideItem, ...]:
        """Oldest first."""
        kept = self._vault.get_setting(_KEPT)
        found = kept if isinstance(kept, list) else []
        return tuple(item for raw in found if isinstance(raw, dict) and (item := _read(raw)))

    def more(self) -> int:
        """How many more there were than are kept."""
        return sum(n for n in self._more().values() if isinstance(n, int))

    def change(
        self, came: Iterable[AsideItem], passed: Iterable[tuple[str, str, str, str, int]] = ()
    ) -> None:
        """Put these there, and let those go that have passed since. Durable on return. Raises
        ``NotSaved``."""
        before = {item.key: item for item in self.items()}
        after, more = dict(before), dict(self._more())
        for key in passed:
            after.pop(key, None)
        for item in came:
            there = after.get(item.key)
            if there is not None:
                after[item.key] = item if item.reason is not there.reason else there
            elif _has_room(after.values(), item):
                after[item.key] = item
            else:
                more[item.child] = int(more.get(item.child, 0)) + 1
        if after != before:
            self._vault.put_setting(
                _KEPT, [{**asdict(one), "reason": one.reason.value} for one in after.values()]
            )
        if more != self._more():
            self._vault.put_setting(_MORE, more)

    def forget(self, child: str) -> None:
        """The child was erased here. Raises ``NotSaved``."""
        self.change((), [item.key for item in self.items() if item.child == child])

    def _more(self) -> Mapping[str, Any]:
        return dict(as_object(self._vault.get_setting(_MORE)))


def _has_room(kept: Collection[AsideItem], item: AsideItem) -> bool:
    of_it = [one.child for one in kept if one.device == item.device]
    return len(kept) < MOST and len(of_it) < MOST_OF_A_SENDER and of_it.count(item.child) < MOST_OF_A_CHILD


def _read(raw: Mapping[str, Any]) -> AsideItem | None:
    texts = {
        name: raw.get(name) for name in ("what", "authority", "child", "device", "who", "words", "payload")
    }
    numbers = {name: raw.get(name) for name in ("number", "at")}
    if not all(isinstance(text, str) for text in texts.values()) or texts["what"] not in _WHATS:
        return None
    if not all(isinstance(number, int) for number in numbers.values()):
        return None
    return AsideItem(**texts, **numbers, reason=Reason.read(raw.get("reason")))  # type: ignore[arg-type]
