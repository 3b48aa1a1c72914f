"""Our forms in the ODK, Kobo and Enketo world, and back: XLSForm."""

#: what `python -m forms` hands on to `forms.interchange.command`
COMMANDS = ("export", "import", "add", "show", "survey-folder")
USAGE = """\
python -m forms export FORM [--out FILE.xlsx]   FORM: hertfordshire/key_contacts, or a .toml file
python -m forms import FILE.xlsx [--out FILE.toml] [--without NAME,TYPE,COLUMN]
python -m forms add FILE PACK [--name NAME]   FILE: .toml or a workbook; PACK: an authority's folder
python -m forms show FILE [--out FILE.pdf] [--no-browser]   in the app, with invented answers
python -m forms survey-folder DIR   which workbooks come in, and what keeps the others out"""
