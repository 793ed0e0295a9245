"""Two numbers with a stroke that are no day: a donor's match, a score, nodes with tumor, doses given, days counted. Two
with a point that are an amount: `from 9.8 to 7.1 cm`."""

from __future__ import annotations

import re

__all__ = ["is_amount", "is_no_day"]

# Two numbers of a donor's match, of a score, of doses given of those ordered.
_RATIO = re.compile(
    r"\b(?:HLA|match(?:ed)?|alleles?|alelos?|compatib\w{1,9}|EVA|VAS|pain|dolor|Glasgow|GCS|Apgar|strength|fuerza|"
    r"motor|RAI|BAR|Banff|ISHLT|Beighton|Ishak|Knodell|PEWS|Deauville|Curie|SIOPEN|Mallampati|scor(?:e|ed|ing)|puntaje"
    r"|puntuaci[oó]n|[ií]ndice)\b\W{0,3}(?:\w{1,12}\W){0,2}?\d{1,2}/\d{1,2}"
    # nodes with tumor of those looked at: `Two of six nodes positive for metastatic tumor (2/6)`
    r"|\b(?:lymph\snodes?|nodes|ganglios?|linfonodos?|LN)\b[^.;\d]{0,40}\(?\d{1,2}/\d{1,2}(?![/-]\d)"
    r"|\d{1,2}/\d{1,2}\s(?:(?:hilar|regional|pelvic|lymph|para-?aortic|sentinel|positive)\s){0,2}(?:nodes?"
    r"|ganglios?|LNs?)\b"
    # how an eye sees: `vision 6/6 BE`, `VA 6/9 R`
    r"|\b(?:vision|acuity|VA|AV|agudeza(?:\svisual)?|visi[oó]n|snellen)\b[^.;\d]{0,16}[3456]/(?:[4-9]"
    r"|12)(?![\d/:])(?!\s?:)"
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
# `a 2/6 systolic ejection murmur`, `soplo 3/6`, `5/5 strength in both arms`: how loud, how strong.
_GRADED = re.compile(
    r"[1-6]/[56](?=[\s-](?:(?:harsh|soft|short|mid|early|late|pan|holo)[\s-]?)?(?:systolic|diastolic|holosystolic"
    r"|pansystolic|ejection|murmur|SEM|ESM|PSM|flow|vibratory|sist[oó]lico|diast[oó]lico|soplo))"
    r"|[0-5][+-]?/5(?=\s(?:\w+\s)?(?:strength|power|throughout|bilateral\w*|proximal\w*|distal\w*|fuerza"
    r"|in (?:the |all |both |his |her |bilateral )?(?:upper|lower|left|right|arms?|legs?|four|4|extremit\w+|BUE|BLE"
    r"|RUE|LUE|RLE|LLE)))",
    re.IGNORECASE,
)
_GRADED_BEFORE = re.compile(
    r"\b(?:soplo|murmur|SEM)\b(?![^.;,\d]{0,30}\b(?:on|el)\s[1-6]/5$)[^.;,\d]{0,30}[1-6]/[56]$", re.IGNORECASE
)
# `Agudeza visual: ojo derecho 10/10; ojo izquierdo bajó de 8/10 a 5/10`: sight in tenths.
_SIGHT = re.compile(r"\b(?:agudeza(?:\svisual)?|visual acuity|acuity|AVL?|MAVC|visi[oó]n)\b", re.IGNORECASE)
_BEFORE, _BEHIND, _NEAR = 40, 14, 10
# `One of two lymph nodes contains metastatic nephroblastoma (1/2, 3 mm)`: the fraction of a count that words tell.
_ONES = {
    "one": 1, "uno": 1, "una": 1, "un": 1, "two": 2, "dos": 2, "three": 3, "tres": 3, "four": 4, "cuatro": 4, "five": 5,
    "cinco": 5, "six": 6, "seis": 6, "seven": 7, "siete": 7, "eight": 8, "ocho": 8, "nine": 9, "nueve": 9, "ten": 10,
    "diez": 10, "eleven": 11, "once": 11, "twelve": 12, "doce": 12, "none": 0, "ninguno": 0, "neither": 0,
}  # fmt: skip
_SAID = re.compile(
    rf"\b(?P<part>\d{{1,2}}|{'|'.join(_ONES)})\s(?:out\s)?(?:of|de)\s(?:the\s|los\s|las\s)?"
    rf"(?P<all>\d{{1,2}}|{'|'.join(_ONES)})\b",
    re.IGNORECASE,
)
# A fraction in brackets beside what is counted in pieces: `(1/2, 3 mm)` behind nodes, cores, cassettes.
_PIECES = re.compile(
    r"\b(?:nodes?|LNs?|ganglios?|adenopat[ií]as?|cores?|cilindros?|fragments?|fragmentos?|biops(?:y|ies|ias?)|sections?"
    r"|cortes|slides?|laminillas|levels?|specimens?|muestras?|foci|focos|stations?|estaciones)\b[^.;]{0,110}\($",
    re.IGNORECASE,
)
_COUNT_REACH = 140
# What follows an amount, by itself or at the end of a run of amounts.
_UNIT = (
    r"\s?(?:cm|mm|m[lg]|cc|kg|k?g|mcg|[µu]g|g/d[lL]|mg/d[lL]|mmol|%|x\s?10|x\s?\d|×|/mm3|ng|pg|UI|IU|U/L|mEq|Gy|cGy|mCi"
    r"|L\b|d[lL]\b)"
)
_AMOUNT = re.compile(
    rf"(?:\s?(?:to|a|al|hasta|x|by|por|and|y|-|–)\s?\d{{1,4}}(?:[.,]\d{{1,2}})?){{0,3}}{_UNIT}", re.IGNORECASE
)
# What changed by an amount: `the hemoglobin fell from 9.8 to 7.1`.
_CHANGED = re.compile(
    r"\b(?:shr[iau]nk\w*|decreas\w*|increas\w*|drop\w*|fell|fallen|falling|rose|risen|rising|improv\w*|worsen\w*"
    r"|grew|grown"
    r"|reduc\w*|down|up|went|gone|chang\w*|diminish\w*|disminu\w*|aument\w*|baj[oóa]\w*|sub[ií]\w*|pas[oóa]"
    r"|pasando|creci\w*"
    r"|mejor\w*|descen\w*|elev\w*|increment\w*)\b(?:\s[^\s.;]{1,14}){0,5}\s$",
    re.IGNORECASE,
)
_RUN_ON = re.compile(r"\s(?:to|a|hasta)\s\d{1,3}[.,]\d")


def is_no_day(text: str, start: int, end: int) -> bool:
    """Whether two numbers at `start` to `end` are no day and month: `HLA 5/10`, `pain 3/10`, `cough x3/7`."""
    if text[start:end].endswith("/10") and _SIGHT.search(text, 0, start) is not None:
        return True
    if _GRADED.match(text, start) or _GRADED_BEFORE.search(text[max(0, start - _BEFORE) : end]):
        return True
    if _RATIO.search(text, max(0, start - _BEFORE), end + _BEHIND) or _OF_TEN.search(
        text, max(0, start - _BEFORE), end
    ):
        return True
    if _is_share(text, start, end):
        return True
    return _COUNTED.search(text[max(0, start - _NEAR) : end]) is not None or _COUNTED.match(text, start) is not None


def _is_share(text: str, start: int, end: int) -> bool:
    """Whether it is the fraction of things that its sentence counts."""
    part, _, whole = text[start:end].partition("/")
    if not (part.isdigit() and whole.isdigit()) or int(part) > int(whole):
        return False
    before = text[max(0, start - _COUNT_REACH) : start]
    if _PIECES.search(before) is not None:
        return True
    return any((_count(one["part"]), _count(one["all"])) == (int(part), int(whole)) for one in _SAID.finditer(before))


def _count(word: str) -> int:
    return int(word) if word.isdigit() else _ONES[word.lower()]


def is_amount(text: str, start: int, end: int) -> bool:
    """Whether two numbers with a point at `start` to `end`, led by a word, are an amount: `from 9.8 to 7.1 cm`."""
    if _AMOUNT.match(text, end) is not None:
        return True
    before = text[max(0, start - _COUNT_REACH) : start]
    return _RUN_ON.match(text, end) is not None and _CHANGED.search(before) is not None
