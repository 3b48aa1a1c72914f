"""python -m tools.phone build | serve"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from tools.phone.build import Failed, build
from tools.phone.serve import serve

ROOT = Path(__file__).resolve().parents[2]
OUT = ROOT / "dist" / "phone"


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tools.phone", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    make = commands.add_parser("build", help=f"make {OUT.relative_to(ROOT)}")
    make.add_argument("--out", type=Path, default=OUT)
    make.add_argument(
        "--no-snapshot", action="store_true", help="every start boots plainly: slower, no browser needed"
    )
    make.add_argument(
        "--endpoint",
        action="append",
        default=[],
        metavar="ORIGIN",
        help="an authority's https:// origin that the app may send to; its own server's needs no naming",
    )
    show = commands.add_parser("serve", help="serve it on this computer")
    show.add_argument("--out", type=Path, default=OUT)
    show.add_argument("--port", type=int, default=8560)
    show.add_argument(
        "--endpoint-port", type=int, default=0, help="of an authority's endpoint behind the same address"
    )
    args = parser.parse_args()
    try:
        if args.command == "build":
            build(args.out, snapshot=not args.no_snapshot, endpoints=args.endpoint)
        else:
            serve(args.out, args.port, args.endpoint_port)
    except Failed as failed:
        print(failed, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
