"""Words of case histories and notes that mean another thing than the finding of their name: `PR positive` of a
receptor and `PR interval` are no response, `HER-2/neu` counts no neutrophils, a `UA` with cells is no uric acid, a
chest film no film of blood, a Foley that was taken out no central line, `perforation of the bowel` no ruptured tumor,
a bleed around birth, a leaking valve or a fat liver with a grade no toxicity of treatment.

Entries of the shape of `misreadwords.py`.
"""

from __future__ import annotations

import re

from consilium.domain.findings.finding import Finding, Kind
from consilium.domain.findings.mentions.misreadwords import misread
from consilium.domain.findings.paper import Clause

_GRADE = r"(?:grade|grado|gr\.?|G)\s?(?:[0-5]|I{1,3}V?|IV|V)\b"
_NO_LINE = (
    r"(?:foley|urinary|bladder|urethral|suprapubic|epidural|nerve|pain|chest|drain\w*|nasogastric|ng|dobhoff"
    r"|feeding|tenckhoff|arterial|swan[- ]ganz|ureteral|nephrostomy"
    r"|vesical|urinari[oa]|uretral|epidural|tor[aá]cic[oa]|pleural|nasog[aá]stric[oa]|arterial|peritoneal|doble j)"
)
_BOWEL = (
    r"(?:bowel|intestin\w+|colon\w*|sigmoid\w*|duoden\w+|ile[ua]\w+|jejun\w+|cec\w+|gastric|stomach"
    r"|rect(?:um|al)|appendi\w+|est[oó]mago|g[aá]stric[oa]|colon|c[oó]lic[oa]|yeyun\w+|ap[eé]ndice"
    r"|apendicular|rect[oa]l?|gallbladder|ves[ií]cula|sept\w+|tabique|palat\w+|paladar|uter\w+|tympan\w+"
    r"|timp[aá]nica|eso?f[aá]gic[oa]|c[oó]rne\w+|v[ií]scera\w*|viscus)"
)
_OWN_ILLNESS = (
    r"\b(?:intraventricular\s(?:hemorrhage|haemorrhage)|hemorragia\s(?:intraventricular|de la matriz)|IVH"
    r"|germinal matrix\s\w+"
    r"|insuficiencia\s(?:mitral|tric[uú]sp\w+|a[oó]rtica|pulmonar|card[ií]aca|venosa)|(?:mitral|aortic"
    r"|tricuspid|pulmonary)\s(?:regurgitation|insufficiency)"
    r"|estenosis\s\w+|esteatosis(?:\s\w+)?|steatosis|obesidad|obesity|retinopat\w+(?:\s(?:of|de|del"
    r"|la)){0,2}(?:\sprematur\w+)?|hemorroides|hemorrhoids|prolaps\w+"
    r"|esguince|sprain|laceration|laceraci[oó]n|quemaduras?|burns?|espondilolistesis|spondylolisthesis"
    r"|listesis|varic\w+|escoliosis|scoliosis|gonartrosis"
    r"|osteoartritis|osteoarthritis|cistocele|rectocele)\s(?:[\w-]+\s){0,2}"
    rf"{_GRADE}|\b{_GRADE}\s(?:of\s|de\s)?(?:[\w-]+\s)?(?:intraventricular|IVH|germinal|mitral|aortic"
    rf"|tricuspid|steatosis|burns?|sprain|laceration|varices|prolapse"
    rf"|retinopathy of prematurity)|{_GRADE}[^.;]{{0,24}}\b(?-i:NYHA|MRC|mMRC|ROP)\b|(?-i:\b(?:NYHA|mMRC"
    rf"|ROP))\s(?:\w+\s)?{_GRADE}"
)
_IS_OWN_ILLNESS = re.compile(_OWN_ILLNESS, re.IGNORECASE)
MISREAD_SENSES = (
    misread(
        (Kind.RESPONSE,),
        r"^partial response$",
        r"(?-i:\bP\.?R\.?)\s?(?:interval|segment|intervalo|\d{3}\b|[:=]?\s?(?:\+|-|positiv\w*|negativ\w*"
        r"|strong\w*|weak\w*|\d{1,3}\s?%))"
        r"|(?-i:\bE\.?R\.?)(?:\s?[+-]|[\s-]positiv\w*|[\s-]negativ\w*)?\s?(?:,|/|and|&)\s?(?-i:P\.?R\.?)"
        r"|\b(?:receptor\w*|progester\w+)\b[^.;]{0,30}(?-i:\bPR\b)|(?-i:\bQRS\b)[^.;]{0,40}(?-i:\bPR\b)"
        r"|(?-i:\bPR\b)[^.;]{0,40}(?-i:\bQRS\b|\bQT)",
    ),
    misread((Kind.LABORATORY,), r"^neutrophils$", r"\b(?:her-?\s?2|c-?erb\w*)\s?[-/]?\s?neu\b"),
    misread(
        (Kind.LABORATORY,),
        r"^uric acid$",
        r"(?-i:\bU/?A\b)[^.;]{0,40}(?:white (?:blood )?cells?|red (?:blood )?cells?|wbcs?|rbcs?|leu[ck]\w+"
        r"|nitrit\w+|protein\w*|ketones?|glucose|bacteria|hpf|specific gravity|blood|cells)\b",
    ),
    misread(
        (Kind.LABORATORY, Kind.MENTION),
        r"^blood film$",
        r"\b(?:chest|abdominal|bone|plain|skull|portable|lateral|frontal|pelvic|spine|KUB|x-?ray|scout"
        r"|post-?op\w*|comparison)\s(?:\w+\s)?films?\b|\bfilms? of (?:the )?(?:chest|abdomen|skull|pelvis"
        r"|spine)\b",
    ),
    misread(
        (Kind.SURGERY,),
        r"^central line removal$",
        rf"\b{_NO_LINE}\s(?:\w+\s)?(?:cath\w*|line|tube|cat[eé]ter\w*|sonda|drenaje)\b[^.;]*|\b(?:cat[eé]ter"
        rf"|sonda)\s(?:de\s)?{_NO_LINE}\b[^.;]*|\bcatheter\b[^.;]{{0,40}}\bvoid\w*",
    ),
    misread(
        (Kind.SURGERY,),
        r"^tumou?r rupture$",
        rf"[^.;]*\b(?:perforat\w+|perforaci[oó]n(?:es)?|ruptur\w+|rotura)\s(?:(?:of|in|de|del"
        rf"|en)\s)?(?:(?:the|la|el|su)\s)?(?:\w+\s)?{_BOWEL}\b[^.;]*|[^.;]*\b{_BOWEL}\s(?:\w+\s)?(?:was\s"
        rf"|were\s|is\s)?(?:perforat\w+|perforad\w+|perforaci[oó]n|ruptur\w+)\b[^.;]*",
    ),
    misread((Kind.MENTION,), r"^palliative care$", r"\bsupportive care\b"),
    misread((Kind.TOXICITY,), r".", _OWN_ILLNESS),
    misread(
        (Kind.SPECIMEN, Kind.MENTION),
        r"^(?:paraffin )?blocks?$",
        r"[^.;]*\b(?:nerve|digital|intercostal|caudal|epidural|regional|axillary|femoral|sciatic|TAP"
        r"|ilioinguinal|penile|plexus|field|scalp|paravertebral|ankle|heart|AV"
        r"|bundle branch)[\s-]blocks?\b[^.;]*",
    ),
)


def is_own_illness(one: Finding, clause: Clause) -> bool:
    """Whether what looks like a toxicity is an illness with a grade of its own, which is told as that."""
    start = clause.text.find(one.quote)
    hits = _IS_OWN_ILLNESS.finditer(clause.text)
    return any(hit.start() < start + len(one.quote) and start < hit.end() for hit in hits)
