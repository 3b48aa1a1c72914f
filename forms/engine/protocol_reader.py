"""TOML → Protocol, and what must hold between its parts."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

from forms.engine import protocol_parts as parts
from forms.engine.conditions import Condition
from forms.engine.definition import Form
from forms.engine.reader import Source, Table
from forms.protocol import FACTS, Counts, Inform, Meeting, Outside, Protocol, TimeRule, Wording

T = TypeVar("T")
COUNTS: tuple[Counts, ...] = ("reported", "any")
OUTSIDE: tuple[Outside, ...] = ("both", "host")


def read_protocol(
    source: Source, times: Source, key_contacts: Form, episode: Form, preparation: Form | None
) -> Protocol:
    """The protocol in `source`, its rules of time in `times`, resting on these forms. See their `errors`."""
    top = source.top
    for form_key in ("key_contacts", "episode", "preparation"):
        top.text(form_key)
    lines: dict[int, Table] = {}  # the table each part was read from, to say where it stands

    def tables(key: str) -> list[Table]:
        """Rules and open settings stand in both files; what is due, in the rules of time alone."""
        if key in ("duty", "not_a_duty"):
            return times.top.tables(key)
        both = key in ("rule", "unconfirmed")
        return [*top.tables(key), *(times.top.tables(key) if both else [])]

    def all_of(
        key: str, read: Callable[[Table], T], unique: Callable[[T], str] | None = None
    ) -> tuple[T, ...]:
        made: list[T] = []
        seen: set[str] = set()
        for table in tables(key):
            part = read(table)
            table.done()
            lines[id(part)] = table
            made.append(part)
            name = unique(part) if unique else ""
            if name and name in seen:
                table.wrong(
                    next(iter(table.data), ""), f"There are two {key}s '{name}'", "Give one another id."
                )
            seen.add(name)
        return tuple(made)

    rules = all_of("rule", parts.rule, lambda r: r.id)
    protocol = Protocol(
        id=top.text("id", need=True),
        title=top.text("title", need=True),
        short=top.text("short", need=True),
        version=top.text("version", need=True),
        review=top.day("review"),
        police_force=top.text("police_force", need=True),
        source=top.text("source", need=True),
        rules={r.id: r for r in rules},
        definitions=all_of("definition", parts.wording, lambda w: w.id),
        danger=top.texts("danger", need=True),
        checklist=all_of("step", parts.step),
        decisions=all_of("decision", parts.decision, lambda d: d.rule),
        contacts=all_of("contact", parts.contact, lambda c: c.id),
        inform=all_of("inform", parts.inform, lambda i: i.id),
        script=all_of("script", parts.script_line),
        risk_levels=all_of("risk_level", parts.risk_level, lambda r: r.name),
        heightened_risk=top.texts("heightened_risk"),
        returning=all_of("return_step", parts.return_step, lambda r: r.field),
        criteria=all_of("criterion", parts.criterion, lambda c: c.id),
        time_rules=all_of("duty", parts.time_rule, lambda t: t.rule),
        not_duties=all_of("not_a_duty", parts.not_a_duty, lambda n: n.rule),
        media=all_of("media", parts.wording, lambda w: w.id),
        wording=all_of("wording", parts.wording, lambda w: w.id),
        unconfirmed=all_of("unconfirmed", parts.unconfirmed, lambda u: u.name),
        key_contacts=key_contacts,
        episode=episode,
        safe_call=all_of("safe_call", parts.wording, lambda w: w.id),
        preparation=preparation,
        meetings=all_of("meeting", parts.meeting, lambda m: m.id),
        forms=top.texts("forms"),
        superseded=top.text("superseded"),
        counts=times.top.one_of("counts", COUNTS),
        outside=times.top.one_of("outside", OUTSIDE),
        path=source.name,
    )
    top.done()
    times.top.done()
    _Checks(protocol, lines, top).run()
    return protocol


class _Checks:
    """What can only be seen with the whole protocol in view."""

    def __init__(self, protocol: Protocol, tables: dict[int, Table], top: Table) -> None:
        self.protocol = protocol
        self.tables = tables
        self.top = top
        self.used: set[str] = set()
        self.form = {f.name for f in protocol.key_contacts.fields()}
        self.episode = {f.name for f in protocol.episode.fields()}
        preparation = protocol.preparation
        self.prepared = {f.name for f in preparation.fields()} if preparation else set()
        self.facts = {*self.form, *self.episode, *self.prepared, *FACTS}

    def run(self) -> None:
        self.rules()
        self.steps()
        self.conditions()
        self.people()
        self.forms()
        for rule in self.protocol.rules.values():
            if rule.id not in self.used:
                self.tables[id(rule)].wrong(
                    "id",
                    f"Nothing rests on the rule '{rule.id}'",
                    "Name it where it is used, or take it out.",
                )

    def know(self, part: object, key: str, names: Iterable[str], known: Iterable[str], word: str) -> None:
        for name in names:
            if name not in known:
                table = self.tables.get(id(part), self.top)
                table.wrong(
                    key,
                    f"{table.what} names the {word} '{name}', which is not there",
                    f"Define '{name}', or name another {word}.",
                )

    def rest(self, part: object, key: str, rules: Iterable[str]) -> None:
        rules = tuple(rules)
        self.used.update(rules)
        self.know(part, key, rules, self.protocol.rules, "rule")

    def rules(self) -> None:
        p = self.protocol
        self.rest(p, "danger", p.danger)
        for rule in p.rules.values():
            if rule.merged:
                self.know(rule, "merged_into", rule.merged, p.rules, "rule")
        for d in p.decisions:
            self.rest(d, "rule", (d.rule,))
            self.rest(d, "also", d.also)
        for n in p.not_duties:
            self.rest(n, "rule", (n.rule,))
        for t in p.time_rules:
            self.rest(t, "rule", (t.rule,))
            self.settings(t)
        resting: tuple[Inform | Meeting | Wording, ...] = (
            *p.inform,
            *p.meetings,
            *p.definitions,
            *p.wording,
            *p.media,
            *p.safe_call,
        )
        for part in resting:
            self.rest(part, "rules", part.rules)

    def settings(self, rule: TimeRule) -> None:
        """What the authority must confirm is asked of it."""
        at = (
            ("overnight_starts", "overnight_ends")
            if rule.at == "overnight"
            else (rule.at,)
            if rule.at
            else ()
        )
        own = tuple(s.setting for s in (rule.after, rule.within) if s and s.setting)
        self.know(
            rule, "rule", (*at, *own, *rule.asks), {u.name for u in self.protocol.unconfirmed}, "setting"
        )
        self.know(rule, "met", (rule.met,) if rule.met else (), FACTS, "fact")

    def steps(self) -> None:
        p = self.protocol
        for step in p.checklist:
            self.rest(step, "rules", step.rules)
            self.know(step, "field", (step.field,), self.form | self.episode, "field")
            self.know(step, "knows", step.knows, self.form, "field")
            self.know(step, "prepared", step.prepared, self.prepared, "field")
        for back in p.returning:
            self.rest(back, "rules", back.rules)
            self.know(back, "field", (back.field,), self.episode, "field")
        for rule in p.rules.values():
            together = {r for s in p.checklist if rule.id in s.rules for r in s.rules}
            for other in rule.merged:
                if other in p.rules and other not in together:
                    self.tables[id(rule)].wrong(
                        "merged_into",
                        f"The rule '{rule.id}' is merged into '{other}', but no step serves both",
                        "Name both in the rules of one step.",
                    )

    def conditions(self) -> None:
        p = self.protocol
        asked: list[tuple[object, Condition | None]] = [(part, part.when) for part in p.decisions]
        asked += [(part, part.when) for part in p.criteria]
        asked += [(part, part.when) for part in p.time_rules]
        for part, when in asked:
            if when:
                self.know(part, "when", when.names, self.facts, "fact")
        for decision in p.decisions:
            for factor in decision.factors:
                self.know(decision, "factor", (factor.name,), self.episode, "field")
                if factor.from_:
                    self.know(decision, "factor", (factor.from_,), self.facts, "fact")

    def people(self) -> None:
        p = self.protocol
        contacts = {c.id for c in p.contacts}
        kept = {"kcf": self.form, "episode": self.episode}
        for inform in p.inform:
            where, _, name = inform.contact.rpartition(":")
            if inform.contact:
                self.know(inform, "contact", (name,), kept.get(where, contacts), "contact")
        for line in p.script:
            for fact in line.facts:
                where, _, name = fact.partition(":")
                if where in kept:
                    self.know(line, "facts", (name,), kept[where], "field")

    def forms(self) -> None:
        p = self.protocol
        for form in (p.key_contacts, p.episode):
            for field in form.fields():
                self.used.update(field.rules)
                for name in field.rules:
                    if name not in p.rules:
                        what = f"The field '{field.name}' of {form.id} names the rule '{name}'"
                        self.top.wrong("id", f"{what}, which is not there", f"Define the rule '{name}'.")
        for name in sorted(self.form & self.episode):
            self.top.wrong("episode", f"Both forms have a field '{name}'", "Give one another name.")
