"""What the sentences of a report on imaging state, each part of them as it is said: lesions, normal organs, scores."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from consilium.domain.findings.assertions.assertion import AssertionWords, assertion_of
from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.imaging.imagenumbers import images_in
from consilium.domain.findings.imaging.imagingsaid import said_of, tells_nothing
from consilium.domain.findings.imaging.imagingscores import names_score
from consilium.domain.findings.imaging.imagingstudies import lesion_in, modalities_in, told_normal
from consilium.domain.findings.imaging.lesionsizes import Study, Words, under_heading
from consilium.domain.findings.imaging.organsbeside import changes_of, is_at, leads_organ, near_part, sized_apart
from consilium.domain.findings.imaging.ownwords import own_normal, own_words
from consilium.domain.findings.imaging.picturesgone import is_gone
from consilium.domain.findings.imaging.placesbehind import over_all
from consilium.domain.findings.imaging.saidparts import Part, denied_stretch, parts_of
from consilium.domain.findings.imaging.sizes import sizes_in
from consilium.domain.findings.imaging.volumes import SUV, reference_of, uptakes
from consilium.domain.findings.paper import Clause, Section
from consilium.domain.findings.text import bodysites
from consilium.domain.findings.text.sitesenses import is_region, looked_at
from consilium.domain.findings.text.spans import Span, apart, broken, spans_in, words_between
from consilium.domain.phrases import fold
from consilium.domain.records import Scalar

_LONGEST = 600
# A sentence that names so many places has no one place.
_MANY_SITES = 3
_ORGAN_REACH = 110
# What could not be seen, of which a report says nothing.
_UNSEEN = re.compile(
    r"\b(?:not (?:imaged|visuali[sz]ed|evaluated|assessed|included|well seen|seen due)|no (?:se )?(?:visible|visibles|"
    r"valorables?|evaluables?|visualizad[oa]s?|incluid[oa]s?|explorad[oa]s?))\b",
    re.IGNORECASE,
)
_LISTS = re.compile(r"[^:;.]{0,40}?(?::|\s[-–—])\s\S")
_GROWN = re.compile(r"(?:not?|non)\s(?:enlarged|dilat|distend|aument|agrand)", re.IGNORECASE)
_ADVICE = ("recommend", "suggest", "recomiend", "sugier", "advis", "aconsej", "correlat", "correlac")
# How a study was made, and who asked or signed for it: no finding.
_MADE = re.compile(
    r"\b(?:contrast\b(?!\s?enhanc)|contraste\b|gadolinium|gadolinio|technique|t[eé]cnica|adequate|adecuad\w+|quality|"
    r"calidad|sedat\w+|sedaci[oó]n|anesthe\w+|anesth\w+|MBq|mCi|slices?|cortes|protocol\w*|acquired|acquisition|"
    r"artifacts?|artefact\w*|referr\w+|clinician|telephon\w+|discussed with|comunicad\w+|dictat\w+)\b",
    re.IGNORECASE,
)


# `no mass, and his right adrenal gland looked normal`: the last part of a list of denials that denies nothing.
_OWN_NORMAL = re.compile(
    r"[,;]\s(?:and |y |with |con )?(?:(?!(?:no|not|sin|ni|nor|or|o|without)\b)[\w-]{1,18}\s){1,6}$", re.IGNORECASE
)
_ABSENT = re.compile(r"\b(?:absent|ausente|surgically|quir[uú]rgicamente|removed)\b[^,;]{0,20},", re.IGNORECASE)
_FEW = 2
_BARE_WORDS = re.compile(
    r"\W|\d|\b(?:and|the|del?|los|las|con|with|left|right|both|derech\w+|izquierd\w+)\b", re.IGNORECASE
)
# What a tumor does to its neighbours, whose name follows.
_TOUCHES = re.compile(
    r"\b(?:rode(?:a|an|ando)|envuelv\w+|englob\w+|desplaz\w+|contact\w+ con|infiltr\w+|comprim\w+|invad\w+|abut\w*"
    r"|encas\w+|surround\w*|displac\w+|compress\w+|push\w+|inseparable (?:from|de)|adherid[oa] a|extend\w+ (?:into|to)"
    r"|se extiende (?:a|hasta))\s(?:\w+mente\s|\w+ly\s)?(?:the\s|la\s|el\s|los\s|las\s|al\s)?"
    r"(?:(?:left|right|adjacent)\s)?$"
)
# Behind a limit: `por encima del límite superior normal`, `above the upper limit of normal`.
_LIMIT = re.compile(
    r"\b(?:l[ií]mites?\s(?:superior|inferior|m[aá]xim|m[ií]nim)\w*\s(?:del?\s(?:la\s|lo\s)?)?"
    r"|(?:upper|lower)\slimits?\sof\s)$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _About:
    """What a statement is about: `name`, its place in the clause, the stretch that says it, and its SUV."""

    name: str
    start: int
    end: int
    first: int
    last: int
    suv: str = ""


def statements(clause: Clause, words: Words, study: Study, assertion: AssertionWords) -> Iterator[Finding]:
    """The clause as one statement, where it speaks of a part of the body; each part of it that is said otherwise, or
    that has an SUV of its own, is one more."""
    lesion = lesion_in(clause, words)
    values = list(SUV.finditer(clause.text))[:20]
    parts = parts_of(clause, words)
    normal = not study.report and (_normal(clause, words) or _examined(clause, words, study))
    told = lesion or (values and study.report) or normal or _said(clause, words, study, parts)
    told = told or (not study.report and not study.only and bool(parts) and _is_list(clause, words))
    told = told or any(one.place and is_gone(clause.text, one.start, one.end, place=True) for one in parts)
    if not told or spans_in(clause, words.lists["reference"]):
        return
    own = None if lesion or values or parts else own_words(clause)
    name = (
        lesion.value
        if lesion
        else "uptake"
        if values
        else parts[0].name
        if parts
        else own.value
        if own
        else "statement"
    )
    start, end = (lesion.start, lesion.end) if lesion else (0, len(clause.text))
    if name != "statement" and lesion is None and parts:
        start, end = parts[0].start, parts[0].end
    if own is not None:
        start, end = own.start, own.end
    if (study.only and name not in study.only) or (name == "statement" and names_score(clause)):
        return
    if name == "statement" and clause.words:  # what it comes down to stands at its end
        start = clause.words[-1].start
    about = _About(name, start, end, 0, min(len(clause.text), _LONGEST), values[0][1] if values else "")
    first_said = said_of(clause, start, end, assertion, place=lesion is None)
    mixed = lesion is not None and _has_stated(clause, words, lesion, assertion)
    if first_said is Assertion.NEGATED and (
        mixed or values
    ):  # `T10 no uptake, R femur SUV 1.9`: the value is of another
        first, last = denied_stretch(clause.text, start, end)
        about = replace(about, first=first, last=max(min(last, about.last), end), suv="")
    yield _statement(clause, words, study, about, first_said)
    seen = _Seen(clause, words, study, about, first_said)
    yield from _further(seen, parts, assertion)
    yield from uptakes(clause, words, study, lesion)
    for uptake in values[1:]:
        first = clause.text.rfind(";", 0, uptake.start()) + 1
        if reference_of(clause.text, first, uptake.start()):
            continue
        if first:
            part = _About(name, first, uptake.end(), first, uptake.end(), uptake[1])
            yield _statement(clause, words, study, part, assertion_of(clause, first, uptake.end(), assertion))


def _has_stated(clause: Clause, words: Words, lesion: Span[str], assertion: AssertionWords) -> bool:
    """Whether a sentence states another lesion than the one that it is about: its denial is of a part alone."""
    return any(
        one.value != lesion.value and said_of(clause, one.start, one.end, assertion) is Assertion.STATED
        for one in _lesions(clause, words)
    )


@dataclass(frozen=True, slots=True)
class _Seen:
    """A sentence with what its first statement is about, and how that is said."""

    clause: Clause
    words: Words
    study: Study
    about: _About
    how: Assertion


def _further(seen: _Seen, parts: Sequence[Part], assertion: AssertionWords) -> Iterator[Finding]:
    """Other things that a sentence names (`no effusion, no adenopathy`, `suspicious for metastases`): statements of
    their own where they are said otherwise than the first."""
    clause, words, study = seen.clause, seen.words, seen.study
    known = {(seen.about.name, seen.how)}
    for group in words.lesions if not study.only else ():
        for span in spans_in(clause, group):
            how = said_of(clause, span.start, span.end, assertion)
            if (span.value, how) in known or span.start == seen.about.start:
                continue
            known.add((span.value, how))
            if span.value == seen.about.name and how is Assertion.UNCERTAIN:
                continue  # `renal mass, favor Wilms tumor`: one thing under two names
            if how is not seen.how or how is not Assertion.STATED:
                about = _About(span.value, span.start, span.end, 0, min(len(clause.text), _LONGEST))
                yield _statement(clause, words, study, about, how)
    for part in _shown(clause, words, study, parts):
        how = said_of(clause, part.start, part.end, assertion, place=part.place)
        if (part.name, how) in known or part.first <= seen.about.start < part.last:
            continue
        known.add((part.name, how))
        told = how is not Assertion.STATED or (seen.how is Assertion.NEGATED and _tells_more(clause.text, part))
        looked = part.place and not study.report and is_region(clause.text, part.start)
        if how is Assertion.NEGATED and (looked or SUV.search(clause.text, part.first, part.last)):
            continue
        if how is not seen.how and told:
            yield _statement(clause, words, study, _About(part.name, part.start, part.end, part.first, part.last), how)


# What a history denies beside a study, and no picture shows: `sin poder realizarse resección`, `camina sin apoyos`.
_NO_PICTURE = re.compile(
    r"\b(?:poder|apoyos?|corticoides?|antecedentes|incidencias|complicaciones|quejas|s[ií]ntomas?|cl[ií]nica"
    r"|tratamiento|respuesta|fiebre|alergias|able to|symptoms|complications|history of)\b",
    re.IGNORECASE,
)


_FAR_AHEAD = 3


def _shown(clause: Clause, words: Words, study: Study, parts: Sequence[Part]) -> list[Part]:
    """The parts of a sentence that a study may have shown."""
    if study.only:
        return []
    return [one for one in parts if study.report or not _is_beside(clause, words, one)]


def _is_beside(clause: Clause, words: Words, part: Part) -> bool:
    """Whether what a sentence that quotes a study denies stands before the study is named, or is in no picture."""
    if part.place:
        return False
    named = modalities_in(clause, words)
    ahead = len(words_between(clause.text, part.end, named[0].start)) if named and part.end <= named[0].start else 0
    return ahead >= _FAR_AHEAD or _NO_PICTURE.match(part.name) is not None


def _tells_more(text: str, part: Part) -> bool:
    """Whether a part of a sentence says more of a place than its name: `ventricles larger`, not `liver and spleen`."""
    own = _BARE_WORDS.sub(" ", text[part.first : part.start] + " " + text[part.end : part.last])
    return sum(len(word) > _FEW for word in own.split()) >= _FEW and not text[part.first : part.last].rstrip().endswith(
        ":"
    )


def _is_touched(clause: Clause, organ: Span[str]) -> bool:
    """Whether an organ is what a tumor lies around or pushes aside: `rodea la aorta, hígado sin lesiones`."""
    return _TOUCHES.search(clause.folded[max(0, organ.start - 60) : organ.start]) is not None


def normal_organs(clause: Clause, words: Words, study: Study, assertion: AssertionWords) -> Iterator[Finding]:
    """`Liver, spleen and pancreas are normal.`: each organ of which a sentence says so, between the lesions that it
    names. A test of the heart tells of its own."""
    told = [] if study.only else spans_in(clause, words.lists["normal"])
    organs = [one for one in _organs(clause, words, study) if not _is_touched(clause, one)] if told else []
    ends = sorted({0, len(clause.text), *(at for one in told for at in (one.start, one.end))})
    ends += [at for one in _lesions(clause, words) for at in (one.start, one.end)]
    seen: set[tuple[str, int]] = set()
    for normal in told:
        if _GROWN.match(clause.text, normal.start) or _LIMIT.search(clause.text, 0, normal.start):
            continue  # told as what it is not, or a limit that it may lie beyond
        how = assertion_of(clause, normal.start, normal.end, assertion)
        listed = how is Assertion.NEGATED and _OWN_NORMAL.search(clause.text, 0, normal.start) is not None
        if how is not Assertion.STATED and not listed:
            continue
        low = max((at for at in ends if at < normal.start), default=0)
        if _OWN_NORMAL.search(clause.text, 0, normal.start) and (
            listed or _ABSENT.search(clause.text, low, normal.start)
        ):
            low = max(low, clause.text.rfind(",", 0, normal.start))  # `thymus absent, lungs clear`
        high = min((at for at in ends if at > normal.end), default=len(clause.text))
        before = [one for one in organs if low <= one.start and one.end <= normal.start]
        before = [one for one in before if normal.start - one.end <= _ORGAN_REACH]
        before = [one for one in before if not sized_apart(clause.text, one, normal)]
        after = [one for one in organs if normal.end <= one.start < high and one.start - normal.end <= _ORGAN_REACH]
        if before and after and leads_organ(clause.text, normal, after[0]):
            before = []  # `mass in the right kidney, normal left kidney`
        if not organs:
            called = own_normal(clause, study, normal)
            before = [called] if called is not None else []
        own = [one for one in before if not broken(clause.text, one.end, normal.start)]
        own = own or [one for one in after if not broken(clause.text, normal.end, one.start)] or before
        for organ in own:
            if (organ.value, organ.start) in seen:
                continue
            seen.add((organ.value, organ.start))
            about = _About(organ.value, organ.start, organ.end, 0, min(len(clause.text), _LONGEST))
            said = _statement(clause, words, study, about, Assertion.STATED)
            said = said if is_at(clause, words, organ) else replace(said, site="", laterality="")
            yield replace(said, detail={**said.detail, "result": "normal"})


def _lesions(clause: Clause, words: Words) -> Iterator[Span[str]]:
    for group in words.lesions:
        yield from spans_in(clause, group)


def _organs(clause: Clause, words: Words, study: Study) -> list[Span[str]]:
    """Organs; of a study that a letter quotes also what is no more than a place."""
    organs = spans_in(clause, words.lists["organs"])
    return organs if study.report else apart([*organs, *looked_at(clause.text, spans_in(clause, words.sites.sites))])


def _statement(clause: Clause, words: Words, study: Study, about: _About, how: Assertion) -> Finding:
    own = clause
    if how is Assertion.NEGATED and SUV.search(clause.text, about.last):  # what takes up tracer lies elsewhere
        own = replace(clause, text=clause.text[: about.last])
    near = own if study.report else near_part(own, about.start, about.end)
    place = bodysites.place_near(near, words.sites, about.start, about.end)
    many = about.first == 0 and bodysites.count_sites(clause, words.sites) >= _MANY_SITES
    if many and not bodysites.beside(clause, words.sites, about.start):
        place = bodysites.Place()
    place = over_all(clause, words.sites, under_heading(clause, words, place))
    return Finding(
        Kind.IMAGING,
        about.name,
        value=clause.text[about.first : about.last].strip(),
        when=study.date,
        assertion=how,
        laterality=place.side,
        site=place.site,
        detail=_detail(clause, words, study, about, how),
        citations=(clause.cite(about.first, about.last),),
        confidence=clause.confidence,
    )


def _is_list(clause: Clause, words: Words) -> bool:
    """Whether what a study showed follows its name after a colon or dash: `CT head: no bleed, post-op changes`."""
    found = modalities_in(clause, words)
    opened = _LISTS.match(clause.text, found[0].end) if found else None
    return opened is not None and not _MADE.search(clause.text) and not _UNSEEN.search(clause.text)


def _normal(clause: Clause, words: Words) -> bool:
    """Whether a quoted study showed nothing."""
    found = modalities_in(clause, words)
    return bool(found and told_normal(clause, words, found[0]))


def _examined(clause: Clause, words: Words, study: Study) -> bool:
    """Whether an examination that is no way of imaging is quoted as normal: `Left eye normal at EUA`."""
    named = [one for one in spans_in(clause, words.lists["examinations"]) if one.value == study.modality]
    return bool(named and not study.only and spans_in(clause, words.lists["normal"]))


def _said(clause: Clause, words: Words, study: Study, parts: Sequence[Part]) -> bool:
    """Whether a sentence of a report says something of the body in more than a heading's few words, and is no
    signature, advice or account of how the study was made."""
    if not study.report or spans_in(clause, words.lists["signature"]):
        return False
    if any(fold(word.text).startswith(_ADVICE) for word in clause.words) or clause.text.rstrip().endswith((":", "?")):
        return False
    if _MADE.search(clause.text) or _UNSEEN.search(clause.text):
        return False
    if clause.section is Section.CONCLUSION and len(clause.words) > 3 and clause.text.rstrip().endswith("."):
        return bool(parts) or not tells_nothing(clause)
    # Of organs alone it is `normal_organs` that tells.
    if spans_in(clause, words.lists["normal"]):
        return False
    return (bool(parts) and len(clause.words) > _FEW) or own_words(clause) is not None


def _detail(clause: Clause, words: Words, study: Study, about: _About, how: Assertion) -> dict[str, Scalar]:
    parts = {Section.CONCLUSION: "impression", Section.FINDINGS: "findings"}
    change = changes_of(clause, words, about.start)
    if how is Assertion.NEGATED and not study.report:  # what is not there has neither grown nor shrunk
        change = [one for one in change if one.value not in ("smaller", "larger")]
    detail: dict[str, Scalar] = {
        "modality": study.modality,
        "study_date": str(study.date) if study.date else "",
        "study": study.number,
        "part": parts.get(clause.section, "findings" if study.report else "quoted"),
        "change": change[0].value if change else "",
        "suv": about.suv,
        **(images_in(clause.text) if len(list(sizes_in(clause.text))) < 2 else {}),
    }
    return {key: value for key, value in detail.items() if value}


def is_title(clause: Clause, words: Words, report: bool) -> bool:
    """The title of a report (`CT chest with contrast`) states nothing; nor does a heading alone."""
    untold = clause.section is Section.NONE and report
    if untold and spans_in(clause, words.lists["modalities"]) and not any(sizes_in(clause.text)):
        return True
    headings = spans_in(clause, words.lists["report_headings"])
    return len(clause.words) <= 2 and bool(headings)
