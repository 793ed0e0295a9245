"""Words that name a relative elsewhere and none here: the breast (`mama izquierda`), `dada la extensión` and `dada de
alta`, the calf (`gemelos`), a family's doctor, hospitals (`Hermanos Sample`)."""

from __future__ import annotations

import re

_SIDE = (
    r"(?:izquierd[oa]s?|derech[oa]s?|bilateral(?:es)?|contralateral(?:es)?|ambas|afect[oa]s?|supernumerari[oa]s?"
    r"|axilar(?:es)?)"
)
_OF_BREAST = re.compile(
    r"\b(?:c[aá]ncer|ca\.?|carcinoma|adenocarcinoma|tumor|tumores|neoplasia|n[oó]dulos?|bultos?|masa|lesi[oó]n"
    r"|cirug[ií]a|"
    r"quiste|fibroadenoma|sarcoma|linfoma|angiosarcoma|radioterapia|ecograf[ií]a|resonancia|rmn?|biopsia|cuadrantes?|"
    r"unidad|patolog[ií]a|tejido|parénquima|metástasis|gl[aá]ndula|cola|piel|pez[oó]n|reconstrucci[oó]n|extirpaci[oó]n|"
    r"infiltrante|invasivo|primario|ductal|lobulillar|triple negativo)\s(?:[\w-]{2,14}\s){0,2}"
    r"(?:de|en|del)\s(?:(?:la|las|ambas|una|su)\s)?$|\b(?:en|ambas|de ambas|las|sobre)\s$",
    re.IGNORECASE,
)
_BREAST = re.compile(
    rf"mamas?\s(?:{_SIDE}|(?:con|sin)\s"
    r"(?:n[oó]dulo|bulto|masa|lesi[oó]n|retracci|edema|eritema|telorr|secreci)|no\s(?:se\s)?palp)"
    r"|mamas?\s?:\s|mamas\b",
    re.IGNORECASE,
)
_GIVEN = re.compile(r"dada\s(?:la|las|el|los|su|sus|una?|est[ae]|que|por|de|a|como|tal|dicha)\b", re.IGNORECASE)
_CALF = re.compile(r"gemel[oa]s?\s(?:izquierd|derech|intern|extern|medial|lateral|bilateral)", re.IGNORECASE)
_OF_CALF = re.compile(
    r"\b(?:m[uú]sculos?|dolor(?:es)?|mialgias?|calambres?|en|ambos|los|masa|tumefacci[oó]n|zona|regi[oó]n)\s"
    r"(?:(?:de|en|a nivel de|del)\s)?(?:(?:los|el|ambos)\s)?$",
    re.IGNORECASE,
)
_OF_DOCTOR = re.compile(
    r"\b(?:m[eé]dic[oa]s?|medicina|doctor[a]?|enfermer[oa]|doctors?|medicine|physicians?|nurse)\s(?:de\s)?$",
    re.IGNORECASE,
)
_HOUSE = re.compile(
    r"\b(?:hospital|cl[ií]nica|sanatorio|centro|instituto|policl[ií]nico|maternidad)\s"
    r"(?:[\w.'’-]{2,16}\s){0,3}$",
    re.IGNORECASE,
)
# An illness of the child's own that is named so: `hipercolesterolemia familiar en tratamiento con rosuvastatina`.
_NAMED_FAMILIAL = re.compile(
    r"\b(?:hipercolesterolemia|dislipidemia|hiperlipidemia|hipertrigliceridemia|poliposis(?: adenomatosa"
    r"| col[oó]nica| m[uú]ltiple)?"
    r"|fiebre mediterr[aá]nea|linfohistiocitosis(?: hemofagoc[ií]tica)?|hipercalcemia(?: hipocalci[uú]rica)?"
    r"|disautonom[ií]a"
    r"|amiloidosis|apoyo|entorno|soporte|[aá]mbito|n[uú]cleo|m[eé]dico|consejo)\s$",
    re.IGNORECASE,
)
# `sin antecedentes familiares de interés, con antecedentes personales de asma`: nobody is named.
_OF_NOTE = re.compile(r"\s(?:de (?:inter[eé]s|relevancia|importancia)|relevantes|conocidos)\b", re.IGNORECASE)
_BEFORE = 60


def is_no_relative(text: str, start: int, end: int) -> bool:
    """Whether `text[start:end]`, which elsewhere names a relative, means something else by the words beside it."""
    said, before = text[start:end].casefold(), text[max(0, start - _BEFORE) : start]
    if said in ("mama", "mamas"):
        return _BREAST.match(text, start) is not None or _OF_BREAST.search(before) is not None
    if said == "dada":
        return _GIVEN.match(text, start) is not None or before.casefold().endswith(("fue ", "es ", "ser ", "sido "))
    if said.startswith("gemel"):
        calf = _OF_CALF.search(before) is not None and not before.casefold().endswith(("de los ", "en los "))
        return _CALF.match(text, start) is not None or calf
    if said == "familiar":
        return _NAMED_FAMILIAL.search(before) is not None
    if said in ("familiar", "familiares"):
        return before.casefold().endswith("antecedentes ") and _OF_NOTE.match(text, end) is not None
    if said in ("familia", "family"):
        return _OF_DOCTOR.search(before) is not None
    return text[start : start + 1].isupper() and _HOUSE.search(before) is not None
