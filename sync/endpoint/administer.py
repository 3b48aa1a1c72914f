"""What the endpoint's administrator does: codes, approval and revocation, the policy, protocols."""

from __future__ import annotations

import hashlib
import json
import re
import sys
import time
import tomllib
from argparse import Namespace
from dataclasses import asdict, replace
from datetime import UTC, datetime
from typing import Literal

import segno

from sync.endpoint.changing_key import change_key, own_keys
from sync.endpoint.keys import PASSPHRASE, EndpointKey, verify
from sync.endpoint.known_protocols import known, packaged
from sync.endpoint.service import Service
from sync.endpoint.store import Store
from sync.endpoint.store.decisions import broken_at
from sync.endpoint.store.devices import DESK, HOME, DeviceKind
from sync.erasures import asked_part
from sync.errors import BrokenMessage
from sync.key_changes import KeyChange
from sync.policy import Policy, policy_text

#: what of its source a pack carries: for whoever writes the pack, not for a device
_NOT_SENT = "coverage.toml"
_DAY = 86_400  # seconds


def administer(store: Store, args: Namespace) -> int:
    """Do what the command line says; the exit code."""
    match args.command:
        case "enrol":
            return _enrol(store, args)
        case "policy":
            return _policy(store, Service(store, EndpointKey.in_folder(args.data)), args)
        case "pack":
            return _publish(Service(store, EndpointKey.in_folder(args.data)), args)
        case "approve":
            return _decide(store, args, approved=True)
        case "revoke":
            return _decide(store, args, approved=False)
        case "change-key":
            _say(change_key(store, args.data, int(time.time()), stolen=args.stolen, by=args.by))
            print("Start each process of the endpoint anew. Read the new number out to who asks for it.")
        case "key-changes":
            for change in store.key_changes.all():
                _say(change)
        case "seal-key":
            if not EndpointKey.in_folder(args.data).seal_in(args.data):
                print(f"nothing was changed: set {PASSPHRASE} first", file=sys.stderr)
                return 2
            print("sealed; from now on each command and each start needs the passphrase")
        case "erase":
            return _erase(store, EndpointKey.in_folder(args.data), args)
        case "erasures":
            return _erasures(store, EndpointKey.in_folder(args.data))
        case "erasures-asked":
            return _erasures_asked(store)
        case "keep":
            if not store.erasures_asked.keep(args.child, args.by, args.reason, int(time.time())):
                print("no device waits for an answer about this child; see: erasures-asked", file=sys.stderr)
                return 1
            print(f"{args.child}: kept")
        case "strangers":
            for day, kind, count in store.stranger_counts.all():
                print(f"{day}  {count:>12,}  {kind}")
        case "time-stamps":
            for token, heads in store.time_stamps.all():
                at = datetime.fromtimestamp(token.at, UTC).isoformat()
                print(f"{token.number:>8}  {at}  {heads:>8,}  {token.by}")
        case "devices":
            _devices(store)
        case "decisions":
            return _decisions(store)
    return 0


def _say(change: KeyChange) -> None:
    at = datetime.fromtimestamp(change.at, UTC).isoformat()
    by = "named by the key before" if change.signature else "stolen: compared anew at each device"
    print(f"{at}  {_fingerprint(change.before.hex())}  ->  {_fingerprint(change.after.hex())}  ({by})")


def _enrol(store: Store, args: Namespace) -> int:
    wrong = [child for child in args.child if not re.fullmatch("[0-9a-f]{32}", child)]
    if wrong:
        print(f"not a child's opaque id (32 hexadecimal digits): {wrong[0]}", file=sys.stderr)
        return 2
    kind: DeviceKind = DESK if args.desk else HOME
    code = store.enrolment.new_code(args.name, args.child, int(time.time()), kind=kind, by=args.by)
    print(f"code: {code}\ngood for ten minutes, for one device")
    if args.url:
        segno.make(f"{args.url} {code}", micro=False).terminal(compact=True)
    return 0


def _decide(store: Store, args: Namespace, *, approved: bool) -> int:
    state: Literal["approved", "revoked"] = "approved" if approved else "revoked"
    if not approved and not _sure(store, args.device):
        print("Nothing was changed.", file=sys.stderr)
        return 1
    if not store.devices.decide(args.device, state, int(time.time()), args.by):
        print("no device of this id that this can be done to; see: devices", file=sys.stderr)
        return 1
    print(f"{args.device}: {state}, by {args.by}")
    return 0


def _sure(store: Store, device: str) -> bool:
    """What it costs is said; who sits at a terminal is asked."""
    known = store.devices.get(device)
    if known is None or known.state == "revoked":
        return True
    print(
        f"{known.name}: at its next contact this device erases what it has from this authority, with all "
        "that was written on it and not sent. This is for good. It mends nothing: after a restore devices "
        "send again by themselves."
    )
    return not sys.stdin.isatty() or input("Type its id again to go on: ").strip() == device


def _devices(store: Store) -> None:
    """Each with who let it in, or took its access away, last."""
    by = {one.about: one.by for one in store.decisions.all() if one.what in ("approved", "revoked")}
    for device in store.devices.all():
        what = f"{device.name} (duty desk)" if device.kind == DESK else device.name
        who = f"  by {by[device.id]}" if device.id in by else ""
        print(f"{device.id}  {device.state:9} {_fingerprint(device.sign_key)}  {what}{who}")


