"""Records → documents → PDF, in memory. Nothing here writes to a disk.

render(key_contacts_copy(child, episode, …), Fonts.in_folder(assets / "fonts"), password=None)
"""

from carerapp.documents.blocks import Document
from carerapp.documents.errors import BadPassword, check_password
from carerapp.documents.fonts import Fonts
from carerapp.documents.key_contacts_copy import key_contacts_copy
from carerapp.documents.other_form import other_form
from carerapp.documents.recovery_sheet import recovery_sheet
from carerapp.documents.render import render
from carerapp.documents.sheets import call_script_sheet, chronology_sheet
from carerapp.documents.supplement import supplement

__all__ = [
    "BadPassword",
    "Document",
    "Fonts",
    "call_script_sheet",
    "check_password",
    "chronology_sheet",
    "key_contacts_copy",
    "other_form",
    "recovery_sheet",
    "render",
    "supplement",
]
