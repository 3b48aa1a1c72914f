"""Coverage beside its source and its pack: what is accounted for, and what is not."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from forms.coverage.entry import Coverage, Entry
from forms.coverage.text import Found, Text
from forms.coverage.words import digest_of_all


@dataclass(frozen=True, slots=True)
class Account:
    """How one authority stands. Each fault is a line to print."""

    sentences: int
    carried: int
    not_carers: int
    todo: tuple[str, ...]  # nobody has looked at them yet
    missing: tuple[str, ...]  # have no entry
    changed: tuple[str, ...]  # the source now says it in other words
    gone: tuple[str, ...]  # the source no longer says it
    strange: tuple[str, ...]  # names something that is not in the pack
    unseen: tuple[str, ...]  # names only what stands on no screen
    other: tuple[str, ...]  # the text, or the list, is not the one that was read
    quoted: tuple[str, ...] = ()  # the pack quotes it in other words than were found in it

    @property
    def unaccounted(self) -> tuple[str, ...]:
        """Nobody has said what becomes of them."""
        return (*self.missing, *self.todo)

    @property
    def wrong(self) -> tuple[str, ...]:
        """All faults but what is still to be looked at."""
        named = (*self.strange, *self.unseen)
        return (*self.missing, *self.changed, *self.gone, *named, *self.other, *self.quoted)

    @property
    def faults(self) -> tuple[str, ...]:
        """All of them."""
        return (*self.wrong, *self.todo)


def account(
    coverage: Coverage, text: Text | None, names: Collection[str], file: str, unseen: Collection[str] = ()
) -> Account:
    """`text` None: the source is not at hand, and the list is compared with what was recorded of it.
    `names`: what the pack has; `unseen`: what of it stands on no screen; `file`: how coverage.toml is called
    in a fault."""
    entries = coverage.entries
    matched = match(entries, text.found) if text else {}
    answered = set(matched.values())
    lost = [entry for entry in entries if text and entry not in answered]
    new = [found for found in text.found if found not in matched] if text else []
    changed = dict(_pairs(lost, new))
    return Account(
        sentences=len(text.found) if text else len(entries),
        carried=sum(1 for e in entries if e.carried_by),
        not_carers=sum(1 for e in entries if e.not_carers),
        todo=tuple(
            f"{file}:{e.at}: nobody has looked at it: line {e.lines[0]}, “{e.begins}”"
            for e in entries
            if e.todo
        ),
        missing=tuple(
            f"{file}: line {f.lines[0]} of the source has no entry: “{f.begins}”. Write it with --draft."
            for f in new
            if f not in changed.values()
        ),
        changed=tuple(
            f"{file}:{e.at}: the words have changed: “{e.begins}”, now line {f.lines[0]}: “{f.begins}”"
            for e, f in changed.items()
        ),
        gone=tuple(
            f"{file}:{e.at}: the source no longer says it: “{e.begins}”" for e in lost if e not in changed
        ),
        strange=tuple(_strange(entries, names, file)),
        unseen=tuple(_unseen(entries, unseen, file)),
        other=tuple(_other(coverage, text, matched, file)),
    )


def match(entries: Sequence[Entry], found: Sequence[Found]) -> Mapping[Found, Entry]:
    """The entry of each sentence that has one: the same words; where they stand twice, in order."""
    waiting: dict[str, list[Entry]] = {}
    for entry in entries:
        waiting.setdefault(entry.digest, []).append(entry)
    return {each: waiting[each.digest].pop(0) for each in found if waiting.get(each.digest)}


def _pairs(lost: Sequence[Entry], new: Sequence[Found]) -> Iterator[tuple[Entry, Found]]:
    """An entry whose words are gone, and a sentence without an entry that stands in its place."""
    left = list(new)
    for entry in lost:
        near = [f for f in left if _alike(entry, f)]
        if near:
            left.remove(near[0])
            yield entry, near[0]


def _alike(entry: Entry, found: Found) -> bool:
    if entry.lines[0] <= found.lines[1] and found.lines[0] <= entry.lines[1]:
        return True
    return difflib.SequenceMatcher(None, entry.begins, found.begins).ratio() > 0.85


def _strange(entries: Sequence[Entry], names: Collection[str], file: str) -> Iterator[str]:
    for entry in entries:
        for name in entry.carried_by:
            if name not in names:
                near = difflib.get_close_matches(name, names, n=1, cutoff=0.5)
                remedy = f"Did you mean '{near[0]}'?" if near else "Name what the pack has."
                yield f"{file}:{entry.at}: '{name}' is not in the pack. {remedy}"


def _unseen(entries: Sequence[Entry], unseen: Collection[str], file: str) -> Iterator[str]:
    for entry in entries:
        if entry.carried_by and all(name in unseen for name in entry.carried_by):
            told = " and ".join(f"'{name}'" for name in entry.carried_by)
            yield (
                f"{file}:{entry.at}: {told} stands on no screen: “{entry.begins}”. "
                "Show it, name what else carries the sentence, or say not_carers."
            )


def _other(coverage: Coverage, text: Text | None, matched: Mapping[Found, Entry], file: str) -> Iterator[str]:
    if digest_of_all(e.digest for e in coverage.entries) != coverage.sentences:
        yield f"{file}:1: the sentences are not those recorded of the source. Write them with --draft."
    if text is None:
        return
    if (text.words, text.sentences) != (coverage.words, coverage.sentences):
        yield f"{file}:1: the text is not the one that was read. Write it down with --draft."
    for what, other in (
        ("line numbers", [e.at for f, e in matched.items() if e.lines != f.lines]),
        ("beginnings", [e.at for f, e in matched.items() if e.begins != f.begins]),
    ):
        if other:
            yield f"{file}:{min(other)}: some {what} are not the source's. Write them with --draft."
