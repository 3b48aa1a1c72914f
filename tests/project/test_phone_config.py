"""[tool.flet] holds what a native phone build must not lack, and no permission without a reason."""

import copy
import re
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
NETWORK, CAMERA, FINGER = "INTERNET", "CAMERA", "USE_BIOMETRIC"
#: everything the app may ever ask Android for; ACCESS_NETWORK_STATE comes with Flet itself
MAY_ASK = {f"android.permission.{name}" for name in (NETWORK, CAMERA, FINGER, "ACCESS_NETWORK_STATE")}
#: taken out, whichever plug-in brings them
NEVER = {
    f"android.permission.{name}"
    for name in (
        "ACCESS_FINE_LOCATION",
        "ACCESS_COARSE_LOCATION",
        "ACCESS_BACKGROUND_LOCATION",
        "RECORD_AUDIO",
        "READ_CONTACTS",
        "WRITE_CONTACTS",
        "CALL_PHONE",
        "SEND_SMS",
        "READ_SMS",
        "READ_EXTERNAL_STORAGE",
        "WRITE_EXTERNAL_STORAGE",
        "READ_MEDIA_IMAGES",
        "QUERY_ALL_PACKAGES",
    )
}
#: what iOS shows when it asks; nothing else that iOS would ask for may stand there
IOS_ASKS = {"NSCameraUsageDescription", "NSFaceIDUsageDescription", "NSPhotoLibraryUsageDescription"}
NOT_SHIPPED = {"benchmarks", "docs", "requirements", "tests", "tools"}


def versions(project: dict[str, Any]) -> list[str]:
    """The stores take three numbers; Flet takes them from [project], and a second place could differ."""
    flet = project["tool"]["flet"]
    return [
        *(
            ["project.version is not three numbers"]
            if not re.fullmatch(r"\d+\.\d+\.\d+", project["project"]["version"])
            else []
        ),
        *(
            ["build_number is not a number from 1"]
            if type(flet.get("build_number")) is not int or flet["build_number"] < 1
            else []
        ),
        *(f"{key} is a second version" for key in ("version", "build_version") if key in flet),
    ]


def permissions(project: dict[str, Any]) -> list[str]:
    flet, reasons = project["tool"]["flet"], project["tool"]["carerapp"]["permissions"]
    android = flet["android"]["permission"]
    asked = {name for name, on in android.items() if on}
    ios = {key for key in flet["ios"]["info"] if key.endswith("UsageDescription")}
    return [
        *(f"{name} is not on the list" for name in sorted(asked - MAY_ASK)),
        *(f"{name} has no reason" for name in sorted(asked) if not reasons.get(name, "").strip()),
        *(f"{name} has a reason and is not asked for" for name in sorted(set(reasons) - asked)),
        *(f"{name} is not taken out" for name in sorted(NEVER) if android.get(name) is not False),
        *(f"{name} is not on the list" for name in sorted(ios - IOS_ASKS)),
        *(f"{name} has no words" for name in sorted(IOS_ASKS) if len(flet["ios"]["info"].get(name, "")) < 20),
        # Flet's bundles bring permissions and words of their own.
        *(["bundles are used"] if "permissions" in flet else []),
    ]


def leaks(project: dict[str, Any]) -> list[str]:
    """Backups, other apps, and unencrypted traffic."""
    flet = project["tool"]["flet"]
    manifest, info = flet["android"].get("manifest_application", {}), flet["ios"]["info"]
    closed = ("allowBackup", "fullBackupContent", "usesCleartextTraffic")
    shut = ("UIFileSharingEnabled", "LSSupportsOpeningDocumentsInPlace")
    return [
        *(f"android: {name}" for name in closed if manifest.get(name) != "false"),
        *(f"ios: {name}" for name in shut if info.get(name) is not False),
        *(
            ["ios: any connection"]
            if info.get("NSAppTransportSecurity") != {"NSAllowsArbitraryLoads": False}
            else []
        ),
        *(
            f"{where}: opened by links"
            for where, table in (("all", flet), ("android", flet["android"]), ("ios", flet["ios"]))
            if "deep_linking" in table
        ),
    ]


def secrets(project: dict[str, Any]) -> list[str]:
    """What belongs to whoever signs is given at the build, and is not in the repository."""
    signing = {"signing", "team_id", "provisioning_profile", "signing_certificate", "export_methods"}
    flet = project["tool"]["flet"]
    return sorted(signing & (set(flet["android"]) | set(flet["ios"])))


def test_name_and_id_are_there() -> None:
    """The bundle's id lies under the organisation's."""
    flet = PROJECT["tool"]["flet"]
    assert all(flet[key].strip() for key in ("org", "product", "company", "copyright"))
    assert re.fullmatch(r"[a-z][a-z0-9]*(\.[a-z][a-z0-9]*)+", flet["bundle_id"])
    assert flet["bundle_id"].rpartition(".")[0] == flet["org"]


def test_the_entry_is_there() -> None:
    """The module that Flet starts is a file of the repository."""
    assert (ROOT / f"{PROJECT['tool']['flet']['app']['module']}.py").is_file()


@pytest.mark.parametrize("check", [versions, permissions, leaks, secrets])
def test_it_holds(check: Callable[[dict[str, Any]], list[str]]) -> None:
    """Versions, permissions, leaks and secrets: nothing is wrong with the configuration."""
    assert check(PROJECT) == []


