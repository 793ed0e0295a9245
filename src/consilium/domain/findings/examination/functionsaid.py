"""How the heart pumps and how gas crosses the lung, told without a figure: `Normal LV size and systolic function`.

A function named alone with its result (`LV function normal`) is read as any test of words is (`labprose`). Here the
names that are joined with others stand apart from their result: `Función sistólica y diastólica normal`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from consilium.domain.findings.assertions.assertion import AssertionWords, assertion_of
from consilium.domain.findings.examination.vitalsigns import vital_signs
from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.paper import Clause, Paper
from consilium.domain.records import Category

_HOW = (
    r"(?:(?:low|lower|leve|levemente|ligeramente|discretamente|moderadamente|severamente|gravemente|globalmente"
    r"|(?:mild|moderate|severe|slight|global|gross|border|marginal)ly)[\s-]){0,2}"
    r"(?:(?:at the lower limit of|en el l[ií]mite inferior de lo|dentro de l[ií]mites|en l[ií]mites)\s)?"
    r"(?:normal(?:es)?|preserved|reduced|decreased|depressed|impaired|diminished|good|hyperdynamic|conservada|preservada"
    r"|reducida|disminuida|deprimida|alterada|adecuada|buena)"
)
_HEART = r"(?:systolic|diastolic|(?:bi)?ventricular|cardiac|myocardial|LV|RV|heart)"
_BESIDE = rf"(?:{_HEART}|and|or|/|&|global|overall|left|right|chamber|size|sizes|dimensions?|thickness|wall|motion|its)"
_CORAZON = r"(?:sist[oó]lica|diast[oó]lica|(?:bi)?ventricular|card[ií]aca|mioc[aá]rdica|sisto-?diast[oó]lica)"
_JUNTO = (
    rf"(?:{_CORAZON}|y|e|global|izquierda|derecha|del?|ambos|los|el|ventr[ií]culos?|izquierdo|derecho|VI|VD"
    r"|biventricular)"
)
_IS = r"(?:\s(?:is|was|are|were|remains?|remained|appears?|es|est[aá]|se encuentra|se mantiene)|\s?[:=,–-])?\s"
_PUMPS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?<![\w-])(?P<how>{_HOW}),?\s(?P<of>(?:{_BESIDE},?\s){{0,8}}?{_HEART}\s(?:{_BESIDE},?\s){{0,5}}?functions?)\b",
        rf"\b(?P<of>{_HEART}\s(?:{_BESIDE},?\s){{0,5}}?functions?){_IS}(?P<how>{_HOW})(?!\w)",
        rf"\b(?P<of>funci[oó]n(?:es)?\s(?:{_JUNTO},?\s){{0,5}}?{_CORAZON}(?:,?\s{_JUNTO}){{0,6}}?){_IS}(?P<how>{_HOW})(?!\w)",
        rf"(?<![\w-])(?P<how>buena|adecuada)\s(?P<of>funci[oó]n\s(?:{_JUNTO}\s){{0,5}}?{_CORAZON})\b",
    )
)
# `Reduced diffusion` alone is one of water in pictures of the brain: it counts in reports of tests only.
_CROSSES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?<![\w-])(?P<how>{_HOW})\s(?P<of>(?:diffusi(?:on|ng)|transfer)(?P<sure>\s(?:capacity|factor))?)\b",
        rf"\b(?P<of>(?:diffusi(?:on|ng)|transfer)(?P<sure>\s(?:capacity|factor))?){_IS}(?P<how>{_HOW})(?!\w)",
        r"\b(?P<of>(?P<sure>capacidad de )?difusi[oó]n"
        r"(?:\s(?:de|del) (?:mon[oó]xido de carbono|CO)|\s(?:pulmonar|alv[eé]olo-?capilar)"
        rf"){{0,2}}){_IS}(?P<how>{_HOW})(?!\w)",
    )
)
_TESTS = (("left ventricular function", _PUMPS), ("carbon monoxide diffusing capacity", _CROSSES))
# A family or a list says the figure of the heart's ultrasound without its name: `Echo 14/08 64 %`, `el eco salió 58 %`.
_ECHO = re.compile(
    r"\b(?i:echo(?:cardiogram|cardiography)?|eco(?:cardio(?:grama|graf[ií]a)?)?|TTE)"
    r"(?P<gap>(?:(?!\b(?i:FS|SF|FA|FAc|strain|GLS|shortening|acortamiento|Z|if|si|less|more|menos|m[aá]s|drop\w*|f[ae]ll\w*"
    r"|baj[oó]|cay[oó]|FiO2|sat\w*|stenosis|estenosis)\b)[^.;:%\n]){0,48}?)[\s:(,]\s?(?P<how>[2-8]\d(?:[.,]\d)?)\s?%"
)
# A day that follows is the one it is compared with.
_COMPARED = re.compile(
    r"\b(?:than|compared|versus|vs|from|since|unchanged|que|comparad[oa]|respecto|desde)\b", re.IGNORECASE
)
_ONLY_OTHER = re.compile(r"\b(?:RV|right|VD|derech[oa]|diastolic|diast[oó]lica)\b", re.IGNORECASE)
_LEFT = re.compile(r"\b(?:LV|left|VI|izquierd[oa]|systolic|sist[oó]lica|sisto\S*|bi\w+|ambos|both)\b", re.IGNORECASE)


def functions_told(clause: Clause, paper: Paper, known: Sequence[str], assertion: AssertionWords) -> Iterator[Finding]:
    """The functions that a clause tells by a word; `known` names the tests that it was read for already."""
    if clause.cells:
        return
    yield from vital_signs(clause, paper, known, assertion)
    yield from _of_echo(clause, known, assertion)
    for name, patterns in _TESTS:
        found = None if name in known else next(filter(None, (one.search(clause.text) for one in patterns)), None)
        if found is None or (
            name == _TESTS[0][0] and _ONLY_OTHER.search(found["of"]) and not _LEFT.search(found["of"])
        ):
            continue
        if name != _TESTS[0][0] and not found["sure"] and paper.category is not Category.HEART_HEARING_TESTS:
            continue
        if assertion_of(clause, found.start(), found.end(), assertion) is not Assertion.STATED:
            continue
        yield Finding(
            kind=Kind.FUNCTION,
            name=name,
            value=found["how"],
            when=paper.head_day if _COMPARED.search(clause.text, found.end()) else None,
            assertion=Assertion.STATED,
            citations=(clause.cite(found.start(), found.end()),),
            confidence=clause.confidence,
        )


def _of_echo(clause: Clause, known: Sequence[str], assertion: AssertionWords) -> Iterator[Finding]:
    """The ejection fraction that is told as the figure of the echocardiogram."""
    found = (
        _ECHO.search(clause.text)
        if not {"left ventricular ejection fraction", "shortening fraction"} & {*known}
        else None
    )
    if found is None or assertion_of(clause, found.start(), found.end("how"), assertion) is not Assertion.STATED:
        return
    yield Finding(
        kind=Kind.FUNCTION,
        name="left ventricular ejection fraction",
        value=found["how"],
        number=float(found["how"].replace(",", ".")),
        unit="%",
        assertion=Assertion.STATED,
        citations=(clause.cite(found.start(), found.end()),),
        confidence=clause.confidence,
    )
