"""Graft-versus-host disease by organ and in all: `aGVHD: skin stage 2, liver 0, gut 1; overall grade II`, `EICH aguda:
piel estadio 3, hígado 0 (grado global II)`. The grade in all is that of the disease, a stage that of its organ."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.paper import Clause, Paper

NAME = "graft-versus-host disease"
_ORGANS = {
    "skin": r"(?<!no )skin|piel|cut[aá]ne[oa]",
    "liver": r"liver|hepatic|h[ií]gado|hep[aá]tic[oa]",
    "upper gut": r"upper (?:gut|GI)(?: tract)?|digestiv[oa] alt[oa]|tubo digestivo alto",
    "gut": r"(?:lower )?(?:gut|GI)(?: tract)?|bowel|intestin\w{1,4}|digestiv[oa](?: baj[oa])?|gastrointestinal"
    r"|tubo digestivo",
    "mouth": r"mouth|oral|boca",
    "eyes": r"eyes?|ocular|ojos?",
    "lung": r"lungs?|pulm[oó]n|pulmonar",
    "joints": r"joints?|articular",
}  # fmt: skip
_STAGE = re.compile(
    r"\b(?:"
    + "|".join(f"(?P<{name.replace(' ', '_')}>{words})" for name, words in _ORGANS.items())
    + r")\s?[:=]?\s?(?P<word>stage|score|estadio|estad[ií]o|est\.?|grado)?\s?(?P<stage>[0-4])(?![\w/%]|[.,]\d"
    r"|\s?(?:mg|x\b|days?|d[ií]as?))",
    re.IGNORECASE,
)
_GVHD = re.compile(
    r"\b(?:[ac]?GVHD[ac]?|[ac]?GvHD|EICH[ac]?|EICR[ac]?|graft[- ]versus[- ]host|injerto contra hu[eé]sped)", re.I
)
_OVERALL = re.compile(
    r"\b(?:(?:overall|maximum|max\.?|total|global|m[aá]xim[oa])\s(?:clinical\s|cl[ií]nico\s)?(?:grade|grado)?"
    r"|(?:grade|grado)"
    r"(?:\s(?:overall|global|m[aá]ximo|total))?)\s?[:=]?\s?(?P<grade>IV|I{1,3}|[0-4])(?:\s?[-–]\s?(?P<to>IV|I{1,3}"
    r"|[1-4]))?(?![\w/]|[.,]\d)",
    re.IGNORECASE,
)
_FIGURES = {"I": "1", "II": "2", "III": "3", "IV": "4"}
_HELD = frozenset({Assertion.STATED, Assertion.HISTORICAL})


def with_stages(told: Sequence[Finding], paper: Paper) -> Iterator[Finding]:
    """`told`, such a disease with its grade in all where it has none, and behind it each organ with its stage."""
    for one in told:
        clause = _clause(one, paper.clauses) if one.kind is Kind.TOXICITY and one.name == NAME else None
        if clause is None or one.assertion not in _HELD:
            yield one
            continue
        stages = _stages(clause)
        yield _graded(one, clause) if stages and not one.detail.get("grade") else one
        for stage in stages:
            yield _of_organ(one, clause, stage)


def _clause(one: Finding, clauses: Iterable[Clause]) -> Clause | None:
    page = one.citations[0].page if one.citations else None
    return next((clause for clause in clauses if clause.page.number == page and one.quote in clause.text), None)


def _stages(clause: Clause) -> list[re.Match[str]]:
    """The organs with their stages; none where neither a word for it nor a second organ shows what the figures are."""
    found = list(_STAGE.finditer(clause.text)) if _GVHD.search(clause.text) or _GVHD.search(clause.heading) else []
    return found if len(found) > 1 or any(one["word"] for one in found) else []


def _graded(one: Finding, clause: Clause) -> Finding:
    inside = [hit.span() for hit in _STAGE.finditer(clause.text)]
    grades = [
        hit for hit in _OVERALL.finditer(clause.text) if not any(a < hit.end() and hit.start() < b for a, b in inside)
    ]
    if len(grades) != 1 or grades[0]["to"]:
        return one
    written = grades[0]["grade"].upper()
    shown = f"{_FIGURES[written]} ({written})" if written in _FIGURES else written
    quoted = clause.cite(*sorted((clause.text.find(one.quote), grades[0].end())))
    return replace(
        one, value=grades[0][0].strip(), detail={**one.detail, "grade": shown}, citations=(quoted, *one.citations[1:])
    )


def _of_organ(one: Finding, clause: Clause, stage: re.Match[str]) -> Finding:
    organ = next(name for name in _ORGANS if stage[name.replace(" ", "_")])
    return replace(
        one,
        name=f"{organ} GVHD",
        value=stage[0],
        site=organ,
        assertion=Assertion.NEGATED if stage["stage"] == "0" else one.assertion,
        detail={key: said for key, said in one.detail.items() if key == "system"},
        citations=(clause.cite(*stage.span()),),
    )
