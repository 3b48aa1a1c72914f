"""Kill the phone app's browser many times in many episodes.

`python -m benchmarks.phone_kills [--kills N] [--seed N] [--rehearse] [--phone FOLDER]`

Exits 1 when anything that the screen had called saved is gone.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from benchmarks.report import keep, options, table
from tests.support.browser.walk import Walk
from tests.support.phone.built import built
from tests.support.phone.driver import Phone
from tests.support.phone.killing import Lives, die_often
from tests.support.phone.server import Server

KILLS = 200
AN_EPISODE = 10  # kills of one phone; then a new one is set up
FIRST_SEED = 100


def one_episode(folder: Path, seed: int, kills: int, *, ready: bool) -> Lives:
    """The phone in ``folder``, which is set up first unless it is ``ready``, dies again and again."""
    with Server(built()) as server, Phone(folder, server) as phone:
        if not ready:
            phone.start()
            phone.wait_for_every_file()
            walk = Walk(phone.open_app())
            walk.set_up()
            walk.invented_child()
            phone.close()
        server.stop()
        return die_often(phone, seed, kills)


def main() -> None:
    """Kill, look, print and record; exit 1 when a promise is broken."""
    parser = options("phone_kills", __doc__)
    parser.add_argument("--kills", type=int, default=KILLS)
    parser.add_argument(
        "--seed", type=int, default=FIRST_SEED, help="of the first phone; the next has the next"
    )
    parser.add_argument("--phone", type=Path, help="a phone that is set up with the invented child already")
    args = parser.parse_args()
    left = args.kills
    episodes: list[Lives] = []
    with tempfile.TemporaryDirectory(prefix="p") as base:
        while left > 0:
            seed = args.seed + len(episodes)
            folder = args.phone or Path(base) / str(seed)
            episodes.append(one_episode(folder, seed, min(left, AN_EPISODE), ready=bool(args.phone)))
            left -= episodes[-1].kills
            print(
                f"{seed}: {episodes[-1].kills} kills, {len(episodes[-1].acknowledged)} entries, "
                f"{episodes[-1].problems or 'all there'}",
                flush=True,
            )
    problems = [problem for episode in episodes for problem in episode.problems]
    rows = [
        ["kills of the browser, no server running", f"{sum(episode.kills for episode in episodes)}"],
        ["of them at the moment of “saved”", f"{sum(episode.at_once for episode in episodes)}"],
        ["entries that the screen had shown", f"{sum(len(episode.acknowledged) for episode in episodes):,}"],
        ["openings at which one of them was gone", f"{len(problems)}"],
    ]
    keep("phone-kills", table(["proof", "result"], rows), rehearse=args.rehearse)
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
