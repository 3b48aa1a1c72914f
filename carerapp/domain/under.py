"""Which protocols reach a child, and what is said and computed under one of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from carerapp.domain.absence import Absence, Earlier, facts_at
from carerapp.domain.timing import SAID_OF, moment_at
from forms.engine.answers import is_blank, is_not_known
from forms.engine.definition import Form
from forms.protocol import Protocol


def reaching(host: Protocol, placing: Protocol | None) -> tuple[Protocol, ...]:
    """The host's rules always reach the child; those of the placing authority as it says."""
    if placing is None or placing.id == host.id or placing.outside == "host":
        return (host,)
    return (host, placing)


def key_contacts_elsewhere(host: Protocol, placing: Protocol | None) -> Form | None:
    """The placing authority's own Key Contacts form, where its procedure asks for it beside the host's."""
    if placing not in reaching(host, placing)[1:] or placing is None or not placing.key_contacts_elsewhere:
        return None
    return placing.key_contacts


def raw_facts(
    absence: Absence,
    history: Sequence[Earlier],
    protocol: Protocol,
    now: datetime,
    confirmed: Mapping[str, str],
) -> dict[str, object]:
    """`absence.facts_at` as this protocol counts, with what confirmed times of day show.

    A time that has passed makes a fact yes. That it has not passed makes it nothing: a carer may know more.
    """
    raw = facts_at(absence, history, protocol.counts, now, confirmed)
    for at, fact in SAID_OF.items():
        reached = moment_at(absence, at, confirmed)
        if reached and reached <= now and (is_blank(raw.get(fact)) or is_not_known(raw.get(fact))):
            raw[fact] = "yes"
    return raw
