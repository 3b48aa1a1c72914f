"""What can go wrong with a document, without the library that makes it."""

from __future__ import annotations


class BadPassword(ValueError):
    """A password that no PDF reader could be given. The message never holds the password."""
