"""A kind text to a child who is missing. The words are our own; the helpline's number is public."""

from __future__ import annotations

HELPLINE = "116 000"
_UNBROKEN = HELPLINE.replace(" ", "\u00a0")
ABOUT = (
    f"It begins with kind words of ours, and {_UNBROKEN}, the free helpline of the charity Missing People."
)


def text_to_child(first_name: str) -> str:
    """Short enough for one message; the carer reads it, and may change it, before it is sent."""
    return (
        f"Hi {first_name}, I’m not cross. I just want to know you’re safe. Ring or text me any time and I’ll "
        f"help. You can also ring or text {HELPLINE}, it’s free and private. In danger, ring 999."
    )
