"""What may be done to a disk, in any order, and what is then on it."""

from __future__ import annotations

from hypothesis import strategies as st

from carerapp.vault import Disk
from carerapp.vault.adapters.container_frames import MAGIC

TIDY_FROM = 400
NAMES = ("a", "children/b/journal", "children/ü")
Step = tuple[str, str, bytes, int]

steps = st.lists(
    st.tuples(
        st.sampled_from(["append", "append", "append", "replace", "truncate", "delete"]),
        st.sampled_from(NAMES),
        st.one_of(st.binary(max_size=40), st.binary(min_size=150, max_size=300), st.just(MAGIC * 20)),
        st.integers(0, 60),
    ),
    max_size=25,
)


def do(disk: Disk, step: Step) -> None:
    verb, name, data, size = step
    if verb == "append":
        disk.append(name, data)
    elif verb == "replace":
        disk.replace(name, data)
    elif verb == "delete":
        disk.delete(name)
    elif (held := disk.size(name)) is not None:
        disk.truncate(name, min(size, held))


def content(disk: Disk) -> dict[str, bytes | None]:
    assert all(len(disk.read(name) or b"") == disk.size(name) for name in disk.names(""))
    return {name: disk.read(name) for name in disk.names("")}
