"""Volumes of organs and lesions, and standardized uptake values, as reports on imaging tell them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from consilium.domain.findings.assertions.assertion import AssertionWords, assertion_of
from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.imaging.lesionsizes import Study, Words, things_in
from consilium.domain.findings.imaging.sizedays import in_bracket_of_before
from consilium.domain.findings.paper import Clause
from consilium.domain.findings.text import bodysites
from consilium.domain.findings.text.numerals import comparator_of, shown_sign
from consilium.domain.findings.text.spans import Span, spans_in, words_between

SUV = re.compile(
    r"\bSUV[\s-]?(?:m[aá]x(?:im[oa]|imum)?|max|mean|med(?:io|ia)?|avg|peak|pico|bw|lbm)?\.?\s?(?:(?:of|de|was|is|"
    r"es|fue|"
    r"up to|hasta|approximately|aprox\.?)\s|[:=~]\s?)?(\d{1,3}(?:[.,]\d{1,2})?)(?![\d%])",
    re.IGNORECASE,
)
_ORGAN_REACH, _MOST = 3, 12
_GROUPED = re.compile(r"[1-9]\d{0,2}[.,]\d{3}")
# Words right before an uptake value, or right behind it, by which it is one of an earlier study.
_ONCE_AHEAD = re.compile(
    r"\b(?:formerly|previously|initially|at (?:diagnosis|baseline)|prior|before|previamente|anteriormente|"
    r"inicialmente|antes|previ[oa]|basal|al (?:inicio|diagn[oó]stico|debut)|"
    r"alcanzaban?|ten[ií]an?|presentaban?|mostraban?|captaban?|hab[ií]an? (?:tenido|alcanzado))\s?(?:(?:with|con|"
    r"an?|un|de|of|el|its)\s){0,2}$",
    re.IGNORECASE,
)
_ONCE_BEHIND = re.compile(
    r"[\s,(]{0,3}(?:previously|formerly|at (?:diagnosis|baseline)|(?:in|on|from) (?:the )?(?:prior|previous|last|"
    r"earlier|"
    r"baseline|initial)|previamente|anteriormente|al (?:inicio|diagn[oó]stico|debut)|en (?:el|la) (?:estudio |PET )?"
    r"(?:previ[oa]|anterior|inicial|basal))\b(?!\s?:?\s?(?:SUV\w{0,4}\s)?\d)",
    re.IGNORECASE,
)
# The value in the bracket of a thing of before that is no longer seen: `Foco previo en L2 (SUV 4.8) no se ve`.
_OF_BEFORE = re.compile(
    r"\b(?:previous(?:ly)?|prior|earlier|known|previ[oa]s?|previamente|anterior(?:es)?|conocid[oa]s?)"
    r"\b[^;.]{0,60}\(\s?$",
    re.IGNORECASE,
)
_IS_GONE = re.compile(
    r"[^();.]{0,12}\)[^;.()]{0,24}?\b(?:no longer|not (?:seen|visible|identified|present|avid)|resolved|disappeared|"
    r"gone|(?:ya )?no se (?:visualiza|identifica|observa|aprecia|ve)n?|resuelt[oa]s?|desaparec\w+|ya no)\b",
    re.IGNORECASE,
)
# What a tumor's uptake is measured against: `SUVmax 2.1 (liver SUVmax 2.6, mediastinum 1.8)`.
_REFERENCE = re.compile(
    r"[\s,;.(\[-]*(?:(?:vs\.?|versus|and|y|with|con|frente a|respecto a|reference|referencia|normal|the|el|la"
    r"|del?|of|in|en)\s)*"
    r"(?:(?:liver|hepatic|h[ií]gado|hep[aá]tico|mediastin(?:um|al|o)|blood\s?-?\s?pool|pool (?:vascular"
    r"|sangu[ií]neo)|aorta|a[oó]rtic[oa]"
    r"|background|fondo|reference|referencia|muscle|m[uú]sculo)(?:\s(?:blood\s?-?\s?pool|pool|background"
    r"|reference|de referencia"
    r"|activity|actividad|uptake|captaci[oó]n|parenchyma|par[eé]nquima))?)\W{0,3}(?:(?:with|con|an?|un|is|was|es"
    r"|de|of)\s)*",
    re.IGNORECASE,
)
_AMOUNT = r"(?:[1-9]\d{0,2}[.,]\d{3}(?=\s?(?:cc|cm|m[lL]))|\d{1,4}(?:[.,]\d{1,2})?)"
_SIGNED = (
    r"(?P<sign>[<>]\s?=|[<>≤≥]|(?:no(?:t)? )?(?:greater|more|larger|less|smaller) than|at (?:least|most)|over|under|"
    r"(?:no )?(?:mayor|menor)(?:es)? (?:de|a|que)|(?:superior|inferior)(?:es)? a|(?:no )?m[aá]s de|menos de|al menos|"
    r"por lo menos|como m[aá]ximo)?"
)
# A volume that is called so, of the thing that was measured before it: `6.8 x 6.1 x 5.9 cm (est. volume 128 mL)`.
_TOLD_VOLUME = re.compile(
    r"\bvol(?:ume|umen)?\b\.?\s?(?:(?:estimated|estimado|calculado|aproximado|aprox|approx|of|de|en|about|es|is|was|"
    r"total|tumoral|approximately|aproximadamente|unos)\.?\s){0,3}[:=~]?\s?"
    r"(?:(?:on|by|en|por|seg[uú]n)\s(?:MRI?|CT|US|RM|TC|TAC|the scan|la TC|la RM)\s)?"
    rf"{_SIGNED}\s?(?P<number>{_AMOUNT})\s?(?P<unit>cc|cm3|cm³|m[lL])(?![\w/])",
    re.IGNORECASE,
)
_VOLUME = re.compile(
    rf"{_SIGNED}\s?(?<![\w.,/-])(?P<number>{_AMOUNT})\s?(?P<unit>cc|cm3|cm³|cm2|cm²)(?![\w/])",
    re.IGNORECASE,
)

# A mass right before milliliters: `masa mediastínica 485 mL`; what was drained or given is none.
_OF_MASS = re.compile(
    r"\b(?:mass|masa|tumou?r|conglomerado|lesi[oó]n)(?:\s[^\W\d_]{3,16}){0,2}\s?[:,]?\s?(?:\(|of\s|de\s)?\s?"
    rf"(?P<sign>[<>]\s?=|[<>≤≥])?\s?(?P<number>{_AMOUNT})\s?(?P<unit>m[lL])(?![\w/])(?!\s(?:of|de|were|se|was"
    rf"|fluid|l[ií]quido|drain|IV\b|h))",
    re.IGNORECASE,
)


def reference_of(text: str, start: int, end: int) -> str:
    """What a tumor's uptake is compared with, where an uptake value is of that: "liver", "blood pool"; else ""."""
    found = _REFERENCE.fullmatch(text, start, end)
    if found is None:
        return ""
    return "liver" if re.search(r"liver|hep|h[ií]gado", found[0], re.IGNORECASE) else "blood pool"


