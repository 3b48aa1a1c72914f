"""`python -m carerapp` opens the app; `demo` plays an invented episode; `due` says what a protocol requires."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m carerapp", description=__doc__)
    parser.add_argument("--port", type=int, default=8550, help="on 127.0.0.1 (default: 8550)")
    parser.add_argument("--data", type=Path, help="the folder of the sealed files (default: in your home)")
    parser.add_argument("--no-browser", action="store_true", help="do not open a browser window")
    commands = parser.add_subparsers(dest="command")
    demo = commands.add_parser("demo", help="play an invented episode; write every document to a folder")
    demo.add_argument("--out", type=Path, required=True, help="where the documents go")
    demo.add_argument("--data", type=Path, dest="demo_data", help="keep the sealed files here")
    due = commands.add_parser(
        "due", help="what a protocol requires in the case that a file describes, as JSON"
    )
    due.add_argument("case", type=Path, help="a TOML file: docs/due.md shows one")
    log = commands.add_parser(
        "export-log", help="write one child's whole log with its proofs (PIN: CARERAPP_PIN, or asked)"
    )
    log.add_argument("--data", type=Path, dest="log_data", help="the folder of the sealed files")
    log.add_argument("--child", default="", help="their name; may be left out where there is one child")
    log.add_argument("--out", type=Path, required=True, help="the file to write (JSON Lines)")
    check = commands.add_parser(
        "verify", help="is an exported log still what its authors wrote? Needs the file alone"
    )
    check.add_argument("file", type=Path)
    args = parser.parse_args(argv)
    from carerapp import bootstrap

    try:
        if args.command == "demo":
            return bootstrap.demo(args.out, args.demo_data)
        if args.command == "verify":
            return bootstrap.verify_log(args.file)
        if args.command == "export-log":
            print(bootstrap.export_log(args.log_data, args.child, args.out))
            return 0
        if args.command == "due":
            print(bootstrap.due(args.case))
            return 0
        return bootstrap.run(args.data, port=args.port, open_browser=not args.no_browser)
    except bootstrap.Trouble as trouble:
        print(trouble, file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
