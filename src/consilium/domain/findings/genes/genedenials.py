"""What was looked for in genes and not found, beside what was: `copy gain, no amplification`, `no pathogenic or likely
pathogenic variant found, including TP53`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.paper import Clause, Paper, Section
from consilium.domain.findings.text.spans import Span
from consilium.domain.records import Category

_PATHOGENIC = r"(?:pathogenic|deleterious|disease[- ]causing|patog[eé]nic[oa]s?)"
_OR_LIKELY = rf"(?:(?:,| or| and|/| ni| o| y)?\s?(?:likely|probable(?:mente)?)[- ]{_PATHOGENIC})?"
_NONE = re.compile(
    rf"(?:^|[.:;]\s|\b(?:panel|testing|test|sequencing|exome|genome|analysis|estudio|"
    r"secuenciaci[oó]n|exoma)\b[^.;,]{0,40}?)"
    rf"\s{{0,2}}(?P<what>(?:no|sin|no se (?:encontr|detect|identific|observ|hall)\w+)\s(?:clearly |known |ninguna )?"
    rf"(?:(?:germline |somatic ){{0,1}}{_PATHOGENIC}{_OR_LIKELY}(?:\sgermline|\ssomatic)?\s(?:sequence )?(?:variants?|"
    rf"mutations?)|(?:variantes?|mutaci[oó]n(?:es)?)(?: germinal(?:es)?)?\s{_PATHOGENIC}{_OR_LIKELY}))(?!\w)",
    re.IGNORECASE,
)
# Of genes that are told as their own, or of a relative.
_OF_OTHERS = re.compile(
    r"\s(?:(?:was|were|is|are|found|detected|identified|seen|fue|fueron)\s){0,2}(?:in|en|of|de)\s(?:the\s|el\s)?"
    r"(?:gene?\s)?(?-i:[A-Z][A-Z0-9]{2,7})(?!\w)"
    r"|[^.;]{0,40}\b(?:mother|father|brothers?|sisters?|siblings?|parents?|madre|padres?|herman[oa]s?)\b",
    re.IGNORECASE,
)
_CHANGES = {
    "amplification": r"amplifi(?:cation|ed)|amplific(?:aci[oó]n|ad[oa])",
    "deletion": r"deletion|deleted|deleci[oó]n|delecionad[oa]",
    "rearrangement": r"rearrange(?:ment|d)|split|reordenamiento|reordenad[oa]|reorden",
    "gain": r"(?:copy )?gain|ganancia",
    "loss": r"(?:copy )?loss|p[eé]rdida",
}
_NOR = re.compile(
    r"(?:(?:[,;()]|\b(?:but|with|and|pero|con|y))\s(?:but |pero |y |and )?(?:no|not|without|sin)|\s(?:without"
    r"|sin))\s(?:evidence of |"
    r"evidencia de |true |high-level )?(?:"
    + "|".join(f"(?P<{name}>{pattern})" for name, pattern in _CHANGES.items())
    + r")(?=\s*(?:[.,;)]|$|(?:was |were )?(?:seen|found|detected|identified|present)))",
    re.IGNORECASE,
)
_NEAR = 24
_DENYING = re.compile(r"\b(?:no|not|without|sin|negativ\w+|ning[uú]n\w*|none|neither)\b", re.IGNORECASE)
_PARTS = re.compile(r"[.;]\s|:\s(?=no\b|sin\b)")
_SILENT = (Section.FAMILY_HISTORY, Section.GENERAL, Section.QUESTIONS, Section.PLAN, Section.STAINS)


def none_found(paper: Paper, clause: Clause) -> Iterator[Finding]:
    """That a report on genes found nothing that makes ill."""
    found = _NONE.search(clause.text) if "patog" in clause.folded or "pathog" in clause.folded else None
    if found is None or paper.category is not Category.GENETICS or clause.section in _SILENT:
        return
    if not _OF_OTHERS.match(clause.text, found.end()):
        yield Finding(
            Kind.VARIANT,
            "pathogenic variant",
            value="mutation",
            assertion=Assertion.NEGATED,
            detail={"class": "mutation"},
            citations=(clause.cite(found.start("what"), found.end()),),
            confidence=clause.confidence,
        )


def mended(clause: Clause, made: Sequence[Finding]) -> list[Finding]:
    """A change is there whose denial is that of another, right behind it: `ganancia, sin amplificación`."""
    denials = list(_NOR.finditer(clause.text)) if made and clause.section not in _SILENT else []
    others = {id(one) for one in made if any(_is_other(clause, one, denied) for denied in denials)}
    return [replace(one, assertion=Assertion.STATED) if id(one) in others else one for one in made]


def _is_other(clause: Clause, one: Finding, denied: re.Match[str]) -> bool:
    if one.assertion is not Assertion.NEGATED or one.value not in _CHANGES or one.value == denied.lastgroup:
        return False
    said = list(re.finditer(_CHANGES[one.value], clause.text[: denied.start()], re.IGNORECASE))
    if not said or denied.start() - said[-1].end() > _NEAR:
        return False
    start, at = said[-1].start(), clause.text.find(one.quote)
    if not at <= start < at + len(one.quote):
        return False
    parts = list(_PARTS.finditer(clause.text, 0, start))  # what is denied in another part is another thing
    return not _DENYING.search(clause.text, parts[-1].end() if parts else 0, start)


def beside_found(clause: Clause, genes: Sequence[Span[str]], made: Sequence[Finding]) -> Iterator[Finding]:
    """The changes that a clause denies, each right behind another that it states of the only gene before it."""
    for denied in _NOR.finditer(clause.text) if made and clause.section not in _SILENT else ():
        yield from _beside(clause, genes, made, denied)


def _beside(
    clause: Clause, genes: Sequence[Span[str]], made: Sequence[Finding], denied: re.Match[str]
) -> Iterator[Finding]:
    parts = list(_PARTS.finditer(clause.text, 0, denied.start()))
    low = parts[-1].end() if parts else 0
    before = [one for one in genes if low <= one.start and one.end <= denied.start()]
    sure = [one for one in made if one.assertion is Assertion.STATED]
    stated = [one for one in sure if one.name == before[-1].value] if before else []
    what = denied.lastgroup
    if what is None or not stated or any(one.value == what for one in (*stated, *_denied(made, stated[-1].name))):
        return
    for name in dict.fromkeys(one.name for one in sure):
        if name in {one.value for one in before}:
            yield Finding(
                stated[-1].kind,
                name,
                value=what,
                assertion=Assertion.NEGATED,
                detail={
                    **{key: one for key, one in stated[-1].detail.items() if key == "method"},
                    "gene": name,
                    "class": what,
                },
                citations=(clause.cite(before[0].start, denied.end()),),
                confidence=clause.confidence,
            )


def _denied(made: Sequence[Finding], name: str) -> list[Finding]:
    return [one for one in made if one.name == name and one.assertion is Assertion.NEGATED]
