"""Words that look like a change of a gene and are none: the Spanish article `del`, and the name of a test that"
" looks for
deletions and duplications."""

from __future__ import annotations

import re

# `decisión del equipo`, `resultado del estudio`; but `IKZF1 focal del present`, `11q del`.
_NOUN_BEFORE = re.compile(
    r"(?<![\w-])(?!(?:focal|partial|parcial|large|small|somatic|hom|het|biallelic|hemi|interstitial|terminal"
    r"|exon)\w*\s)"
    r"[a-záéíóúñ]{3,20}\s$"
)
_NOUN_BEHIND = re.compile(r"\s[a-záéíóúñ]{3,}")
# `deletion/duplication analysis`, `DELECIONES/DUPLICACIONES DEL GEN`: what was looked for.
_BOTH = re.compile(r"\s?(?:/|-|,?\s(?:and|y|e|or|o)\s)\s?(?:dup\w*)(?P<behind>[^.;:\n]{0,40})", re.IGNORECASE)
_TEST = re.compile(
    r"\b(?:analysis|testing|test|assay|studies|study|screen\w*|sequencing|panel|an[aá]lisis|estudio|secuenciaci[oó]n"
    r"|resultado|prueba|b[uú]squeda|m[eé]todo|method|mlpa)\b",
    re.IGNORECASE,
)
_FOUND = re.compile(
    r"\b(?:no|not|none|without|sin|detect\w+|identif\w+|found|seen|present|negativ\w+|positiv\w+|hallad\w+"
    r"|encontr\w+|observ\w+|presenta|shows?|revealed|mostr\w+|pathogenic|patog[eé]nic\w)\b",
    re.IGNORECASE,
)


def is_other_word(text: str, start: int, end: int) -> bool:
    """Whether `text[start:end]`, which reads as a change, is an article or a part of the name of a test."""
    if text[start:end] == "del":
        return _NOUN_BEFORE.search(text[max(0, start - 24) : start]) is not None and (
            _NOUN_BEHIND.match(text, end) is not None or not text[end:].strip()
        )
    both = _BOTH.match(text, end)
    return (
        both is not None
        and _FOUND.search(text) is None
        and _TEST.search(text[max(0, start - 70) : start] + both["behind"]) is not None
    )
