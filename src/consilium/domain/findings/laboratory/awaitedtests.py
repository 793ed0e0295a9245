"""Laboratory tests that a text names without a result: awaited, asked for, not made, or to be made."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from consilium.domain.findings.assertions.assertion import AssertionWords, assertion_of
from consilium.domain.findings.days.occasions import occasions
from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.paper import Clause, Paper, Section
from consilium.domain.findings.text.labelled import DatePlace, dates_of
from consilium.domain.findings.text.spans import Span, spans_in, words_between
from consilium.domain.phrases import PhraseIndex, fold

_MOST, _DAY_REACH = 12, 10
_NEAR_STATE, _LIST = 6, 30
_FIGURE = re.compile(
    r"(?<![\w./-])\d{1,6}(?:[.,]\d{1,3})?"
    r"(?![\w./-]|\s?(?:h|hs|hrs|horas|hours|d[ií]as|days|sem|semanas|weeks|wks?|meses|months|mths?|mo)\b)"
)
_PART = re.compile(r"[;]|[.](?=\s)")
# `AFP semanal`, `ferritin every 3 months`: to be made again and again.
_OFTEN = re.compile(
    r"\s(?:level |levels )?(?:weekly|monthly|fortnightly|yearly|annually|daily|every|each|semanal(?:es)?|"
    r"mensual(?:es)?|"
    r"quincenal(?:es)?|anual(?:es)?|trimestral(?:es)?|semestral(?:es)?|diari[oa]s?|cada|tomorrow|ma[nñ]ana)\b",
    re.IGNORECASE,
)
# Between two tests of one list; and a result straight behind one that was sent: `sent for culture: no growth`.
_LISTED = re.compile(r"\s?(?:,|/|\+|&|\b(?:and|y|e)\b|,\s(?:and|y))\s?")
_TOLD_BEHIND = re.compile(
    r"(?:\s\w{2,12})?\s?(?:[:=]\s?(?!pend|await|en (?:proceso|curso)|sent|env|sol|to follow|not|no (?:rea|se|disp))\w"
    r"|,?\s(?:which )?(?:showed|grew|mostr[oó])\b)",
    re.IGNORECASE,
)
_RESULT_OPEN = ("sent", "requested")
# Names so short are other things too; what is given by the bag is asked for, too.
_LETTERS = 3
# A test's name that is an article in Spanish: `una ecografía`, no `UNa`.
ARTICLES = frozenset({"una"})
_GIVEN = frozenset(
    ("platelets", "erythrocytes", "albumin", "iron", "leukocytes", "potassium", "glucose", "protein", "fibrinogen")
)
# How a test without a result is said, by what became of it.
_WITHOUT = {
    "pending": Assertion.PENDING, "requested": Assertion.PENDING, "sent": Assertion.PENDING,
    "not received": Assertion.PENDING, "planned": Assertion.PLANNED, "not performed": Assertion.NEGATED,
    "not available": Assertion.NEGATED,
}  # fmt: skip

# A medicine is a test only by a word for its level: `Amikacina si deterioro` asks for none.
_LEVEL = re.compile(
    r"\b(?:levels?|nivel(?:es)?|trough|valle|peak|pico|auc|css|conc\w*|concentracion\w*|c0|serum|serico|plasma\w*|\w+emia)\b"
)


@dataclass(frozen=True)
class TestWords:
    """`analytes` by their names, `states` that may befall a thing, `controls` that ask for a test right before it.

    `further` are the tests of the laboratory's own table, which need such words: a plan alone names many of them.
    """

    analytes: PhraseIndex[str]
    states: PhraseIndex[str]
    controls: PhraseIndex[bool]
    further: PhraseIndex[str]


def words_from(data: Mapping[str, Any]) -> TestWords:
    """From `knowledge/findings/mentions.yaml` and `laboratory.yaml`."""
    own = {fold(str(one)) for name, ones in data["analytes"].items() for one in (name, *ones)}
    further = [
        (str(one), str(test["name"]))
        for test in data["tests"]
        for one in (test["name"], *test.get("say", ()))
        if sum(map(str.isalpha, str(one))) >= _LETTERS
        and fold(str(one)) not in own | ARTICLES
        and (not test.get("drug") or _LEVEL.search(fold(str(one))))
    ]
    return TestWords(
        PhraseIndex.of((str(one), name) for name, ones in data["analytes"].items() for one in (name, *ones)),
        PhraseIndex.of((str(one), state) for state, ones in data["states"].items() for one in ones),
        PhraseIndex.of((str(one), True) for one in data["controls"]),
        PhraseIndex.of((one, name) for one, name in further if name not in _GIVEN),
    )


def days_of(paper: Paper, clause: Clause) -> list[DatePlace]:
    """The days of a clause, those without a year too where the paper tells it; not the child's birthday."""
    full = dates_of(clause, paper.date_order)
    short = [
        DatePlace(one.when, one.start, one.end)
        for one in occasions(clause.text, paper)
        if one.until is None and not any(day.start < one.end and one.start < day.end for day in full)
    ]
    days = sorted([*full, *short], key=lambda one: one.start)
    return [one for one in days if one.value != paper.birth]


