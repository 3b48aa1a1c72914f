"""The numbers of the police, as they are dialled."""

from __future__ import annotations

EMERGENCY = "999"
NON_EMERGENCY = "101"
POLICE = (EMERGENCY, NON_EMERGENCY)
