"""What a paper corrects in words of its own: `necrosis should read 86 %, not 96 %`, `donde dice X debe decir Y`,
`WBC 12.3 (previously reported as 123, a typing error)`.

What stood there in error is `negated` with `advice` as `wrong`, what is to stand there is stated; where both are of one
shape (a number, a stage) and only the wrong one was read, the right one is told beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from consilium.domain.findings.assertions.figurescorrected import WRONG
from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.paper import Clause, Paper

_READ = (
    r"(?:should|must|ought to)\s(?:have\s)?(?:read|say|said|stated?)"
    r"|(?:debe|deberia|debio|debia|ha de|tiene que)\s(?:decir|leerse|figurar|constar|poner|haber dicho)"
)
_BE = r"(?:should|must)\s(?:have\s)?be(?:en)?|(?:debe|deberia|debio)\sser"
_ERROR = (
    r"(?:(?:typing|typed|typographic(?:al)?|clerical|transcription|dictation|data[- ]entry|printing|copying)\s"
    r"(?:errors?|mistakes?|slips?)|typos?|misprints?|slip of the pen|errat(?:a|um)"
    r"|errore?s?\s(?:de\s(?:transcripcion|tipeo|digitacion|dictado|imprenta|copia|captura)|tipograficos?))"
)
_NOT = r"(?:not|no|instead of|rather than|en lugar de|en vez de)"
_END = r"(?=[.;:)\n\]](?:\s|$)|[.;)\n\]]|,\s(?!\d)|\s(?:as|como|in the|en el|en la)\b|$)"
# What is right, then what is wrong: `should read 40 %, not 4 %`, `(no 81,2 kg como figuraba)`.
_RIGHT_NOT_WRONG = re.compile(
    rf"(?:{_READ}|{_BE})\s(?P<right>[^;\n]{{1,60}}?),?\s\(?(?:and |y )?{_NOT}\s(?P<wrong>[^;\n]{{1,60}}?){_END}"
)
_NOT_AS_WRITTEN = re.compile(
    rf"[,(]\s?(?:and |y )?{_NOT}\s(?P<wrong>[^;,()\n]{{1,50}}?),?\s(?:as|como)\s(?:it\s|se\s)?(?:was\s|were\s|is\s)?"
    r"(?:previously |erroneously |wrongly |por error |erroneamente )?(?:stated|written|typed|printed|reported|recorded"
    r"|figura(?:ba)?|consta(?:ba)?|dice|decia|informo|escribio|puso|aparece|aparecia)\b"
)
# What is wrong, then what is right: `donde dice X debe decir Y`, `for "X" read "Y"`.
_WRONG_FOR_RIGHT = (
    re.compile(
        r"\b(?:where (?:it|the (?:report|letter|text|summary|heading))|(?:en )?donde(?: se)?)\s"
        r"(?:says?|said|reads?|states?|stated|dice|decia|lee|pone|ponia|indica|figura)\s?:?\s(?P<wrong>[^\n]{1,80}?)"
        rf",?\s(?:it\s|se\s)?(?:{_READ}|{_BE}|read|lease)\s?:?\s(?P<right>[^;\n]{{1,80}}?)(?=[.;](?:\s|$)|\n|$)"
    ),
    re.compile(r"\bfor\s[\"“'](?P<wrong>[^\"”'\n]{1,60})[\"”']\s(?:please\s)?read\s[\"“'](?P<right>[^\"”'\n]{1,60})"),
    re.compile(rf"[\"“](?P<wrong>[^\"”\n]{{1,60}})[\"”][^.;\"“\n]{{0,50}}?\s(?:{_READ})\s(?P<right>[^;\n]{{1,60}}?)"
               r"(?=[.;](?:\s|$)|\n|$)"),
    re.compile(
        r"\b(?:consta(?:ba)?|figura(?:ba)?|dice|decia|aparece|se indico|states?|stated|says|said|reads|listed|lists)"
        r"\s(?P<wrong>[^;.\n]{1,60}?)\s?[;,.]\s(?:lo correcto (?:es|seria)|(?:el|la) \w{0,12}\s?correct[oa] es"
        r"|deb(?:iendo|e|ia) (?:decir|ser|leerse)|the correct \w{1,14} is|correct is|this should (?:be|read))\s"
        r"(?P<right>[^;\n]{1,60}?)(?=[.;](?:\s|$)|\n|$)"
    ),
)  # fmt: skip
# What a paper takes back as its own slip, before or behind the words for it.
_SLIP_BEHIND = re.compile(
    rf"(?:^|[;:]\s)(?P<wrong>[^;:\n]{{3,90}}?),?\s(?:was|were|is|are|es|fue|son|eran|era)\s(?:an?\s|una?\s)?{_ERROR}"
)
_SAID_IN_ERROR = re.compile(
    r"\b(?:(?:report|letter|summary|note|result|informe|carta|epicrisis|nota|resultado)s?\s(?:\w{1,12}\s)?"
    r"(?:stated|said|read|gave|listed|mentioned|decia|dice|indicaba|senalaba|consignaba)"
    r"|(?:i|we)\s(?:wrote|stated|typed|reported)|(?:escribi|escribimos|puse|pusimos|anote|anotamos))\s(?:that\s|que\s)?"
    r"(?P<wrong>[^;.\n]{3,80}?)\s?[;,.–-]+\s(?:but\s|pero\s)?(?:this|that|which|it|lo que|lo cual|esto|eso)\s"
    r"(?:was|is|fue|es|era)\s(?:an?\s|una?\s)?(?:error|mistake|wrong|incorrect|not correct|not right|erroneo|incorrecto"
    rf"|equivocado|{_ERROR})"
)
_TYPED_AS = re.compile(
    r"\b(?:(?:previously|originally|initially|earlier|erroneously|wrongly|mistakenly|incorrectly|por error"
    r"|erroneamente|equivocadamente|inicialmente|previamente)\s(?:reported|typed|entered|recorded|stated|given"
    r"|transcribed|dictated|printed|informad[oa]|consignad[oa]|registrad[oa]|transcrit[oa]|anotad[oa]|indicad[oa])"
    r"|mistyped|typed|misreported)\s(?:as|como)\s(?P<wrong>[^;()\n]{1,50}?)(?=[;()\n]|[.,](?:\s|$)|$)"
)
_OF_ERRORS = re.compile(
    r"\b(?:correct(?:ed|ion|s)?|corregid[oa]|correccion|correct[oa]|rectifica\w*|errat\w+|errors?|erron\w+|typ(?:o|ed)"
    r"|mis\w+|amend\w*|wrong\w*|incorrect\w*|addendum|adenda|fe de erratas)\b"
)
_ANY = re.compile(
    r"should|must|ought|deb[ei]|donde|read|correct|error|errat|typ|figura|consta|misprint|slip|rectific|mistake|wrong"
    r"|equivoc"
)
_NUMBER = re.compile(r"\W{0,2}(\d{1,6}(?:[.,]\d{1,3})?)(?![\d.,/]*\d)")
_ROMAN = re.compile(r"\W{0,2}(?:(?:stage|estadio)\s)?(iv|iii|ii|i)([abc]?)\b")
_OPEN = frozenset({Assertion.STATED, Assertion.HISTORICAL, Assertion.CONDITIONAL, Assertion.PLANNED})
_VALUED = frozenset({Kind.LABORATORY, Kind.STAGE, Kind.GROWTH, Kind.FUNCTION})
_MOST = 600


@dataclass(frozen=True, slots=True)
class _Slip:
    """What is wrong, and what stands in its place, from where to where; `said` where words for reading tell it."""

    wrong: tuple[int, int]
    right: tuple[int, int] | None = None
    said: bool = False


def readings_corrected(found: Iterable[Finding], paper: Paper) -> Iterator[Finding]:
    """`found`, with what its sentence corrects denied, and what it is corrected to stated."""
    slips = {at: seen for at, clause in enumerate(paper.clauses) if (seen := tuple(_slips(clause)))}
    if not slips:
        yield from found
        return
    listed = list(found)
    for one in listed:
        at = _clause_of(one, paper, slips)
        yield from [one] if at is None else _corrected(one, paper.clauses[at], slips[at], listed)


def _clause_of(one: Finding, paper: Paper, slips: dict[int, tuple[_Slip, ...]]) -> int | None:
    if not one.quote or (one.clause >= 0 and one.clause not in slips):
        return None
    if one.clause >= 0:
        return one.clause
    places = paper.places_of(one.quote)
    return places[0] if places and all(at in slips for at in places) else None


def _slips(clause: Clause) -> Iterator[_Slip]:
    text = clause.folded
    if len(text) > _MOST or len(text) != len(clause.text) or _ANY.search(text) is None:
        return
    for found in _RIGHT_NOT_WRONG.finditer(text):
        yield _Slip(found.span("wrong"), found.span("right"), re.match(_READ, found[0]) is not None)
    for pattern in _WRONG_FOR_RIGHT:
        for found in pattern.finditer(text):
            yield _Slip(found.span("wrong"), found.span("right"), said=True)
    for pattern in (_NOT_AS_WRITTEN, _SLIP_BEHIND, _SAID_IN_ERROR):
        for found in pattern.finditer(text):
            yield _Slip(found.span("wrong"))
    if _OF_ERRORS.search(text):
        for found in _TYPED_AS.finditer(text):
            yield _Slip(found.span("wrong"))


def _corrected(one: Finding, clause: Clause, slips: Sequence[_Slip], listed: Sequence[Finding]) -> Iterator[Finding]:
    places = list(_places(one, clause))
    slip = next((slip for slip in slips if places and all(_within(place, slip.wrong) for place in places)), None)
    if slip is not None and one.assertion in _OPEN:
        yield replace(one, assertion=Assertion.NEGATED, when=None, until=None, detail={**one.detail, "advice": WRONG})
        right = _right_of(one, clause, slip, listed)
        if right is not None:
            yield right
        return
    told = any(slip.said and slip.right and all(_within(each, slip.right) for each in places) for slip in slips)
    if told and places and one.assertion in (Assertion.PLANNED, Assertion.CONDITIONAL, Assertion.NEGATED):
        yield replace(one, assertion=Assertion.STATED)
    else:
        yield one


def _places(one: Finding, clause: Clause) -> Iterator[tuple[int, int]]:
    """Where a finding's value stands in its quote, else the quote itself."""
    at = clause.text.find(one.quote)
    if at < 0:
        return
    value = one.value if one.value and one.value in one.quote and one.value != one.quote else ""
    if not value:
        yield at, at + len(one.quote)
        return
    for hit in re.finditer(rf"(?<![\w.,]){re.escape(value)}(?![\w]|[.,]\d)", clause.text[at : at + len(one.quote)]):
        yield at + hit.start(), at + hit.end()