def tests_in(paper: Paper, clause: Clause, words: TestWords, assertion: AssertionWords) -> Iterator[Finding]:
    """Laboratory tests without a result: awaited, asked for, not made, or to be made."""
    known = spans_in(clause, words.analytes)[:_MOST]
    further = spans_in(clause, words.further)[:_MOST] if _asks(clause, words) else []
    more = [one for one in further if not any(one.start < two.end and two.start < one.end for two in known)]
    spans = sorted((*known, *more), key=lambda one: one.start)
    states = _shared(clause, spans, [_without_result(clause, one, words, by_place=one not in more) for one in spans])
    for span, state in zip(spans, states, strict=True):
        if state in _RESULT_OPEN and _TOLD_BEHIND.match(clause.text, span.end):
            continue
        if clause.folded.startswith((" node", " gland"), span.end):  # `the lymph node was sent`
            continue
        if state is None or assertion_of(clause, span.start, span.end, assertion) is Assertion.FAMILY:
            continue
        days = days_of(paper, clause)
        near = [one for one in days if len(words_between(clause.text, *sorted((one.end, span.start)))) <= _DAY_REACH]
        yield Finding(
            Kind.MENTION,
            span.value,
            value=clause.text[span.start : span.end],
            when=near[0].value if near else None,
            assertion=_WITHOUT[state],
            detail={"what": "laboratory", "status": state},
            citations=(clause.cite(),),
            confidence=clause.confidence,
        )


def _shared(clause: Clause, spans: list[Span[str]], states: list[str | None]) -> list[str | None]:
    """What is said of the last test of a list (`FBC, U&Es and LFTs weekly`) is said of all of it."""
    shared = list(states)
    for at in range(len(spans) - 2, -1, -1):
        between = clause.text[spans[at].end : spans[at + 1].start]
        if shared[at] is None and shared[at + 1] == "planned" and _LISTED.fullmatch(between):
            shared[at] = shared[at + 1]
    return shared


def _asks(clause: Clause, words: TestWords) -> bool:
    """Whether a clause has a word for what became of a test, or that asks for one."""
    states = any(one.value in _WITHOUT for one in spans_in(clause, words.states))
    return states or bool(spans_in(clause, words.controls))


def _without_result(clause: Clause, span: Span[str], words: TestWords, *, by_place: bool = True) -> str | None:
    """What became of a laboratory test, in the words after it up to a figure, or right before it."""
    figure = _FIGURE.search(clause.text, span.end)
    end = figure.start() if figure else len(clause.text)
    last = clause.cells[-1] if len(clause.cells) > 1 else (0, "")
    for state in spans_in(clause, words.states):
        after = span.end <= state.start < end and len(words_between(clause.text, span.end, state.start)) <= _NEAR_STATE
        # `FEVI >= 55 % | pendiente`: the last cell of its row says it alone.
        after = after or (state.start == last[0] > span.end and state.end - state.start == len(last[1].rstrip(" .")))
        before = state.end <= span.start and len(words_between(clause.text, state.end, span.start)) <= 1
        before = before or (
            state.start == 0 and state.value == "pending" and ":" in clause.text[state.end : span.start]
        )
        if state.value in _WITHOUT and (after or before) and not _PART.search(clause.text, *_gap(state, span)):
            return state.value
    asked = [one for one in spans_in(clause, words.controls) if one.end <= span.start]
    listed = bool(asked) and _is_list(clause.text[asked[-1].end : span.start])
    valued = figure is not None and len(words_between(clause.text, span.end, figure.start())) <= 1
    placed = by_place and clause.section is Section.PLAN
    often = figure is None and _OFTEN.match(clause.text, span.end) is not None
    return "planned" if (listed or placed or often) and not valued else None


def _gap(one: Span[str], other: Span[str]) -> tuple[int, int]:
    return (one.end, other.start) if one.end <= other.start else (other.end, one.start)


def _is_list(text: str) -> bool:
    """Whether only short names, commas and `and` stand in a text: `control de fósforo, K y Mg`."""
    return len(text) <= _LIST and not any(sign in text for sign in ".;:()") and not any(map(str.isdigit, text))
