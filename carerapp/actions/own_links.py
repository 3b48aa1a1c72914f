"""Where the next entry of this device stands in its own chain about a child (ADR 21)."""

from __future__ import annotations

from carerapp.actions.vault_port import VaultPort
from carerapp.domain.feeds import Follows
from carerapp.domain.json_value import Json
from carerapp.domain.own_feed import SETTING, OwnFeed


class OwnLinks:
    """``installation``: the random word that every installation keeps; its first letters end the clock
    stamps."""

    def __init__(self, vault: VaultPort, installation: str) -> None:
        self._vault, self._installation, self._stamp = vault, installation, installation[:8]

    def next(self, child: str) -> dict[str, Json]:
        """The parts of the next entry that say it. Asked for at each: the device may learn in between that
        older files were put back on it. Raises ``NotSaved``."""
        own = OwnFeed.read(self._vault.get_setting(SETTING), self._installation)
        link = self._vault.feed_end(child, own.device, self._stamp).next(own.device)
        parts: dict[str, Json] = {"feed": link.to_json()}
        if link.number > 1:
            return parts
        for former in own.former:
            end = self._vault.feed_end(child, former, self._stamp)
            if end.number:
                return {**parts, "follows": Follows(former, end.number, end.hash).to_json()}
        return parts
