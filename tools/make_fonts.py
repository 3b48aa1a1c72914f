"""Make assets/fonts from the published font packages, and write fonts.toml and LICENSES.md beside them.
Longer than others: half of it is the table of packages.

    python tools/make_fonts.py           fetch, check and write (needs npm and a network)
    python tools/make_fonts.py --check   is what is in assets/fonts what this script says? (needs neither)

Every file is taken byte for byte from an npm package whose SHA-512 is written below, but for two: the
Korean one is cut down to Hangul, because its Chinese characters are in the Chinese face already; from the
Chinese one, a fifth of what a phone downloads, characters go that no standard of a language in use has.
To update a font: change its version, run, copy the new SHA-512 from the error message, look at the result.
"""

from __future__ import annotations

import base64
import hashlib
import json
import subprocess
import sys
import tarfile
import tempfile
import tomllib
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from fontTools import subset  # type: ignore[import-untyped]
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

FONTS = Path(__file__).resolve().parent.parent / "assets" / "fonts"
SCOPE = "@expo-google-fonts/"
HANGUL = "20 A0 1100-11FF 3130-318F A960-A97F AC00-D7A3 D7B0-D7FF"
# Of the block "CJK Extension A", those of China's table of characters in general use (2013).
GENERAL_USE = (
    "㑇㑊㕮㘎㙍㙘㙦㛃㛚㛹㟃㠇㠓㤘㥄㧐㧑㧟㫰㬊㬎㬚㭎㭕㮾㰀㳇㳘㳚㴔㵐㶲㸆㸌㺄㻬㽏㿠䁖䂮䃅䃎䅟䌹䎃䎖䏝䏡䏲䐃"
    "䓖䓛䓨䓫䓬䗖䗛䗪䗴䜣䝙䢺䢼䣘䥽䦃䲟䲠䲢䴓䴔䴕䴖䴗䴘䴙䶮"
)


@dataclass(frozen=True)
class Source:
    """One file of the app: which package it comes from and what it is for."""

    family: str  # the name under which screens and documents know it
    package: str
    version: str
    sha512: str  # of the package, base64
    member: str  # folder and file in the package
    scripts: tuple[str, ...]
    at_start: bool = False  # shown on the first screen; every other font is loaded when a text needs it
    keep: str = ""  # code points to keep; empty means the file as published

    @property
    def file(self) -> str:
        return self.member.rpartition("/")[2]


def _numbers(ranges: str) -> set[int]:
    numbers: set[int] = set()
    for part in ranges.split():
        first, _, last = part.partition("-")
        numbers.update(range(int(first, 16), int(last or first, 16) + 1))
    return numbers


def _ranges(numbers: set[int]) -> str:
    parts: list[list[int]] = []
    for number in sorted(numbers):
        if parts and number == parts[-1][1] + 1:
            parts[-1][1] = number
        else:
            parts.append([number, number])
    return " ".join(f"{first:04X}-{last:04X}" if last > first else f"{first:04X}" for first, last in parts)


def _noto(
    script: str,
    version: str,
    sha512: str,
    scripts: tuple[str, ...],
    *,
    at_start: bool = False,
    keep: str = "",
    name: str = "Noto Sans",
    folder: str = "400Regular/",
) -> Source:
    family = f"{name} {script}".strip()
    package = family.lower().replace(" ", "-")
    member = f"{folder}{family.replace(' ', '')}_400Regular.ttf"
    return Source(family, package, version, sha512, member, scripts, at_start, keep)


def _in(encoding: str, number: int) -> bool:
    try:
        return bool(chr(number).encode(encoding))
    except UnicodeEncodeError:
        return False


def han() -> str:
    """Every code point outside Extension A; inside, what China, Hong Kong or Japan has in a standard."""
    kept = {
        number
        for number in range(0x3400, 0x4DB6)
        if chr(number) in GENERAL_USE or _in("big5hkscs", number) or _in("euc_jis_2004", number)
    }
    return f"0-33FF {_ranges(kept)} 4DB6-10FFFF"


def _hyperlegible(family: str, style: str) -> Source:
    return Source(
        family,
        "atkinson-hyperlegible-next",
        "0.4.1",
        "tA5NUQCrb4GnQ8kvghyF6Kqw72zr4zSNmMwhCTcHlsu/jE5JoF8Fje5/WwL44y17Lue99pG9cyq3PW5X/7ZDng==",
        f"{style}/AtkinsonHyperlegibleNext_{style}.ttf",
        ("Latin",),
        at_start=True,
    )


