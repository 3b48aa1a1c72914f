"""``verify FILE``: is an exported log still what its authors wrote? It needs the file alone, no vault, no
secret."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from carerapp.bootstrap import StartupError
from carerapp.evidence import verify
from carerapp.evidence.time_stamps import Makers
from sync.time_stamp_tokens import NoLibrary, maker, read_certificates, request

NAME = "verify"
HELP = "is an exported log still what its authors wrote? Needs the file alone"


def arguments(parser: ArgumentParser) -> None:
    """The export, and another one of the same child to compare it with."""
    parser.add_argument("file", type=Path)
    parser.add_argument("--against", type=Path, help="another export of the same child, to compare")
    parser.add_argument(
        "--trust", type=Path, metavar="CERTIFICATE", help="who you trust for time stamps (PEM or DER)"
    )


def run(args: Namespace) -> int:
    """Print the report, the verdict last: 0 when intact and whole (and the same as the other), else 1. Raises
    StartupError when a file can't be read."""
    from carerapp.vault.adapters.native_crypto import NativeCrypto

    makers, verdicts = _makers(args.trust), []
    for file in [args.file, *([args.against] if args.against else [])]:
        try:
            verdicts.append(verify(file.read_bytes(), NativeCrypto(), makers))
        except OSError as error:
            raise StartupError(f"{file} can't be read: {error.strerror}.") from error
    for number, verdict in enumerate(verdicts):
        print(verdict.report() if not number else f"{args.against}: {verdict.report().splitlines()[0]}")
    if not all(verdict.intact for verdict in verdicts):
        if verdicts[0].intact:
            print("Verdict: the second file is not intact, and nothing is proved by the two together.")
        return 1
    if args.against:
        words = verdicts[0].beside(verdicts[1])
        print(f"Verdict: both intact; {words}")
        return 0 if words.startswith("the same") and verdicts[0].whole else 1
    return 0 if verdicts[0].whole else 1


def _makers(trust: Path | None) -> Makers | None:
    """Asks the library who made a token; None where there is none. Raises StartupError."""
    try:
        given = read_certificates(trust.read_bytes()) if trust else []
        request(b"can it be asked?")
    except (OSError, ValueError) as wrong:
        raise StartupError(f"The certificate of --trust can't be read: {wrong}.") from wrong
    except NoLibrary as lacking:
        if trust:
            raise StartupError(str(lacking)) from lacking
        return None

    def asked(token: bytes, over: bytes, trusted: bytes) -> tuple[str, bool]:
        return maker(token, over, given or [trusted]), bool(given)

    return asked
