"""``may-read``: who may read the children here, who asks, and a manager's yes or no."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime

from carerapp.bootstrap import StartupError
from carerapp.cli.command import data_folder
from carerapp.cli.status import NOT_CONNECTED, opened_sharing
from carerapp.sharing import APPROVED, Asks, Enrolment, Reads, Sharing
from carerapp.vault import NotAllowed
from forms.engine.uk_clock import uk_words

NAME = "may-read"
HELP = "who may read the children here, and who asks to; a manager's yes or no"


def arguments(parser: ArgumentParser) -> None:
    """Nothing: the list. A number as it was read out: yes or no to the device that has it."""
    data_folder(parser)
    parser.add_argument("--yes", metavar="NUMBER", help="the number that was read out to you: let it read")
    parser.add_argument("--no", metavar="NUMBER", help="it should not read any more; or: do not take it in")
    parser.add_argument("--take-in", metavar="NUMBER", help="of a child's key: take the child in here")
    parser.add_argument("--called", default="", help="with --yes: what you call that device")
    parser.add_argument("--why", default="", help="with --yes: stands in the log")
    parser.add_argument("--until", default="", metavar="YYYY-MM-DD", help="with --yes: the last day of it")


def run(args: Namespace) -> int:
    """Say it, then print how things stand. Raises StartupError for a number that nobody asks with."""
    with opened_sharing(args.vault) as sharing:
        let_in = [one for one in sharing.authorities if one.state == APPROVED]
        try:
            if args.yes:
                _yes(sharing, let_in, args)
            if args.take_in:
                _take_in(sharing, let_in, args.take_in, yes=True)
            if args.no and not _take_in(sharing, let_in, args.no, yes=False):
                _no(sharing, let_in, args.no)
        except NotAllowed as error:
            raise StartupError(str(error)) from error
        lines = [line for one in let_in for line in _standing(sharing, one)]
    print("\n".join(lines) or NOT_CONNECTED)
    return 0


def _yes(sharing: Sharing, let_in: list[Enrolment], args: Namespace) -> None:
    if not args.called.strip():
        raise StartupError("Say what you call that device: --called “Office 2”. Nothing was changed.")
    if args.until and not _is_day(args.until):
        raise StartupError(f"{args.until} is no day such as 2027-01-31. Nothing was changed.")
    for enrolment in let_in:
        for asks in sharing.who_reads.asks(enrolment):
            if _same(asks.number, args.yes):
                words = {"why": args.why, "until": args.until}
                sharing.who_reads.let_read(enrolment, asks, args.called.strip(), **words)
                return
    raise StartupError(
        "No device that asks has this number. Nothing was changed. Sync first, then compare every group."
    )


def _take_in(sharing: Sharing, let_in: list[Enrolment], number: str, *, yes: bool) -> bool:
    for enrolment in let_in:
        for offer in sharing.taking_in.offers(enrolment):
            if _same(offer.number, number):
                sharing.taking_in.say(enrolment, offer, yes=yes)
                return True
    if yes:
        raise StartupError("No child with this number is given to this device. Nothing was changed.")
    return False


def _no(sharing: Sharing, let_in: list[Enrolment], number: str) -> None:
    for enrolment in let_in:
        who = sharing.who_reads
        known: list[Reads | Asks] = [*who.reads(enrolment), *who.asks(enrolment)]
        for one in known:
            if _same(one.number, number):
                called = one.called if isinstance(one, Reads) else ""
                who.should_not(enrolment, one.device, called, one.seal_key)
                return
    raise StartupError("No device here has this number. Nothing was changed.")


def _standing(sharing: Sharing, enrolment: Enrolment) -> Iterator[str]:
    names, who = sharing.names(), sharing.who_reads
    yield f"{enrolment.called}: this device’s number is {who.own_number(enrolment)}"
    for one in who.reads(enrolment):
        name = names.get(one.child, "a child")
        since = uk_words(datetime.fromtimestamp(one.since, UTC), "%d/%m/%Y")
        by = "the app itself, in training" if one.itself else sharing.name_of(one.by)
        yield f"“{one.called}” can read {name} since {since}, by {by}: {one.number}"
    given = {one.child for one in who.reads(enrolment) if not one.desk}
    for child, number in sharing.taking_in.key_numbers(enrolment).items():
        if child in given:
            yield f"The number of the key of {names.get(child, 'a child')} is {number}"
    for asks in who.asks(enrolment):
        yield from _asking(asks, names)
    for offer in sharing.taking_in.offers(enrolment):
        whose = names.get(offer.child, "a child") if offer.here else "a child"
        yield f"The record of {whose} is given to this device. Its key’s number, to compare: {offer.number}"


def _asking(asks: Asks, names: Mapping[str, str]) -> Iterator[str]:
    what = "The duty desk" if asks.desk else "A tablet"

    def named(children: Iterable[str]) -> str:
        return ", ".join(names.get(child, "a child") for child in children)

    if asks.swapped:
        yield "It was let in with another number. Do not say yes before you know why."
    if asks.children:
        yield f"{what} can’t read this yet: {named(asks.children)}. Its number, to compare: {asks.number}"
    if asks.reads:
        yield f"{what} reads without a yes from here: {named(asks.reads)}. Its number: {asks.number}"


def _same(number: str, typed: str) -> bool:
    return "".join(number.split()) == "".join(typed.lower().split())


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
