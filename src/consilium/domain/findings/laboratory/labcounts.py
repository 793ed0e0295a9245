"""Cells counted before they are named: `92 % de blastos`, `94 percent blasts`, `2 células` in cerebrospinal fluid."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from consilium.domain.findings.laboratory.labtests import LabTest, LabTests
from consilium.domain.findings.paper import Clause, Section
from consilium.domain.phrases import Hit

# Counts of the blood: beside one of them a count of blasts is of the blood too.
BLOOD = frozenset({"leukocytes", "hemoglobin", "platelets", "neutrophils", "lymphocytes"})
_BARE_DIFFERENTIAL = re.compile(
    r"\W{0,4}(?:(?:WBC|CBC|manual|automated|auto|blood|PB)\s)?(?:diff(?:erential)?(?: count)?"
    r"|f[oó]rmula(?: leucocitaria)?|diferencial)\s?[:=]",
    re.IGNORECASE,
)
_ONLY_MARROW = re.compile(
    r"\b(?:er[iy]th?r|normobl|promyel|promiel|myeloid precursors|M:E|megakar|megacar|\d{3} (?:cells|c[eé]lulas)"
    r"|nucleated)",
    re.IGNORECASE,
)
_SMEAR = re.compile(
    r"\b(?:frotis|smear|film|peripheral blood|sangre perif[eé]rica|l[aá]mina perif[eé]rica)\b", re.IGNORECASE
)
# What is counted in the marrow, or by a flow cytometer, is no laboratory value of the blood.
_MARROW = re.compile(
    r"\b(?:marrow|m[eé]dula|medular(?:es)?|BM[AB]?|A?MO|aspirates?|aspirado|mielograma|biops\w{1,6}|flow"
    r"|cit[oó]metr\w{1,6}|"
    r"inmunofenotip\w{1,6}|immunophenotyp\w{1,6}|trephine|gated|MRD|EMR|ERM)\b"
)
_ASPIRATE = re.compile(
    r"\b(?:marrow|m[eé]dula|medular(?:es)?|BM[AB]?|A?MO|aspirates?|aspirado|mielograma|myelogram|trephine|M:E)\b",
    re.IGNORECASE,
)
# Cells whose shares a differential count tells.
CELLS = frozenset({
    "neutrophils", "lymphocytes", "monocytes", "eosinophils", "basophils", "bands", "blasts", "promyelocytes",
    "myelocytes", "metamyelocytes", "myeloblasts", "lymphoblasts", "monoblasts", "promonocytes", "erythroid cells",
    "granulocytic cells", "plasma cells", "mast cells", "histiocytes", "hematogones", "nucleated red cells",
    "atypical lymphocytes",
})  # fmt: skip
_PERCENT = re.compile(
    r"(?<![\w.,/<>-])(?P<number>\d{1,3}(?:[.,]\d{1,2})?)\s?(?P<unit>%|percent|per cent|por ciento)\s"
    r"(?:(?:of|de|are|were|son|eran|circulating|peripheral)\s){0,2}",
    re.IGNORECASE,
)
_OWN_NUMBER = re.compile(r"\s{0,3}[:=.]{0,9}\s{0,3}[<>]?\s?\d{1,3}(?:[.,]\d{1,2})?\s?(?:%|$)")
_COUNT = re.compile(
    r"(?<![\w.,/%-])(?P<number>[<>]?\s?\d{1,6}(?:[.,]\d{3})?)\s(?P<unit>(?:x\s?10\S{1,6}\s)?)", re.IGNORECASE
)
_BEHIND_NAME = re.compile(r"[^\W\d_]{3}\s?[:=]?\s?$")
_FIELD = re.compile(
    r"[\s:=.]{0,12}(?P<value>[<>]?\s?\d{1,3}(?:\s?(?:-|–|a|to)\s?\d{1,3})?\s?(?:/|x|por|per|cells/|c[eé]l/)?\s?"
    r"(?:campos?|hpf|lpf|cpo|c\.?p\.?o?|HPF|LPF)\b)"
)
_NO_BLASTS = re.compile(
    r"\b(?:no|without|sin|negative for|negativ[oa] para|ausencia de|absence of|0 ?%?(?: de)?"
    r"|no se (?:observan|ven|evidencian))\s"
    r"(?:circulating\s|c[eé]lulas\s|evidence of\s|evidencia de\s|peripheral\s)?(?:blasts?|blastos?|bl[aá]sticas)\b"
    r"|\bblast(?:o?s)?\s(?:are\s|were\s)?(?:not seen|absent|ausentes|not identified|not detected|no se observan)\b",
    re.IGNORECASE,
)
_FLUID_STAIN = re.compile(r"\b(?:cytospin|citocentrifugado|CSF|LCR)\b", re.IGNORECASE)
# Kinds of white cells by the letters of a differential count, and how many of a hundred they are at most together.
_CELLS = {
    letter: name
    for name, letters in (
        ("neutrophils", "n ns neu neut seg segs s p pmn poly polys"),
        ("lymphocytes", "l ly lin linf lymph lymphs"),
        ("monocytes", "m mo mon mono monos"),
        ("eosinophils", "e eo eos"),
        ("basophils", "b ba bas baso"),
        ("blasts", "bl blast blasts blastos"),
        ("bands", "band bands cay c"),
    )
    for letter in letters.split()
}
_BRACKET = re.compile(r"[(\[][^()\[\]]{5,90}[)\]]")
_SHARE = re.compile(
    r"(?<![\w.,])(?P<cell>[A-Za-z]{1,7})\s?[:=-]?\s?(?P<value>\d{1,3}[.,]\d{3}"
    r"|\d{1,5}(?:[.,]\d)?)\s?(?P<unit>%)?(?![\w/]|[.,]\d)"
)
_ALL = 102
_LETTERS = 40
# In this fluid cells are counted before they are named.
FLUID = "cerebrospinal fluid"
_IN_FLUID = frozenset({"leukocytes", "erythrocytes", "cells"})


def among_blood(clause: Clause, hits: Sequence[Hit[LabTest]], at: int) -> bool:
    """Whether a count of cells that begins at `at` is one of the blood: beside another, with no word of the"
    " marrow."""
    if _MARROW.search(clause.text, 0, at) or (clause.heading and _MARROW.search(clause.heading)):
        return False
    blood = _SMEAR.search(clause.text) is not None or any(hit.value.name in BLOOD for hit in hits)
    return blood or clause.section is Section.LABORATORY


