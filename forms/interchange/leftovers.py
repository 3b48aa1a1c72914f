"""The proof that nothing is lost in silence: each cell that no question took is named, with why. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from forms.interchange.cells import LISTS, OTHER_SHEETS, Cell, Tokens
from forms.interchange.choices_in import LIST
from forms.interchange.coming import OURS, Coming
from forms.interchange.kinds_in import in_the_log
from forms.interchange.refusals import Known, of_column
from forms.interchange.rows_in import FALSE

#: settings that say how ODK sends, keeps, lists or shows what was answered: the app does each in its own way
_ITS_OWN_WAY: Mapping[str, str] = {
    "style": "how the pages look",
    "instance_name": "what ODK calls a filled form. Here it goes by its title and when it was begun",
    "public_key": "here every answer is encrypted from the first letter",
    "submission_url": "it is sent to the authority that the device was let in by",
    "auto_send": "what is written is sent when there is signal",
    "auto_delete": "how long a record stays is said by the authority",
    "allow_choice_duplicates": "choices of one name are told above, where there are any",
    "clean_text_values": "how ODK reads the sheets",
    "omit_instanceID": "every record here has an id",
    "instance_id": "every record here has an id",
    "id_string": "the form is called by its file",
    "name": "what the root is called in ODK's own files",
    "namespaces": "what is written into ODK's own files",
    "default_language": "which words stand under label",
    "client_editable": "whoever signed in may write on",
    "prefix": "text messages are not used here",
}
_SMS = "sms_"
#: what pyxform writes down for no group, and no client asks of one
_NOT_OF_GROUPS = (
    ("hint",),
    ("guidance_hint",),
    ("bind", "required"),
    ("bind", "constraint"),
    ("bind", "jr:constraintMsg"),
)
_SHEET = Known("reads it", "Take the sheet out")
_DISABLED = ("yes", "true", "true()")


def account(coming: Coming) -> None:
    """Names every cell that has not found its place: what no XLSForm tool reads either, or a refusal."""
    _settings(coming)
    unknown: dict[tuple[str, str], int] = {}
    for key, cell in list(coming.book.cells.left()):
        if cell in coming.book.cells.taken:
            continue
        if cell.sheet in OTHER_SHEETS and cell.sheet not in LISTS:
            _whole_sheet(coming, cell)
        elif key[0] == "instance":
            coming.book.cells.taken.add(cell)
            coming.notes.otherwise.append(f"{cell.where}: what ODK writes beside the answer for other tools")
        elif means_nothing(key, cell):
            coming.book.cells.taken.add(cell)
        elif not _known(cell, key):
            coming.book.cells.taken.add(cell)
            unknown[cell.sheet, cell.header] = unknown.get((cell.sheet, cell.header), 0) + 1
        elif cell.sheet != "survey" or not _idle_row(coming, cell.row):
            coming.refuse(cell, f"'{_short(cell.text)}' has no place here", "", of_column(key))
    for (sheet, header), count in unknown.items():
        coming.notes.otherwise.append(
            f"{sheet}, column {header} ({count} cells): ODK does not ask by it either"
        )
    coming.notes.otherwise += [f"{what}. ODK does not read it either" for what in coming.book.unread]


def means_nothing(key: Tokens, cell: Cell) -> bool:
    """Whether it says what holds without it, or how large a box is."""
    off = key in (("bind", "required"), ("bind", "readonly")) and cell.text.strip().lower() in FALSE
    return off or key in (("control", "rows"),)


def _idle_row(coming: Coming, row: int) -> bool:
    """A row that ODK passes over, or that only closes a group: its cells are taken, and told."""
    cells = coming.book.cells.row("survey", row)
    typed = cells[("type",)].text if ("type",) in cells else ""
    disabled = ("disabled",) in cells and cells[("disabled",)].text.lower() in _DISABLED
    logged = in_the_log(typed)
    closes = " ".join(typed.replace("_", " ").split()).startswith("end ")
    if not (disabled or closes or logged or not typed):
        return False
    taken = coming.book.cells.take("survey", row)
    said = [cell for key, cell in cells.items() if key not in (("type",), ("name",))]
    if said or not closes:
        why = (
            "the log has it"
            if logged
            else "it is disabled"
            if disabled
            else "it closes a group"
            if closes
            else "it has no type"
        )
        coming.notes.otherwise.append(
            f"{taken[0].where}: {why}{'' if logged else ', and ODK passes over it too'}"
        )
    return True


def _opens(coming: Coming, row: int) -> bool:
    """Whether it begins a group whose label is a group's: a table of choices shows the hint, too."""
    cells = coming.book.cells.row("survey", row)
    typed = cells[("type",)].text if ("type",) in cells else ""
    looks = cells[("control", "appearance")].text if ("control", "appearance") in cells else ""
    return typed.replace("_", " ").startswith("begin") and "table-list" not in looks


def _settings(coming: Coming) -> None:
    for key, cell in list(coming.book.cells.left()):
        said = ""
        if key[0].startswith(_SMS):
            said = "text messages are not used here"
        elif cell.sheet in LISTS and LIST not in coming.book.cells.row(cell.sheet, cell.row):
            said = "the row is in no list, and ODK passes over it too"
        elif cell.sheet == "survey" and key in _NOT_OF_GROUPS and _opens(coming, cell.row):
            said = "a group has none, in ODK neither"
        if said:
            coming.book.cells.taken.add(cell)
            coming.notes.otherwise.append(f"{cell.where}: {said}")
    for key, cell in coming.book.cells.row("settings", 2).items():
        said = _ITS_OWN_WAY.get(key[0], "text messages are not used here" if key[0].startswith(_SMS) else "")
        if said and cell not in coming.book.cells.taken:
            coming.book.cells.taken.add(cell)
            coming.notes.otherwise.append(f"{cell.where}: {said}")
    for (sheet, row), cells in coming.book.cells.by_row.items():
        if sheet == "settings" and row > 2 and cells:
            coming.book.cells.take("settings", row)
            coming.notes.otherwise.append(f"settings, row {row}: ODK reads the first row only")


def _whole_sheet(coming: Coming, cell: Cell) -> None:
    count = 0
    for (sheet, row), cells in coming.book.cells.by_row.items():
        if sheet == cell.sheet:
            coming.book.cells.take(sheet, row)
            count += len(cells)
    if cell.sheet in coming.without:
        coming.notes.left_out.append(f"the sheet {cell.sheet}: {count} cells")
    else:
        coming.notes.refuse(
            cell, f"the sheet '{cell.sheet}' ({count} cells) has no place here", _SHEET, "", cell.sheet
        )


def _known(cell: Cell, key: Tokens) -> bool:
    """Whether ODK does anything by a column of this header."""
    from pyxform import aliases
    from pyxform.question import MultipleChoiceQuestion, Option

    if cell.header.startswith(OURS):
        return True
    kind, other = (MultipleChoiceQuestion, aliases.survey_header)
    if cell.sheet in LISTS:
        kind, other = Option, aliases.list_header
    if cell.sheet == "settings":
        return False
    firsts = {value if isinstance(value, str) else value[0] for value in other.values()}
    return key[0] in firsts | set(kind.get_slot_names()) | {"disabled", "instance", "body", "media"}


def _short(words: str) -> str:
    one = " ".join(words.split())
    return one if len(one) <= 60 else f"{one[:59]}…"
