"""Sentences of a report on imaging that tell of no picture: why it was asked, who was told, what is given and advised.

Reports in prose name no parts, so that what was before the study, advice and errands stand between the findings.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from consilium.domain.findings.paper import Clause, Section

_BODY = (Section.NONE, Section.FINDINGS, Section.CONCLUSION, Section.COMPARISON)
# What the rest of a sentence asks for: a further study, a sample, a look.
_ADVISED = re.compile(
    r"\W{0,3}(?:(?:\w+:|and|y)\s)?(?:(?:i|we)(?:['’]d| would| do)? (?:suggest|recommend|advise|ask|prefer|like|rather|"
    r"not biops\w+)|"
    r"please\b|kindly\b|suggest\w*|recommend\w*|advi[sc]e\w*|adv\b|needs? (?:a |an |to |its? )?\w+|repeat (?:the|this|"
    r"in|at|study|ct|"
    r"mri|us|\w+ in)\b|restudy|return\b|back in\b|follow[- ]?up\b|could go to\b|would (?:go|need|benefit)\b|"
    r"worth (?:a |an )?\w+ing\b|"
    r"drain for\b|biopsy (?:is|would|may)\b|(?:se |le |les )?(?:sugier\w+|recomiend\w+|aconsej\w+|solicit\w+)|"
    r"recomendamos|"
    r"recomendaci[oó]n|convien\w+|convendr[ií]a\w*|habr[ií]a que|valdr[ií]a|vale la pena|pido\b|pedimos\b|cuidado con|"
    r"evitar\b|no x-?rays|no ct\b|nothing to be\b|not to\b|no saltar|will bring\b|we(?:['’]ll| will)\b)",
    re.IGNORECASE,
)
# Who was told or asked, and where pictures and papers went.
_ERRAND = re.compile(
    r"\b(?:(?:physical |on )?examination (?:found|showed|revealed|was)|al examen f[ií]sico|a la exploraci[oó]n|"
    r"phoned|telephoned|rang|paged|informed|notified|aware|told (?:as much|by|her|him|them|the)|(?:were|was) told|"
    r"spoke with|discussed (?:with|in|at)|uploaded|sent to|faxed|on (?:disc|disk|cd)|to hand|for comparison|"
    r"could not open|"
    r"not (?:been )?(?:sent|available)|put on the|pacs\b|(?:exchange|web|image|imaging) portal\b|avisad[oa]|"
    r"se avis[oó]|se coment(?:a|[oó])|"
    r"coment[oó] que|"
    r"comunic[oó]|se entreg\w+|se imprim\w+|no trae\b|(?:no )?se cuenta con|cd viaja|grabad[oa]s|spoken of|"
    r"(?:was|were) (?:mentioned|brought up|talked over|considered and)|put aside|is for the team|gets talked about|"
    r"to be confirmed at|lo discutir[aá]n?|lo decidir[aá]n?|beyond this technique|can(?:not|['’]t) settle|"
    r"is (?:blind|no judge)|not something this|drawn yesterday|(?:is|are) not back|not back yet|no informad[oa]|"
    r"candidat[oa] a|put me at ease|money is on)\b",
    re.IGNORECASE,
)
# A drug at the head of a sentence, or given to the child.
_DRUG = (
    r"[^\W\d_]{3,}(?:platin\w?|m[iy]cin\w?|rubicin\w?|azole?|azol|cillin|cilina|penem|mab|nib|parin\w?|sone|sona|"
    r"solone|lol|"
    r"floxacin\w?|stim|racetam|fungin\w?|tericin\w?|tidine|relin\w?|caine|statin\w?|xone|pril|sartan|feron|trexat\w?|"
    r"rabin\w?|bl?astin\w?|cristin\w?|dazole?|nidazol\w?|ronate|ronato|sirox|cyclovir|cort|thyroxine|tiroxina)"
)
_GIVEN = re.compile(
    rf"^\W{{0,3}}(?:(?:takes?|taking|toma|recibe|receives|on|with|started|after|post|tras|s/p)\s(?:\w+\s)?)?{_DRUG}\b|"
    r"\b(?:has|have) swapped\b|\b(?:mg|mcg|µg|units?)/(?:kg|m2|m²|d|day|h)\b|\bcada \d{1,2}\s?h|"
    r"\b(?:cycles?|courses?|ciclos?|doses) of\b|\W{0,3}(?:post|tras|after|status post)\s[\w/ ]{0,14}x\s?\d|"
    r"\W{0,3}no chemo\b|\bblocked with\b|\bbloque\w+ (?:la )?tiroides\b",
    re.IGNORECASE,
)
# Markers and other tests that a report repeats.
_OTHER_TESTS = re.compile(
    r"\W{0,3}(?:(?:an?|the|her|his|serum|urine|el|la|los|las|nuev[oa])\s){0,2}(?:(?:negative|positive)\s)?(?:AFP|AFPs|"
    r"hCG|β-?hCG|"
    r"bHCG|LDH|MYCN|N-?myc|EEG|CSF|LCR|VIH|HIV|EBV|CMV|blood glucose|gluc\w+|creatinin\w*|platelets|plaquetas|"
    r"galactomannan|"
    r"histolog\w+|markers?|catechol\w+|catecol\w+|bilirrubin\w*|bilirubin|weight|peso|hemoglobin\w*)\b",
    re.IGNORECASE,
)
# Who the child is and what was before the study.
_BEFORE = re.compile(
    r"\b(?:biopsy[- ]proven|newly diagnosed|known\b(?! (?:lesion|mass|nodule|tumou?r|cyst))|history of|h/o|c/o|s/p|"
    r"status post|"
    r"antecedentes? de|conocid[oa], tras|stage (?:[1-4]|I)|estadio (?:[1-4]|I)|end of induction|in remission|"
    r"en remisi[oó]n|"
    r"\d+ (?:years?|months?|weeks?|yrs?|a[nñ]os|meses|semanas)\b|resected (?:in|on)|finished|completed|treated with|"
    r"tratad[oa] con|operad[oa]|en tratamiento|on treatment|high[- ]risk|day \+?\d+|d\+\d+|transplant\w*|trasplant\w*|"
    r"gy\b|looking for|staging\b|surveillance|vigilancia|control\b|planificaci[oó]n|gp letter|motivo|reason|indication|"
    r"a los \d+|picked up on|de dos d[ií]as|at diagnosis the|al diagn[oó]stico|m[aá]s \w+ desde|desde (?:ayer|hace|el|"
    r"la)|"
    r"since\b|ago\b|hace \d+)",
    re.IGNORECASE,
)
_COMPLAINT = re.compile(
    r"\b(?:pain|fever\w*|febril|fiebre|dolor|cough\w*|tos|vomit\w*|limp\w*|coje\w*|walking|walks|camina|headaches?|"
    r"cefalea|"
    r"breath\w*|sweats?|off (?:his|her) food|eating|thriving|doorframes|football|school|le duele|se cae|babea|bumping|"
    r"no refiere|niega|denies|complains|swollen|hinchad[oa]|jab|vaccin\w+|vacun\w+|hoarse\w*|weight loss|smiles|dances|"
    r"le falta el aire|no (?:le )?salen)\b",
    re.IGNORECASE,
)
_KIN = re.compile(
    r"\b(?:mum|mom|mother|father|dad|parents?|brother|sister|aunt|uncle|cousin|grand(?:ma|pa|mother|father|parents?)|"
    r"family|madre|padre|pap[aá]s?|"
    r"mam[aá]|"
    r"herman[oa]|t[ií][oa]|prim[oa]|abuel[oa]|familia)\b",
    re.IGNORECASE,
)
_OPENS_WITH = 24
# A picture is told of after all.
_SEEN = re.compile(
    r"\b(?:seen|shows?|showed|measur\w+|\d(?:[.,]\d)? ?(?:x|cm|mm)\b|suv\w*|enhanc\w+|hyperintens\w+|attenuat\w+|"
    r"uptake|avid\w*|"
    r"se (?:observa|aprecia|ve|visualiza|identifica)\w*|mide\w*|capta\w*|realce|realza|hipodens\w+|is noted|"
    r"there (?:is|are)|hay)\b",
    re.IGNORECASE,
)


def beside_pictures(clauses: Sequence[Clause], told: Sequence[int], names_lesion: Callable[[Clause], bool]) -> set[int]:
    """The places among `told` whose sentences tell of no picture."""
    found: set[int] = set()
    begun = False
    for at in told:
        clause = clauses[at]
        if clause.section not in _BODY or clause.cells:
            begun = True
            continue
        text = clause.text
        away = _is_errand(text) or (not begun and _is_background(text))
        away = away or (not names_lesion(clause) and _is_of_person(text))
        begun = begun or (not away and len(clause.words) > 2)
        if away:
            found.add(at)
    return found


def _is_errand(text: str) -> bool:
    """Advice, messages, treatment, relatives and other tests, wherever they stand."""
    if _ADVISED.match(text) or _ERRAND.search(text) or _OTHER_TESTS.match(text):
        return True
    return _SEEN.search(text) is None and bool(_GIVEN.search(text) or _KIN.search(text, 0, _OPENS_WITH))


def _is_of_person(text: str) -> bool:
    """What the child or a relative tells, feels or does."""
    return _SEEN.search(text) is None and bool(_KIN.search(text) or _COMPLAINT.search(text))


def _is_background(text: str) -> bool:
    """What stands before the first finding and tells of the child, not of the picture."""
    return _SEEN.search(text) is None and bool(_BEFORE.search(text))
