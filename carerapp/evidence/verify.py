"""Is a log that was exported still what its authors wrote? Needs the file alone: no vault, no secret."""

from __future__ import annotations

from carerapp.evidence.lines import SECOND
from carerapp.evidence.reading import Checker, Wrong
from carerapp.evidence.second_format import second_verdict
from carerapp.evidence.third_format import third_verdict
from carerapp.evidence.time_stamps import Makers
from carerapp.evidence.verdict import Verdict

_SECOND = f',"format":"{SECOND}",'.encode()  # in words it would stand with its quotes escaped


def verify(data: bytes, crypto: Checker, makers: Makers | None = None) -> Verdict:
    """The verdict over the bytes of a file: there is one, whatever they are. ``makers``: who is asked who
    made its time stamps."""
    lines = data.split(b"\n")
    try:
        return second_verdict(lines, crypto) if _SECOND in lines[0] else third_verdict(lines, crypto, makers)
    except Wrong as wrong:
        return Verdict(0, (), str(wrong))
    except Exception:  # the last wall: a fault of ours is not taken for a proof
        return Verdict(0, (), "this verifier can't read it")
