"""What the casebook needs to know of protocols and forms: `carerapp.protocols.ProtocolLibrary` gives it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol as Port

from forms.engine.definition import Form
from forms.protocol import Available, Protocol


class Protocols(Port):
    """Every authority's protocols and forms, as an open vault knows them."""

    def available(self) -> Sequence[Available]:
        """Those that can be chosen for a child, by their short names."""

    def protocol(self, name: str) -> Protocol:
        """By id: the newest; by id@number: that one, or the newest where it is not here.

        Raises DefinitionErrors.
        """

    def form(self, ref: str) -> Form:
        """By id@version, or ours where that version is not here; by id: the newest.

        Raises DefinitionErrors.
        """

    def about(self, id: str) -> str:
        """What a carer should know of a protocol; "" when all is well."""
