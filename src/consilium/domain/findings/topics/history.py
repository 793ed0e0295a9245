"""Other illness of the child (with syndromes that predispose to cancer) and what relatives have.

CONDITION: `detail` predisposes ("yes"), symptom ("yes" for what is felt or seen on a day, and is no diagnosis); `when`
where a day stands right beside it. FAMILY_HISTORY: `detail` relative ("maternal grandmother", "" where
the text says none), age (at which the relative had it, as written); a family without cancer is a negated "cancer".
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from consilium.domain.dates import PartialDate
from consilium.domain.findings.assertions.assertion import AssertionWords, assertion_of
from consilium.domain.findings.assertions.assertionforms import to_rule_out
from consilium.domain.findings.assertions.contacts import of_others
from consilium.domain.findings.assertions.denials import explained_list
from consilium.domain.findings.assertions.informants import only_tells
from consilium.domain.findings.assertions.kindenials import denied_items, denied_of_family, of_whole_family
from consilium.domain.findings.assertions.kinnear import (
    KIN_PARTS,
    PARENTS_HAVE,
    age_of,
    kin_in,
    near_kin,
    relative_of,
    side_of,
)
from consilium.domain.findings.assertions.kinofchild import as_of_child
from consilium.domain.findings.assertions.kintold import kin_told
from consilium.domain.findings.assertions.markerresults import said_of_disease
from consilium.domain.findings.assertions.openphrases import denied_phrases, lists_kin, of_care, of_relatives
from consilium.domain.findings.examination.nodesfelt import nodes_felt
from consilium.domain.findings.examination.palpation import felt_in
from consilium.domain.findings.finding import Assertion, Code, Finding, Kind
from consilium.domain.findings.illnesses import shortnames
from consilium.domain.findings.illnesses.achesnamed import noun_of
from consilium.domain.findings.illnesses.aroundbirth import around_birth
from consilium.domain.findings.illnesses.baregrades import is_graded
from consilium.domain.findings.illnesses.deaths import deaths
from consilium.domain.findings.illnesses.historywords import Condition, Words, words_from
from consilium.domain.findings.illnesses.illnessanswers import answered_no, never_came, of_now
from consilium.domain.findings.illnesses.illnessdays import day_of
from consilium.domain.findings.illnesses.openillnesses import open_in
from consilium.domain.findings.medicines.vaccines import unnamed_vaccines
from consilium.domain.findings.paper import Clause, Paper, Section
from consilium.domain.findings.text.headings import in_capitals
from consilium.domain.findings.text.spans import Span, spans_in
from consilium.domain.phrases import fold, words_of
from consilium.domain.records import Category

__all__ = ["SHARED", "Condition", "Words", "find", "words_from"]

SHARED = ("diagnosis", "signs", "ailments", "homonyms")  # diseases that relatives may have too, and more signs

_MOST_CITATIONS = 8
_SKIPPED = frozenset({Section.GENERAL, Section.TECHNIQUE, Section.STAINS})
# Papers and parts that tell of a picture, of tissue or of genes, where such words are findings of their own kinds.
_OF_A_STUDY = frozenset(
    {Category.IMAGING_REPORTS, Category.PATHOLOGY_REPORT, Category.BONE_MARROW, Category.GENETICS, Category.LABS}
)
_OF_TISSUE = frozenset({Section.GROSS, Section.MICROSCOPY, Section.SPECIMEN, Section.MOLECULAR})
# A line behind one of allergies that denies what a child may feel: `No abdominal pain and no haematuria.`
_LISTS_NONE = re.compile(
    r"\s*(?:[Nn]o|[Dd]enies|[Nn]iega|[Ss]in)\s(?!.*\b(?:allerg|alerg|reaction|reacci|known|conocid|refiere|drug"
    r"|f[aá]rmac|food|alimen|latex))"
)
# What the sender of a specimen tells.
_OF_THE_CHILD = frozenset({Section.INDICATION, Section.HISTORY, Section.PAST_HISTORY, Section.EXAMINATION})
# What is so of anybody: `Anthracyclines can cause cardiomyopathy`.
_GENERAL_RISK = re.compile(
    r"\b(?:can|may|could|might|pueden?|podr[ií]an?) (?:cause|produce|lead to|causar|producir|provocar)\b[^.;]{0,60}$",
    re.IGNORECASE,
)
_TOLD_OF = frozenset({Assertion.STATED, Assertion.PLANNED, Assertion.PENDING, Assertion.CONDITIONAL})
# Short forms that capitals alone do not tell from words.
_WORDLIKE = frozenset({"HAS", "TEA", "SLE", "IDA", "ASD", "RA"})
# `FN: 12/03/2012` is a birthday (fecha de nacimiento).
_BIRTHDAY = re.compile(r"\s?[:.]?\s?\d")
# Says that there was none.
_FEVERLESS = frozenset({"afebrile", "afebril", "afebriles", "apyrexial", "apiretico", "apiretica", "anicteric",
                        "anicterico", "anicterica", "acyanotic", "acianotico", "acianotica"})  # fmt: skip
_GRADE_AFTER = re.compile(r"[\s,(:–-]*(?:(?:CTCAE|oral|of|de)\s)?(?:grades?|grado|gr\.?|G)\s?[0-5IV]", re.IGNORECASE)
_GRADE_BEFORE = re.compile(r"\b(?:grades?|grado|gr\.?|G)\s?(?:[0-5]|IV|I{1,3})\s(?:of\s|de\s)?$", re.IGNORECASE)
_GRADED, _OF_PARENTS = 16, 60
# A part of the line that is of the child: `FHx: nil. PMH: asthma, mother well.`
_OWN_LABEL = re.compile(
    r"\W*(?:PMH|PSH|PMHx|SHx?|social|allerg\w{1,4}|alergias?|meds?|medic\w{1,8}|birth|APP|AP|personales"
    r"|antecedentes personales|on examination|O/E)\b",
    re.IGNORECASE,
)
# Who tells of the child: `no vomiting and his vision is unchanged per Mum`.
_BY_WHOM = re.compile(
    r"\b(?:per|seg[uú]n|by|according to|told by|por|informa\w*)\s(?:(?:his|her|the|la|el|su)\s)?$", re.IGNORECASE
)
_OF_CHILD = re.compile(r"\b(?:he|she|him|himself|herself|patient|child|ni[nñ][oa]|paciente)\b", re.IGNORECASE)
# `no autoimmune disease, mother well`: the next of a list.
_LISTED_NEXT = re.compile(r"\s?[,;/]\s")
_UNRELATED = re.compile(r"\b(?:non|no|not|un)[\s-]?$", re.IGNORECASE)
# `pólipo del hermano`, `asthma of her mother`.
_OF_ONE = re.compile(r"\s(?:del?|of)\s(?:(?:la|el|los|su|sus|un|una|the|his|her|a)\s)?([^\W\d_]{3,12})", re.IGNORECASE)
# `pendiente: decidir X si vuelve la fiebre`.
_IF_BEFORE = re.compile(r"\b(?:si|if|in case|en caso)\s(?:[^\W\d_]{1,14}\s){0,4}$", re.IGNORECASE)
_BEFORE_VERB = frozenset(
    {"no", "not", "la", "lo", "las", "los", "le", "ha", "han", "has", "have", "had", "did", "does", "do", "se"}
)


def find(paper: Paper, words: Words, assertion: AssertionWords) -> Iterator[Finding]:
    """Each once for each clause and way in which it says it; those of one day are joined when their days are known."""
    yield from around_birth(as_of_child(_found(paper, words, assertion), paper), paper)
    yield from deaths(paper)


def _found(paper: Paper, words: Words, assertion: AssertionWords) -> Iterator[Finding]:
    found: dict[tuple[object, ...], Finding] = {}
    for at, clause in enumerate(unnamed_vaccines(paper)):
        if clause.section in _SKIPPED or (clause.section is Section.LABORATORY and clause.cells):
            continue
        felt = (*_palpated(clause, paper), *_felt_nodes(clause, paper, assertion))
        for one in (*_in_clause(clause, paper, words, assertion), *felt):
            key = (at, one.kind, one.name, one.assertion, one.when, one.detail.get("relative", ""))
            known = found.get(key)
            places = (*known.citations, *one.citations)[:_MOST_CITATIONS] if known else one.citations
            found[key] = replace(known or one, citations=tuple(dict.fromkeys(places)), clause=at)
    yield from kin_told(paper, words.relatives)
    # A risk or a condition of what the paper tells anyhow (`if fever recurs`) says nothing more; a list of what to come
    # for (`Return for fever, headache or vomiting`) does.
    said = {one.name for one in found.values() if one.assertion not in (Assertion.CONDITIONAL, Assertion.FAMILY)}
    warned = Counter(one.clause for one in found.values() if one.assertion is Assertion.CONDITIONAL)
    for one in found.values():
        if one.assertion is not Assertion.CONDITIONAL or one.name not in said or warned[one.clause] > 1:
            yield one


def _in_clause(clause: Clause, paper: Paper, words: Words, assertion: AssertionWords) -> Iterator[Finding]:
    known = [_named_as_written(clause, span) for span in spans_in(clause, words.conditions)]
    known = [one for one in known if not _is_part_of_denied(clause, one)]
    for span in (*known, *_open(clause, paper, known), *_of_kin(clause, known, words)):
        if (
            _is_other(clause, span, words)
            or is_graded(clause, span.start, span.end)
            or _is_small(clause, span)
            or words.of_organs.is_other(clause, span.start, span.end, paper)
            or ((span.value.symptom or span.value.as_written) and _is_elsewhere(clause, span, paper))
        ):
            continue
        said = _said(clause, span, words, assertion)
        if (span.value.denied and said is not Assertion.NEGATED) or (said in _TOLD_OF and of_others(clause, span)):
            continue
        if span.value.symptom and said is Assertion.NEGATED and of_care(clause, span.end):
            continue
        general = not span.value.symptom and _GENERAL_RISK.search(clause.text, 0, span.start)
        if said is Assertion.CONDITIONAL and general:
            continue
        if said is Assertion.FAMILY and (_heads_columns(clause, span, words) or _only_asked(clause, span, words)):
            continue
        of_kin = span.value.name == "consanguinity"
        if said is Assertion.FAMILY or (
            said is Assertion.NEGATED and (of_kin or _speaks_of_family(clause, span, words, assertion))
        ):
            yield _of_family(clause, span, said, words)
        elif not span.value.of_family and clause.section is not Section.QUESTIONS:
            yield _of_child(clause, span, said, day_of(clause, span, said, paper))


def _is_part_of_denied(clause: Clause, span: Span[Condition]) -> bool:
    """Whether a `tumor` is the last word of what the family denies: `nobody has had a Sertoli-Leydig tumor`."""
    return span.value.name == "cancer" and any(
        start <= span.start and span.end <= end and end - start > span.end - span.start
        for _, start, end in denied_items(clause.text)
    )


def _palpated(clause: Clause, paper: Paper) -> Iterator[Finding]:
    """Liver and spleen of an examination, which a picture tells otherwise."""
    if paper.category is Category.IMAGING_REPORTS and clause.section not in _OF_THE_CHILD:
        return
    for one in felt_in(clause):
        yield Finding(
            Kind.CONDITION,
            one.name,
            value=one.size,
            assertion=Assertion.NEGATED if one.denied else Assertion.STATED,
            detail={"symptom": "yes"},
            citations=(clause.cite(one.start, one.end),),
            confidence=clause.confidence,
        )


def _felt_nodes(clause: Clause, paper: Paper, assertion: AssertionWords) -> Iterator[Finding]:
    for one in nodes_felt(clause, paper.category):
        said = assertion_of(clause, one.start, one.end, assertion)
        if said in (Assertion.STATED, Assertion.HISTORICAL, Assertion.PLANNED):
            yield Finding(
                Kind.CONDITION,
                "palpable lymph nodes",
                assertion=Assertion.HISTORICAL if said is Assertion.HISTORICAL else Assertion.STATED,
                detail={"symptom": "yes"},
                citations=(clause.cite(one.start, one.end),),
                confidence=clause.confidence,
            )


def _named_as_written(clause: Clause, span: Span[Condition]) -> Span[Condition]:
    if shortnames.is_of_heart(clause.text, span.start, span.end):
        return replace(span, value=Condition("atrial septal defect"))
    if not span.value.as_written:
        return span
    return replace(span, value=replace(span.value, name=noun_of(fold(clause.text[span.start : span.end]))))


def _open(clause: Clause, paper: Paper, known: Sequence[Span[Condition]]) -> Iterator[Span[Condition]]:
    """Illnesses that no list has, in parts that speak of the child and not of a picture or of tissue."""
    if clause.section in _OF_TISSUE or (paper.category in _OF_A_STUDY and clause.section not in _OF_THE_CHILD):
        return
    # A word that a scanner blurred ends like an illness by chance (`neuopatia`).
    for one in () if clause.recognized else open_in(clause):
        if not any(span.start < one.end and one.start < span.end for span in known):
            yield Span(Condition(fold(one.value)), one.start, one.end)
    yield from (
        Span(Condition(fold(one.value), symptom=True, denied=True), one.start, one.end)
        for one in denied_phrases(clause)
        if not any(span.start < one.end and one.start < span.end for span in known)
    )


def _of_kin(clause: Clause, known: Sequence[Span[Condition]], words: Words) -> Iterator[Span[Condition]]:
    """What a relative has that no list has."""
    for one in of_relatives(clause, kin_in(clause, words)):
        if not any(span.start < one.end and one.start < span.end for span in known):
            name = one.value if one.value.isupper() else fold(one.value)
            yield Span(Condition(name, of_family=True), one.start, one.end)
    for name, start, end in denied_items(clause.text):
        if not any(span.start < end and start < span.end for span in known):
            yield Span(Condition(name if name.isupper() else fold(name), of_family=True), start, end)


def _said(clause: Clause, span: Span[Condition], words: Words, assertion: AssertionWords) -> Assertion:
    """How it is said; parents who are related, or both have a thing, are the family's."""
    said = said_of_disease(clause, span.start, span.end, assertion, span.value.name)
    if fold(clause.text[span.start : span.end]) in _FEVERLESS:
        return said if said in (Assertion.FAMILY, Assertion.CONDITIONAL) else Assertion.NEGATED
    before = clause.text[max(0, span.start - _OF_PARENTS) : span.start]
    if span.value.name == "consanguinity" and said is not Assertion.NEGATED:
        return Assertion.NEGATED if _UNRELATED.search(before) else Assertion.FAMILY
    if said is Assertion.STATED and _is_of_kin(clause, span, words, assertion):
        return Assertion.FAMILY
    if said is Assertion.STATED and to_rule_out(clause.text, span.start):
        return Assertion.UNCERTAIN
    if said is Assertion.STATED and (answered_no(clause, span.start, span.end) or never_came(clause.text, span.end)):
        return Assertion.NEGATED
    if said in (Assertion.PENDING, Assertion.PLANNED) and _IF_BEFORE.search(before):
        return Assertion.CONDITIONAL
    risked = said in (Assertion.STATED, Assertion.FAMILY) and any(words.risks.find(words_of(before)))
    if (risked and not KIN_PARTS.search(before)) or (said is Assertion.STATED and explained_list(clause, span.start)):
        return Assertion.CONDITIONAL
    return said


