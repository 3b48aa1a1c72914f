"""The numbers of the police, as every phone in the United Kingdom reaches them."""

from __future__ import annotations

from typing import Final

EMERGENCY: Final = "999"  # in danger now
NON_EMERGENCY: Final = "101"
POLICE: Final = (EMERGENCY, NON_EMERGENCY)