def _noto_bold() -> Source:
    """For headings, before Noto Sans: the interface font lacks some letters of Vietnamese names."""
    return Source(
        "Noto Sans Bold",
        "noto-sans",
        "0.4.2",
        "zYD8G2ijWLxqmquoQgghNh/x9p0yxWwArD0oxO1oXY1qx5vOd4t0Kbhnu/Cx8RTy08OgA8RtxuULZFaXwVPnPw==",
        "700Bold/NotoSans_700Bold.ttf",
        ("Latin", "Vietnamese", "Greek", "Cyrillic", "Devanagari"),
    )


# The order is the order of fallback: a character is drawn by the first font that has it.
SOURCES: tuple[Source, ...] = (
    _hyperlegible("Hyperlegible", "400Regular"),
    _hyperlegible("Hyperlegible Semi", "600SemiBold"),
    _hyperlegible("Hyperlegible Bold", "700Bold"),
    _noto(
        "",
        "0.4.2",
        "zYD8G2ijWLxqmquoQgghNh/x9p0yxWwArD0oxO1oXY1qx5vOd4t0Kbhnu/Cx8RTy08OgA8RtxuULZFaXwVPnPw==",
        ("Latin", "Vietnamese", "Greek", "Cyrillic", "Devanagari"),
        at_start=True,
    ),
    _noto_bold(),
    # Not the newest Arabic: from 0.3 on the dots are glyphs of their own, and then a name copied or
    # searched for in a PDF falls apart ("ع بد" for "عبد"). tests/assets/test_fonts.py keeps watch.
    _noto(
        "Arabic",
        "0.2.3",
        "deLqd/TdeGJZMun4AJ1ab5AMYmYojsKqK02gD2Z/vowuDL5vwK8ugZkqEoAu7EfD4zTxYjSlDd2D+gDoGNeKVw==",
        ("Arabic", "Persian", "Urdu", "Kurdish", "Pashto"),
        folder="",
    ),
    _noto(
        "Ethiopic",
        "0.4.2",
        "puS0u1/7b0kZ6fqOYaSlCdai8zHuD9CQY2qlyJEtYzUC5Nd1fH3QENmQc0a1Gcqe0q9s3n7440eNJSLK2mGouw==",
        ("Tigrinya", "Amharic"),
    ),
    _noto(
        "Hebrew",
        "0.4.1",
        "NR3vP6GT/hSINLrk4JHJBQnuzh/C1mlMrphNlI2dQaO53a3oTjSRoG4JyYb1B6bHadjsGh0wPZbT4kMJBKjT/w==",
        ("Hebrew",),
    ),
    _noto(
        "Bengali",
        "0.4.4",
        "Ya58tLTEdP4P5EF3ZXTM829/g57mbfW8OrD16MMZr2sC3nIKItl/3J9tZlk1nrtqfFGzIgxb+zt/hLjAaTAQgQ==",
        ("Bengali", "Assamese"),
    ),
    _noto(
        "Gurmukhi",
        "0.4.1",
        "yAaWoUawvVD/50HnZWN1lABWOy9eNcbS3i9bRjoXwEueaoI7E2dTd7liA2BcJ/uTkFUgYWd5QOjIfoCXnTo44Q==",
        ("Punjabi",),
    ),
    _noto(
        "Gujarati",
        "0.4.2",
        "KtJySkho6C2Yf28dZx1SYwAs671hncIpBpIlTDzxLv7i7iOFJ2p74nzyP23aY04HUm28ELX7r86Dmui/qpLpMg==",
        ("Gujarati",),
    ),
    _noto(
        "Tamil",
        "0.4.3",
        "1TBkwJ8gJPnt1UIC+um987hYb/QmRDATGKbtwDW6dajISxr8b7+EVjwMESMJaQxfNS8VWE4IBT2jYmpBGw4D+w==",
        ("Tamil",),
    ),
    _noto(
        "Telugu",
        "0.4.2",
        "t5wZI1/2u69ugVr2v9P4Qqt9BHHwDQ/26+1p9MLrwf1lNSW64Mw16AIRzGWIOcRMd0drYWeZzZO1DqoFts3KiA==",
        ("Telugu",),
    ),
    _noto(
        "Kannada",
        "0.4.3",
        "nFDeSKVlpCJpd4x4E+W5WwfJVJ5fGN5pa/szOvE9GotDEYTPuhd8SzKYsQ4F2PVbzXRT21jMXxJ70tKPvItuGA==",
        ("Kannada",),
    ),
    _noto(
        "Malayalam",
        "0.4.2",
        "TZfS4nKhsQftD4nJr5R4fOO7EKe0L5RAscmYehignHr5JJVzW49Nxom0w0rnmHDU2iV3zWIOeyx3rN3bkHGI0A==",
        ("Malayalam",),
    ),
    _noto(
        "Sinhala",
        "0.4.2",
        "pczEE8p3aAvnMuVSppyW8d9dqlg9wxr8R3BfEUB9qPQHAWlR9TsSlaGbF/G/j8k4fSU21swf+v5p4BeTuFeMtA==",
        ("Sinhala",),
    ),
    _noto(
        "Georgian",
        "0.4.3",
        "qvQ/DE/F10hZPD/vYSm68aNWjOLyxGrCC3NzZR3L0RWpo2njqePvNjXcAcR9yvLwrREOmlWGtUD7GTAuIjlkzA==",
        ("Georgian",),
    ),
    _noto(
        "Armenian",
        "0.4.2",
        "AHnwnabRI64hwenSeePxp2TICbYK6Wg56o2y5shFTLWLWzwnPXv30r4LGy6NQYk9PliXizDU9Qeyvob6e3tsgQ==",
        ("Armenian",),
    ),
    _noto(
        "Syriac",
        "0.4.2",
        "UxuC/EvdVlqynDTMbcU+N9oKX4qKUAvOMyn9XRLywNQsurJrpagXBB9kM+P9ICKr2rePYhO9+RIGofVGREyuCQ==",
        ("Syriac",),
    ),
    _noto(
        "Thaana",
        "0.4.2",
        "nidXdOuvsuuhdb0bXxSQxxg7uW0eAEXtqU3wmJ5Yo7m5VmCe1Zdy5MX+2EWo86qlWG4NK9YoGjmU04/dCt+FIw==",
        ("Dhivehi",),
    ),
    _noto(
        "Thai",
        "0.4.2",
        "PGBBBDGfJJ/5y2hNweLBZWD4YmVT4uOO4chsOPXyl0TktaBJamDKVKv/WbGiDTeBGdkegLiytsWo+lhnkHP5qA==",
        ("Thai",),
    ),
    _noto(
        "Lao",
        "0.4.2",
        "gM/grIG03BWSk8lqiR1IC7WHpGH/8TrvwU0ZjEvs236YiN0LK2qQythq6lqcJbENo/0HMxdk13n35yhqnHVJ8g==",
        ("Lao",),
    ),
    _noto(
        "Khmer",
        "0.4.3",
        "vBG7J/w4j+tPTPA53a43zb/s/K3AjHRTDbEG4omn/xs4dThknBh4aVRJ4zwROLy7OeZnhQPDkGRUEPAi8C/btg==",
        ("Khmer",),
    ),
    _noto(
        "Myanmar",
        "0.4.2",
        "qG8DHmy+7xFvW5z8lN3r5jjEXoQBhjpjoxXR/Y8/WcywirPIBZnFpAy5IlwCRSobJdCw3+i7gvmIz1bl6mp7bg==",
        ("Burmese",),
    ),
    _noto(
        "SC",
        "0.4.3",
        "9rAwdFTFHbO/u6Cs0gj2jZbW74TGIiaFNQnXYH2s5wA1bzVkwbaviL4t8YUV642eGYjg86eH6DkAEQmfNHDncQ==",
        ("Chinese, simplified", "Chinese, traditional", "Japanese"),
        keep=han(),
    ),
    _noto(
        "KR",
        "0.4.3",
        "EVS/uJPcf1TgJtjmQmrFr0oGdcl7ml09CSu0E/AyGzR0UfzdR2pBbzWWPsnuzZiGUl643ODYwYiXK5+B+fLjhQ==",
        ("Korean",),
        keep=HANGUL,
    ),
    _noto(
        "Emoji",
        "0.4.7",
        "Gs7URwtKmCzzdGUTYbG8MIohyaQPgGxIaQG5hvyEAaQiEGJpQy6gyP3NDICE0EJkOJFoe1JFD3Hf1L4a3qe4KA==",
        ("emoji",),
        name="Noto",
    ),
)


