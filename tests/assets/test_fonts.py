"""The fonts: as listed, licensed, with every letter of children's names, readable again from a PDF."""

import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
from fpdf import FPDF

ROOT = Path(__file__).resolve().parents[2]
FONTS = ROOT / "assets" / "fonts"
TABLE: list[dict[str, Any]] = tomllib.loads((FONTS / "fonts.toml").read_text(encoding="utf-8"))["font"]

NAMES = {
    "Polish": "Łukasz Wiśniewski",
    "Romanian and Turkish": "Ștefan Gökşin İpek",
    "Vietnamese": "Nguyễn Thị Ánh Đường",
    "Ukrainian": "Олексій Дмитренко",
    "Greek": "Γιώργος",
    "Arabic": "عبد الرحمن محمد",
    "Kurdish": "کوردە ڕێژین ڤیان",
    "Urdu": "ٹیپو گھڑی",
    "Pashto": "ډاکټر ګل",
    "Persian": "پژمان گرگانی",
    "Tigrinya": "ሰላም ተስፋይ",
    "Hebrew": "חיים כהן",
    "Chinese": "王小明 龍",
    "Japanese": "さくら 桜",
    "Korean": "김민수",
    "Georgian": "გიორგი",
    "Armenian": "Հայկ",
    "Thai": "สมชาย ใจดี",
}
# Drawn rightly, but read back with a space inside: a vowel is drawn before its consonant.
DRAWN_ONLY = {
    "Hindi": "प्रिया शर्मा",
    "Punjabi": "ਗੁਰਪ੍ਰੀਤ ਸਿੰਘ",
    "Bengali": "প্রিয়া রহমান",
    "Tamil": "பிரியா",
    "Sinhala": "ප්‍රියා",
    "Burmese": "မြင့်မြတ်",
    "Khmer": "សុខា",
    "emoji": "🙂🚓",
}


def fonts_for(text: str) -> list[dict[str, Any]]:
    """The fonts that these characters need, in order of fallback."""
    points = {ord(character) for character in text}
    return [font for font in TABLE if points & _points(font["ranges"])]


def _points(ranges: str) -> set[int]:
    points: set[int] = set()
    for part in ranges.split():
        first, _, last = part.partition("-")
        points.update(range(int(first, 16), int(last or first, 16) + 1))
    return points


def test_the_folder_is_what_the_script_makes() -> None:
    """Making it again would change nothing."""
    script = ROOT / "tools" / "make_fonts.py"
    done = subprocess.run(
        [sys.executable, str(script), "--check"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout


def test_every_font_has_its_licence() -> None:
    """Each file is named in LICENSES.md, which holds the licence's text."""
    licences = (FONTS / "LICENSES.md").read_text(encoding="utf-8")
    assert "SIL OPEN FONT LICENSE Version 1.1" in licences
    assert [path.name for path in sorted(FONTS.glob("*.ttf")) if f"`{path.name}`" not in licences] == []


@pytest.mark.parametrize("script", [*NAMES, *DRAWN_ONLY])
def test_every_letter_has_a_font(script: str) -> None:
    """Of each name in both lists, and of the emoji."""
    text = (NAMES | DRAWN_ONLY)[script]
    have = set().union(*(_points(font["ranges"]) for font in TABLE))
    invisible = {0x200D}
    assert {ord(character) for character in text} - have - invisible == set()


@pytest.mark.parametrize("script", NAMES)
def test_a_name_in_a_pdf_reads_back_letter_for_letter(script: str, tmp_path: Path) -> None:
    """Another program's text of the PDF is the name, direction marks aside."""
    document = FPDF(format="A4")
    document.set_text_shaping(True)
    document.add_font("Hyperlegible", "", FONTS / "AtkinsonHyperlegibleNext_400Regular.ttf")
    others = [font for font in fonts_for(NAMES[script]) if font["file"].endswith("_400Regular.ttf")]
    others = [font for font in others if font["family"] != "Hyperlegible"]
    for font in others:
        document.add_font(font["family"], "", FONTS / font["file"])
    document.set_fallback_fonts([font["family"] for font in others], exact_match=False)
    document.add_page()
    document.set_font("Hyperlegible", size=13)
    document.multi_cell(0, 9, NAMES[script])
    document.output(str(tmp_path / "name.pdf"))
    command = ["pdftotext", str(tmp_path / "name.pdf"), "-"]
    read = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    direction_marks = dict.fromkeys(map(ord, "\u202a\u202b\u202c\u200e\u200f"))
    assert read.translate(direction_marks).strip() == NAMES[script]