def volumes(clause: Clause, words: Words, study: Study, assertion: AssertionWords) -> Iterator[Finding]:
    """Volumes of organs and lesions, and areas: `ovario derecho 6.1 cc`, `residuo < 1,5 cm2`."""
    found = list(_VOLUME.finditer(clause.text))[:_MOST]
    told = {one.start("number") for one in _TOLD_VOLUME.finditer(clause.text)}
    found += [
        one for one in _TOLD_VOLUME.finditer(clause.text) if all(one["number"] != other["number"] for other in found)
    ]
    seen = {one.start("number") for one in found}
    found += [one for one in _OF_MASS.finditer(clause.text) if one.start("number") not in seen]
    things = sorted((*things_in(clause, words), *spans_in(clause, words.lists["organs"])), key=lambda one: one.start)
    for value in found if things else ():
        at = value.start("number") if value.re is _OF_MASS else value.start()
        before = [one for one in things if one.end <= at]
        near = bool(before) and len(words_between(clause.text, before[-1].end, at)) <= _ORGAN_REACH
        if not before or not (near or value.start("number") in told):
            continue
        place = bodysites.place_near(clause, words.sites, before[-1].start, value.start())
        yield Finding(
            Kind.MEASUREMENT,
            before[-1].value,
            value=shown_sign(comparator_of(value["sign"] or ""))
            + clause.text[value.start("number") : value.end()].strip(),
            number=_number(value["number"]),
            comparator=comparator_of(value["sign"] or ""),
            unit=value["unit"],
            when=study.date,
            assertion=assertion_of(clause, before[-1].start, value.end(), assertion),
            laterality=place.side,
            site=place.site,
            detail={"modality": study.modality} if study.modality else {},
            citations=(clause.cite(before[-1].start, value.end()),),
            confidence=clause.confidence,
        )