def fetch(source: Source, cache: Path) -> bytes:
    """The font file out of its package, after checking the package's SHA-512."""
    spec = f"{SCOPE}{source.package}@{source.version}"
    tarball = cache / f"expo-google-fonts-{source.package}-{source.version}.tgz"
    if not tarball.exists():
        subprocess.run(["npm", "pack", "--silent", spec], cwd=cache, check=True, stdout=subprocess.DEVNULL)
    data = tarball.read_bytes()
    found = base64.b64encode(hashlib.sha512(data).digest()).decode()
    if found != source.sha512:
        raise SystemExit(
            f"{spec} is not the package we know: its SHA-512 is\n  {found}\nnot\n  {source.sha512}"
        )
    with tarfile.open(fileobj=BytesIO(data)) as archive:
        member = archive.extractfile(f"package/{source.member}")
        if member is None:
            raise SystemExit(f"{spec} has no {source.member}")
        return member.read()


def cut(data: bytes, keep: str) -> bytes:
    """The font with only these code points; the same input gives the same bytes."""
    options = subset.Options()
    options.hinting = False
    options.recalc_timestamp = False
    font = subset.load_font(BytesIO(data), options)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=_numbers(keep))
    subsetter.subset(font)
    out = BytesIO()
    subset.save_font(font, out, options)
    return out.getvalue()


