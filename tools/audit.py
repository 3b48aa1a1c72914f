"""Looks every locked package up among the published weaknesses.

    python -m tools.audit

Ends with 1 when one is found. Where nobody can be asked it says so in one line and ends with 0, so that the
other checks work without a network. A clean answer is kept in build/audit for that day and those locks.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
KEPT = ROOT / "build" / "audit"
PYTHON_LOCK = ROOT / "requirements" / "dev.txt"  # app.txt and phone.txt have no other versions
#: what npm brings to the phone
NPM_FOLDER = ROOT / "carerapp" / "phone" / "web" / "bridge"
#: five seconds to wait for an answer; the lock comes last
PIP_AUDIT = (
    "--vulnerability-service osv --timeout 5 --progress-spinner off --format json "
    "--disable-pip --require-hashes --requirement"
)
NPM_AUDIT = "--omit=dev --package-lock-only --fetch-retries 0 --json"


class Unreachable(Exception):
    """Nobody answered who knows the weaknesses; the words are the last that the tool said."""


def python_weaknesses(lock: Path, accepted: Sequence[str] = (), service: Sequence[str] = ()) -> list[str]:
    """A line for each weakness of a Python package; none for the ids in ``accepted``. Raises Unreachable.

    ``service``: options that name another service.
    """
    options = [option for id in accepted for option in ("--ignore-vuln", id)]
    command = [sys.executable, "-m", "pip_audit", *PIP_AUDIT.split(), str(lock), *options, *service]
    answer = _answer(command, lock.parent)
    found = answer.get("dependencies")
    if not isinstance(found, list):
        raise Unreachable("no list of packages in the answer")
    if skipped := [one["name"] for one in found if "skip_reason" in one]:
        raise Unreachable(f"{len(skipped)} packages were not looked up, {skipped[0]} first")
    return [
        f"{one['name']} {one['version']}: {weakness['id']}, mended in {_or(weakness['fix_versions'])}"
        for one in found
        for weakness in one["vulns"]
    ]


def npm_weaknesses(folder: Path, service: Sequence[str] = ()) -> list[str]:
    """A line for each package of this folder's lock that ships and has a weakness. Raises Unreachable."""
    npm = shutil.which("npm")
    if npm is None:
        raise Unreachable("npm is not installed")
    answer = _answer(
        [npm, "audit", "--omit=dev", "--package-lock-only", "--json", "--fetch-retries", "0", *service],
        folder,
    )
    found = answer.get("vulnerabilities")
    if not isinstance(found, dict):
        raise Unreachable(str(answer.get("message", "no list of weaknesses in the answer")))
    return [f"{name}: {one['severity']}, versions {one['range']}" for name, one in found.items()]


def _or(versions: Sequence[str]) -> str:
    return " or ".join(versions) or "none yet"


def _answer(command: Sequence[str], folder: Path) -> Mapping[str, object]:
    """The JSON that a tool prints, also when it ends with an error. Raises Unreachable for anything else."""
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    try:
        answer = json.loads(done.stdout)
    except ValueError:
        raise Unreachable((done.stderr.strip() or "no answer").splitlines()[-1][:80]) from None
    if not isinstance(answer, dict):
        raise Unreachable("an answer of another shape")
    return answer


def stamp(locks: Sequence[Path], accepted: Mapping[str, str], kept: Path) -> Path:
    """The file that stands when these locks were found clean today."""
    digest = hashlib.sha256(b"".join(lock.read_bytes() for lock in locks) + repr(sorted(accepted)).encode())
    return kept / f"{datetime.now(UTC).date().isoformat()}-{digest.hexdigest()[:16]}"


def main(kept: Path = KEPT, python_service: Sequence[str] = (), npm_service: Sequence[str] = ()) -> int:
    """Look up, say what was found, and keep a clean answer under ``kept``."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    accepted: dict[str, str] = project["tool"]["carerapp"]["accepted_weaknesses"]
    clean = stamp([PYTHON_LOCK, NPM_FOLDER / "package-lock.json"], accepted, kept)
    if clean.exists():
        print(f"audit: no known weakness (asked {clean.name[:10]})")
        return 0
    found: list[str] = []
    unasked: list[str] = []
    for ask in (
        partial(python_weaknesses, PYTHON_LOCK, list(accepted), python_service),
        partial(npm_weaknesses, NPM_FOLDER, npm_service),
    ):
        try:
            found += ask()
        except Unreachable as why:
            unasked.append(str(why))
    for line in found:
        print(f"audit: {line}", file=sys.stderr)
    if unasked:
        print(f"audit: NOT ASKED, the service could not be reached: {'; '.join(unasked)}")
    elif not found:
        shutil.rmtree(kept, ignore_errors=True)
        kept.mkdir(parents=True)
        clean.touch()
        print("audit: no known weakness")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
