"""What an examination tells of a part of the body and no other rule has claimed: `Neck supple`, `Fuerza 4/5 en la
dorsiflexión`, `Left arm with full range of motion`.

Whatever is written beside the name of a part in the examination says how that part is: it is kept under the paper's own
words, as a `condition` of its day (`symptom`). What a part of a sentence denies by its first word (`sin red venosa`) is
negated; a denial within (`bazo que no se palpa`) stays in the words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from consilium.domain.findings.assertions.assertion import AssertionWords, assertion_of
from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.paper import Clause, Paper, Section
from consilium.domain.findings.text.cited import Cited
from consilium.domain.findings.tissue.tissuefeatures import tells_of_eyes
from consilium.domain.phrases import fold
from consilium.domain.records import Category

_PART = re.compile(r"\.(?=\s|$)\s*|[;,]\s+|\s[-–—/]\s|\(|\)|\s\|\s|•")
_JOINED = re.compile(r"\s(?:and|y|e|but|pero|with|con)\s")
_DENIES = re.compile(
    r"\s*(?:and |y |pero |but )?(?:(?:(?:she|he|the patient|patient|pt|there|these|they|it) (?:has|have|had|is|are|was"
    r"|were|shows?|reveals?|demonstrates?) (?=no\s))?(?:no(?: hay| se (?:observa|palpa|aprecia|evidencia|ausculta)n?"
    r"| presenta"
    r"| tiene)?|sin|without|nil|denies|niega|ausencia de|absence of)"
    r"|(?:i|we) (?:do|did|could) not (?:palpate|feel|appreciate|see|hear|detect|note|find))\s"
    r"(?:any |evidence of |signs of |evidencia de |signos de |datos de )?(?!otr)"
)
# What begins so is a part of a sentence and tells no state.
_NO_BEGINNING = re.compile(r"(?:or|except|this is|in neutral|unable|which|that|as|than)\s|.{0,40}\bmost significant$")
# `Exam: no cervical nodes`: the label of the examination, and no part of it.
_LABEL = re.compile(
    r"\s*[A-Za-z/ ]{2,24}:\s(?=(?:no|without|sin|nil|i do not|i did not|(?:s?he|the patient) has no"
    r"|there (?:is|are) no)\s)"
    r"|\s*(?:on |al |a la )?(?:exam(?:ination)?"
    r"|examen(?: fisico| clinico)?|exploracion(?: fisica)?|ef|o/e|pe)\s?:\s"
)
# `HEENT: Head is atraumatic`: the label of a part of the examination, whose words name what they tell of.
_HEAD_OF_PARTS = re.compile(r"(?!.{0,24}\b(?:left|right|derech[oa]|izquierd[oa])\b)[a-z][a-z/& ]{1,24}:\s")
_WITHOUT = re.compile(
    r"\s?[:,]?\s?(?:[a-z-]+\s){0,2}?(?:is |are |esta |estan )?(?:free of|without|with no|no|sin|libres? de)\s"
)
# A test that shows nothing: `Romberg negativo`.
_SHOWS_NOTHING = re.compile(
    r"(?P<said>[a-z][a-z .'-]{2,40}?)(?:\ssign|\stest)?\s?(?::|\bis\b|\bwas\b|\bes\b)?\s?"
    r"(?:\bnegative|negativ[oa]s?|\(-\)|\bnil|\bnone"
    r"|no presentes?)(?:\sbilateral(?:ly|es)?)?"
)
_STARTS = re.compile(
    r"\s*(?:and|y|e|but|pero|the|la|el|los|las|his|her|su|sus|with|con|there is|there are|se (?:observa|palpa"
    r"|aprecia)n?|hay|presenta|tiene|has|is|was)\s"
)
# Papers that tell of a picture or of tissue, and what is examined by whom.
_NOT_OF_A_CHILD = frozenset(
    {Category.IMAGING_REPORTS, Category.PATHOLOGY_REPORT, Category.BONE_MARROW, Category.GENETICS, Category.LABS}
)
_NO_STATE = re.compile(
    r"\b(?:deferred|standpoint|examined|examination (?:by|of)|date|fecha|reviewed|revisad[oa]|realizad[oa]|see"
    r"|ver|normal ranges?"
    r"|performed|not (?:required|needed|indicated|necessary|done|requested|available)"
    r"|no (?:requerid|necesari|indicad|realizad|solicitad|disponible)[oa]?s?|innecesari[oa]|dB HL\)?$|n?HL\)$)\b"
)
# `84% on room air`, `56 respiratory rate, 92% sat`: figures that are read as measures or not at all.
_SATURATED = re.compile(r"\b\d{2,3}\s?%\s(?:on room|oxygen|sat|spo2|on \d)", re.IGNORECASE)
_ONLY_HEAD = re.compile(r":\s(?:he|she|it|the patient|they)?\s?(?:is|was|had|has)?$", re.IGNORECASE)
_A_FIGURE = re.compile(
    r"\d{1,3}(?:[.,/]\d{1,3})?\s?(?:%|mm\s?hg|respirat\w+|beats|breaths|degrees|°|pulse"
    r"|heart rate|on room air)",
    re.IGNORECASE,
)
# A state is told by more than the name of a part.
_WORD = re.compile(r"[a-z0-9+/.%°-]+")
_MOST_LETTERS, _MOST_WORDS, _MOST_PARTS, _LONGEST = 600, 9, 30, 90
_TRAILING = re.compile(
    r"the|a|an|of|to|with|at|in|on|for|de|la|el|los|las|del|con|en|al|y|and|or|but|his|her|su|un|una|is|es|que|o"
    r"|sin|without"
)
_SHOWN = frozenset({Section.FINDINGS, Section.CONCLUSION, Section.EXAMINATION, Section.NONE})
_FREE = frozenset({Section.NONE, Section.HISTORY, Section.COURSE, Section.OPERATION, Section.FINDINGS})
_KIN = re.compile(
    r"\b(?:mother|father|sister|brother|sibling|parents?|madre|padre|padres|herman[oa]s?|ti[oa]|prim[oa])\b"
)
_FIGURED = re.compile(r"\d\s?(?:mm|cm|ml|%|db|hz|khz|ms|l\b)|\b(?:tip|catheter|line|punta|cateter)\b")
_NOTHING = re.compile(r"(?!)")
_HELD = frozenset({Assertion.STATED, Assertion.NEGATED, Assertion.HISTORICAL})


@dataclass(frozen=True)
class ExaminedWords:
    """The names of what is examined, headings of the state in which a child left, and words that say all at once;
    `normal` states of any part, `normal_of` those that are so of some parts only, with these, words that tell that
    something is not normal, words `between`, and those that stand with verbs of `doing`."""

    parts: re.Pattern[str]
    headings: re.Pattern[str]
    whole: re.Pattern[str]
    eyes: re.Pattern[str]
    tested: re.Pattern[str]
    organs: re.Pattern[str]
    normal: re.Pattern[str]
    normal_of: re.Pattern[str]
    not_normal: re.Pattern[str]
    between: frozenset[str]
    doing: frozenset[str]


def words_from(document: Mapping[str, Any]) -> ExaminedWords:
    """From `knowledge/findings/examined.yaml`. Raises KeyError where a part is missing."""

    def phrases(*names: str) -> str:
        said = {fold(str(one)) for name in names for one in document[name]}
        return "(?:" + "|".join(re.escape(one) for one in sorted(said, key=lambda one: (-len(one), one))) + ")"

    def named(*names: str) -> re.Pattern[str]:
        return re.compile(rf"(?<![\w-]){phrases(*names)}(?![\w-])")

    headings = re.compile(rf"\W*{phrases('headings')}(?![\w-])")
    return ExaminedWords(
        named("parts"),
        headings,
        named("whole"),
        named("eyes"),
        named("tested"),
        named("parts", "organs"),
        named("normal"),
        _of_parts(document["normal_of"]),
        named("not_normal"),
        *(frozenset(fold(str(one)) for one in document[name]) for name in ("between", "doing")),
    )


def _of_parts(states: Mapping[str, Any]) -> re.Pattern[str]:
    """Each state with one of its parts before or behind it, and words between them: `bowel sounds are present`."""
    near = r"(?::|,|\s(?:is|are|was|were|with|and|all|both|also|estan?|es|son|of|the|de|la|el|su|sus|in))"
    made = []
    for state, parts in states.items():
        named = "|".join(re.escape(fold(str(one))) for one in parts)
        said = re.escape(fold(str(state)))
        made.append(rf"(?:(?:{named}){near}{{0,2}}\s(?:\w+\s(?:and|y)\s)?{said}|{said}\s(?:\w+\s)?(?:{named}))")
    return re.compile(rf"(?<![\w-])(?:{'|'.join(made)})(?![\w-])")


# `small peripheral tumour not excluded yet`, `lesión periférica no descartada`.
_OPEN_STILL = re.compile(
    r"\b(?:not (?:yet )?(?:be )?(?:excluded|ruled out)|(?:cannot|can.t|could not) be (?:excluded|ruled out)"
    r"|no (?:se (?:puede|pudo) )?descarta(?:d[oa]s?|r|ble)?|sin descartar)\b"
)


# The name of who signs, which may be a word for a part: `M. Valve, MD`.
_SIGNATURE = re.compile(
    r"^\W{0,3}(?:[\w.'’-]{1,20}\s){0,4}[\w'’-]{2,20},?\s(?:MD|M\.D\.|DO|PhD|FACC|FASE|RDCS|MBBS|FRCPC?H?)\b"
)
# A line that is nothing but a name, with what a scanner left of a title: `Val Septum, MI)`, `Dra. Renal Pérez`.
_NAME = re.compile(
    r"\W{0,3}(?:Dra?\.?\s)?(?:[A-ZÁÉÍÓÚÑ][a-záéíóúñ'’-]{1,14}|[A-Z]\.)"
    r"(?:\s(?:[A-ZÁÉÍÓÚÑ][a-záéíóúñ'’-]{1,14}|[A-Z]\.|de|del|la)){1,4}(?:,\s[A-Z][\w.]{1,12}){0,2}\W{0,3}"
)
_STATE = re.compile(
    r"\b(?:normal\w*|intact\w*|patent\w*|thick\w*|dilat\w*|mild\w*|moderat\w*|sever\w*|trivial|trace|no|non[ei]"
    r"|lev[ei]\w*"
    r"|moderad\w*|conservad\w*|engrosad\w*|ausent\w*|h[iy]p\w+|preserv\w*|reduc\w*|absent|present\w*|positiv\w*"
    r"|negativ\w*"
    r"|right|left|derech\w*|izquierd\w*)\b"
)


def _is_name(clause: Clause) -> bool:
    """Whether a line is who signs, whose name may be a word for a part."""
    named = _SIGNATURE.search(clause.text) or _NAME.fullmatch(clause.text)
    return named is not None and _STATE.search(clause.folded) is None


def parts_examined(
    paper: Paper, found: Iterable[Finding], words: ExaminedWords, said: AssertionWords
) -> Iterator[Finding]:
    """What the examination tells of parts that no finding of `found` cites, in the order of the paper."""
    if paper.category in _NOT_OF_A_CHILD:
        return
    cited: Cited | None = None
    of_eyes = tells_of_eyes(paper)
    for clause in paper.clauses:
        scope = _scope(clause, paper, words, of_eyes=of_eyes)
        if scope is None or len(clause.folded) != len(clause.text) or len(clause.text) > _MOST_LETTERS:
            continue
        if clause.heading == clause.text or clause.text.rstrip().endswith("?") or _is_name(clause):
            continue
        cited = cited or Cited.of(found)
        for start, end in _told(clause, scope[1], scope[2], cited):
            one = _finding(clause, scope, start, end, said)
            if one is not None:
                yield one


def _scope(
    clause: Clause, paper: Paper, words: ExaminedWords, *, of_eyes: bool
) -> tuple[Kind, re.Pattern[str], re.Pattern[str]] | None:
    """What a clause may tell of, by where it stands: as what kind, of which parts, and words that say all at once."""
    if clause.cells:
        return None
    if paper.category is Category.HEART_HEARING_TESTS and clause.section in _SHOWN and not of_eyes:
        return Kind.FUNCTION, words.tested, _NOTHING
    heading = fold(clause.heading)
    free = clause.section in _FREE
    if clause.section is Section.EXAMINATION or (
        free and (words.headings.match(heading) is not None or words.headings.match(clause.folded) is not None)
    ):
        return Kind.CONDITION, words.parts, words.whole
    if of_eyes and free:
        return Kind.CONDITION, words.eyes, _NOTHING
    if paper.category is Category.OPERATIVE and clause.section is Section.FINDINGS:
        return Kind.CONDITION, words.organs, _NOTHING
    return None


def _told(
    clause: Clause, parts: re.Pattern[str], all_of_it: re.Pattern[str], cited: Cited
) -> Iterator[tuple[int, int]]:
    """Where each statement of a part stands: a piece of the sentence that names one, with the pieces behind it that
    name none."""
    held: tuple[int, int] | None = None
    for start, end in _pieces(clause.folded):
        named = parts.search(clause.folded, start, end)
        whole = all_of_it.search(clause.folded, start, end)
        quoted = cited.within(clause, start, end)
        place = named or whole
        if place is None:
            if (
                held is not None
                and not quoted
                and _DENIES.match(clause.folded, held[0]) is None
                and _DENIES.match(clause.folded, start) is None
            ):
                held = held[0], end
            continue
        if held is not None:
            yield held
        held = None
        denies = _DENIES.match(clause.folded, start, end) is not None
        if (denies and quoted) or _is_told(clause.folded, place.span(), end, quoted):
            continue
        held = start, end
    if held is not None:
        yield held


def _is_told(folded: str, place: tuple[int, int], end: int, quoted: list[tuple[int, int]]) -> bool:
    """Whether others tell what a piece says: of the part itself, of what is seen there (`rash of the feet`), or by
    denying all that stands behind it (`thyroid without nodules`)."""
    if any(first < place[1] for first, _ in quoted):
        return True
    without = _WITHOUT.match(folded, place[1], end)
    return without is not None and any(first < end and without.end() <= last for first, last in quoted)


def _pieces(folded: str) -> list[tuple[int, int]]:
    made, start = [], 0
    for mark in _PART.finditer(folded):
        made.append((start, mark.start()))
        start = mark.end()
    made.append((start, len(folded)))
    return [(first, last) for first, last in made if folded[first:last].strip()][:_MOST_PARTS]


def _finding(
    clause: Clause,
    scope: tuple[Kind, re.Pattern[str], re.Pattern[str]],
    start: int,
    end: int,
    said: AssertionWords,
) -> Finding | None:
    folded, kind = clause.folded, scope[0]
    label = _LABEL.match(folded, start, end)
    start = label.end() if label is not None else start
    denies = _DENIES.match(folded, start, end)
    first = denies.end() if denies is not None else start
    begun = _STARTS.match(folded, first, end)
    first = begun.end() if begun is not None and denies is None else first
    first += len(folded[first:end]) - len(folded[first:end].lstrip(" -•*–—:'\"("))
    last = first + len(folded[first:end].rstrip(" .:;,'\")-–"))
    head = _HEAD_OF_PARTS.match(folded, first, last)
    if head is not None and kind is Kind.CONDITION and any(one.search(folded, head.end(), last) for one in scope[1:]):
        first = head.end()
    name = _short(clause.text[first:last])
    if (
        len(_WORD.findall(fold(name))) < (1 if denies else 2)
        or _A_FIGURE.match(name)
        or _NO_BEGINNING.match(fold(name))
        or _SATURATED.search(name)
        or _ONLY_HEAD.search(name)
        or len(name) > _LONGEST
        or _NO_STATE.search(folded, first, last)
    ):
        return None
    how = assertion_of(clause, first, last, said)
    if how is Assertion.FAMILY or _KIN.search(folded, start, last):
        return None
    if kind is Kind.FUNCTION and _FIGURED.search(folded, first, last):
        return None  # what is measured is read as a measure or not at all
    nothing = _SHOWS_NOTHING.fullmatch(folded, first, last)
    if nothing is not None:
        name = _short(clause.text[nothing.start("said") : nothing.end("said")])
    if _OPEN_STILL.search(folded, first, last):
        how = Assertion.UNCERTAIN
    elif how in _HELD:
        how = Assertion.STATED if denies is None and nothing is None else Assertion.NEGATED
    return Finding(
        kind,
        name,
        assertion=how,
        detail={"symptom": "yes"} if kind is Kind.CONDITION else {},
        citations=(clause.cite(first, last),),
        confidence=clause.confidence,
    )


# `s/ focalidad`: without; `s/p` is something else.
_SIN = re.compile(r"(?<![\w/])s/\s?(?=[a-záéíóúñ]{3})")


def _short(text: str) -> str:
    """The words as written, with a small first letter and `s/` in full; no more than say what there is."""
    words = _SIN.sub("sin ", text).split()[:_MOST_WORDS]
    while words and _TRAILING.fullmatch(fold(words[-1])):
        words.pop()
    said = " ".join(words).strip(" :-–—,.;")
    return said if said[:2].isupper() else said[:1].lower() + said[1:]
