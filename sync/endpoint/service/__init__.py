"""What the endpoint does for a request, apart from how it came: every rule stands here, and nothing of HTTP
but the status of a refusal."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection

from sync.endpoint.keys import EndpointKey, verify
from sync.endpoint.service.access import Access
from sync.endpoint.service.attachments import AttachmentService
from sync.endpoint.service.devices import DeviceService
from sync.endpoint.service.erasures import ErasureService
from sync.endpoint.service.feeds import FeedService
from sync.endpoint.service.limits import Limits
from sync.endpoint.service.policy import PolicyService
from sync.endpoint.service.restores import RestoreService
from sync.endpoint.service.restricted_entries import RestrictedEntryService
from sync.endpoint.service.strangers import Strangers
from sync.endpoint.service.time_stamps import TimeStampService
from sync.endpoint.store import Store
from sync.endpoint.time_stamping import TimeStamping
from sync.settings import TIME_STAMP_SECONDS


class Service:
    """One service a noun, over one store. ``hosts``: host or host:port, lower case, that requests may be
    meant for; ``now``: seconds since 1970."""

    def __init__(
        self,
        store: Store,
        key: EndpointKey,
        *,
        hosts: Collection[str] = (),
        now: Callable[[], float] = time.time,
        limits: Limits | None = None,
        time_stamping: TimeStamping | None = None,
        time_stamp_seconds: float = TIME_STAMP_SECONDS,
    ) -> None:
        self.store, self.key, self.now = store, key, now
        self.limits = limits or Limits.as_set()
        self.access = Access(store, verify, hosts, now, self.limits)
        self.strangers = Strangers(store, now)
        self.attachments = AttachmentService(store, now)
        self.devices = DeviceService(store, key, self.access, now)
        self.erasures = ErasureService(store, key, now)
        self.feeds = FeedService(store, key, now)
        self.policy = PolicyService(store, key, now)
        self.restores = RestoreService(store, key)
        self.restricted_entries = RestrictedEntryService(store, now)
        self.time_stamps = TimeStampService(store, key, now, time_stamping, time_stamp_seconds)
