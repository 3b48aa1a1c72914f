"""What people are called where several of them bear one name: whoever signs in on another device says their
own name, and may say a colleague's.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping

from carerapp.domain.folded import folded
from carerapp.domain.gate.shape import shown

SHORT_ID = 6  # letters; more where these are the same


def told_apart(names: Mapping[str, str], of_here: Callable[[str], bool]) -> dict[str, str]:
    """id → name in one line, without letters that move or hide others; "Ann Example (id 3f2ab1)" for who
    writes on another device, where somebody else is called so, too. ``of_here``: whether this person signs in
    here, where a manager let them in: their name is theirs."""
    called = {id: shown(name) for id, name in names.items()}
    same: defaultdict[str, list[str]] = defaultdict(list)
    for id, name in called.items():
        same["".join(folded(name).split())].append(id)
    for ids in same.values():
        length = SHORT_ID
        while len({id[:length] for id in ids}) < len(ids):
            length += 1
        for id in ids if len(ids) > 1 else ():
            if not of_here(id):
                called[id] = f"{called[id]} (id {id[:length]})"
    return called
