"""The documents of a child: made in memory, frozen in the vault, named in the log."""

from __future__ import annotations
