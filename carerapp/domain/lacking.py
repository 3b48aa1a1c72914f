"""The rules under which a child's log is kept may not be on this device: said, since what is shown instead is
another council's, or another edition's."""

from __future__ import annotations

from carerapp.domain.child import ChildFile


def lacking_words(child: ChildFile) -> str:
    """Which rules are not here, and what that means for what is shown; "" where they are here."""
    if not child.lacks:
        return ""
    id, _, number = child.lacks.partition("@")
    short = child.protocol.short
    if number:
        whose, shown = f"number {number} of {short}’s", f"another edition of {short}’s"
    else:
        whose, shown = f"those of “{id}”" if id else "those of another council", f"{short}’s"
    return (
        f"This device does not have the rules that hold for this child: {whose}. The steps, the advice and "
        f"what is due are {shown}, and may be wrong here. Do not wait, and leave nothing out, because of "
        "them. Every entry of the log is here."
    )
