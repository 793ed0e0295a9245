"""Where a family's history ends within its run of text: at a sentence that speaks of the child, not at one whose
pronoun goes back to a relative, or that tells more of relatives (`Mother is well. She was found to have gout.`)."""

from __future__ import annotations

import re

from consilium.domain.findings.text.headings import SPEAKS_OF_CHILD

_KIN = (
    r"(?:mother|father|mom|mum|dad|parents?|brothers?|sisters?|siblings?|sons?|daughters?|aunts?|uncles?|cousins?"
    r"|(?:great[- ])?grand\w+|nephews?|nieces?|relatives?|madre|padre|mam[aá]|pap[aá]|padres|herman[oa]s?|abuel[oa]s?"
    r"|t[ií][oa]s?|prim[oa]s?|sobrin[oa]s?)"
)
_NAMES_KIN = re.compile(rf"\b{_KIN}\b", re.IGNORECASE)
# A sentence about one relative, who is its subject.
_OF_ONE = re.compile(
    rf"\s*(?:[^\W\d_]+[^:\n]{{0,30}}:\s)?(?:(?:his|her|the|one|an|a|another|maternal|paternal|older|younger|su|la|el"
    rf"|un|una|otr[oa])\s){{0,3}}{_KIN}\b(?!\s(?:reports?|says?|states?|denies|refiere|niega))",
    re.IGNORECASE,
)
_PRONOUN = re.compile(r"\s*(?:otherwise,\s)?(?:he|she)\s", re.IGNORECASE)
_TELLS_OF_KIN = re.compile(
    rf"\s*(?:he|she|(?:the )?(?:patient|child|boy|girl)|(?:el |la )?(?:ni[nñ][oa]|paciente|menor))\s"
    rf"(?:(?:also|does|did|do|tambi[eé]n)\s)?(?:has|had|have|believes?|knows?|thinks?|lost|tiene|tuvo)\b"
    rf"[^.;]{{0,80}}\b{_KIN}\b",
    re.IGNORECASE,
)


_MOST = 240
_SENTENCE_END = re.compile(r"[.;]\s+(?=\S[^.;]*[.;]?\s*$)")


def leaves_family(text: str, before: str) -> bool:
    """Whether a sentence of a family's history speaks of the child; `before` is the text up to it."""
    if SPEAKS_OF_CHILD.match(text) is None:
        return False
    if _TELLS_OF_KIN.match(text) is not None:
        return False
    ended = _SENTENCE_END.search(before[-_MOST:])
    before = before[-_MOST:][ended.end() :] if ended is not None else before[-_MOST:]
    about_kin = _OF_ONE.match(before) is not None or (_PRONOUN.match(before) and _NAMES_KIN.search(before))
    return not (about_kin and _PRONOUN.match(text) is not None)