def test_what_is_left_out_exists_under_that_very_name() -> None:
    """An exclusion that names nothing would exclude nothing."""
    left_out = set(PROJECT["tool"]["flet"]["app"]["exclude"])
    assert left_out >= NOT_SHIPPED
    assert [path for path in left_out if not (ROOT / path).exists()] == []


def test_what_the_app_needs_is_not_left_out() -> None:
    """None of its packages, and not its assets."""
    left_out = PROJECT["tool"]["flet"]["app"]["exclude"]
    kept = {"carerapp", "forms", "sync", "assets", "main.py"}
    assert [path for path in left_out if path.partition("/")[0] in kept] == []


def test_the_icon_flet_looks_for_is_there() -> None:
    """Under the only name that Flet knows."""
    assert (ROOT / "assets/icon.png").is_file()


def test_colours_are_the_themes() -> None:
    """Splash and boot screen have the colours of the app."""
    from carerapp.ui.theme import DARK, LIGHT

    flet = PROJECT["tool"]["flet"]
    boot = flet["boot_screen"]["flet"]
    assert {flet["icon_background"], flet["android"]["adaptive_icon_background"]} == {LIGHT["primary"]}
    assert (flet["splash"]["color"], flet["splash"]["dark_color"]) == (
        LIGHT["primary"],
        LIGHT["inverse_surface"],
    )
    assert (boot["bgcolor_light"], boot["text_color_light"]) == (LIGHT["surface"], LIGHT["on_surface"])
    assert (boot["bgcolor_dark"], boot["text_color_dark"]) == (DARK["surface"], DARK["on_surface"])


def test_who_waits_for_the_start_is_told_to_ring_999() -> None:
    """On both screens that come before the app."""
    boot = PROJECT["tool"]["flet"]["boot_screen"]["flet"]
    assert all("999" in boot[key] for key in ("prepare_message", "startup_message"))


def test_ios_is_told_which_other_apps_are_opened() -> None:
    """The telephone, messages and mail, and no other."""
    assert PROJECT["tool"]["flet"]["ios"]["info"]["LSApplicationQueriesSchemes"] == ["tel", "sms", "mailto"]


@pytest.mark.parametrize("platform", ["android", "ios"])
def test_what_only_phones_need_is_of_flets_version_and_explained(platform: str) -> None:
    """Each in docs/dependencies.md, none a second time for the computer."""
    [flet] = [ask for ask in PROJECT["project"]["dependencies"] if ask.startswith("flet==")]
    explained = (ROOT / "docs/dependencies.md").read_text(encoding="utf-8")
    extra = PROJECT["tool"]["flet"][platform]["dependencies"]
    assert f"flet-secure-storage=={flet.removeprefix('flet==')}" in extra
    for ask in extra:
        assert f"\n| {re.split('[<>=]', ask)[0]} |" in explained
        assert not any(ask.split("==")[0] == own.split("==")[0] for own in PROJECT["project"]["dependencies"])


# On made-up inputs: each check notices what it is for.


def broken(*path: str, value: Any) -> dict[str, Any]:
    project = copy.deepcopy(PROJECT)
    table = project
    for key in path[:-1]:
        table = table.setdefault(key, {})
    table[path[-1]] = value
    return project


FLET = ("tool", "flet")
ASK = (*FLET, "android", "permission")
APPLICATION = (*FLET, "android", "manifest_application")
INFO = (*FLET, "ios", "info")
REASON = ("tool", "carerapp", "permissions", "android.permission.CAMERA")


@pytest.mark.parametrize(
    ("check", "path", "value"),
    [
        (versions, ("project", "version"), "0.2b1"),
        (versions, (*FLET, "build_number"), 0),
        (versions, (*FLET, "build_version"), "0.1.0"),
        (permissions, (*ASK, "android.permission.BLUETOOTH_SCAN"), True),
        (permissions, (*ASK, "android.permission.ACCESS_FINE_LOCATION"), {"maxSdkVersion": "30"}),
        (permissions, (*ASK, "android.permission.CAMERA"), False),
        (permissions, REASON, " "),
        (permissions, (*INFO, "NSMicrophoneUsageDescription"), "To record what the child says."),
        (permissions, (*INFO, "NSCameraUsageDescription"), ""),
        (permissions, (*FLET, "permissions"), ["location"]),
        (leaks, (*APPLICATION, "allowBackup"), "true"),
        (leaks, (*APPLICATION, "fullBackupContent"), False),
        (leaks, (*APPLICATION, "usesCleartextTraffic"), "true"),
        (leaks, (*INFO, "UIFileSharingEnabled"), True),
        (leaks, (*INFO, "NSAppTransportSecurity"), {"NSAllowsArbitraryLoads": True}),
        (leaks, (*FLET, "ios", "deep_linking"), {"scheme": "carerapp", "host": "open"}),
        (secrets, (*FLET, "android", "signing"), {"key_store": "upload.jks"}),
        (secrets, (*FLET, "ios", "team_id"), "ABCDE12345"),
    ],
)
def test_it_is_noticed(
    check: Callable[[dict[str, Any]], list[str]], path: tuple[str, ...], value: object
) -> None:
    """Each check finds the fault that it is for."""
    assert check(broken(*path, value=value)) != []
