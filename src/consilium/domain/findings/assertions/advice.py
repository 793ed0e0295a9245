"""Advice on treatments: what a paper advises against (`Enucleation of the only eye is not indicated`, `evitar
radioterapia`), which is no statement that none was given, and what it would think of under a condition.

What is advised against stays `negated`, with `advice` as `against`, so that it is shown for the opinion that it is; so
is what can't be had at a place, and what is not enough alone (`nottobehad.py`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from consilium.domain.findings.assertions.figurescorrected import WRONG
from consilium.domain.findings.assertions.nottobehad import NOT_ENOUGH, UNAVAILABLE, besides
from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.paper import Clause, Paper
from consilium.domain.phrases import fold

_KINDS = frozenset({Kind.RADIATION, Kind.SURGERY, Kind.DRUG, Kind.TRANSPLANT, Kind.CYCLE, Kind.MEDICINE, Kind.PROTOCOL})
# Where a part of a sentence ends; `but` and its like begin another opinion.
_ENDS = re.compile(r";(?=\s)|\.(?=\s|$)|\b(?:but|however|although|whereas|pero|aunque|mientras)\b")
# A plain denial right before the treatment: `no radiotherapy (not indicated)`.
_DENIED = re.compile(r"(?:\b(?:no|sin|without|nor|ni|never had|never received|nunca recibio)\s)(?:\w+\s)?$")
# ... unless it denies that there is a reason: `no radiotherapy is indicated`.
_NONE_ADVISED = re.compile(
    r"\s(?:(?:is|was|are|would be|esta|estaria)\s)?(?:indicated|advised|recommended|indicad[oa]s?|recomendad[oa]s?)\b"
)
# What else is said of the treatment before the advice, which is then of another one.
_OTHERWISE = re.compile(
    r"\b(?:not|no|never|without|sin|nunca|declined|refused|given|done|performed|completed|realizad\w|hech[oa]|rechaz\w+"
    r"|complet\w+|recibi\w+|received)\b"
)
_RAYS = re.compile(r"\b(?:radi\w+|rt|ebrt|irradia\w+|proton\w*|brachy\w+|braqui\w+|plaque|placa|xrt)\b")
# `Ibuprofen: avoid`.
_LABELLED = re.compile(r"\w*\s?[:–—-]\s?")
# That it was not given either is a fact: `contraindicado, no se administró`.
_NOT_GIVEN = re.compile(
    r"\b(?:no se (?:le )?(?:administr|realiz|hizo|coloc|aplic)\w*|no (?:lo )?recibi\w*"
    r"|(?:was|were) not (?:given|done|performed|used)|not given|never given)\b"
)
# A question whether a treatment may be left out.
_STOP = re.compile(r"[.?!](?=\s|$)")
_MAY = re.compile(
    r"\b(?:can|could|should|may|is it (?:possible|safe|ok|reasonable)|is there (?:a|any) way|puede[n]?|podemos"
    r"|podria\w*"
    r"|se puede|es posible|hay (?:forma|manera|modo)|deber\w+)\b"
)
_REACH = 70
_AGAINST = "against"
_NAMED = {_AGAINST: "advised_against", UNAVAILABLE: UNAVAILABLE, NOT_ENOUGH: NOT_ENOUGH, WRONG: "called_wrong"}


@dataclass(frozen=True)
class AdviceWords:
    """Words before and behind a treatment that advise against it, words that weigh one, words of a condition, and words
    of a wish or an aim to do without."""

    before: re.Pattern[str]
    behind: re.Pattern[str]
    weighed: re.Pattern[str]
    conditions: re.Pattern[str]
    wished: re.Pattern[str]


def words_from(document: Mapping[str, Any]) -> AdviceWords:
    """From `knowledge/findings/advice.yaml`. Raises KeyError where a part is missing."""
    names = ("against_before", "against_behind", "weighed", "conditions", "wished")
    return AdviceWords(*(_any(document[name]) for name in names))


def _any(forms: Iterable[object]) -> re.Pattern[str]:
    ordered = sorted({fold(str(one)) for one in forms}, key=lambda one: (-len(one), one))
    return re.compile(rf"(?<![\w-])(?:{'|'.join(re.escape(one) for one in ordered)})(?![\w-])")


def advised(found: Iterable[Finding], paper: Paper, words: AdviceWords) -> Iterator[Finding]:
    """The findings; treatments that are advised against as such, those weighed under a condition as conditional."""
    for one in found:
        if one.kind not in _KINDS or not one.quote:
            yield one
        elif one.assertion is Assertion.NEGATED and any(_holds(one, paper, words, by) for by in (_is_wish, _is_asked)):
            yield replace(one, assertion=Assertion.CONDITIONAL)
        elif one.assertion is Assertion.NEGATED and _holds(one, paper, words, _is_against):
            yield replace(one, detail={**one.detail, "advice": _AGAINST})
        elif one.assertion is Assertion.NEGATED and (other := _besides(one, paper)) is not None:
            how, advice = other
            yield replace(one, assertion=how, detail={**one.detail, "advice": advice} if advice else one.detail)
        elif one.assertion is Assertion.PLANNED and _holds(one, paper, words, _is_conditional):
            yield replace(one, assertion=Assertion.CONDITIONAL)
        else:
            yield one


def is_advice(finding: Finding) -> bool:
    """Whether a finding is an opinion against a treatment, or says that it can't be had, is not enough or was
    given in another dose, and is no statement of what was done or not."""
    return bool(advice_of(finding))


def advice_of(finding: Finding) -> str:
    """The opinion, as the summary's texts name it: `advised_against`, `unavailable`, `not_enough`,
    `called_wrong`; "" for none."""
    return _NAMED.get(str(finding.detail.get("advice") or ""), "")


def _besides(one: Finding, paper: Paper) -> tuple[Assertion, str] | None:
    """What the clauses that deny a treatment say of it besides, where all say the same."""
    clauses = [paper.clauses[one.clause]] if one.clause >= 0 else _of(one, paper)
    said = {besides(clause.folded, *_place(one, clause)) for clause in clauses}
    return said.pop() if len(said) == 1 else None


def _holds(one: Finding, paper: Paper, words: AdviceWords, says: Any) -> bool:
    clauses = [paper.clauses[one.clause]] if one.clause >= 0 else _of(one, paper)
    return bool(clauses) and all(says(clause.folded, *_place(one, clause), words) for clause in clauses)


def _of(one: Finding, paper: Paper) -> list[Clause]:
    return paper.holding(one.quote)


def _place(one: Finding, clause: Clause) -> tuple[int, int]:
    """Where the treatment is named: by its value, by a word for rays, else by the whole quote."""
    quote = fold(one.quote)
    start = max(clause.folded.find(quote), 0)
    end = start + len(quote)
    for named in (fold(one.value), fold(one.name)):
        at = clause.folded.find(named, start, end) if named else -1
        if at >= 0 and len(named) < len(quote):
            return at, at + len(named)
    rays = _RAYS.search(clause.folded, start, end) if one.kind is Kind.RADIATION else None
    return rays.span() if rays is not None else (start, end)


def _part(text: str, start: int, end: int) -> tuple[int, int]:
    """From where to where the part of a sentence goes that a treatment stands in."""
    low = max((found.end() for found in _ENDS.finditer(text, 0, start)), default=0)
    high = _ENDS.search(text, end)
    return low, high.start() if high is not None else len(text)


def _is_wish(text: str, start: int, end: int, words: AdviceWords) -> bool:
    """Whether a treatment is one that a family would do without, or that another is to spare it."""
    low, _ = _part(text, start, end)
    return words.wished.search(text, max(low, start - _REACH), end if end - start > _REACH else start) is not None


def _is_asked(text: str, start: int, end: int, words: AdviceWords) -> bool:
    """Whether a question asks if a treatment may be left out: `Can we avoid radiation?`."""
    stop = _STOP.search(text, end)
    asks = stop is not None and stop[0] == "?" and _MAY.search(text, max(0, start - _REACH), start) is not None
    return asks and _is_against(text, start, end, words)


def _is_against(text: str, start: int, end: int, words: AdviceWords) -> bool:
    if _NOT_GIVEN.search(text, end, _part(text, start, end)[1]):
        return False
    if start == 0 and end >= len(text.rstrip(" .")):
        return words.before.search(text) is not None or words.behind.search(text) is not None
    low, high = _part(text, start, end)
    before = words.before.search(text, max(low, start - _REACH), start)
    if before is None and _DENIED.search(text, low, start):
        return _NONE_ADVISED.match(text, end) is not None
    label = _LABELLED.match(text, end)
    if label is not None and words.before.match(text, label.end()):
        return True
    behind = words.behind.search(text, end, min(high, end + _REACH))
    own = before is not None and not _OTHERWISE.search(text, before.end(), start)
    return own or (behind is not None and not _OTHERWISE.search(text, end, behind.start()))


def _is_conditional(text: str, start: int, end: int, words: AdviceWords) -> bool:
    low, high = (0, len(text)) if end - start > _REACH else _part(text, start, end)
    weighed = words.weighed.search(text, low, max(start, low) if start > low else high)
    return weighed is not None and words.conditions.search(text, max(weighed.end(), min(end, high)), high) is not None
