"""The words by which a sentence obliges, permits, forbids or times something.

Rather one too many than one too few: somebody reads every sentence that is found, and writes down what
carries it or why nothing needs to.
"""

from __future__ import annotations

import re

_NUMBER = r"(\d[\d-]*|an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|each|every|few|several)"
_UNIT = r"(working\ |calendar\ |week)?(minute|hour|day|night|morning|evening|week|fortnight|month|year)s?"
#: who does things in these procedures
_WHO = (
    r"(police(\ service)?|officers?|inspector|sergeant|carers?|parents?|guardians?|staff|"
    r"social\ workers?|workers?|practitioners?|professionals?|providers?|managers?|teams?|unit|panel|"
    r"agenc(y|ies)|authorit(y|ies)|services?|co-?ordinators?|advis[eo]rs?|schools?|mash|iro|srt|"
    r"brokerage|operator|call[- ]?taker|interviewer|chair|councils?|board|group|catch\ ?22|cyp|family|"
    r"families|everyone|anyone|individuals?|child(ren)?|person|people)"
)
#: what they do, in the present tense: "Carers complete", "the provider reports"
_DOES = (
    r"(accept|address|advis|agree|alert|appl|arrang|ascertain|ask|assess|assist|attend|become|call|carr|"
    r"categoris|check|collect|complet|conduct|confirm|contact|co-?ordinat|decid|determin|discuss|"
    r"escalat|establish|follow|forward|hold|identif|includ|inform|initiat|interview|investigat|lead|"
    r"liais|log|maintain|make|monitor|meet|notif|obtain|offer|pass|prepar|provid|rais|receiv|record|"
    r"refer|remain|report|request|respond|retain|return|review|ring|search|seek|send|shar|speak|store|"
    r"submit|support|take|tell|track|treat|triag|undertak|updat|verif|visit)(y|ies|e|es|s)?"
)
#: and what is done by whoever has to: "a referral is made"
_DONE = (
    r"(accepted|addressed|advised|agreed|alerted|applied|arranged|ascertained|asked|assessed|assigned|"
    r"attended|called|carried\ out|categorised|chaired|checked|classed|classified|closed|collected|"
    r"completed|conducted|considered|contacted|convened|copied|decided|defined|delivered|determined|"
    r"discussed|ended|escalated|fed\ back|filed|finalised|followed|forwarded|gained|given|held|"
    r"identified|informed|initiated|invited|kept|logged|made|managed|monitored|notified|obtained|"
    r"offered|passed|prepared|provided|raised|recorded|referred|registered|reported|requested|returned|"
    r"reviewed|scheduled|searched|sent|set|shared|signed|sought|stored|submitted|taken|told|treated|"
    r"triaged|undertaken|updated|used|verified|visited)"
)
_OBLIGES = re.compile(
    rf"""\b(
    must | should | shall | will | may | might | can | cannot | can['’]t | could | would | ought
    | needs?\ (to|be|for) | needed | (?<!likely\ )to\ be | (is|are|was|were|has|have|had)\ to
    | required? | requires | requiring | requirements? | responsib\w+ | accountable | key\ role
    | ensur\w+ | expect\w* | oblig\w+ | dut(y|ies) | entitled | rights? | powers? | permit\w*
    | permission | permissible | allow\w* | consent\w* | authoris\w+ | without\ authori[sz]ation
    | prohibit\w* | forbid\w* | unlawful\w* | offence | prosecut\w+ | never | not | nor | unless
    | except\w* | instead\ of | rather\ than | subject\ to | important | importance | essential | vital
    | crucial | imperative | necessary | necessity | appropriate | recommend\w* | advis(e|es|ed|able)
    | encourag(e|es|ed) | best\ practi[cs]e | good\ practi[cs]e | consideration | consider(s|ed)?
    | priority | comply | compliance | complied | adhere | discretion | involves | (lies|rests)\ with
    | specially | includes?\ details | risk\ posed | contact\ your | appl(y|ies)\ to | covered\ by | enables
    | is\ best | court
    | paramount | reasons?\ (to|for) | purposes?\ (of|is) | please | designated | lead\ officer
    | statutory\ (duty|requirement) | immediate(ly)? | without\ delay | delay(ed)? | as\ soon\ as
    | at\ least | at\ once | straight\ away | prompt(ly)? | urgent(ly)? | earliest | a\.?s\.?a\.?p
    | within | until | upon | before | (?<!looked\ )after | prior | when(ever)? | once | by\ then
    | at\ (any|all|every|other)\ (time|point|stage)s? | throughout | continual\w* | ongoing | on-going
    | always | normally | regular(ly)? | automatically | constant(ly)? | next\ working\ day
    | out\ of\ (office\ )?hours | office\ hours | overnight | deadline | minimum | maximum | daily
    | weekly | fortnightly | monthly | bi-?monthly | quarterly | bi-?annual(ly)? | annual(ly)? | every
    | each | {_NUMBER}[\ -]{_UNIT} | \d{{1,2}}([.:]\d\d)?\ ?(am|pm|hrs) | \d{{4}}\ ?hrs | 24/7
    | \d+\ ?hours? | (is|are|be|been)\ (\w+ly\ )?{_DONE} | and\ {_DONE}
    | {_WHO}\ (also\ |then\ |\w+ly\ )?{_DOES} | (call|dial|ring|contact|phone|on)\ \d{{3}}
    | {_WHO}\ to\ [a-z]+ | (?<![/])no(?=\ [a-z])
    )\b""",
    re.IGNORECASE | re.VERBOSE,
)
#: how an instruction without a subject begins
_VERBS = (
    r"accept|achieve|add|adopt|advise|agree|alert|allow|answer|apply|arrange|ascertain|ask|assess|"
    r"assist|attempt|attend|avoid|be|become|bring|build|carry|change|collate|collect|complete|conduct|"
    r"confirm|consider|consult|convene|create|decide|describe|determine|develop|dial|discuss|don't|"
    r"empower|enable|encourage|enforce|enhance|ensure|enter|escalate|establish|explain|explore|"
    r"facilitate|fill|finalise|find|follow|forward|get|give|hold|identify|improve|include|inform|insert|"
    r"involve|keep|launch|leave|liaise|locate|log|look|maintain|make|must|never|notify|obtain|open|"
    r"organise|participate|pass|physically|please|prepare|prevent|promote|protect|provide|raise|"
    r"re-assign|reassign|receive|recognise|reduce|refer|register|remember|remove|request|respond|"
    r"restrict|return|save|see|seek|select|send|serve|set|show|sign|sign-post|speak|specify|submit|"
    r"summarise|tackle|take|talk|tell|thoroughly|treat|try|undertake|update|use|utilise|verify|wait|"
    r"welcome|write"
)
#: words that also name a thing, as a form's labels do: instructions only before a small letter
_OR_NAMES = (
    r"address|call|check|contact|document|email|e-mail|help|interview|invite|lead|list|monitor|note|"
    r"offer|place|plan|record|report|review|ring|search|share|start|state|support|text|visit|work"
)
_INSTRUCTS = re.compile(
    rf"\W*((if (yes|no|so)|also|then|and|n\.?b\.?)\b[;:,]?\s*)?"
    rf"(({_VERBS})\b|do (not|n't)\b|({_OR_NAMES})(?-i:[ /][a-z(‘“]))",
    re.IGNORECASE,
)


def obliges(text: str) -> bool:
    """Whether the words oblige, permit, forbid or time something by themselves."""
    return bool(_OBLIGES.search(text) or _INSTRUCTS.match(text))