def _decisions(store: Store) -> int:
    """Oldest first; not 0 where one is not what it was, or does not follow the one before it."""
    all = store.decisions.all()
    for one in all:
        at = datetime.fromtimestamp(one.at, UTC).isoformat()
        print(f"{one.number:>6}  {at}  {one.what:9} {one.about or '-'}  by {one.by}")
    if broken := broken_at(all):
        print(f"line {broken} is not what it was, or does not follow the one before it", file=sys.stderr)
        return 1
    return 0


def _erase(store: Store, key: EndpointKey, args: Namespace) -> int:
    """One child, or all about whom nothing has come for so many days. ``--child`` is typed twice where a
    slip would cost a record: as ``--sure``."""
    now = int(time.time())
    if args.untouched_days is not None:
        if args.untouched_days < 1:
            print("days are a whole number above nought", file=sys.stderr)
            return 2
        children = store.erasures.untouched(now - args.untouched_days * _DAY)
        if not args.sure:
            print("\n".join(children) or "none", "\nnothing was erased; to erase them: --sure", sep="")
            return 0
    elif args.sure != args.child:
        print("nothing was erased; to erase this child say the id again: --sure ID", file=sys.stderr)
        return 2
    else:
        children = [args.child]
    made = [store.erasures.erase(child, args.by, args.reason, now, key.sign) for child in children]
    for erasure in filter(None, made):
        what = f"{erasure.entries} entries, {erasure.chunks} chunks, {erasure.letters} letters"
        print(f"{erasure.stream}: erased; {what}")
    if None in made:
        print("nothing about this child is here; see: erasures", file=sys.stderr)
        return 1
    return 0


def _erasures(store: Store, key: EndpointKey) -> int:
    """A line of JSON each, with whether the signature fits; not 0 where one does not."""
    good, keys = True, own_keys(store, key)
    for one in store.erasures.all():
        by = next((k for k in keys if verify(k, bytes.fromhex(one.signature), one.signed_part())), None)
        good = good and by is not None
        said = {**asdict(one), "key": (by or key.public).hex(), "fits": by is not None}
        print(json.dumps(said, ensure_ascii=True))
    return 0 if good else 1


def _erasures_asked(store: Store) -> int:
    """Oldest first, each with what the devices' signature says of it; not 0 where one does not fit."""
    good = True
    for one in store.erasures_asked.all():
        part = asked_part(one.device, one.stream, one.at)
        fits = verify(bytes.fromhex(one.sign_key), one.signature, part)
        good = good and fits
        at = datetime.fromtimestamp(one.received_at, UTC).isoformat()
        answer = f"kept, by {one.by}: {one.reason}" if one.answer == "kept" else one.answer or "waits"
        held = f"{one.entries} entries here, {one.others} more devices"
        said = "" if fits else "  NOT as the device signed it"
        print(f"{at}  {one.stream}  {one.device} ({one.name})  {held}  {answer}{said}")
    return 0 if good else 1


def _policy(store: Store, service: Service, args: Namespace) -> int:
    before = service.policy.policy()
    ring = [tuple(one.split("=", 1)) for one in args.ring or []]
    if wrong := [one for one in ring if len(one) != 2]:
        print(f"say who and the number, as WHO=NUMBER: {wrong[0][0]}", file=sys.stderr)
        return 2
    if any(number is not None and number < 1 for number in (args.keep_days, args.acknowledge_minutes)):
        print("days and minutes are whole numbers above nought", file=sys.stderr)
        return 2
    if unknown := [id for id in args.serves or [] if id not in known(store)]:
        words = (
            f"no protocol has the id {unknown[0]}. Nothing was changed. There are: {', '.join(known(store))}"
        )
        print(words, file=sys.stderr)
        return 2
    asked = {
        "name": args.name,
        "serves": None if args.serves is None else tuple(args.serves),
        "keep_days": args.keep_days,
        "acknowledge_minutes": args.acknowledge_minutes,
        "ring": tuple((who, number) for who, number in ring) or None,
    }
    unset = {name.replace("-", "_"): getattr(Policy(), name.replace("-", "_")) for name in args.unset}
    if both := [name for name in unset if asked[name] is not None]:
        print(f"{both[0].replace('_', '-')} is both set and unset; nothing was changed", file=sys.stderr)
        return 2
    said = replace(before, **unset, **{name: value for name, value in asked.items() if value is not None})
    if said != before:
        service.policy.set_policy(said, args.by)
    print(policy_text(said))
    return 0


def _publish(service: Service, args: Namespace) -> int:
    folder = args.folder if args.folder.is_dir() else packaged().get(str(args.folder), args.folder)
    if not (folder / "protocol.toml").exists():
        words = (
            f"{args.folder} is no pack: there is no protocol.toml in it. Nothing was sent. By id there are"
        )
        print(f"{words}: {', '.join(packaged())}", file=sys.stderr)
        return 2
    try:
        sent = (path for path in sorted(folder.glob("*.toml")) if path.name != _NOT_SENT)
        files = {path.name: path.read_text("utf-8") for path in sent}
        release = service.policy.publish(files, args.by)
    except (OSError, UnicodeDecodeError, KeyError, tomllib.TOMLDecodeError, BrokenMessage) as wrong:
        print(f"this folder is no pack: {wrong}", file=sys.stderr)
        return 2
    print(f"{release.id}: version {release.version} is sent to the devices of this authority")
    return 0


def _fingerprint(key: str) -> str:
    """As the device shows it: eight groups of four."""
    digest = hashlib.sha256(bytes.fromhex(key)).hexdigest()[:32]
    return " ".join(digest[i : i + 4] for i in range(0, 32, 4))
