"""What can go wrong with a document, without the library that makes it."""

from __future__ import annotations

#: A saved file can be tried with one password after another, as fast as a computer can.
LEAST_PASSWORD = 8


class BadPassword(ValueError):
    """A password that no PDF should or could be given. The message never holds the password."""


def check_password(password: str) -> None:
    """Raises BadPassword for one that is guessed at once."""
    if not password.strip():
        raise BadPassword("Write a password, or make the copy without one.")
    if len(password.strip()) < LEAST_PASSWORD:
        raise BadPassword(
            f"That is too short. Write at least {LEAST_PASSWORD} letters or numbers: three words are good. "
            "No copy was made."
        )