def _is_of_kin(clause: Clause, span: Span[Condition], words: Words, assertion: AssertionWords) -> bool:
    """Whether a relative has it by the words beside it (`pólipo del hermano`) or by the list that it stands in."""
    of_one = _OF_ONE.match(clause.text, span.end)
    held = of_one is not None and fold(of_one[1]) != "mama" and any(words.relatives.find(words_of(of_one[1])))
    parents = PARENTS_HAVE.search(clause.text, max(0, span.start - _OF_PARENTS), span.start)
    if held or (parents is not None and _TELLING.search(clause.text, 0, parents.start()) is None):
        return True
    if not lists_kin(clause) or _OWN_LABEL.match(clause.text):
        return False
    kin = relative_of(clause, span, words)
    return kin is not None and kin.end <= span.start and not _tells(clause, kin, assertion)


def _is_small(clause: Clause, span: Span[Condition]) -> bool:
    """Whether an abbreviation stands in small letters: Spanish `les` is no lupus; or among words in capitals."""
    said = clause.text[span.start : span.end]
    wordlike = said in _WORDLIKE and in_capitals(clause.text)
    wordlike = wordlike or (said == "FN" and _BIRTHDAY.match(clause.text, span.end) is not None)
    return span.value.capitals and (wordlike or not (said[:2].isupper() or said[1:3].isupper()))


