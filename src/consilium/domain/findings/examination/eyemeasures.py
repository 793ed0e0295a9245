"""Figures of an eye's tests beside acuity and pressure: Schirmer, cup-to-disc ratio, thickness of macula and nerve
fibers, color plates, length of the eye; each with its eye."""

from __future__ import annotations

import re
from collections.abc import Iterator

from consilium.domain.findings.examination.eyesides import sides_of
from consilium.domain.findings.examination.measured import Measured

_RATIO, _WHOLE, _TENTH = r"[01][.,]\d{1,2}", r"\d{2,4}", r"\d{1,2}(?:[.,]\d{1,2})?"
_TESTS = (
    ("Schirmer test", r"Schirmer(?:['’]?s)?(?:\stest|\sI{1,2}\b"
        r"|\s[12]\b)?", r"\d{1,2}", r"mm(?:\s?/\s?5\s?min)?", True),
    ("tear break-up time", r"(?:tear\s(?:film\s)?break-?\s?up\stime|TBUT|BUT|tiempo de ruptura lagrimal)", _TENTH,
     r"s(?:eg|ec)?\b\.?", True),
    ("cup-to-disc ratio", r"(?:[Cc]up[- ](?:to[- ])?/?disc(?:\sratio)?s?|C\s?[/:]\s?D(?:\sratio)?|CDR|[Ee]xcavaci[oó]n"
     r"(?:\spapilar)?)", _RATIO, r"(?!)", False),
    ("retinal nerve fiber layer thickness", r"(?:RNFL|CFNR|[Rr]etinal nerve fib(?:er|re) layer|[Cc]apa de fibras(?:\s"
     r"nerviosas)?)(?:\s(?:thickness|global|average|promedio))?", _WHOLE, r"(?:µm|μm|um|microns?|micras?)", True),
    ("central macular thickness", r"(?:[Cc]entral (?:macular|foveal|retinal|subfield) thickness|CMT|CRT|CST|[Gg]rosor"
     r" (?:macular|foveal)(?: central)?)", _WHOLE, r"(?:µm|μm|um|microns?|micras?)", True),
    ("central corneal thickness", r"(?:[Cc]entral corneal thickness|CCT|[Pp]aquimetr[ií]a|[Pp]achymetry)", _WHOLE,
     r"(?:µm|μm|um|microns?|micras?)", True),
    ("axial length", r"(?:[Aa]xial length|[Ll]ongitud axial)", r"\d{2}(?:[.,]\d{1,2})?", r"mm", True),
    ("exophthalmometry", r"(?:Hertel|[Ee]xo(?:ph|f)t(?:h)?almometr(?:y|[ií]a))", r"\d{1,2}(?:[.,]\d)?", r"mm", True),
    ("color plates", r"(?:Ishihara|HRR|[Cc]olou?r plates)", r"\d{1,2}\s?/\s?\d{1,2}", r"(?!)", False),
)  # fmt: skip
_FORMS = tuple(
    (name, re.compile(rf"(?<![\w-]){said}(?![\w-])"), re.compile(rf"(?<![\w.,/+-])({value})(?![\w/]"
        rf"|[.,]\d)(?:\s?({unit}))?"
     if not needs else rf"(?<![\w.,/+-])({value})\s?({unit})?(?![\d/]|[.,]\d)"), needs)
    for name, said, value, unit, needs in _TESTS
)  # fmt: skip
_ENDS = re.compile(r"\.(?=\s|$)|;(?=\s)")
_REACH, _MOST = 80, 2


def eye_measures(text: str) -> Iterator[Measured]:
    """Of a text as written. A test whose figures have units needs one of them."""
    for name, said, value, needs in _FORMS:
        for named in said.finditer(text):
            ended = _ENDS.search(text, named.end())
            last = min(ended.start() if ended else len(text), named.end() + _REACH)
            told = list(value.finditer(text, named.end(), last))[:_MOST]
            if not told or (needs and not any(one[2] for one in told)):
                continue
            unit = next((one[2] for one in told if one[2]), "") or ""
            sides = sides_of(text, [one.span(1) for one in told], named.start(), last)
            for one, side in zip(told, sides, strict=True):
                yield Measured(name, one[1].replace(" ", ""), one[2] or unit, named.start(), one.end(), side)
