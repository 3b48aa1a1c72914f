"""What must hold between the parts of a protocol, which can only be seen with the whole of it in view."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import is_dataclass

from forms.engine.conditions import Condition
from forms.engine.declared import KeyShape, shape_of
from forms.engine.definition import Form
from forms.engine.errors import DefinitionError, echo
from forms.engine.marks import FILLED
from forms.engine.reader import NOWHERE, Table
from forms.protocol.facts import FACTS, wanted_of
from forms.protocol.officer import unnamed
from forms.protocol.protocol import Protocol
from forms.protocol.vocabulary import FACT_SOURCES

#: as "kcf:parents" names a form's field
_FORMS = {"kcf": "key_contacts", "episode": "episode", "profile": "preparation"}


def check(protocol: Protocol, tables: Mapping[int, Table]) -> None:
    """Notes what is wrong; `tables`: by the id() of each part, the table that it came from."""
    _Checks(protocol, tables).run()


class _Checks:
    def __init__(self, protocol: Protocol, tables: Mapping[int, Table]) -> None:
        self.protocol, self.tables, self.top = protocol, tables, tables[id(protocol)]
        self.used: set[str] = set()  # the rules that something rests on
        self.known: Mapping[str, Collection[str]] = {
            "rules": protocol.rules,
            "facts": FACTS,
            "contacts": {contact.id for contact in protocol.contacts},
            "settings": {setting.name for setting in protocol.unconfirmed},
            "told": {f"told:{inform.id}" for inform in protocol.inform},
            "key_contacts": _names(protocol.key_contacts),
            "episode": _names(protocol.episode),
            "preparation": _names(protocol.preparation),
        }

    def run(self) -> None:
        for rule in self.protocol.rules.values():
            self.references(rule, self.tables[id(rule)])
        self.references(self.protocol, self.top)
        self.addresses()
        self.officer()
        self.forms()
        self.merged()
        self.possible_risk()
        self.elsewhere()
        for time_rule in self.protocol.time_rules:
            table = self.tables[id(time_rule)]
            for name in time_rule.waits_for:
                key = next((key for key, value in table.data.items() if value == name), "rule")
                self.know(table, key, (name,), "setting", "settings")
        for rule in self.protocol.rules.values():
            if rule.id not in self.used:
                told = f"Nothing rests on the rule '{rule.id}'"
                self.tables[id(rule)].wrong("id", told, "Name it where it is used, or take it out.")

    def know(self, table: Table, key: str, names: Iterable[str], word: str, *known: str) -> None:
        for name in names:
            if not any(name in self.known[vocabulary] for vocabulary in known):
                message = f"{table.what} names the {word} '{echo(name)}', which is not there"
                table.wrong(key, message, f"Define '{echo(name)}', or name another {word}.")

    def references(self, part: object, table: Table) -> None:
        """Whatever is marked as naming something, in this part and the parts inside it."""
        for key in shape_of(type(part)).keys:
            value = getattr(part, key.field)
            if key.refers:
                names = _named(value)
                self.know(table, key.name, names, key.refers.word, *key.refers.to)
                if isinstance(value, Condition) and value is not NOWHERE:
                    self.compared(value, table, key.name)
                self.used.update(names if key.refers.rests and "rules" in key.refers.to else ())
            self.filled_in(value, table, key)
            for inner in value if isinstance(value, tuple) else ():
                if is_dataclass(inner):
                    self.references(inner, self.tables[id(inner)])

    def filled_in(self, value: object, table: Table, key: KeyShape) -> None:
        """What stands in {…} is put in by the app; anything else there would be read as it stands."""
        for words in value if isinstance(value, tuple) else (value,):
            for name in FILLED.findall(words) if isinstance(words, str) else ():
                if name not in key.fills:
                    can = " or ".join(f"{{{each}}}" for each in key.fills)
                    told = f"{table.what} says '{{{echo(name)}}}', which nothing fills in"
                    table.wrong(key.name, told, f"Write {can}." if can else "Take it out.")

    def compared(self, condition: Condition, table: Table, key: str) -> None:
        """A fact is compared with an answer that it can have: a number with a number, a text with words."""
        forms = (self.protocol.key_contacts, self.protocol.episode, self.protocol.preparation)
        for name, value in condition.compared:
            if can := wanted_of(name, value, forms):
                word = f"the number {value:g}" if isinstance(value, float) else f"'{echo(value)}'"
                told = f"{table.what} compares '{name}' with {word}, which is none of its answers"
                table.wrong(key, told, f"It can be {can}.")

    def possible_risk(self) -> None:
        """What is asked before the first check has its question."""
        if self.protocol.report_if_possible_risk and "risk_possible" not in self.known["episode"]:
            told = "The question 'risk_possible' is not in the pack's episode form"
            self.top.wrong("report_if_possible_risk", told, "Add the question, or take the key out.")

    def elsewhere(self) -> None:
        """Only a form of the authority's own can be asked for where the child lives under another's."""
        if self.protocol.key_contacts_elsewhere and self.protocol.key_contacts.id.startswith("common/"):
            told = "This pack has no Key Contacts form of its own"
            self.top.wrong("key_contacts_elsewhere", told, "Add key_contacts.toml, or take the key out.")

    def addresses(self) -> None:
        """Where a number or an answer is found: a contact, a form's field, a fact about the child."""
        for inform in self.protocol.inform:
            for key, contact in (("contact", inform.contact), ("after_hours", inform.after_hours)):
                where, _, name = contact.partition(":")
                if where in _FORMS:
                    self.know(self.tables[id(inform)], key, (name,), "contact", _FORMS[where])
                elif contact:
                    self.know(self.tables[id(inform)], key, (contact,), "contact", "contacts")
        for line in self.protocol.script:
            for fact in line.facts:
                where, _, name = fact.partition(":")
                if where in _FORMS:
                    self.know(self.tables[id(line)], "facts", (name,), "field", _FORMS[where])
                elif fact not in FACT_SOURCES:
                    self.tables[id(line)].unknown("facts", fact, FACT_SOURCES, "fact")

    def officer(self) -> None:
        """An officer's first page finds each of its facts, or is told that the pack has none; a pack from
        before there was one says nothing of it."""
        for each in self.protocol.officer:
            for address in each.found_in:
                where, _, name = address.partition(":")
                if where in _FORMS:
                    self.know(self.tables[id(each)], "from", (name,), "field", _FORMS[where])
                else:
                    self.tables[id(each)].unknown("from", address, [f"{form}:" for form in _FORMS], "form")
        for fact in unnamed(self.protocol.officer) if self.protocol.officer else ():
            told = f"The pack does not say where an officer finds '{fact}'"
            self.top.wrong("officer", told, f'Add {{ fact = "{fact}", from = ["kcf:…"] }}, or none = "why".')

    def forms(self) -> None:
        """The forms' questions rest on rules that are there; no name stands in both forms."""
        for form in (self.protocol.key_contacts, self.protocol.episode):
            for field in form.fields():
                self.used.update(field.rules)
                for name in field.rules:
                    if name not in self.protocol.rules:
                        what = f"The field '{field.name}' of {form.id} names the rule '{echo(name)}'"
                        remedy = f"Define the rule '{echo(name)}'."
                        where = DefinitionError(form.path, field.line, f"{what}, which is not there", remedy)
                        self.top.source.errors.append(where)
        for name in sorted(_names(self.protocol.key_contacts) & _names(self.protocol.episode)):
            self.top.wrong("episode", f"Both forms have a field '{name}'", "Give one another name.")

    def merged(self) -> None:
        """Two rules are answered together only where one step serves both."""
        for rule in self.protocol.rules.values():
            together = {r for s in self.protocol.checklist if rule.id in s.rules for r in s.rules}
            for other in rule.merged:
                if other in self.protocol.rules and other not in together:
                    told = f"The rule '{rule.id}' is merged into '{other}', but no step serves both"
                    self.tables[id(rule)].wrong("merged_into", told, "Name both in the rules of one step.")


def _names(form: Form | None) -> set[str]:
    return {field.name for field in form.fields()} if form else set()


def _named(value: object) -> tuple[str, ...]:
    """The names in a value that refers to something; none when it is left out."""
    if isinstance(value, Condition):
        return () if value is NOWHERE else value.names
    if isinstance(value, tuple):
        return value
    return (value,) if isinstance(value, str) and value else ()