def _is_elsewhere(clause: Clause, span: Span[Condition], paper: Paper) -> bool:
    """Whether a symptom is read by others: with its grade as a toxicity, in an image's report as what is seen."""
    graded = _GRADE_AFTER.match(clause.text, span.end) or _GRADE_BEFORE.search(clause.text[: span.start][-_GRADED:])
    pictured = paper.category is Category.IMAGING_REPORTS and clause.section not in _OF_THE_CHILD
    if (graded is not None and not span.value.as_written) or pictured:
        return True
    if clause.section is Section.ALLERGIES and not _LISTS_NONE.match(clause.text):
        return True
    # What tissue or a laboratory shows is in words that a child's signs have too.
    of_tissue = paper.category in _OF_A_STUDY and clause.section not in _OF_THE_CHILD
    of_tissue = of_tissue and (span.value.symptom or paper.category is not Category.LABS)
    told = paper.category is Category.GENETICS  # a letter of a clinic more often than a report
    tissue = clause.section in _OF_TISSUE and clause.section is not Section.MOLECULAR
    return span.value.as_written and ((of_tissue and not told) or tissue)


def _heads_columns(clause: Clause, span: Span[Condition], words: Words) -> bool:
    """Whether the clause is the head of a table of relatives: it begins with "relative" and goes on without a verb."""
    first = next(iter(words.relatives.find(clause.words)), None)
    return (
        span.value.name == "cancer"
        and first is not None
        and first.first == 0
        and first.value == "relative"
        and (len(clause.words) <= 8)
    )


