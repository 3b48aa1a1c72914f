"""``erasures``: the signed records of children whom an authority has erased, as they are kept here."""

from __future__ import annotations

import json
from argparse import Namespace
from dataclasses import asdict

from carerapp.cli.command import data_folder as arguments
from carerapp.cli.status import opened_sharing

__all__ = ["HELP", "NAME", "arguments", "run"]

NAME = "erasures"
HELP = "the signed records of children whom an authority has erased: a line of JSON each"


def run(args: Namespace) -> int:
    """Print them, each with the key that signed it; what is signed stands in docs/endpoint.md."""
    with opened_sharing(args.vault) as sharing:
        for enrolment in sharing.authorities:
            for one in sharing.erasures.there(enrolment):
                said = {**asdict(one.erasure), "key": one.key, "authority": enrolment.called}
                print(json.dumps(said, ensure_ascii=True, sort_keys=True))
    return 0
