"""Forms that were begun under a council whose rules no longer reach the child: read, printed, and named as
its own."""

from __future__ import annotations

from carerapp.actions.begun_forms import begun_forms
from carerapp.actions.form_reading import Form
from carerapp.domain.child import ChildFile
from carerapp.domain.under import key_contacts_elsewhere, reaching
from carerapp.ui.shell import App


def of_before(app: App, child: ChildFile) -> list[Form]:
    """Those that none of the protocols that reach the child brings."""
    brought = {id for protocol in reaching(child.protocol, child.placing) for id in protocol.forms}
    if theirs := key_contacts_elsewhere(child.protocol, child.placing):
        brought.add(theirs.id)
    return [form for form in begun_forms(app.book, child) if form.id not in brought]