def _only_asked(clause: Clause, span: Span[Condition], words: Words) -> bool:
    """Whether a question asks of a relative's illness and states none ("can her sister get leukemia too?")."""
    if "?" not in clause.text[span.end : span.end + 400]:
        return False
    relative = relative_of(clause, span, words)
    between = words_of(clause.text[relative.end : span.start]) if relative and relative.end <= span.start else ()
    return not words.had.intersection(word.text for word in between)


def _is_other(clause: Clause, span: Span[Condition], words: Words) -> bool:
    """Whether the name is a test's, a vaccine's or a clinic's."""
    at = bisect_left(clause.words, span.start, key=lambda word: word.start)
    after = tuple(word for word in clause.words[at : at + 10] if word.start >= span.end)[:2]
    before = clause.words[max(0, at - 3) : at]
    place = (span.start, span.end)
    if shortnames.is_other(clause.text, *place) or words.homonyms.is_other(clause.text, clause.words, place):
        return True
    if any(hit.first == 0 for hit in words.not_after.find(after)):
        return True
    return any(hit.after == len(before) for hit in words.not_before.find(before))


def _of_child(clause: Clause, span: Span[Condition], said: Assertion, when: PartialDate | None) -> Finding:
    codes = (Code("icd-10", span.value.code, span.value.name),) if span.value.code else ()
    detail = {key: "yes" for key in ("predisposes", "symptom") if getattr(span.value, key)}
    return Finding(
        Kind.CONDITION,
        span.value.name,
        codes,
        when=when,
        assertion=of_now(said, clause.text, (span.start, span.end), symptom=span.value.symptom),
        detail=detail,
        citations=(clause.cite(span.start, span.end),),
        confidence=clause.confidence,
    )


