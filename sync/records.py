"""What an authority's signed records have in common: the words that are signed."""

from __future__ import annotations

import json
from collections.abc import Mapping


def signed_words(purpose: str, record: Mapping[str, object]) -> bytes:
    """Every part of a record but its own signature, in one spelling. ``purpose`` stands before them:
    a signature is good for one kind of record only."""
    plain = {name: value for name, value in record.items() if name != "signature"}
    words = json.dumps(plain, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return f"{purpose}\0{words}".encode()
