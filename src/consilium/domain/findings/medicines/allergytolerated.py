"""What a sentence tells of a substance that is no allergy of the child: it had it well (`has had amoxicillin several
times without problems`), the label is another person's (`belongs to her sibling`), or was entered by mistake."""

from __future__ import annotations

import re

_TAKEN = re.compile(
    r"(?:(?<!\w)(?:has|have|had|received|took|taken|tolerate[sd]|given|se (?:le )?(?:aplic[oó]"
    r"|administr[oó]|dio|puso)|recibi[oó]"
    r"|recibido|tom[oó]|tomado|us[oó]|usado))\s(?:(?!no\b|not\b|never\b|nunca\b)[\w-]{2,12}\s){0,2}$",
    re.IGNORECASE,
)
_WELL = re.compile(
    r"[^.;:()]{0,40}?\s(?:without|with no|sin)\s(?:any |ning[uú]n[oa]? |ninguna |further |other )?"
    r"(?:problems?|reactions?|trouble|issues?|incident|problemas?|reacci[oó]n(?:es)?|incidencias?|incidentes?"
    r"|complicaci[oó]n(?:es)?|inconvenientes?|novedad)(?!\w)",
    re.IGNORECASE,
)
_VERDICT = re.compile(
    r"[^.\n]{0,140}?\b(?:(?:not|isn.t) (?:now |actually |truly |felt |considered |thought "
    r"|regarded as |to be ){0,3}allergic"
    r"|no (?:se |la |lo )(?:le )?(?:considera|consider[oó]|cataloga|cree)\w*(?: como)? al[eé]rgic[oa]s?)"
    r"(?!\s(?:to|a|al)\b|\w)",
    re.IGNORECASE,
)
_ANOTHERS = re.compile(
    r"[^.;\n]{0,50}?\b(?:(?:belongs? to|is (?:actually |really )?(?:that of|meant for)|pertenece a"
    r"|corresponde a|es de(?=l?\s)l?)"
    r"\s(?:(?:the|her|his|their|su|sus|la|el|an?|un[oa]?)\s)?(?:sibling|sister|brother|twin|mother|father|cousin"
    r"|(?:another|other) (?:child|patient|person)|herman[oa]|gemel[oa]|mam[aá]|pap[aá]|madre|padre"
    r"|prim[oa]|otr[oa]\s\w+)"
    r"|(?:entered|listed|charted|recorded|documented|added) (?:in error|by mistake|erroneously)"
    r"|(?:cargad|anotad|registrad|consignad|puest)[oa]s? por error)(?!\w)",
    re.IGNORECASE,
)


# The next ones of a list of what is borne, or of what took the place: `tolera paracetamol e ibuprofeno`.
_BORNE_LIST = re.compile(
    r"\b(?<!no )(?<!not )(?:tolera(?:do)?|tolerates?|tolerated|tolerating|can (?:take|have)|puede (?:tomar|recibir)"
    r"|(?:cambi[oó]|cambiad[oa]|rot[oó]|pas[oó]|switched|changed|se cambi[oó])\s(?:a|to|por))"
    r"\s(?:bien\s|well\s)?(?:[\w-]{3,24}(?:,\s|\s(?:y|e|and|o|or)\s)){0,5}(?:la\s|el\s|the\s)?$",
    re.IGNORECASE,
)
_BORNE_BEHIND = re.compile(
    r"\s(?:\w{4,12}\s)?(?:(?:is|was|were|has been|es|fue)\s)?(?:(?:well|bien)\s)?(?:tolerated|tolerad[oa]s?)\b"
    r"(?!\s(?:poorly|badly|mal))",
    re.IGNORECASE,
)


def is_borne(text: str, start: int, end: int) -> bool:
    """Whether the substance at `text[start:end]` is only named as what the child has instead, or has well."""
    behind = _BORNE_BEHIND.match(text, end)
    denied = behind is not None and re.search(r"\b(?:not|no|poorly|mal)\b", behind[0], re.IGNORECASE)
    return _BORNE_LIST.search(text, max(0, start - 90), start) is not None or (behind is not None and not denied)


def is_tolerated(text: str, start: int, end: int) -> bool:
    """Whether the sentence around the substance at `text[start:end]` says that it is no allergy of the child."""
    if _TAKEN.search(text, max(0, start - 50), start) and _WELL.match(text, end, end + 80):
        return True
    return _VERDICT.match(text, end, end + 180) is not None or _ANOTHERS.match(text, end, end + 110) is not None