def _of_family(clause: Clause, span: Span[Condition], said: Assertion, words: Words) -> Finding:
    denied = denied_of_family(clause.text, span.start, span.end)
    relative = None if denied else relative_of(clause, span, words)
    if said is Assertion.NEGATED and relative is not None and _LISTED_NEXT.match(clause.text, span.end, relative.end):
        relative = None
    side = side_of(clause, relative, words)
    who = relative.value if relative else ""
    if side is not None and who and not who.startswith(side.value):
        who = f"{side.value} {who}"
    age = age_of(clause, span)
    spans = [one for one in (relative, side, age) if one is not None]
    low, high = min([span.start, *(one.start for one in spans)]), max([span.end, *(one.end for one in spans)])
    detail = {"relative": who, "age": age.value if age else "", "predisposes": "yes" if span.value.predisposes else ""}
    return Finding(
        Kind.FAMILY_HISTORY,
        span.value.name,
        assertion=said,
        detail={key: value for key, value in detail.items() if value},
        citations=(clause.cite(low, high),),
        confidence=clause.confidence,
    )


def _speaks_of_family(clause: Clause, span: Span[Condition], words: Words, assertion: AssertionWords) -> bool:
    """Whether a negated illness is the family's: "no family history of cancer", "siblings: no cancer"."""
    if clause.section is Section.FAMILY_HISTORY:
        return True
    if only_tells(clause.folded, span.start, span.end):
        return False
    before, after = clause.text[max(0, span.start - 60) : span.start], clause.text[span.end : span.end + 44]
    of_family = "famil" in fold(KIN_PARTS.split(after)[0]) or "famil" in fold(before) or "heredo" in fold(before)
    near = near_kin(kin_in(clause, words), clause, span, 40)
    if of_family or of_whole_family(clause.text, span.start, span.end) is not None:
        return True
    if lists_kin(clause) and not span.value.symptom and _OF_CHILD.search(clause.text) is None:
        return _OWN_LABEL.match(clause.text) is None
    return any(
        not _tells(clause, one, assertion) and _BY_WHOM.search(clause.text, max(0, one.start - 24), one.start) is None
        for one in near
    )


# The verb before who tells it: `refieren los padres dolor`.
_TELLING = re.compile(
    r"\b(?:refiere|comenta|menciona|relata|reporta|informa|niega|nota|describe|dice|manifiesta|cuenta|observa|percibe)(?:n|ron)?"
    r"\s(?:(?:los|las|sus|la|el|ambos)\s)?$",
    re.IGNORECASE,
)


def _tells(clause: Clause, relative: Span[str], assertion: AssertionWords) -> bool:
    """Whether a relative speaks of the child: `Mom states chills, no cough`."""
    following = [word.text for word in words_of(clause.text[relative.end : relative.end + 40])][:5]
    said = [word for word in following if word not in _BEFORE_VERB][:2]  # `los padres no la refieren`
    asked = _TELLING.search(clause.text, max(0, relative.start - 30), relative.start) is not None
    return asked or any(word in assertion.persons.speaking for word in said)
