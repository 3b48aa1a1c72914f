"""``compare-key``: the authority's key is another; the number that its duty team read out decides."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from carerapp.bootstrap import StartupError
from carerapp.cli.command import data_folder
from carerapp.cli.status import opened_sharing
from carerapp.sharing import number_of

NAME = "compare-key"
HELP = "say which number the authority read out, where its key is another"


def arguments(parser: ArgumentParser) -> None:
    """The number as it was read out: the program compares."""
    data_folder(parser)
    parser.add_argument("--number", required=True, help="eight groups of four, as they were read out")


def run(args: Namespace) -> int:
    """0 when it is the same; 1 when it is that of no authority whose key is another: nothing of a key that
    changed is believed from then on. Raises StartupError where no key is another."""
    with opened_sharing(args.vault) as sharing:
        asked = [one for one in sharing.authorities if one.offered_key or one.key_changed_at]
        if not asked:
            raise StartupError("No authority's key waits to be compared. Nothing was changed.")
        read_out = "".join(args.number.split()).lower()
        same = [one for one in asked if number_of(one).replace(" ", "") == read_out]
        is_same = "the same. It is used from now on" if same else "not the same. It is not believed"
        for enrolment in same or asked:
            sharing.compared_key(enrolment, same=bool(same))
            print(f"{enrolment.called}: {is_same}.")
    return 0 if same else 1
