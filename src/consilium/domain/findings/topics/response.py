"""Response at each look: complete to progressive, Deauville, Curie and SIOPEN scores, necrosis, in the system named.

`name` is the response or the score, `value` as written; detail: `system`, `target`. MRD is another topic's.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from consilium.domain.dates import PartialDate
from consilium.domain.datetext import certain, dates_in, in_order
from consilium.domain.findings.assertions.assertion import AssertionWords, assertion_of
from consilium.domain.findings.assertions.told import occasion_near, quoted, year_beside
from consilium.domain.findings.days.occasions import Occasion, occasions
from consilium.domain.findings.diagnosis.countedremissions import is_no_remission, is_remission_of
from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.imaging.responseshares import shares_in, types_in
from consilium.domain.findings.imaging.responsestold import OF_OTHERS, of_complaint, predicated, supposed, to_others
from consilium.domain.findings.imaging.scorecolumns import scores_by_day
from consilium.domain.findings.imaging.scorespans import figure, span_at
from consilium.domain.findings.paper import Clause, Paper, Section
from consilium.domain.findings.text.labelled import labelled_date
from consilium.domain.findings.text.numberwords import WORDED, number_said
from consilium.domain.findings.text.terms import Found, Term, cue_in, cues, found_in, index_of
from consilium.domain.phrases import PhraseIndex, fold, words_of
from consilium.domain.records import Category, Scalar

SHARED = ("imaging",)
# What may be said of a complaint, too.
_OF_ANYTHING = frozenset(
    {"good clinical response", "poor response", "adequate metabolic response", "inadequate response"}
)
_SCORE = re.compile(
    r"\s*(?:\(?(?:five|5)[- ]point\)?\s*)?(?:score|scale|escala|puntuaci[oó]n|puntaje|grado|grade|category|ps)?\s*"
    r"(?:today|now|currently|hoy|actual|total)?\s*"
    r"(?:of|de|is|was|=|:|es|total)?\s*(?P<value>\d{1,2}|IV|I{1,3}|V)(?!\w|[.,]\d|\s?[-–/]\s?[\dIV]|\s?%|\s?(?:a|to|or|o|"
    r"y)\s(?:\d|(?:IV|I{1,3}|V)\b))",
    re.IGNORECASE,
)
# A score of before beside that of now: `4 (from 21)`, `fell from 22 to 2`, `18 -> 1`.
_BEFORE_IT = re.compile(
    r"\s?[(,;]\s?(?:was|from|previously|previous|prior|before|formerly|baseline|initially|antes|previ[oa]|basal|inicial|anterior|era|vs\.?|versus"
    r"|compared (?:with|to)|down from"
    r"|up from|desde)\s?:?\s(?:of |de |=\s?)?(?P<value>\d{1,2})(?![\w/-]|\.\d)",
    re.IGNORECASE,
)
_NOW = re.compile(r"\s?(?:->|→|➔|>)\s?(?P<value>\d{1,2})(?![\w/-]|\.\d)")
_FROM_TO = re.compile(
    r"\s*(?:skeletal )?(?:score|total|scale|puntuaci[oó]n|puntaje|[ií]ndice)?\s*(?:(?:has "
    r"|ha )?[a-zñáéíóú]{4,11}\s)?(?:from|de)\s(?P<first>\d{1,2})\s(?:points )?(?:to|a)\s"
    r"(?P<value>\d{1,2})(?![\w/-]|\.\d)",
    re.IGNORECASE,
)
# How many blasts a marrow has, by the usual three classes: `marrow M1`, `M1, 2 % blasts`; not FAB's types of leukemia.
_MARROW = re.compile(r"(?<![\w-])(?<!AML )(?<!LMA )(?<!FAB )(?<!LAM )(?<!AML-)M(?P<value>[123])(?![\w/-]|\.\d)")
_OF_MARROW = re.compile(
    r"\b(?:marrow|morpholog\w+|morfol[oó]g\w+|m[eé]dula|medular|blasts?|blastos|mielograma|bma|bm|mo|aspirate"
    r"|aspirado)\b",
    re.IGNORECASE,
)
_FAB = re.compile(r"\b(?:FAB|AML|LMA|LAM|Chang|INRG\w*|stage|estadio|medullobl\w+|meduloblast\w+)\b", re.IGNORECASE)
_MARROW_REACH = 32
_NO_PROGRESS = re.compile(
    r"\b(?:no|without|sin)\s(?:(?:hay|existen?|se (?:observan?|aprecian?|evidencian?|identifican?))\s)?"
    r"(?:(?:evidence|signs?|evidencia|datos|signos|elementos|indicios) (?:of |de ))?(?:disease |tumou?r |local )?"
    r"(?P<value>progression|progresi[oó]n)\b(?![ -]free)",
    re.IGNORECASE,
)
# Of what a short response is the outcome: `5 cycles induction, PR.`; `2ª RC`.
_TREATED_BEFORE = re.compile(
    r"(?:\b(?:induc\w+|cycles?|ciclos?|courses?|cursos?|chemo\w*|quimio\w*|qt|rt|consolid\w+|therapy"
    r"|terapia)\b[^.;]{0,30},|\b\d(?:[ªº°]|st|nd|rd|ra|da)"
    r"|\b(?:primera|segunda|tercera|first|second|third))\s$",
    re.IGNORECASE,
)
_NECROSIS = re.compile(r"(?P<sign>[<>≥≤]\s?)?(?P<value>\d{1,3}(?:[.,]\d{1,2})?)\s?%\s?(?:tumou?r |of |de )?\s?$")
_OF_NECROSIS = (
    r"\s*(?:(?:tumoral|tumor|global|total|media|promedio|overall|histol[oó]gica|posquimioterapia|posneoadyuvancia|(?:post|"
    r"after|following|tras(?: la)?)[ -]?(?:(?:neo-?adjuvant|neoadyuvante|preoperative|induction)"
    r"(?:\s(?:chemo\w*|therapy|treatment))?|neoadyuvancia|chemo\w*|therapy|treatment|quimioterapia|tratamiento)"
    r"(?:\sneoadyuvante|\spreoperatoria)?)\s?){0,2}"
    r"(?:(?:es|fue|era|alcanza|alcanz[oó]|lleg[oó]|calculada|estimada)\s){0,2}(?:of|de|del|al?|en|:|was|"
    r"=)?\s*(?:el |un )?"
)
_SHARE = r"(?P<sign>[<>≥≤~]\s?)?(?P<value>\d{1,3}(?:[.,]\d{1,2})?)\s?%"
_NECROSIS_AFTER = re.compile(_OF_NECROSIS + _SHARE)
# With more words between, where they are of what treatment did: `necrosis y fibrosis de aproximadamente 55 %`.
_NECROSIS_FAR = re.compile(
    _OF_NECROSIS + r"(?:(?:y|and|and/or|y/o)\s[a-záéíóú]{4,12}\s)?(?:(?:is|was|were|es|fue|of|de|en|in|del|el|un|about|"
    r"approx\.?|aprox\.?|primary|the|tumou?r|primario|"
    r"approximately|aproximadamente|estimated|estimada|calculada|around|cerca|at|~|≈|:)\s?){0,5}" + _SHARE
)
_TREATED = re.compile(
    r"\b(?:tumou?r necrosis|necrosis tumoral|treat\w*|tratamiento|chemo\w*|quimio\w*|response|respuesta|huvos|therapy|"
    r"neoad\w+)\b",
    re.IGNORECASE,
)
# In words: `necrosis was ninety-four percent`.
_NECROSIS_WORDED = re.compile(
    rf"(?:\s[a-z]+){{0,4}}?\s(?P<said>{WORDED})\s(?:percent|per cent|por ciento)\b", re.IGNORECASE
)
# What a short response stands between where it is the whole answer: `= CR.`, `PTLD - CR.`, `PR at 3 mo`.
_ANSWER_BEFORE = re.compile(
    r"(?:[=:;–-]|->|→|\b(?:achieved|attained|obtained|logr[oó]"
    r"|alcanz[oó]))\s?$",
    re.IGNORECASE,
)
_ANSWER_AFTER = re.compile(
    r"\s?(?:[.,;)!]|$)|\s(?:primari[oa]|primary|[oó]sea|pulmonar|medular|metast[aá]sica|local|marrow|lung|bone)\b"
    r"|\s(?:at|a los)\s\d|\s(?:by|per|seg[uú]n|por)\s(?:RECIST|RANO|INRC|CT|MRI|PET|RM|TC)\b",
    re.IGNORECASE,
)
_SILENT = frozenset({Section.GENERAL, Section.FAMILY_HISTORY, Section.QUESTIONS, Section.ALLERGIES})
_CONDITION_REACH = 48
_CLOSE, _BEFORE = 20, 60
# `allogeneic transplant in first remission`, `not advised in first remission`: when, not how it went.
_TIMED = re.compile(
    r"\b(?:transplant\w{0,6}|trasplant\w{1,7}|TPH|HSCT|HCT|BMT|SCT|TMO|advised|recommended|indicated|reserved"
    r"|considered|warranted|standard|indicad[oa]s?|recomendad[oa]s?|aconsejad[oa]s?|reservad[oa]s?"
    r"|se (?:aconseja|recomienda|indica|reserva))\b[^.;,]{0,30}\b(?:in|en)\s(?:su |la |his |her )?$",
    re.IGNORECASE,
)
_OTHER = re.compile(r",| (?:and|y|with|con) ")


@dataclass(frozen=True)
class Words:
    """Responses, scores with their highest value, systems, targets, cues, words that a heading makes whole."""

    responses: PhraseIndex[tuple[Term, ...]]
    scores: PhraseIndex[str]
    most: Mapping[str, int]
    systems: PhraseIndex[str]
    targets: PhraseIndex[str]
    cues: Mapping[str, PhraseIndex[str]]
    bare: Mapping[str, str]
    study_dates: PhraseIndex[str] = field(default_factory=PhraseIndex)


@dataclass(frozen=True)
class Scene:
    """What every clause is read with."""

    paper: Paper
    words: Words
    assertion: AssertionWords


def words_from(data: Mapping[str, Any]) -> Words:
    """From `knowledge/findings/response.yaml` and `imaging.yaml`."""

    def by_name(name: str) -> PhraseIndex[str]:
        return PhraseIndex.of((str(phrase), key) for key, phrases in data[name].items() for phrase in phrases)

    return Words(
        index_of(data["responses"]),
        by_name("scores"),
        {str(name): int(most) for name, most in data["most"].items()},
        by_name("systems"),
        by_name("targets"),
        cues({name: data[name] for name in ("context", "if", "heading", "necrosis")}),
        {fold(str(word)): name for name, words in data["bare"].items() for word in words},
        PhraseIndex.of((str(one), "study_dates") for one in data.get("study_dates", ())),
    )


# `Deauville 2 (negative)`: what the score means denies no score.
_MEANING = re.compile(r"\s?\((?:PET )?negativ[eoa]\b", re.IGNORECASE)


def find(paper: Paper, words: Words, assertion: AssertionWords) -> Iterator[Finding]:
    """The responses and scores that a paper tells."""
    scene = Scene(paper, words, assertion)
    yield from scores_by_day(paper)
    for clause in paper.clauses:
        if clause.section in _SILENT or clause.text.rstrip().endswith("?"):
            continue
        yield from _scores(clause, scene)
        yield from _marrows(clause, scene)
        necrosis = list(_necrosis(clause, scene))
        yield from necrosis
        yield from _shares(clause, scene, {one.value for one in necrosis})
        yield from _responses(clause, scene)


def _shares(clause: Clause, scene: Scene, told: Collection[str]) -> Iterator[Finding]:
    """Shares by which a tumor went back or is alive, and how it looks in the eye."""
    for one in (*shares_in(clause), *types_in(clause)):
        if one.value not in told and not _conditional(clause, one.start, scene.words):
            made = _made(clause, one.name, (one.start, one.end), scene, one.value)
            number = re.search(r"\d+(?:[.,]\d+)?(?= %)", one.value)
            figure = float(number[0].replace(",", ".")) if number else None
            sign = one.value[0] if one.value[0] in "<>" else ""
            kept = Assertion.STATED if made.assertion is Assertion.NEGATED else made.assertion
            yield replace(made, number=figure, comparator=sign, unit="%" if number else "", assertion=kept)


def _scores(clause: Clause, scene: Scene) -> Iterator[Finding]:
    words = scene.words
    for hit in words.scores.find(clause.words):
        start, after = clause.words[hit.first].start, clause.words[hit.after - 1].end
        changed = _FROM_TO.match(clause.text, after)
        score = changed or _SCORE.match(clause.text, after)
        row = list(_score_row(clause, start, scene.paper))
        if len(row) > 1 and all(figure(value) <= words.most[hit.value] for value, _, _ in row):
            for value, place, when in row:
                yield replace(_made(clause, hit.value, place, scene, value), when=when)
            continue
        spanned = span_at(clause.text, after, hit.value, words.most[hit.value]) if score is None else None
        if spanned is not None and not _conditional(clause, start, words):
            made = _made(clause, hit.value, (start, spanned.end), scene, spanned.value)
            yield replace(made, number=spanned.number)
        if score is None or figure(score["value"]) > words.most[hit.value] or _conditional(clause, start, words):
            continue
        yield from _changed(clause, hit.value, start, score, scene)


def _changed(clause: Clause, name: str, start: int, score: re.Match[str], scene: Scene) -> Iterator[Finding]:
    """A score, and the one of before or of now that stands beside it."""
    made = _made(clause, name, (start, score.end()), scene, score["value"])
    if made.assertion is Assertion.NEGATED and _MEANING.match(clause.text, score.end()):
        made = replace(made, assertion=Assertion.STATED)
    earlier = score["first"] if "first" in score.groupdict() else ""
    now = _NOW.match(clause.text, score.end())
    beside = _BEFORE_IT.match(clause.text, score.end())
    if beside is not None and made.assertion is Assertion.HISTORICAL:
        made = replace(made, assertion=Assertion.STATED)  # the word of before is the bracket's: `14 (previo 22)`
    if now is not None:
        yield replace(made, value=now["value"], number=float(now["value"]))
        earlier = score["value"]
    else:
        yield made
    earlier = beside["value"] if beside is not None else earlier
    if earlier and figure(earlier) <= scene.words.most[name] and made.assertion is Assertion.STATED:
        number = float(figure(earlier))
        yield replace(made, value=earlier, number=number, when=None, assertion=Assertion.HISTORICAL)


def _score_row(clause: Clause, start: int, paper: Paper) -> Iterator[tuple[str, tuple[int, int], PartialDate | None]]:
    """The scores of a row under the days that head its columns."""
    for (at, text), head in zip(clause.cells, clause.header, strict=False):
        days = list(dates_in(head))
        if at > start and len(days) == 1 and text.strip().isdigit() and len(text.strip()) <= 2:
            yield text.strip(), (start, at + len(text)), certain(in_order(days[0].values, paper.date_order))


def _marrows(clause: Clause, scene: Scene) -> Iterator[Finding]:
    """The class of a marrow by its blasts, and that a picture shows no progression."""
    for found in _MARROW.finditer(clause.text):
        around = clause.text[max(0, found.start() - _MARROW_REACH) : found.end() + _MARROW_REACH]
        if (
            _OF_MARROW.search(around)
            and not _FAB.search(around)
            and not _conditional(clause, found.start(), scene.words)
        ):
            made = _made(clause, f"M{found['value']} marrow", found.span(), scene, found[0])
            yield replace(made, assertion=Assertion.STATED) if made.assertion is Assertion.PENDING else made
    if scene.paper.category is Category.IMAGING_REPORTS:
        for found in _NO_PROGRESS.finditer(clause.text):
            made = _made(clause, "progressive disease", found.span("value"), scene, found["value"])
            yield replace(made, assertion=Assertion.NEGATED)


def _necrosis(clause: Clause, scene: Scene) -> Iterator[Finding]:
    place = cue_in(clause.text, scene.words.cues["necrosis"])
    if place is None:
        return
    near = _TREATED.search(f"{clause.heading} {clause.text}") is not None
    found = _NECROSIS.search(clause.text, max(0, place[0] - 16), place[0]) or (
        _NECROSIS_FAR if near else _NECROSIS_AFTER
    ).match(clause.text, place[1])
    worded = _NECROSIS_WORDED.match(fold(clause.text), place[1]) if found is None else None
    number = number_said(worded["said"]) if worded is not None else None
    if worded is not None and number is not None and number <= 100:
        yield _made(clause, "tumor necrosis", (place[0], worded.end()), scene, f"{number:g} %")
    if found is not None and float(found["value"].replace(",", ".")) <= 100:
        span = min(place[0], found.start()), max(place[1], found.end())
        yield _made(clause, "tumor necrosis", span, scene, f"{found['sign'] or ''}{found['value']} %")


def _responses(clause: Clause, scene: Scene) -> Iterator[Finding]:
    words = scene.words
    hits = [one for one in found_in(clause, words.responses) if _meant(clause, one, scene)]
    for one in hits:
        value = clause.text[one.start : one.end]
        if supposed(clause, one.start, one.end):
            yield _supposed(clause, one.term.name, (one.start, one.end), scene, value)
        elif not _conditional(clause, one.start, words):
            yield _made(clause, one.term.name, (one.start, one.end), scene, value)
    for told in predicated(clause) if not hits else ():
        place, value = (told.start, told.end), clause.text[told.start : told.end]
        if supposed(clause, told.start, told.end):
            yield _supposed(clause, told.name, place, scene, value)
        elif not _conditional(clause, told.start, words):  # a day before it is that of what it was judged by
            yield replace(_made(clause, told.name, place, scene, value), when=None, until=None)
    headed = cue_in(clause.heading, words.cues["heading"]) is not None and clause.heading != clause.text
    first = clause.words[0] if clause.words else None
    if headed and not hits and first is not None and first.text in words.bare:
        place = first.start, first.end
        yield _made(clause, words.bare[first.text], place, scene, clause.text[slice(*place)])


def _meant(clause: Clause, found: Found, scene: Scene) -> bool:
    """`PR`, `CR`, `PD` mean many things: they need a word of response near them, or a heading of response."""
    timed = _TIMED.search(clause.text, max(0, found.start - 60), found.start)
    if timed or is_no_remission(clause.text, found.start, found.end):
        return False
    if of_complaint(clause.text, found.start, found.end):
        return False
    others = found.term.name == "no response" and OF_OTHERS.search(
        clause.text, max(0, found.start - 60), min(len(clause.text), found.end + 60)
    )
    if others or (found.term.name in _OF_ANYTHING and to_others(clause.text, found.start, found.end)):
        return False
    if not found.term.short:
        return True
    alone = _ANSWER_BEFORE.search(clause.text, 0, found.start) or not clause.text[: found.start].strip(' -•"“')
    treated = _TREATED_BEFORE.search(clause.text, max(0, found.start - 60), found.start)
    words, written = scene.words, clause.text[found.start : found.end]
    if is_remission_of(scene.paper, clause.text, found.start, found.end):
        return True
    if (alone or treated) and _ANSWER_AFTER.match(clause.text, found.end) and written.isupper():
        return True
    if cue_in(clause.heading, words.cues["heading"]) is not None or _in_column(clause, found.start, words):
        return True
    near = cue_in(clause.text, words.cues["context"], max(0, found.start - 40), min(len(clause.text), found.end + 24))
    system = next(iter(words.systems.find(clause.words)), None)
    return near is not None or system is not None


def _in_column(clause: Clause, at: int, words: Words) -> bool:
    """Whether a place stands in a column of responses."""
    return any(
        start <= at < start + len(text) and cue_in(head, words.cues["heading"]) is not None
        for head, (start, text) in zip(clause.header, clause.cells, strict=False)
    )


def _conditional(clause: Clause, start: int, words: Words) -> bool:
    """`if Deauville 4`, `goal: complete response`: of nobody yet."""
    first = max(0, start - _CONDITION_REACH, clause.text.rfind(";", 0, start))
    return cue_in(clause.text, words.cues["if"], first, start) is not None


def _made(clause: Clause, name: str, place: tuple[int, int], scene: Scene, value: str) -> Finding:
    when = _occasion(clause, scene.paper, *place)
    # A run of days is that of a treatment told in the same row, not of the look at it.
    when = when if when is None or when.until is None else None
    said = _said(clause, name, place, scene.assertion)
    day = when.when if when else None
    if when is None and said is Assertion.STATED and scene.paper.category is Category.IMAGING_REPORTS:
        own = labelled_date(scene.paper, scene.words.study_dates, "study_dates")
        day = own[0] if own else scene.paper.date
    day = day or year_beside(clause.text, *place)
    number = re.fullmatch(r"[<>≥≤ ]*(\d+(?:[.,]\d+)?)(?: %)?", value)
    detail: dict[str, Scalar] = {}
    for key, index in (("system", scene.words.systems), ("target", scene.words.targets)):
        near = [word for word in words_of(clause.text) if place[0] - 60 <= word.start <= place[1] + 40]
        hit = next(iter(index.find(near)), None)
        detail |= {key: hit.value} if hit else {}
    return Finding(
        Kind.RESPONSE,
        name,
        value=value,
        number=float(number[1].replace(",", ".")) if number else None,
        when=day,
        until=when.until if when else None,
        assertion=said,
        detail=detail,
        citations=(clause.cite(*quoted(clause.text, *place, 60)),),
        confidence=clause.confidence,
    )


def _supposed(clause: Clause, name: str, place: tuple[int, int], scene: Scene, value: str) -> Finding:
    """A response that is only a condition: of no day."""
    return replace(_made(clause, name, place, scene, value), when=None, until=None, assertion=Assertion.CONDITIONAL)


def _own_part(clause: Clause, end: int) -> Clause:
    """The clause without what it says of another thing: `complete remission and MRD was undetectable`."""
    other = _OTHER.search(clause.text, end)
    return Clause(clause.text[: other.start()], clause.pieces, clause.section, clause.heading) if other else clause


def _occasion(clause: Clause, paper: Paper, start: int, end: int) -> Occasion | None:
    """The day of the look: close behind the response, else the one that the line begins with."""
    found = occasion_near(clause, paper, start, end)
    if found is None or found.start < start or found.start - end <= _CLOSE:
        return found
    before = [one for one in occasions(clause.text, paper) if one.end <= start and start - one.end <= _BEFORE]
    return before[-1] if before else found


def _said(clause: Clause, name: str, place: tuple[int, int], assertion: AssertionWords) -> Assertion:
    """How it is said; the `no` of `no evidence of disease` is part of its name."""
    # Nobody plans a response: what stands under a plan is how things are.
    clause = replace(clause, section=Section.NONE, heading="") if clause.section is Section.PLAN else clause
    said = assertion_of(clause, *place, assertion)
    if said is Assertion.NEGATED:
        said = assertion_of(_own_part(clause, place[1]), *place, assertion)
    return Assertion.STATED if said is Assertion.NEGATED and name.startswith("no ") else said