def counted_before(
    clause: Clause, hits: Sequence[Hit[LabTest]], tests: LabTests, specimen: str
) -> Iterator[tuple[LabTest, re.Match[str], int]]:
    """Each count that stands before its name: the test, the number and the end of the name."""
    for found in _PERCENT.finditer(clause.text):
        hit = tests.by_name.starting(clause.text, found.end(), _LETTERS)
        if hit is None or _OWN_NUMBER.match(clause.text, clause.words[_last(clause, found, hit)].end):
            continue  # `myeloid 10 %   blasts 3 %`
        if _is_share(hit.value) and among_blood(clause, hits, found.start()):
            yield hit.value, found, _end(clause, found, hit)
    if specimen != FLUID:
        return
    for found in _COUNT.finditer(clause.text):
        hit = tests.by_name.starting(clause.text, found.end(), _LETTERS)
        test = tests.of_specimen(hit.value, specimen) if hit is not None else None
        if found["unit"].rstrip().endswith((",", ";")) and _BEHIND_NAME.search(clause.text[: found.start()]):
            continue  # `white cells 8 x10^6/L, red cells 3`
        if hit is not None and test is not None and test.specimen == specimen and test.of & _IN_FLUID:
            yield test, found, _end(clause, found, hit)


_SHARE_BEFORE = re.compile(r"\d{1,3}(?:[.,]\d{1,2})?\s?%\s(?:de\s|of\s)?$")
_SHARE_OF_NEXT = re.compile(r"\s?(?:,|y|e|and)\s\d{1,3}(?:[.,]\d{1,2})?\s?%\s(?:de\s|of\s)?", re.IGNORECASE)


