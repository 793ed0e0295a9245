"""Medicines that are named as what the body lacks: `deficiencia de hormona de crecimiento`, `lack of iron`.

Such a name tells no medicine; where the words behind it say that the lack is not treated, it tells one that is not
taken: `growth hormone deficiency, untreated`. All repeats are bounded.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.paper import Clause
from consilium.domain.phrases import PhraseIndex

_LACK = (
    r"(?:deficiencias?|d[eé]ficits?|carencias?|falta|insuficiencia|deficiency|deficiencies|lack|insufficiency|shortage)"
)
_BEFORE = re.compile(
    rf"\b{_LACK}\s(?:(?:parcial|total|severa?|grave|leve|aislad[oa]|adquirid[oa]|partial|severe|isolated)\s)?(?:de|"
    rf"of|en|in)\s(?:la\s)?$",
    re.IGNORECASE,
)
_BEHIND = re.compile(rf"(?:\s|-){_LACK}\b", re.IGNORECASE)
_TREATED = (
    r"(?:treatment|therapy|replacement|supplement(?:s|ation)?|tratamiento|terapia|reemplazo|sustituci[oó]n|"
    r"suplement(?:os|aci[oó]n))"
)
_UNTREATED = re.compile(
    rf"\s?[,;:(–-]{{0,2}}\s?(?:(?:que|y|and|which|is|est[aá]|still|a[uú]n|todav[ií]a|currently|actualmente|"
    rf"por ahora)\s){{0,3}}"
    rf"(?:(?:sin|without|no|off)\s(?:(?:any|ning[uú]n|hormone|hormonal|current)\s)?{_TREATED}(?!\s(?:failure|"
    rf"changes?|effect))"
    rf"|(?:not|never|no|nunca)\s(?:(?:yet|being|been|ha sido|est[aá]|recibe|en|on|under|bajo)\s){{0,2}}"
    rf"(?:treated|replaced|supplemented|tratad[oa]|reemplazad[oa]|sustituid[oa]|suplementad[oa]|{_TREATED})|"
    rf"untreated|unreplaced)\b",
    re.IGNORECASE,
)
_WANTS = re.compile(r"deficien|deficit|carencia|falta|insuficien|insufficien|lack|shortage")
_REACH = 48


# A name that is short for too much else to be a medicine's.
_SHORT_NAMES = re.compile(r"\b(?:GH|hGH)\b")
_HORMONE, _MOST = "somatropin", 20


def is_lack(text: str, start: int) -> bool:
    """Whether the medicine that is named at `start` is what the body lacks."""
    return _BEFORE.search(text, max(0, start - _REACH), start) is not None


def untreated_lacks(clause: Clause, index: PhraseIndex[str]) -> Iterator[Finding]:
    """The medicines that a clause says are not given for what the body lacks."""
    if _WANTS.search(clause.folded) is None:
        return
    named = [
        (clause.words[hit.first].start, clause.words[hit.after - 1].end, hit.value) for hit in index.find(clause.words)
    ]
    named += [(*found.span(), _HORMONE) for found in _SHORT_NAMES.finditer(clause.text)]
    for start, end, name in named[:_MOST]:
        behind = _BEHIND.match(clause.text, end)
        if name and (behind is not None or is_lack(clause.text, start)):
            said = _UNTREATED.match(clause.text, behind.end() if behind is not None else end)
            if said is not None:
                yield Finding(
                    Kind.MEDICINE,
                    name,
                    value=clause.text[start : said.end()],
                    assertion=Assertion.NEGATED,
                    citations=(clause.cite(start, said.end()),),
                    confidence=clause.confidence,
                )
