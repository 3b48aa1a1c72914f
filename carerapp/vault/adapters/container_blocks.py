"""The two blocks of the container: how one is begun, emptied and written, and which of the two counts."""

from __future__ import annotations

from carerapp.vault.adapters.container_frames import Block, Frames, Kind, encode
from carerapp.vault.errors import DiskFailed

BEGINNINGS = (0, 4096)  # where the mark that begins a block stands: twice, in two sectors
FIRST = 8192  # the first frame


def begin(block: Block, generation: int) -> None:
    """Write the mark; from here on the block counts, if no other has a higher generation."""
    for at in BEGINNINGS:
        _, mark = encode(at, generation, Kind.BEGIN, "", b"")
        write_all(block, at, mark)
    block.flush()


def empty(block: Block) -> None:
    """Durable on return. Raises :class:`DiskError`."""
    block.truncate(0)
    block.flush()


def write_all(block: Block, at: int, data: bytes) -> None:
    """However many calls it takes. Raises :class:`DiskError`."""
    while data:
        taken = block.write(at, data)
        if taken <= 0:
            raise DiskFailed("nothing was written")
        at, data = at + taken, data[taken:]


def choose(blocks: tuple[Block, Block]) -> tuple[int, int, bool]:
    """``(which, generation, marked)``: the block that counts, and whether a mark says so.

    Raises :class:`DiskFailed` where there is something, and nothing of it can be read.
    """
    marked = [(_generation(block), which) for which, block in enumerate(blocks)]
    generation, which = max(marked, key=lambda found: found[0])
    if generation:
        return which, generation, True
    # Both marks of the block are gone. One without a mark may also be a copy that was never finished:
    # that one has the higher generation.
    found = [
        (frame.generation, which)
        for which, block in enumerate(blocks)
        if (frame := Frames(block).next(FIRST)) is not None
    ]
    if found:
        generation, which = min(found)
        return which, generation, False
    if any(block.size() > FIRST for block in blocks):
        raise DiskFailed("what is stored cannot be read")
    return 0, 1, False


def _generation(block: Block) -> int:
    """The generation in the block's mark, 0 where neither copy can be read."""
    for at in BEGINNINGS:
        frame = Frames(block).at(at)
        if frame is not None and frame.kind is Kind.BEGIN:
            return frame.generation
    return 0