def _within(place: tuple[int, int], span: tuple[int, int]) -> bool:
    return span[0] <= place[0] and place[1] <= span[1]


def _right_of(one: Finding, clause: Clause, slip: _Slip, listed: Sequence[Finding]) -> Finding | None:
    """The finding with the value that is to stand there, where both are numbers or stages and none else tells it."""
    if slip.right is None or not one.value or one.kind not in _VALUED:
        return None
    text = clause.text[slice(*slip.right)]
    number = _NUMBER.match(text) if _NUMBER.match(one.value) else None
    roman = _ROMAN.match(text.lower()) if _ROMAN.match(one.value.lower()) else None
    value = number[1] if number is not None else text[roman.start(1) : roman.end(2)] if roman is not None else ""
    same = (other for other in listed if other.kind is one.kind and other.name == one.name)
    if not value or any(_begins(other.value, value) for other in same):
        return None
    if number is not None and not one.value.replace(",", ".").replace(".", "").isdigit():
        value = one.value.replace(_NUMBER.match(one.value)[1], value, 1)  # type: ignore[index]
    figure = float(number[1].replace(",", ".")) if number is not None and one.number is not None else None
    return replace(one, value=value, number=figure, assertion=Assertion.STATED, citations=(clause.cite(*_whole(slip)),))


def _begins(value: str, right: str) -> bool:
    return value == right or value.startswith((f"{right} ", f"{right}%"))


def _whole(slip: _Slip) -> tuple[int, int]:
    right = slip.right or slip.wrong
    return min(slip.wrong[0], right[0]), max(slip.wrong[1], right[1])
