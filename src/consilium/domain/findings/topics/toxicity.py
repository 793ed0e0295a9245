"""Toxicities of treatment, each with its grade as written and the system named.

`value` is the grade's words (`grade 3`), `number` its figure where it is one; detail: `grade`, `system`. A symptom
that every child has (nausea, fever) is a toxicity only where it is graded. What may happen is `CONDITIONAL`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from consilium.domain.findings.assertions.assertion import AssertionWords, assertion_of
from consilium.domain.findings.assertions.denials import explained_list
from consilium.domain.findings.assertions.namedfor import named_for
from consilium.domain.findings.assertions.refusals import answered_none, inapplicable
from consilium.domain.findings.assertions.told import occasion_near
from consilium.domain.findings.days.blockdays import of_block
from consilium.domain.findings.days.occasions import occasions
from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.illnesses.baregrades import Grade, bare_grades
from consilium.domain.findings.illnesses.gradecolumns import graded_tables
from consilium.domain.findings.illnesses.illnessanswers import never_came, said_no
from consilium.domain.findings.illnesses.otherorgans import of_other_organ
from consilium.domain.findings.paper import Clause, Paper, Section
from consilium.domain.findings.text.terms import Found, Term, cue_in, cues, found_in, index_of
from consilium.domain.phrases import PhraseIndex, words_of
from consilium.domain.records import Scalar

_GRADE = re.compile(
    r"(?<!\w)(?:(?:grade|grades|grado)\s?[:=]?\s?|(?:gr\.?|gdo?\.?|g|rtog)\s?)(?P<grade>[0-5](?:\s?[-–/]\s?[1-5])?[ab]?|IV"
    r"|I{1,3}|V)(?!\w|[.,]\d)",
    re.IGNORECASE,
)
# A toxicity by its organ in a list: `Toxicidad: mucositis grado 2, renal grado 1`.
_OF_ORGAN = {
    "renal": "nephrotoxicity", "hepatic": "hepatotoxicity", "cardiac": "cardiotoxicity", "cardiaca": "cardiotoxicity",
    "neurologic": "neurotoxicity", "neurological": "neurotoxicity", "neurológica": "neurotoxicity",
    "neurologica": "neurotoxicity", "hematologic": "myelosuppression", "hematological": "myelosuppression",
}  # fmt: skip
# A grade of another scale: `MRC grade 3 dorsiflexion (foot drop)`, `grade 3 House-Brackmann`.
_OTHER_SCALE = re.compile(
    r"\b(?:MRC|Oxford|House[- ]Brackmann|HB|GMFCS|Tanner|strength|power|fuerza|WHO|OMS|Silfverski\w+|VUR|RVU|ASA"
    r"|Mallampati|reflux|reflujo|murmur|soplo)\s(?:of\s|de\s)?$",
    re.IGNORECASE,
)
_OTHER_BEHIND = re.compile(r"\s(?:House|MRC|de la MRC|de House)\b|/6\b", re.IGNORECASE)
# A word with its grade; no tumor, murmur or reflux, which have grades of their own.
_GRADED = re.compile(
    r"(?<![\w-])(?P<name>(?:[Tt]os|[A-Za-zÀ-ÿ][a-zà-ÿ]{3,20})(?:\s[a-zà-ÿ]{3,20})?)\s(?:\([^()]{1,60}\)\s)?(?:grade\s|grado\s|gr\.?\s?|gd\.?\s?|G)(?=[1-5](?!\w)|I{1,3}V?(?!\w))"
)
# A toxicity that is named by its risk (`riesgo gonadal bajo a moderado`) is one that may come.
_NAMED_RISK = re.compile(r"\b(?:risk|riesgo)\b", re.IGNORECASE)
_NO_TOXICITY = re.compile(
    r"tumou?r|oma\b|cancer|sarcoma|WHO|OMS|murmur|soplo|reflux|reflujo|hydroneph|hidronef|Tanner|stage|estadio|shock|"
    r"differen|diferen|^(?:currently|now|today|current|maximal|worst|highest|actualmente|actual|hoy|ahora|persist\w*|onset)\b|histolog|malign|weight|oncolog|brock|chang|boston|siop|huvos|gleason|fuhrman|nottingham|house|"
    r"(?:^|\s)(?:manos|pies|dedos|piernas|brazos|hands|feet|fingers|toes|legs|arms|extremidades|palmas|plantas)$|"
    r"varices|fibrosis|liver|maximum|m[aá]xim|grade|grado|effect|efecto|toxic|event|reaction|reacci|score|respon|"
    r"^(?:max|peak|pico|global|total|aguda?|agudo|chronic|cr[oó]nic[oa]|cut[aá]ne[oa]|digestiv[oa]|hep[aá]tic[oa]"
    r"|intestinal|developed|developing|had|have|has|with|overall|peak|acute|mild|tuvo|present[oó]|desarroll[oó]|con"
    r"|some|also|only|admitted|hospitali[sz]ed|due|presented|recorded|scored|rated|ingres[oó]|hospitalizad[oa]"
    r"|(?:cortico)?esteroides?|steroids?|corticoides?|quimioterapia|chemotherapy|asparaginasa|asparaginase|vincristin[ae]"
    r"|metotrexat[oe]|methotrexate|cisplatin[oa]?|"
    r"all|from|until|hasta|both)\b|\b(?:were|was|is|are|of|de|con|with|and|y|the|la|el|fue|eran|to|a|for|por"
    r"|withheld|held|dose|dosis|after|tras|until|hasta|by|if|si|than|m[aá]s|no|sin|per|seg[uú]n)$",
    re.IGNORECASE,
)
# Words of what is felt or seen: with a grade they are toxicities in any part of a paper (`jaw pain gd 1`).
_FELT = re.compile(
    r"(?:\b(?:pains?|aches?|foot drop|rash|reaction|cough|fever|vomit\w*|nausea|toxicity|weakness|fatigue"
    r"|headaches?|itch\w*|hives|skin"
    r"|mucosa|mucosal|infection|bleeding|dolor|tos|tos \w+|fiebre|v[oó]mitos|n[aá]useas|toxicidad|debilidad|fatiga"
    r"|cefalea|piel"
    r"|reacci[oó]n|sangrado|loss|p[eé]rdida \w+|urticaria|infecci[oó]n)|itis|osis|algia|[ae]emia|uria|penia"
    r"|rrh?o?ea|pathy"
    r"|pat[ií]a|edema|prurito|pruritus|astenia)$",
    re.IGNORECASE,
)
# An abbreviation that is denied means what it means (`no ICANS`).
_DENIED = re.compile(
    r"(?<!\w)(?:no|sin|without|(?:not|no) (?:meet|cumpl\w{1,4}|reach|alcanz\w{1,3})(?: (?:the|los))? "
    r"(?:criteria for|criterios (?:de|para)))\s$",
    re.IGNORECASE,
)
_CLASSED = re.compile(r"\b(?:(?:high|low|intermediate|standard)[ -]risk|(?:alto|bajo|mediano) riesgo)\b", re.IGNORECASE)
_PROPHYLAXIS_BEFORE = re.compile(r"\b(?:profilaxis|prophylaxis)(?: (?:de|del|for|of|against|anti))?[ :-]{1,2}$")
_PROPHYLAXIS = re.compile(r"[ -]prophylaxis\b")
# How bad an abbreviation was tells that it is one: `SOS severo`, `moderate VOD`.
_SEVERITY = re.compile(
    r",?\s(?:very )?(?:severe|moderate|mild|severo|severa|moderado|moderada|leve|grave)\b", re.IGNORECASE
)
_NOW = re.compile(
    r"\s?(?:-{1,2}>|→|=>|⇒)\s?(?:(?:grade|grado|gr\.?|G)\s?)?(?P<grade>[0-5])(?![\w.,/%]\w)", re.IGNORECASE
)
# A grade of zero: `ICANS 0.`, `mucositis G0`.
_NONE_OF_IT = re.compile(r"\s(?:(?:grade|grado|gr\.?|G)\s?)?0(?=\s?[.;,)|]|\s*$)|\sG0\b")
# That a list holds grades.
_GRADED_LIST = re.compile(r"\b(?:grades?|grados?|CTC(?:AE)?|RTOG)\b", re.IGNORECASE)
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5}
_SILENT = frozenset({Section.FAMILY_HISTORY, Section.QUESTIONS, Section.ALLERGIES})
# Where what every child has may be denied as a toxicity: `no mucositis, no diarrhea`.
_WATCHED_FOR = frozenset({Section.TOXICITY, Section.COURSE, Section.TREATMENT})
_NEXT_ITEM = re.compile(r"\s\d{1,2}\)\s|;\s|\.\s(?=[A-ZÁÉÍÓÚ])")
# Where a toxicity is: `EICH aguda de piel grado II`.
_ORGAN = re.compile(
    r"(?:skin|gut|GI|liver|oral|eyes?|lungs?|piel|cut[aá]ne[oa]|intestin\w{1,4}|digestiv[oa]|h[ií]gado|hep[aá]tic[oa]|boca)\b",
    re.IGNORECASE,
)
_OF_PART = re.compile(r"\s(?:de|del|of|in|en)(?:\s(?:the|la|el))?\s$")
_WATCHED = re.compile(r",?\s(?:vigilar|monitor|a vigilar|watch)\b", re.IGNORECASE)
# How far a grade may stand from its toxicity (letters), and a word of risk before it.
_NEAR, _RISK = 44, 60
# Toxicities farther along the list are never nearer to a grade.
_NEIGHBORS = 12


@dataclass(frozen=True)
class Words:
    """Toxicities by their names, grading systems, words of what may happen."""

    terms: PhraseIndex[tuple[Term, ...]]
    systems: PhraseIndex[str]
    cues: Mapping[str, PhraseIndex[str]]


def words_from(data: Mapping[str, Any]) -> Words:
    """From `knowledge/findings/toxicity.yaml`."""
    systems = ((str(phrase), name) for name, phrases in data["systems"].items() for phrase in phrases)
    return Words(index_of(data["terms"]), PhraseIndex.of(systems), cues({"if": data["if"]}))


# `Retiro de puerto solo si recurre bacteriemia`: what is done if it comes.
_IF_IT = re.compile(r"\b(?:if|si|unless|should|en caso de(?: que)?)\s(?:[\w-]{1,16}\s){0,3}$")


def find(paper: Paper, words: Words, assertion: AssertionWords) -> Iterator[Finding]:
    """The toxicities that a paper tells."""
    graded, in_tables = graded_tables(paper, words.terms)
    yield from graded
    following = [*paper.clauses[1:], None]
    listed = any(one.section is Section.TOXICITY and _GRADED_LIST.search(one.text) for one in paper.clauses)
    for clause, after in zip(paper.clauses, following, strict=False):
        if clause.section in _SILENT or id(clause) in in_tables:
            continue
        hits = list(found_in(clause, words.terms))
        hits += _unknown(clause, hits)
        grades = _grades(clause.text, [one.end for one in hits])
        bare = bare_grades(clause, hits, listed=listed) if not grades else {}
        if hits and not grades and not bare and after is not None and _goes_on(clause, hits[-1], after):
            yield _wrapped(clause, after, hits.pop(), paper, words, assertion)
        for at, one in enumerate(hits):
            others = [*hits[max(0, at - _NEIGHBORS) : at], *hits[at + 1 : at + 1 + _NEIGHBORS]]
            grade = bare.get(one.start) or _grade_of(clause.text, one, others, grades)
            if inapplicable(clause, one.end) or _names_medicine(clause, one):
                continue
            if of_other_organ(clause.text, one.start, one.end, one.term.name):
                continue
            if grade is not None or _plain(clause, one, words):
                made = _finding(clause, one, grade, paper, words, assertion)
                if made.assertion is not Assertion.FAMILY:  # a relative's is read as the family's history
                    yield made


def _unknown(clause: Clause, hits: Sequence[Found]) -> list[Found]:
    """What no table has and a grade makes a toxicity, where others are graded: `Parotitis gr 1`, `cheilitis G1`."""
    ends = [one.end for one in hits]
    graded = clause.section is Section.TOXICITY or (bool(hits) and bool(_grades(clause.text, ends)))
    found = (
        hit
        for hit in _GRADED.finditer(clause.text)
        if not any(one.start < hit.end("name") and hit.start("name") < one.end for one in hits)
    )
    return [
        Found(Term(_OF_ORGAN.get(hit["name"].lower(), hit["name"].lower())), *hit.span("name"))
        for hit in found
        if (_FELT.search(hit["name"]) or (graded and not _NO_TOXICITY.search(hit["name"])))
        and not _is_part(clause.text, hit.start("name"), ends)
    ]


def _is_part(text: str, start: int, ends: Sequence[int]) -> bool:
    """Whether a word says where the toxicity before it is."""
    if any(end < start and _OF_PART.fullmatch(text, end, start) for end in ends):
        return True
    return _ORGAN.match(text, start) is not None and any(0 < start - end <= 2 for end in ends)


def _goes_on(clause: Clause, last: Found, after: Clause) -> bool:
    """Whether the next line is the grade of a cell that ends here: `neuropatía` / `grado 2`."""
    return last.end == len(clause.text.rstrip()) and _GRADE.fullmatch(after.text.strip()) is not None


def _wrapped(
    clause: Clause, after: Clause, one: Found, paper: Paper, words: Words, assertion: AssertionWords
) -> Finding:
    grade = _grades(after.text)[0]
    made = _finding(clause, one, None, paper, words, assertion)
    return replace(
        made,
        value=after.text[grade.start : grade.end],
        number=grade.number,
        detail={**made.detail, "grade": grade.text},
        citations=(*made.citations, after.cite(grade.start, grade.end)),
    )


def _names_medicine(clause: Clause, one: Found) -> bool:
    """Whether a toxicity only says what a medicine is for: `Profilaxis EICH: tacrolimus`, `GVHD prophylaxis`."""
    around = clause.folded[max(0, one.start - 20) : one.start], clause.folded[one.end : one.end + 14]
    told = named_for(clause.text, one.start, one.end) is Assertion.CONDITIONAL
    return told or _PROPHYLAXIS_BEFORE.search(around[0]) is not None or _PROPHYLAXIS.match(around[1]) is not None


def _plain(clause: Clause, one: Found, words: Words) -> bool:
    """Whether a toxicity counts without a grade; abbreviations need one, since they mean other things too."""
    if clause.section is Section.GENERAL or _is_risk(clause, one, words):
        return clause.heading != clause.text
    headed = clause.heading == clause.text
    denied = _DENIED.search(clause.text, max(0, one.start - 48), one.start) is not None
    denied = (
        denied
        or answered_none(clause, one.end)
        or _NONE_OF_IT.match(clause.text, one.end) is not None
        or _SEVERITY.match(clause.text, one.end) is not None
    )
    if one.term.facts.get("graded"):
        denied = denied and _SEVERITY.match(clause.text, one.end) is None
        return denied and not headed and clause.section in _WATCHED_FOR
    return (not one.term.short or denied) and not headed


def _grades(text: str, ends: Sequence[int] = ()) -> tuple[Grade, ...]:
    found = []
    for hit in _GRADE.finditer(text):
        if (later := _NOW.match(text, hit.end())) is not None:  # `mucositis gr 3 -> 2`: what it is now
            found.append(Grade(later["grade"], float(later["grade"]), hit.start(), later.end()))
            continue
        if hit[0] == "GI" and not any(0 <= hit.start() - end <= 2 for end in ends):
            continue  # the gut: `GI: constipation`
        if _OTHER_SCALE.search(text, max(0, hit.start() - 24), hit.start()) or _OTHER_BEHIND.match(text, hit.end()):
            continue
        short = text[hit.start()] == "g" and hit[0].lower().lstrip("g")[:1].isdigit()
        if short and not any(hit.start() - end in (0, 1) for end in ends):
            continue  # `3 g4`, `mucositis g3`
        written = hit["grade"]
        number = float(written) if written.isdigit() else _ROMAN.get(written.lower())
        found.append(Grade(written, float(number) if number is not None else None, hit.start(), hit.end()))
    return tuple(found)


def _grade_of(text: str, one: Found, others: list[Found], grades: tuple[Grade, ...]) -> Grade | None:
    """The nearest grade that no other toxicity stands between; one straight before its toxicity wins."""
    near = []
    own_none = _NONE_OF_IT.match(text, one.end) is not None  # `hepática grado 1, neurotoxicidad 0`
    for grade in grades:
        if own_none and grade.start < one.start:
            continue
        first, last = min(one.end, grade.end), max(one.start, grade.start)
        if last - first > _NEAR:
            continue
        between = text[first:last]
        parted = any(first <= other.start < last for other in others) or re.search(r"[.;]\s", between)
        nearer = any(_gap(other, grade, text) < _gap(one, grade, text) for other in others)
        if not parted and not nearer:
            near.append((*_gap(one, grade, text), grade.start, grade))
    return min(near, key=lambda entry: entry[:3])[3] if near else None


def _gap(one: Found, grade: Grade, text: str) -> tuple[bool, int]:
    """How far a grade stands from a toxicity; a comma between them makes it farther than any without."""
    first, last = min(one.end, grade.end), max(one.start, grade.start)
    return "," in text[first:last], max(0, last - first)


def _finding(
    clause: Clause, one: Found, grade: Grade | None, paper: Paper, words: Words, assertion: AssertionWords
) -> Finding:
    start = min(one.start, grade.start) if grade else one.start
    end = max(one.end, grade.end) if grade else one.end
    # A day between a thing and its grade is its own: `hypotension during etoposide on 14/01 (grade 2)`.
    within = [day for day in occasions(clause.text, paper) if start <= day.start and day.end <= end]
    when = within[0] if len(within) == 1 else occasion_near(clause, paper, start, end, 60)
    if when is None and clause.cells:
        when = next(iter(occasions(clause.text, paper)), None)
    if when is not None and when.end <= start and _is_anothers(clause, when.start, (when.end, start), words):
        when = None
    if when is not None and when.start >= end and _is_lasts(clause, end, when.start, words):
        when = None
    if when is not None and when.start < start and of_block(clause, paper, when.start):
        when = None
    detail: dict[str, Scalar] = {"grade": _shown(grade)} if grade else {}
    near = [word for word in words_of(clause.text) if start - 40 <= word.start <= end + 40]
    system = next(iter(words.systems.find(near)), None)
    detail |= {"system": system.value} if system else {}
    return Finding(
        Kind.TOXICITY,
        one.term.name,
        one.term.codes,
        clause.text[grade.start : grade.end] if grade else "",
        grade.number if grade else None,
        when=when.when if when else None,
        until=when.until if when else None,
        assertion=_said(clause, one, grade, words, assertion),
        detail=detail,
        citations=(clause.cite(start, end),),
        confidence=clause.confidence,
    )


# What parts a toxicity from the day of the one before it: `neutropenia in 04/2025; mucositis grade 2`.
_NEXT = re.compile(r"[;,]|\)\s?[^\W\d_]|\b(?:and|y|e|luego|then)\b", re.IGNORECASE)


def _is_anothers(clause: Clause, day: int, between: tuple[int, int], words: Words) -> bool:
    """Whether a day before a toxicity is of the toxicity that stands before that day."""
    if _NEXT.search(clause.text, *between) is None:
        return False
    low = max(clause.text.rfind(";", 0, day), clause.text.rfind(". ", 0, day), 0)
    return any(low <= one.start and one.end <= day for one in found_in(clause, words.terms))


def _is_lasts(clause: Clause, end: int, day: int, words: Words) -> bool:
    """Whether a day behind a toxicity is of the last of a list that goes on behind it: `constipación G2, neuropatía G1,
    hiperglucemia G2 desde 05/03`. A day in a bracket may be of all."""
    between = [one for one in found_in(clause, words.terms) if end <= one.start and one.end <= day]
    if not between or "(" in clause.text[between[-1].end : day]:
        return False
    return re.search(r"[,;]", clause.text[end : between[0].start]) is not None


def _shown(grade: Grade) -> str:
    """A grade as written; one in Roman letters with its figure before it."""
    return f"{grade.number:g} ({grade.text})" if grade.number is not None and grade.text.isalpha() else grade.text


def _is_risk(clause: Clause, one: Found, words: Words) -> bool:
    first = max(0, one.start - _RISK)
    marks = [mark.end() for mark in _NEXT_ITEM.finditer(clause.text, first, one.start)]
    text = _CLASSED.sub(lambda hit: " " * len(hit[0]), clause.text)  # `high-risk febrile neutropenia` is there
    return cue_in(text, words.cues["if"], marks[-1] if marks else first, one.start) is not None


def _said(clause: Clause, one: Found, grade: Grade | None, words: Words, assertion: AssertionWords) -> Assertion:
    said = assertion_of(clause, one.start, one.end, assertion)
    if grade is not None and grade.number == 0:  # CTCAE counts from 1
        return Assertion.NEGATED
    plain = grade is None and said in (Assertion.STATED, Assertion.PLANNED)
    if plain and named_for(clause.text, one.start, one.end) is Assertion.NEGATED:
        return Assertion.NEGATED
    answered = answered_none(clause, one.end) or said_no(clause, one.end) or _NONE_OF_IT.match(clause.text, one.end)
    if grade is None and (answered or (said is Assertion.STATED and never_came(clause.text, one.end))):
        return Assertion.NEGATED
    ticked = grade is not None and said is Assertion.NEGATED and "[" in clause.text[one.end : grade.start]
    # By its place in a plan: nobody plans a toxicity.
    if ticked or (said is Assertion.PLANNED and clause.section is Section.PLAN):
        said = Assertion.CONDITIONAL if _IF_IT.search(clause.folded, 0, one.start) else Assertion.STATED
    risk = (
        _is_risk(clause, one, words)
        or explained_list(clause, one.start)
        or _WATCHED.match(clause.text, one.end) is not None
    )
    risk = risk or _NAMED_RISK.search(clause.text, one.start, one.end) is not None
    question = clause.text.rstrip().endswith("?")
    return Assertion.CONDITIONAL if said is Assertion.STATED and (risk or question) else said
