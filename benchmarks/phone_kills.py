"""Kill the phone app's browser many times in many episodes: `python -m benchmarks.phone_kills [--kills N]`.

Exits 1 when anything that the screen had called saved is gone.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from benchmarks.report import machine, record, table
from tests.support.browser.walk import Walk
from tests.support.phone.built import built
from tests.support.phone.driver import Phone
from tests.support.phone.killing import Lives, die_often
from tests.support.phone.server import Server

KILLS = 200
A_NIGHT = 10  # kills of one phone; then a new one is set up
FIRST_SEED = 100


def one_episode(folder: Path, seed: int, kills: int) -> Lives:
    with Server(built()) as server, Phone(folder, server) as phone:
        phone.start()
        phone.wait_for_every_file()
        walk = Walk(phone.open_app())
        walk.set_up()
        walk.invented_child()
        phone.close()
        server.stop()
        return die_often(phone, seed, kills)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=KILLS)
    left = parser.parse_args().kills
    episodes: list[Lives] = []
    with tempfile.TemporaryDirectory(prefix="p") as base:
        while left > 0:
            seed = FIRST_SEED + len(episodes)
            episodes.append(one_episode(Path(base) / str(seed), seed, min(left, A_NIGHT)))
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
    record("phone-kills", f"{machine()}.\n\n{table(['proof', 'result'], rows)}")
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
