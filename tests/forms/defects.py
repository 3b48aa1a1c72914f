"""Faults that a person makes in a pack, each put into the good one by replacing words once.

Longer than others: it is one table.
"""

from __future__ import annotations

from typing import NamedTuple


class Defect(NamedTuple):
    file: str
    old: str
    new: str
    where: str  # words on the line that is named, or on the next; "" where only the file is held against it
    message: str
    remedy: str


RULE = 'id = "HER-C2"\nsays = "Ask friends and family where they may be."\n'
QUOTE = 'quote = "Asking (in person or by phone) friends and family where child/young person may be"\n'
SOURCE = 'source = "§3.1"\n'
REVIEW = 'review = "2027-05-31"\n\n[[rule]]\nid = "HER-A2"'
CHOICES = """choices = [
  { name = "section_20", label = "Section 20" },
  { name = "section_31", label = "Section 31" },
]
"""


def _in(file: str, *rows: tuple[str, str, str, str, str]) -> list[Defect]:
    return [Defect(file, *row) for row in rows]


SETTINGS = 'settings = ["foster", "residential", "semi_independent", "home", "external_activity"]'

DEFECTS = [
    *_in(
        "duties.toml",
        ('after = "24 hours"', 'after = "24 ours"', "24 ours", "'24 ours' is no length of time", "72 hours"),
        (SETTINGS, "settings = []", "settings =", "'settings' holds nothing", "leave it out"),
        ('after = "24 hours"', 'after = "9999999 hours"', "9999999", "is no length of time", "72 hours"),
        (
            'whose = "carer"',
            'whose = "foster carer"',
            "foster",
            "is for 'foster carer'",
            "Did you mean 'carer'?",
        ),
        ('after = "24 hours"', 'after = "0 hours"', "0 hours", "is no length of time", "due at once"),
        (
            'when = "court_conditions = yes"',
            'when = " "',
            "when =",
            "has an empty 'when'",
            "leave it out",
        ),
        ('from = "unknown_since"\n', "", 'after = "24 hours"', "a length but no start", "Say from"),
        (
            'after = "24 hours"',
            'after = "24 hours"\nwithin = "48 hours"',
            "within =",
            "has both after and within",
            "Keep one",
        ),
        (
            'when = "court_conditions = yes"',
            'at_once_when = "court_conditions = yes"',
            "at_once_when",
            "does not wait for anything",
            "Use when",
        ),
        ('whose = "carer"', 'whose = "career"', "career", "is for 'career'", "Did you mean 'carer'?"),
        (
            'met = "interview_held"',
            'met = "told:social_wrker"',
            "met =",
            "'told:social_wrker', which is not there",
            "Define",
        ),
        ('met = "interview_held"', 'met = "held"', "met =", "names the fact 'held'", "Define"),
        (
            'at = "check_in"',
            'at = "chek_in"',
            'at = "chek_in"',
            "the setting 'chek_in', which is not there",
            "Define",
        ),
        ('counts = "any"', 'counts = "all"', "counts =", "'all' is not a known counts", "Known: reported"),
        (
            "missing_hours > 24",
            "missing_hours > many",
            "missing_hours > many",
            "A number is missing",
            "Write a",
        ),
        (
            'rule = "HER-T7"',
            'rule = "HER-T77"',
            "HER-T77",
            "the rule 'HER-T77', which is not there",
            "Define",
        ),
    ),
    *_in(
        "protocol.toml",
        (
            'forms = ["hertfordshire/cse_reporting_form"]',
            'forms = ["hertfordshire/cse_report"]',
            "forms =",
            "'hertfordshire/cse_report' is not there",
            "Write it in cse_report.toml",
        ),
        (
            'when = "court_conditions = yes"',
            'when = "court_conditions > 3"',
            "court_conditions > 3",
            "compares 'court_conditions' with the number 3",
            "It can be yes, no",
        ),
        *(
            (
                'when = "court_conditions = yes"',
                f'when = "{fact} {test}"',
                f"{fact} {test}",
                f"compares '{fact}' with {word}, which is none of its answers",
                f"It can be {can}",
            )
            for fact, test, word, can in (
                ("known_as", "> 3", "the number 3", "words."),
                ("known_as", "= 3", "'3'", "words."),
                ("date_of_birth", "< 13", "the number 13", 'a date, like "2026-05-31"'),
                ("date_of_birth", "= today", "'today'", 'a date, like "2026-05-31"'),
                ("found_at", "> 3", "the number 3", "a day and time"),
                ("phones", "= yes", "'yes'", "asked only whether"),
                ("court_conditions", "= 3", "'3'", "yes, no, not_known"),
                ("age", "= thirteen", "'thirteen'", "a number."),
            )
        ),
        (
            'id = "hertfordshire"',
            'id = "hertfordshir"',
            "",
            "is not the name of the folder, 'hertfordshire'",
            "Give both the same name",
        ),
        (
            RULE + QUOTE + SOURCE,
            RULE + QUOTE,
            'id = "HER-C2"',
            "The rule 'HER-C2' has no 'source'",
            "Add source",
        ),
        (RULE + QUOTE, RULE, 'id = "HER-C2"', "has no 'quote'", "Add quote"),
        (RULE + QUOTE, RULE + 'quote = " "\n', 'quote = " "', "has an empty 'quote'", "Write the words"),
        (REVIEW, REVIEW[23:], 'id = "HER-A1"', "The rule 'HER-A1' has no 'review'", "Add review"),
        (REVIEW, REVIEW.replace("05-31", "02-30"), "02-30", "'2027-02-30' is not a date", "2027-05-31"),
        ('id = "HER-C2"', 'id = "HER-C3"', 'id = "HER-C3"', "There are two rules 'HER-C3'", "another id"),
        (
            '"HER-K8", "HER-C2"]',
            '"HER-K8", "HER-C22"]',
            "HER-C22",
            "the rule 'HER-C22', which is not there",
            "Define",
        ),
        (
            'merged_into = ["HER-K8"]',
            'merged_into = ["HER-K2"]',
            '["HER-K2"]',
            "no step serves both",
            "one step",
        ),
        (
            '[[danger]]\nrule = "HER-T1"',
            '[[danger]]\nrule = "HER-X1"',
            "HER-X1",
            "'HER-X1', which is not there",
            "Define",
        ),
        (
            '[[danger]]\nrule = "HER-T1"',
            '[[danger]]\nrule = "HER-T1"\nwhose = "career"',
            "career",
            "'career' is not a known whose",
            "Did you mean 'carer'?",
        ),
        (
            'date = "2019-06"',
            'date = "June 2019"',
            "June 2019",
            "'June 2019' is not a date of an edition",
            "2019-06",
        ),
        ('edition = "June 2019"\n', "", "", "This file has no 'edition'", "Add edition"),
        (
            '"court_conditions = yes and whereabouts != found',
            '"court_conditions = ys and whereabouts != found',
            "conditions = ys",
            "compares 'court_conditions' with 'ys', which is none of its answers",
            "It can be yes, no, not_known",
        ),
        (
            "setting = semi_independent and whereabouts",
            "setting = semi_independant and whereabouts",
            "semi_independant",
            "compares 'setting' with 'semi_independant'",
            "It can be foster",
        ),
        (
            'short = "Hertfordshire"\n',
            'short = "Hertfordshire"\nreport_if_possible_risk = "HER-D3"\n',
            "possible_risk",
            "The question 'risk_possible' is not in the pack's episode form",
            "Add the question",
        ),
        (
            'name = "High Risk"\ndefinition = ',
            'name = "High Risk"\nnote = ',
            'name = "High Risk"',
            "The risk_level 'High Risk' has no 'definition'",
            "Add definition",
        ),
        (
            '[[risk_level]]\nname = "Missing"',
            '[[risk_levl]]\nname = "Missing"',
            "risk_levl",
            "unknown key 'risk_levl'",
            "Did you mean 'risk_level'?",
        ),
        (
            'key_contacts = "key_contacts.toml"',
            'key_contacts = "common/key_contacts"',
            "key_contacts_elsewhere",
            "This pack has no Key Contacts form of its own",
            "take the key out",
        ),
        (
            'key_contacts_elsewhere = "HER-I12"\n',
            'key_contacts_elsewhere = "HER-I99"\n',
            "HER-I99",
            "names the rule 'HER-I99', which is not there",
            "Define 'HER-I99'",
        ),
        (
            '"court_conditions = yes"',
            '"court_condition = yes"',
            "court_condition =",
            "'court_condition'",
            "another fact",
        ),
        (
            '"court_conditions = yes"',
            '"court_conditions yes"',
            "conditions yes",
            "not tested for",
            "court_conditions = yes",
        ),
        ('settings = ["home"]', 'settings = ["hone"]', '["hone"]', "'hone' is not a known setting", "'home'"),
        (
            'knows = ["phones", ',
            'knows = ["fones", ',
            "fones",
            "the field 'fones', which is not there",
            "Define",
        ),
        (
            'field = "safe_return"',
            'field = "safe_retorn"',
            "safe_retorn",
            "'safe_retorn', which is",
            "Define",
        ),
        (
            'prepared = ["search',
            'prepared = ["sarch',
            "sarch_places",
            "'sarch_places', which is not",
            "Define",
        ),
        (
            'facts = ["kcf:address"]',
            'facts = ["kcf:adress"]',
            "kcf:adress",
            "'adress', which is not there",
            "Define",
        ),
        (
            'facts = ["kcf:address"]',
            'facts = ["child:nonsense"]',
            "child:nonsense",
            "'child:nonsense' is not a known fact",
            "Did you mean 'child:forenames'?",
        ),
        ('facts = ["checks"]', 'facts = ["chekcs"]', "chekcs", "'chekcs' is not a known fact", "'checks'?"),
        (
            'does = "call_child"',
            'does = "cal_child"',
            "cal_child",
            "'cal_child' is not a known does",
            "Did you mean 'call_child'?",
        ),
        (
            'beginnings = ["walked_out", "street"]',
            'beginnings = ["walked_off", "street"]',
            "walked_off",
            "is not a known beginning",
            "Did you mean 'walked_out'",
        ),
        ('stage = "on_return"', 'stage = "afterwards"', "afterwards", "is not a known stage", "Known: now"),
        ('by = "carer"', 'by = "career"', "career", "'career' is not a known by", "Did you mean 'carer'?"),
        ('place = "danger"', 'place = "dangr"', "dangr", "is not a known place", "Did you mean 'danger'?"),
        (
            'contact = "kcf:parents"',
            'contact = "kfc:parents"',
            '"kfc:parents"',
            "'kfc:parents', which is not there",
            "another contact",
        ),
        (
            'contact = "kcf:parents"',
            'contact = "kcf:parent"',
            '"kcf:parent"',
            "'parent', which is not there",
            "Define",
        ),
        (
            'contact = "police"',
            'contact = "polise"',
            '"polise"',
            "'polise', which is not there",
            "another contact",
        ),
        (
            'name = "out_overnight"',
            'name = "out_late"',
            "out_late",
            "'out_late', which is not there",
            "Define",
        ),
        (
            'outdated = "GCSx',
            'hours = "GCSx',
            "hertscc.gcsx",
            "an address that is no longer used",
            "outdated = ",
        ),
        (
            'value = "999"\nkind = "phone"',
            'kind = "phone"',
            "kind",
            "its kind and its value together",
            "both, or neither",
        ),
        (
            'outcome = "report_if_any"',
            'outcome = "report"',
            'outcome = "report"',
            "fit its factors",
            "report_if_any",
        ),
        ('hint = "Who looks,', 'hind = "Who looks,', "hind =", "unknown key 'hind'", "Did you mean 'hint'?"),
        ("adds = true", 'adds = "true"', 'adds = "true"', "'adds' should be true or false", "Write adds ="),
        ('id = "HER-C3"', 'id = "HER-C3', 'id = "HER-C3', "This is not TOML", "Put the line right"),
        ('"key_contacts.toml"', '"kcf.toml"', "kcf.toml", "There is no such file", "Check the name"),
        ('"common/profile"', '"common/profil"', "preparation =", "There is no such file", "Check the name"),
        ('"episode.toml"', '"episod.toml"', "episod.toml", "There is no such file", "Check the name"),
        (
            'title = "Ring {name}',
            'title = "Ring {nme}',
            "{nme}",
            "'{nme}', which nothing fills in",
            "{name}.",
        ),
        (
            'title = "Ring {name}',
            'title = "Ring them, and write to them, wherever you think that they may be now {name}',
            "Ring them",
            "has a title of",
            "Say it in 60.",
        ),
        ("Tap {doesnt_apply}", "Tap {dosent_apply}", "{dosent_apply}", "which nothing fills in", "{doesnt_"),
        ('label = "Staff to check', 'label = "{name} to', "label =", "which nothing fills in", "Take it out"),
        ('says = "Ask friends', 'says = "{name}: ask friends', "says =", "'{name}', which", "Take it out"),
        ('items = [\n  "', 'items = [\n  "{name} ', "items =", "'{name}', which nothing", "Take it out"),
        (
            'key_contacts = "key_contacts.toml"\n',
            "",
            "",
            "This file has no 'key_contacts'",
            "Add key_contacts",
        ),
    ),
    *_in(
        "key_contacts.toml",
        (
            'type = "email"',
            'type = "e-mail"',
            '"e-mail"',
            "'e-mail' is not a known type",
            "Did you mean 'email'?",
        ),
        ('type = "email"', 'type = "hologram"', '"hologram"', "is not a known type", "Known: text"),
        ('type = "email"\n', "", "email", "The field 'email' has no 'type'", "Add type"),
        ('name = "hair"', 'name = "build"', 'name = "build"', "There are two fields 'build'", "another name"),
        ('= "additional"', '= "risks"', '"risks"', "There are two sections 'risks'", "another name"),
        (
            '"pregnant = yes"',
            '"pregnent = yes"',
            "relevant =",
            "'pregnent', which is not there",
            "this form",
        ),
        (
            '"pregnant = yes"',
            '"pregnant = ys"',
            "relevant =",
            "compares 'pregnant' with 'ys', which is none of its answers",
            "It can be yes, no, not_known",
        ),
        (
            '"pregnant = yes"',
            '"hair > 3"',
            "relevant =",
            "compares 'hair' with the number 3, which is none of its answers",
            "It can be words",
        ),
        (
            'part_of = "pregnant"',
            'part_of = "pregnent"',
            'part_of = "pregnent"',
            "'pregnent', which is not there",
            "this form",
        ),
        (
            'name = "hair"',
            'name = "hair"\nwas = ["build"]',
            "was =",
            "'build', which 'hair' was called, is also the name of another",
            "one question",
        ),
        (
            'type = "email"\n',
            'type = "email"\nprefill = "kid:age"\n',
            "kid:age",
            "'kid:age' is not a known prefill",
            "Did you mean 'child:age'?",
        ),
        (
            'type = "table"\n',
            'type = "table"\nsorted_by = "dait"\n',
            "",
            "is sorted by 'dait', which is no column of it",
            "Name a column",
        ),
        ("secret = true", "secrett = true", "secrett", "unknown key 'secrett'", "Did you mean 'secret'?"),
        ('conflict = "both"', 'conflict = "neither"', "neither", "is not a known conflict", "latest, both"),
        ('label = "Height:"\n', "", 'name = "height"', "The field 'height' has no 'label'", "Add label"),
        ('name = "height"', 'name = "Height 1"', "Height 1", "'Height 1' is not a name", "small letters"),
        (
            '"table"\nlabel = "Details',
            '"text"\nlabel = "Details',
            '"text"',
            "'people' has columns but is no",
            "Give columns",
        ),
        (CHOICES, "", "care_details", "'care_details' has no choices", "Add choices"),
        (CHOICES, "choices = []\n", "choices =", "'care_details' has no choices", "Add choices"),
        (
            CHOICES,
            CHOICES.replace("31", "20"),
            "choices =",
            "Two choices of 'care_details'",
            "another name",
        ),
        ("version = 1", "version = 0", "version = 0", "A version is 1 or more", "Count versions"),
        ("version = 1", "version = true", "version = true", "'version' should be 1", "Write version"),
        (
            'answered_in = "episode"\n\n[[section.field]]\nname = "k1',
            'answered_in = "log"\n\n[[section.field]]\nname = "k1',
            '"log"',
            "'log' is not a known answered_in",
            "form, episode",
        ),
        ('["HER-K1"]', '["HER-K99"]', "", "names the rule 'HER-K99', which is not there", "Define the rule"),
    ),
    *_in(
        "episode.toml",
        (
            '"common/episode@2"',
            '"common/episode@7"',
            "@7",
            "is not the version that is there",
            "common/episode@2",
        ),
        ('"common/episode@2"', '"common/absent@1"', "absent", "There is no such file", "Check the name"),
        (
            'name = "out_of_character"\n',
            'name = "out_of_character"\nhint = "What does {nme} do?"\n',
            "{nme}",
            "'{nme}', which nothing fills in",
            "Write {name}.",
        ),
        (
            'name = "out_of_character"',
            'name = "whereabouts"',
            "whereabouts",
            "two fields 'whereabouts'",
            "another name",
        ),
        ('name = "out_of_character"', 'name = "hair"', "", "Both forms have a field 'hair'", "another name"),
    ),
]