def table(files: dict[str, bytes]) -> str:
    """fonts.toml: what each font is for, and which characters it is the first one to have."""
    lines = [
        "# Made by tools/make_fonts.py. Order = order of fallback.",
        "# load:   'start' = before the first screen; 'needed' = when a text has a character in `ranges`.",
        "# ranges: the characters that no font before this one has, so each character belongs to one font",
        "#         (the weights of one font share theirs). Numbers are hexadecimal.",
    ]
    drawn_by: dict[int, str] = {}
    for source in SOURCES:
        package = source.package
        have = set(TTFont(BytesIO(files[source.file]), lazy=True).getBestCmap())
        own = {number for number in have if drawn_by.setdefault(number, package) == package}
        lines += [
            "",
            "[[font]]",
            f'family = "{source.family}"',
            f'file = "{source.file}"',
            f"scripts = {json.dumps(source.scripts)}",
            f'load = "{"start" if source.at_start else "needed"}"',
            f"bytes = {len(files[source.file])}",
            f'sha256 = "{hashlib.sha256(files[source.file]).hexdigest()}"',
            f'made = "{SCOPE}{source.package} {source.version}, '
            f'{"cut down" if source.keep else "as published"}"',
            f'ranges = "{_ranges(own)}"',
        ]
    return "\n".join(lines) + "\n"


def licences(files: dict[str, bytes], ofl: str) -> str:
    """LICENSES.md: each font's own copyright line, then the one licence they share."""
    lines = [
        "# Fonts and their licence",
        "",
        "All fonts in this folder are under the SIL Open Font License 1.1, printed below.",
        "`NotoSansKR_400Regular.ttf` (cut down to Hangul) and `NotoSansSC_400Regular.ttf` (without rare",
        "characters of Extension A) are modified versions; the rest are as published.",
        "",
        "| File | Copyright | Version |",
        "|---|---|---|",
    ]
    for source in SOURCES:
        name = TTFont(BytesIO(files[source.file]), lazy=True)["name"]
        lines.append(f"| `{source.file}` | {name.getDebugName(0)} | {name.getDebugName(5)} |")
    text = ofl[ofl.index("-" * 59) :].strip()
    return "\n".join(lines) + f"\n\n```text\n{text}\n```\n"


def make(cache: Path) -> None:
    FONTS.mkdir(parents=True, exist_ok=True)
    files: dict[str, bytes] = {}
    for source in SOURCES:
        data = fetch(source, cache)
        files[source.file] = cut(data, source.keep) if source.keep else data
        (FONTS / source.file).write_bytes(files[source.file])
        print(f"{len(files[source.file]):>10,}  {source.file}")
    first = cache / f"expo-google-fonts-{SOURCES[0].package}-{SOURCES[0].version}.tgz"
    with tarfile.open(first) as archive:
        member = archive.extractfile("package/LICENSE_FONT")
        assert member is not None
        (FONTS / "LICENSES.md").write_text(licences(files, member.read().decode()), encoding="utf-8")
    (FONTS / "fonts.toml").write_text(table(files), encoding="utf-8")
    for stray in {path.name for path in FONTS.glob("*.ttf")} - set(files):
        print(f"not made by this script, remove it: assets/fonts/{stray}")


def check() -> int:
    """Compare the folder with fonts.toml and with the list above."""
    entries = tomllib.loads((FONTS / "fonts.toml").read_text(encoding="utf-8"))["font"]
    wrong = [
        f"assets/fonts/{entry['file']} is not the file that fonts.toml names"
        for entry in entries
        if not (FONTS / entry["file"]).exists()
        or hashlib.sha256((FONTS / entry["file"]).read_bytes()).hexdigest() != entry["sha256"]
    ]
    if [entry["family"] for entry in entries] != [source.family for source in SOURCES]:
        wrong.append("fonts.toml does not list the fonts of tools/make_fonts.py: run make fonts")
    print("\n".join(wrong) or f"{len(entries)} fonts as listed")
    return 1 if wrong else 0


if __name__ == "__main__":
    if "--check" in sys.argv[1:]:
        raise SystemExit(check())
    with tempfile.TemporaryDirectory() as folder:
        make(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(folder))
