"""Who listens to the sharing loop in tests without screens."""

from __future__ import annotations

from carerapp.sharing.loop import SharingLoop
from carerapp.vault import NotSaved


class Heard:
    """A listener that writes down what it was told."""

    def __init__(self) -> None:
        self.told: list[str] = []
        self.loop: SharingLoop | None = None

    def record_erased(self, child: str) -> None:
        self.told.append(f"erased {child}")

    def not_saved(self, problem: NotSaved) -> None:
        self.told.append("not saved")

    def ears_changed(self) -> None:
        """It listens with others now."""

    def round_done(self) -> None:
        self.told.append("round")
        self._stop()

    def access_ended(self, words: str) -> None:
        self.told.append(words)
        self._stop()

    async def erase_device(self, words: str) -> None:
        self.told.append(f"erase everything: {words}")
        self._stop()

    def _stop(self) -> None:
        assert self.loop is not None
        self.loop.stop()
