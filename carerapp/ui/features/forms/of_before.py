"""Forms that were begun under a council whose rules no longer reach the child: read, printed, and named as
its own."""

from __future__ import annotations

from carerapp.actions.form_reading import Form
from carerapp.domain.child import EPISODE, KEY_CONTACTS, ChildFile
from carerapp.domain.under import reaching
from carerapp.ui.shell import App

_OWN = ("common/profile",)


def begun_forms(app: App, child: ChildFile) -> list[Form]:
    """Every other form that is begun, in the order in which they were."""
    ids = dict.fromkeys(record.form.partition("@")[0] for record in child.opened_records())
    other = [id for id in ids if id not in _OWN and id.rpartition("/")[2] not in (EPISODE, KEY_CONTACTS)]
    return [app.book.protocols.form(id) for id in other]


def of_before(app: App, child: ChildFile) -> list[Form]:
    """Those that none of the protocols that reach the child brings."""
    brought = {id for protocol in reaching(child.protocol, child.placing) for id in protocol.forms}
    return [form for form in begun_forms(app, child) if form.id not in brought]
