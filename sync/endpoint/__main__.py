"""Serve the endpoint, and what its administrator does: codes, approval, revocation, backups."""

from __future__ import annotations

import os
import sys
import time
from argparse import Namespace
from collections.abc import Sequence

from sqlalchemy.exc import SQLAlchemyError

from sync.endpoint.administer import administer
from sync.endpoint.arguments import parser
from sync.endpoint.backup import commands
from sync.endpoint.backup.journal import write_journal
from sync.endpoint.database import cause
from sync.endpoint.in_use import InUse, using
from sync.endpoint.keys import KeyClosed
from sync.endpoint.opening import URL, NoEndpoint, made, opened


def main(argv: Sequence[str] | None = None) -> int:
    """The exit code; what is wrong is one line each, and nothing was changed then."""
    args = parser().parse_args(argv)
    if "by" in args:
        args.by = args.by.strip() or account()
    try:
        return _run(args)
    except (KeyClosed, NoEndpoint, InUse) as wrong:
        print(wrong, file=sys.stderr)
    except SQLAlchemyError as wrong:
        print(f"The database does not answer as it should: {cause(wrong)}", file=sys.stderr)
    except OSError as wrong:
        print(f"{wrong.strerror}: {wrong.filename or args.data}", file=sys.stderr)
    return 2


def account() -> str:
    """Who typed it, where nobody is named: the account of the computer, never a person."""
    try:
        import pwd

        return f"account {pwd.getpwuid(os.getuid()).pw_name}"
    except (ImportError, KeyError):  # not on Windows; or a container's number without a name
        return f"account number {os.getuid()}" if hasattr(os, "getuid") else "an account of this computer"


def _run(args: Namespace) -> int:
    if args.command == "check" and args.backup:
        return commands.checked_backup(args.backup)
    if args.command == "restore":
        return commands.put_back(args, os.environ.get(URL, ""), args.by)
    if args.command == "init" or (args.command == "serve" and args.init):
        engine, store = made(args.data, args.by, int(time.time()))
    else:
        engine, store = opened(args.data)
    with using(args.data):
        try:
            match args.command:
                case "init":
                    print(f"{args.data}: an endpoint on {engine.dialect.name}. Keep its key: devices pin it.")
                    return 0
                case "serve":
                    from sync.endpoint.serve import serve  # its web server is not needed for anything else

                    return serve(store, args)
                case "backup":
                    return commands.backed_up(store, engine, args)
                case "check":
                    return commands.checked(store, engine, args)
                case "mark-restored":
                    return commands.marked(store, args, args.by)
                case _:
                    return administer(store, args)
        finally:
            write_journal(store, args.data)
            engine.dispose()


if __name__ == "__main__":
    sys.exit(main())
