"""All that the endpoint remembers, each part in a file of its own."""

from __future__ import annotations

from sync.endpoint.admin import Admin
from sync.endpoint.feeds import Feeds
from sync.endpoint.photos import Photos
from sync.endpoint.registry import Registry


class Store(Registry, Feeds, Photos, Admin):
    """One database."""