def without_counted(clause: Clause, hits: Sequence[Hit[LabTest]], tests: LabTests) -> list[Hit[LabTest]]:
    """`hits` without cells whose share stands before their name and the next one's behind it: `65% segmentados y 20%
    linfocitos`."""
    return [one for one in hits if not _is_counted(clause, one, tests)]


def _is_counted(clause: Clause, hit: Hit[LabTest], tests: LabTests) -> bool:
    start, end = clause.words[hit.first].start, clause.words[hit.after - 1].end
    following = _SHARE_OF_NEXT.match(clause.text, end)
    if following is None or _SHARE_BEFORE.search(clause.text, max(0, start - 16), start) is None:
        return False
    return tests.by_name.starting(clause.text, following.end(), _LETTERS) is not None


def of_marrow(clause: Clause, test: LabTest, unit: str, *, titled: bool) -> bool:
    """Whether a share of cells was counted in the marrow: by the clause or its heading, or in a paper of the marrow
    (`titled`) by no word for blood."""
    if "%" not in unit or test.name not in CELLS:
        return False
    said = f"{clause.heading} {clause.text}"
    return _ASPIRATE.search(said) is not None or (
        titled and _SMEAR.search(said) is None and not is_of_blood(clause.text)
    )


def is_of_blood(text: str) -> bool:
    """Whether a line is the differential of a blood count, though its paper is of the marrow: it names no cell that
    only a marrow has, and does not say how many were counted."""
    return _BARE_DIFFERENTIAL.match(text) is not None and _ONLY_MARROW.search(text) is None


def differential(
    clause: Clause, hits: Sequence[Hit[LabTest]], tests: LabTests
) -> Iterator[tuple[LabTest, re.Match[str]]]:
    """The shares in brackets behind a count of leukocytes, told by letters: `TLC 1,100 (N 12, L 80, M 8)`."""
    for hit in hits:
        opened = (
            _BRACKET.search(clause.text, clause.words[hit.after - 1].end) if hit.value.name == "leukocytes" else None
        )
        if opened is None or opened.start() - clause.words[hit.after - 1].end > _LETTERS:
            continue
        found = list(_SHARE.finditer(clause.text, opened.start() + 1, opened.end()))
        known = [(one, tests.named(_CELLS[one["cell"].lower()])) for one in found if one["cell"].lower() in _CELLS]
        whole = sum(float(one["value"].replace(",", ".")) for one in found)
        counted = whole > _ALL and all(float(one["value"].replace(",", ".")) >= 1 and not one["unit"] for one in found)
        if len(known) > 1 and len(known) == len(found) and (whole <= _ALL or counted):
            yield from ((test, one) for one, test in known if test is not None)


def no_blasts(clause: Clause, hits: Sequence[Hit[LabTest]], specimen: str) -> Iterator[tuple[int, int]]:
    """Where blasts are said not to be in the blood or the fluid that a clause is about."""
    for found in _NO_BLASTS.finditer(clause.text):
        if specimen == FLUID or _FLUID_STAIN.search(clause.text) or among_blood(clause, hits, found.start()):
            yield found.span()


def in_field(clause: Clause, hit: Hit[LabTest], tests: LabTests) -> tuple[LabTest, int, int] | None:
    """Cells of urine counted in a field of the microscope (`15-20 por campo`, `>100/hpf`): test, start and end."""
    found = _FIELD.match(clause.text, clause.words[hit.after - 1].end)
    test = tests.of_specimen(hit.value, "urine") if found is not None else hit.value
    urine = found is not None and test.specimen == "urine"
    return (test, found.start("value"), found.end("value")) if found is not None and urine else None


def _is_share(test: LabTest) -> bool:
    """Whether a test counts one kind of cells, of which a share can be told."""
    return "%" in test.spans and (test.table_only or "10*9/L" in test.spans)


def _last(clause: Clause, found: re.Match[str], hit: Hit[LabTest]) -> int:
    """The last word of the name that a count stands before."""
    return next(at for at, word in enumerate(clause.words) if word.start >= found.end()) + hit.after - 1


def _end(clause: Clause, found: re.Match[str], hit: Hit[LabTest]) -> int:
    return clause.words[_last(clause, found, hit)].end
