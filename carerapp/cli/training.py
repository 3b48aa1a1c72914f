"""An authority's endpoint for training, beside the app on this computer: real in all but whose it is.

A vault that is opened here is enrolled with it at once, and it is for invented children alone.
"""

from __future__ import annotations

import socket
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

from carerapp.settings import TRAINING_LOOK_SECONDS, TRAINING_START_SECONDS
from carerapp.sharing import ASKED, TRAINING, Enrolment, Sharing, enrolments
from sync.conversation import run_sync
from sync.errors import SyncError
from sync.policy import Policy, policy_text
from sync.requests_transport import RequestsWire

if TYPE_CHECKING:
    from carerapp.vault import Vault
    from sync.endpoint.store import Store

HOST, PORT = "127.0.0.1", 8600
POLICY = Policy(name="Training authority (on this computer)", serves=(TRAINING,))


class Training:
    """``folder``: where the endpoint keeps what it has; ``desk``: vaults opened here are duty desks."""

    def __init__(self, folder: Path, *, port: int = PORT, desk: bool = False) -> None:
        self._folder, self._port, self._desk = folder, port, desk
        self.base = f"http://{HOST}:{port}"

    def _store(self) -> Store:
        from sync.endpoint.database import in_folder
        from sync.endpoint.keys import verify
        from sync.endpoint.migrate import migrate
        from sync.endpoint.store import Store

        engine = in_folder(self._folder)
        migrate(engine)
        return Store(engine, verify)

    def serve(self) -> bool:
        """Answer from now on, in a thread. False when somebody else has the port: then there is no training
        here."""
        import uvicorn

        from sync.endpoint.app import make_app
        from sync.endpoint.keys import EndpointKey

        with socket.socket() as probe:
            if probe.connect_ex((HOST, self._port)) == 0:
                return False
        store = self._store()
        store.settings.put("policy", policy_text(POLICY), int(time.time()))
        hosts = frozenset({f"{HOST}:{self._port}", f"localhost:{self._port}"})
        app = make_app(store, EndpointKey.in_folder(self._folder), hosts=hosts, log=lambda line: None)
        config = uvicorn.Config(app, host=HOST, port=self._port, access_log=False, log_config=None)
        server = uvicorn.Server(config)
        threading.Thread(target=server.run, daemon=True).start()
        end = time.monotonic() + TRAINING_START_SECONDS
        while not server.started and time.monotonic() < end:
            time.sleep(TRAINING_LOOK_SECONDS)
        return server.started

    def join(self, vault: Vault, sharing: Sharing) -> None:
        """Enrol and approve, once for a vault; nothing when the endpoint does not answer. Who asks there for
        an invented child is let in without a question."""
        from sync.endpoint.store.devices import DESK, HOME

        sharing.train_with(self.base)
        store, now = self._store(), int(time.time())
        enrolment = next((one for one in enrolments(vault) if one.endpoint == self.base), None)
        if enrolment and enrolment.device:
            if store.devices.get(enrolment.device):
                self._approve(store, enrolment, now)
                return
            sharing.disconnect(enrolment)  # the endpoint's folder was emptied meanwhile
        name = "Duty desk for training" if self._desk else "This computer"
        code = store.enrolment.new_code(name, [], now, kind=DESK if self._desk else HOME)
        try:
            asking = sharing.asking(self.base)
            enrolment = run_sync(
                sharing.connect(asking, code), RequestsWire(self.base, *sharing.signer(asking))
            )
        except SyncError:
            return
        self._approve(store, enrolment, now)

    def _approve(self, store: Store, enrolment: Enrolment, now: int) -> None:
        if enrolment.state == ASKED:
            store.devices.decide(enrolment.device, "approved", now)
