"""What an authority asks of the devices of its homes, as it signs it. What it does not say is not asked."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sync.errors import BrokenMessage


@dataclass(frozen=True, slots=True)
class Policy:
    """``serves``: ids of the protocols whose children are this authority's; empty: it did not say.
    ``keep_days``: closed episodes leave the device so many days after their receipt; ``None``: they stay.
    ``acknowledge_minutes``: without an acknowledgement by then, the next of ``ring`` (who, number) is
    offered."""

    name: str = ""
    serves: tuple[str, ...] = ()
    keep_days: int | None = None
    acknowledge_minutes: int | None = None
    ring: tuple[tuple[str, str], ...] = ()


def signed_policy(text: str) -> bytes:
    """What the endpoint's key signs."""
    return b"carerapp policy 1\0" + text.encode()


def read_policy(text: str) -> Policy:
    """Raises :class:`BrokenMessage`. Fields that a newer version added are left alone."""
    try:
        raw = json.loads(text)
    except (ValueError, RecursionError):
        raise BrokenMessage("the policy is not JSON") from None
    if not isinstance(raw, dict):
        raise BrokenMessage("the policy is no object")
    ring = raw.get("ring", [])
    serves = raw.get("serves", [])
    if not isinstance(serves, list) or not isinstance(ring, list):
        raise BrokenMessage("a list is missing in the policy")
    if not all(isinstance(one, list) and len(one) == 2 for one in ring):
        raise BrokenMessage("a number to ring has no name")
    return Policy(
        name=str(raw.get("name", ""))[:200],
        serves=tuple(str(one) for one in serves[:50]),
        keep_days=_whole_number(raw, "keep_days"),
        acknowledge_minutes=_whole_number(raw, "acknowledge_minutes"),
        ring=tuple((str(who)[:100], str(number)[:40]) for who, number in ring[:10]),
    )


def _whole_number(raw: Mapping[str, Any], name: str) -> int | None:
    value = raw.get(name)
    if value is None:
        return None
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        raise BrokenMessage(f"{name} is not a whole number above nought")
    return value


def policy_text(policy: Policy) -> str:
    """As the endpoint keeps and signs it."""
    said: dict[str, Any] = {
        "name": policy.name,
        "serves": list(policy.serves),
        "ring": [list(r) for r in policy.ring],
    }
    for name in ("keep_days", "acknowledge_minutes"):
        if (value := getattr(policy, name)) is not None:
            said[name] = value
    return json.dumps(said, sort_keys=True, ensure_ascii=False)
