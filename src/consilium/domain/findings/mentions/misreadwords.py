"""Words that mean another thing than the finding of their name: the rupture of a prosthesis is no rupture of the tumor,
`ASA 3 mg/kg` is aspirin and no class of anesthesia, transfusions that a list of denials names are no allergy.

Each entry names the findings it is of, and the words around their quote that show that they are misread;
`hematology/misreadings.py` drops them, with those of blood and marrow.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from consilium.domain.findings.finding import Kind


@dataclass(frozen=True, slots=True)
class Misread:
    """Findings of `kinds` whose name is of `names` are none where `around` holds their quote."""

    kinds: tuple[Kind, ...]
    names: re.Pattern[str]
    around: re.Pattern[str]


def misread(kinds: tuple[Kind, ...], names: str, around: str) -> Misread:
    return Misread(kinds, re.compile(names, re.IGNORECASE), re.compile(around, re.IGNORECASE))


_NO_TUMOR = (
    r"(?:prosthe(?:sis|ses|tic)|pr[oó]tesis|implants?|implantes?|expanders?|expansor(?:es)?|ports?|port-?a-?cath"
    r"|cath(?:eter)?s?|cat[eé]ter(?:es)?|central lines?|lines?|shunts?|v[aá]lvula|stents?|(?:fetal )?membranes?"
    r"|membranas|bolsa|plates?|placas?|nails?|clavos?|rods?|balloons?|bal[oó]n|cuff|manguito|aneurysms?|aneurismas?"
    r"|spleen|splenic|bazo|appendix|ap[eé]ndice|appendiceal|apendicular|tend[oó]n(?:es)?|tendons?|ligaments?|ligamentos?"
    r"|eardrum|tympan\w+|t[ií]mpano|ut[ei]r[uo]s|uterine|bladder|vejiga|(?:o)?esophag\w+|es[oó]fago|varices|v[aá]rices"
    r"|blood vessels?|vasos?)"
)
_BURST = r"(?:ruptures?|ruptured|roturas?|rupturas?)"
MISREAD_WORDS = (
    misread(
        (Kind.SURGERY,),
        r"^tumou?r rupture$",
        rf"[^.;]{{0,40}}\b{_BURST}\s(?:of|de|del)\s(?:the\s|his\s|her\s|la\s|el\s|las\s|los\s|su\s)?"
        rf"(?:[\w-]{{3,14}}\s)?{_NO_TUMOR}\b[^.;]*"
        rf"|[^.;]{{0,40}}\b{_NO_TUMOR}\s(?:[\w-]{{2,12}}\s)?(?:{_BURST}|rot[oa]s?)\b[^.;]*",
    ),
    misread((Kind.FUNCTION,), r"^ASA class$", r"\bASA\s?:?\s?\d{1,3}(?:[.,]\d{1,2})?\s?(?:mg|mcg|g|mg/kg)\b"),
    # The name of a gene beside its result, or in the list of a panel.
    misread(
        (Kind.CONDITION,),
        r"^neurofibromatosis type 1$",
        r"\bNF1\s?[:(]?\s?(?:c\.\d|p\.\(?[A-Z]|NM_|exon\b|ex[oó]n\b|(?:sin|no) (?:pathogenic )?varia\w+"
        r"|wild|silvestre|negativ\w+|not (?:detected|found)|VUS\b|loss\b|p[eé]rdida\b|intragenic)"
        r"|\b(?:panel|genes?)\b[^.;]{0,60}\b(?:includes?|including|incluye[n]?|of|de)\b[^.;]{0,60}\bNF1\b",
    ),
    # The next denial of a list.
    misread(
        (Kind.ALLERGY,),
        r"transfusion",
        r"\b(?:allerg(?:y|ies)|alergias?)(?:,|\s(?:ni|y|o|e|and|or|nor)\b)[^.;:]{0,60}\btransfus\w+",
    ),
    # What is not needed is no picture's finding.
    misread(
        (Kind.IMAGING,),
        r"\b(?:needed|required|necessary|precisa|requiere|amerita|necesita|necesari[oa])\b",
        r".*",
    ),
)
