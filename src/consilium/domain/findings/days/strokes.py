"""Two numbers with a stroke that are no day: a donor's match, a score, nodes with tumor, doses given, days counted."""

from __future__ import annotations

import re

__all__ = ["is_no_day"]

# Two numbers of a donor's match, of a score, of doses given of those ordered.
_RATIO = re.compile(
    r"\b(?:HLA|match(?:ed)?|alleles?|alelos?|compatib\w{1,9}|EVA|VAS|pain|dolor|Glasgow|GCS|Apgar|strength|fuerza|"
    r"motor|RAI|BAR|Banff|ISHLT|Beighton|Ishak|Knodell|PEWS|Deauville|Curie|SIOPEN|Mallampati|scor(?:e|ed|ing)|puntaje"
    r"|puntuaci[oó]n|[ií]ndice)\b\W{0,3}(?:\w{1,12}\W){0,2}?\d{1,2}/\d{1,2}"
    # nodes with tumor of those looked at: `Two of six nodes positive for metastatic tumor (2/6)`
    r"|\b(?:lymph\snodes?|nodes|ganglios?|linfonodos?|LN)\b[^.;\d]{0,40}\(?\d{1,2}/\d{1,2}(?![/-]\d)"
    r"|\d{1,2}/\d{1,2}\s(?:(?:hilar|regional|pelvic|lymph|para-?aortic|sentinel|positive)\s){0,2}(?:nodes?|ganglios?|LNs?)\b"
    # how an eye sees: `vision 6/6 BE`, `VA 6/9 R`
    r"|\b(?:vision|acuity|VA|AV|agudeza(?:\svisual)?|visi[oó]n|snellen)\b[^.;\d]{0,16}[3456]/(?:[4-9]|12)(?![\d/:])(?!\s?:)"
    r"|(?<![\d/])[3456]/(?:[4-9]|12)\s(?:R|L|OD|OS|OI|RE|LE|BE|AO|OU)\b"
    # bottles that grew of those taken: `Hemocultivos (2/2) E. coli`
    r"|\b(?:cultures?|(?:hemo|uro)?cultivos?|bottles?|frascos?|sets?|BCx?|HC)\b\W{0,3}\d/[1-6](?!\d)"
    r"|(?<![\d/])\d/[1-6]\s(?:bottles?|frascos?|sets?|cultivos?|hemocultivos?)\b"
    r"|\d{1,2}/(?:6|8|10|12)\s?(?:HLA|match|allele|alelo|loci|compatib|antigen|ant[ií]gen|MUD|MSD|MMUD|MRD|unrelated|"
    r"sibling|related|donor|donante|donador|id[eé]ntic|haplo)",
    re.IGNORECASE,
)
# `cefalea 3/10`, `pain 4/10`: of ten; `cough x3/7`, `16/12 M`: days, weeks and months as British notes count.
_OF_TEN = re.compile(
    r"\b(?:cefalea|dolor\w*|headache|pains?|aches?|escala|score|severity|intensidad|nrs|flacc|eva|vas|strength"
    r"|fuerza|power)\b"
    r"[^.;\d]{0,24}\d{1,2}/10$",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"(?:\bx\s?|\b(?:for|every|past|last|of|over|aged?|in|od|bd|tds|qds|qid|tid|bid|daily|prn|nocte|mane)\s"
    r"(?:(?:R|L|RE|LE|BE|OD|OS)\s)?)"
    r"\d{1,2}/(?:7|12|52)$"
    r"|\d{1,2}/(?:7|12|52)(?=\s(?:ago|old|later|hx|h/o|history)\b)|\d{1,2}/12(?=\s[MF]\b)"
    r"|(?:1/[2-4]|3/4)(?=\s?(?:NS|N/S|normal saline|strength|SF\b|tab\w*|comprimidos?|pastillas?|pills?|ampoll\w+|"
    r"sobres?)\b)"
    r"|\d{1,2}/(?:7|52)(?=\s(?:of|fever\w*|cough|vomit\w*|diarr\w*|then|course|post|pre|r/v|review)\b)",
    re.IGNORECASE,
)
# `Agudeza visual: ojo derecho 10/10; ojo izquierdo bajó de 8/10 a 5/10`: sight in tenths.
_SIGHT = re.compile(r"\b(?:agudeza(?:\svisual)?|visual acuity|acuity|AVL?|MAVC|visi[oó]n)\b", re.IGNORECASE)
_BEFORE, _BEHIND, _NEAR = 40, 14, 10


def is_no_day(text: str, start: int, end: int) -> bool:
    """Whether two numbers at `start` to `end` are no day and month: `HLA 5/10`, `pain 3/10`, `cough x3/7`."""
    if text[start:end].endswith("/10") and _SIGHT.search(text, 0, start) is not None:
        return True
    if _RATIO.search(text, max(0, start - _BEFORE), end + _BEHIND) or _OF_TEN.search(
        text, max(0, start - _BEFORE), end
    ):
        return True
    return _COUNTED.search(text[max(0, start - _NEAR) : end]) is not None or _COUNTED.match(text, start) is not None
