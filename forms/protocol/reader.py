"""TOML → Protocol."""

from __future__ import annotations

from forms.engine.declared import Reading
from forms.engine.definition import Form
from forms.engine.reader import Source
from forms.protocol.checks import check
from forms.protocol.earlier import in_todays_words
from forms.protocol.protocol import Protocol
from forms.protocol.rules import Rule

#: keys that name a form's file; whoever reads the pack reads the form
FORM_KEYS = ("key_contacts", "episode", "preparation")


def read_protocol(
    source: Source, times: Source, key_contacts: Form, episode: Form, preparation: Form | None
) -> Protocol:
    """The protocol in `source`, its rules of time in `times`, resting on these forms. See their `errors`."""
    top, beside = source.top, times.top
    in_todays_words(top.data, beside.data)
    for key in FORM_KEYS:
        top.text(key)
    reading = Reading()
    rules = reading.parts(Rule, "rule", [*top.tables("rule"), *beside.tables("rule")])
    protocol = reading.part(
        Protocol,
        top,
        beside,
        rules={rule.id: rule for rule in rules},
        key_contacts=key_contacts,
        episode=episode,
        preparation=preparation,
        path=source.name,
    )
    check(protocol, reading.tables)
    return protocol
