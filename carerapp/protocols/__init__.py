"""The authorities' protocols and forms: those that came with the app, and those that a vault was sent."""

from carerapp.protocols.library import ProtocolLibrary
from carerapp.protocols.shipped import Shipped

__all__ = ["ProtocolLibrary", "Shipped"]