def _number(text: str) -> float:
    """`1.020` and `1,020` cubic centimeters are a thousand and some."""
    return float(re.sub(r"[.,]", "", text) if _GROUPED.fullmatch(text) else text.replace(",", "."))


def _of_gone(text: str, start: int, end: int) -> bool:
    """Whether an uptake value in a bracket is that of something of before that is gone now."""
    return _OF_BEFORE.search(text, max(0, start - 90), start) is not None and _IS_GONE.match(text, end) is not None


def uptakes(clause: Clause, words: Words, study: Study, lesion: Span[str] | None) -> Iterator[Finding]:
    """Each standardized uptake value of a report on its own study, as a measurement."""
    if not study.report:
        return
    last = 0
    for found in list(SUV.finditer(clause.text))[:20]:
        first = max(clause.text.rfind(mark, last, found.start()) + 1 for mark in ";.,")
        first = max(first, last)
        all_things = things_in(clause, words)
        things = [one for one in all_things if first <= one.start < found.start()]
        end = found.end()
        if last and not things and reference_of(clause.text, first, found.start()):
            last = end
            continue
        if not things and not clause.text[first : found.start()].strip(" ,("):  # `SUVmax 5.6 in the left neck`
            end = min((at for mark in ";,." if (at := clause.text.find(mark, end)) > 0), default=len(clause.text))
            things = [one for one in all_things if found.end() <= one.start < end][:1]
        place = _part_place(clause, words, first, end)
        name = things[-1].value if things else lesion.value if lesion else "uptake"
        last = end
        before = in_bracket_of_before(clause.text, found.start()) or is_once(clause.text, found.start(), found.end())
        before = before or _of_gone(clause.text, found.start(), found.end())
        when = study.prior if before else study.date
        yield Finding(
            Kind.MEASUREMENT,
            f"{name} SUV",
            value=found[1],
            number=float(found[1].replace(",", ".")),
            unit="SUV",
            when=when,
            assertion=Assertion.HISTORICAL if before else Assertion.STATED,
            laterality=place.side,
            site=place.site,
            detail={
                key: value
                for key, value in (
                    ("lesion", " ".join(part for part in (place.side, place.site, name) if part)),
                    ("modality", study.modality),
                    ("study_date", str(when) if when and not before else ""),
                )
                if value
            },
            citations=(clause.cite(first, end),),
            confidence=clause.confidence,
        )


def _part_place(clause: Clause, words: Words, first: int, last: int) -> bodysites.Place:
    """The site and side that a part of a sentence names."""
    return bodysites.place_near(Clause(clause.text[first:last], clause.pieces), words.sites, 0, last - first)


def is_once(text: str, start: int, end: int) -> bool:
    """Whether the words beside an uptake value say that it is of before: `formerly SUV 5.2`, `SUVmax 7.9 in the
    previous study`."""
    return _ONCE_AHEAD.search(text, max(0, start - 40), start) is not None or _ONCE_BEHIND.match(text, end) is not None
