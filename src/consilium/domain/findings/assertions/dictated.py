"""Turns of dictated hospital reports that say how a thing is, whatever the words right beside it seem to say.

`Negative fever, negative fussiness`: a denial before its noun. `No complications such as diabetes`: examples of what
is denied. `When he came to the clinic he had a rash`, `stopped when the cultures came out negative`: a time that is
past, and no condition. `He appears pink and slightly jaundiced`: what an examination sees. `A one-week history of
cough`: what brings the child today. `Everyone at home has been sick with cough`: what others have.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from consilium.domain.findings.finding import Assertion
from consilium.domain.findings.paper import Clause, Section

__all__ = ["dictated", "is_past_time"]

_NEGATIVE_NOUN = re.compile(
    r"(?:^|[:;,.]\s*|\s(?:and|or)\s|\b(?:there|he|she|patient|child|baby|infant)(?:\s(?:is|was|are))?\s)"
    r"negative\s(?:for\s)?(?:any\s)?(?:[\w-]{2,14}\s)?$",
    re.IGNORECASE,
)
_SUCH_AS = re.compile(
    r"\b(?:no|without|denie[sd]|negative for)\s(?:(?:any|other|further|known|significant|major|apparent|new)\s){0,2}"
    r"(?:complications?|problems?|issues|illness\w*|infections?|symptoms?|abnormalit\w+|concerns?"
    r"|conditions?)\b[^.;:]{0,50}?"
    r",?\s(?:such as|like|including|to include)\s(?:[^.;:]{0,120}?(?:,|\sor|\sand)\s)?(?:[\w-]{2,14}\s)?$",
    re.IGNORECASE,
)
# `No significant bruising, lesions, or rash`, `denies bleeding gums, easy bleeding or bumps`: the `or` holds the list.
_LIST_DENIED = re.compile(
    r"(?:(?:^|[.;:]\s*)(?:no|denies|without|negative(?: for)?)|\b(?:denies|denied"
    r"|denying))\s(?P<items>[^.;:()]{2,160})$",
    re.IGNORECASE,
)
_OR = re.compile(r"[^.;:()]{0,120}?\b(?:or|nor)\s(?!\d)", re.IGNORECASE)
_NOT_LISTED = re.compile(
    r"\b(?:but|with|has|had|have|is|was|were|are|positive|except|reports?|complain\w*|now|then|since|only|some|mild\w*"
    r"|moderate\w*|noted|present|shows?|showed|did|does|which|that|who|and (?:he|she)|though|however|other than"
    r"|states?)\b",
    re.IGNORECASE,
)
_DIFFERENTIAL = re.compile(
    r"\b(?:differential(?:s|\sdiagnos[ie]s)?\b[^.;:]{0,60}?\b(?:includes?|included|including|consists? of"
    r"|would be)|to consider\b[^.;:]{0,50}?\b(?:is|are|includes?)|could be (?:having|due to)"
    r"|could have been due to|possibilities include)\b[^.;:]*$",
    re.IGNORECASE,
)
_WHEN = re.compile(r"\b(?:when|cuando)\s(?P<rest>[^.;]*)", re.IGNORECASE)
_PAST = re.compile(
    r"\b(?:was|were|had|did|came|went|became|began|got|grew|fell|rose|gave|felt|took|saw|found|left|told|brought|woke"
    r"|(?:[a-z]{3,12}[^e\W]ed)|estaba|estuvo|fue|tuvo|ten[ií]a|hab[ií]a|acudi[oó]|ingres[oó]|present[oó]"
    r"|inici[oó]|lleg[oó]|naci[oó])\b"
)
_NOT_PAST = re.compile(
    r"\b(?:if|should|would|will|may|might|must|can|could|unless|whenever|call|return|please|need(?:s|ed)? to be"
    r"|is|are|has been|have been|plan\w*|consider\w*|advised|told to|instructed|si|debe|deber[aá]|puede"
    r"|podr[aá]|llamar|acudir)\b",
    re.IGNORECASE,
)
_RETURNS = re.compile(
    r"\b(?:will|to|is to|should)\s(?:return|come back|follow up|be back)\s(?:to\s(?:the\s)?(?:clinic"
    r"|hospital)\s)?(?:for|with)\s"
    r"(?:(?:her|his|the|next|another)\s){0,2}(?:dose of\s|cycle of\s|course of\s)?$",
    re.IGNORECASE,
)
_INTENDED = re.compile(r"\bhad\s(?:\w+\s)?(?:intended|planned|hoped|wanted)\sto\b[^.;]{0,80}$", re.IGNORECASE)
_GIVEN_UP = re.compile(r"[^.;]{0,60}?[.;,]\s(?:however|but)\b", re.IGNORECASE)
# A doubt of what it is, none of what is seen with it: `presumptive diagnosis of Kawasaki with fever and rash`.
_WITH_SIGNS = re.compile(
    r"\b(?:presumptive|presumed|suspected|probable|possible"
    r"|working)\sdiagnosis\sof\s[\w' -]{3,40}?\swith\s(?!out)[^.;:]{0,120}$",
    re.IGNORECASE,
)
_LIKE = re.compile(
    r"-like\s(?:activity|episodes?|events?|movements?|spells?|symptoms?|illness|picture)\b", re.IGNORECASE
)
# What somebody found possible: `decided they could radiate the metastases with radiosurgery`.
_COULD = re.compile(
    r"\b(?:decided|felt|thought|said|agreed|noted)\s(?:that\s)?(?:they|we|he|she|it)\scould\s[^.;:]{0,100}$",
    re.IGNORECASE,
)
_SEEN = re.compile(r"\b(?:appears?|appeared|looks?|looked|seems?|seemed)\s(?:to be\s)?[^.;:]{0,60}$", re.IGNORECASE)
_DOUBTS = re.compile(
    r"\b(?:possibl\w+|probabl\w+|likely|suspect\w*|question\w*|concern\w*|suggest\w*|r/o|rule out|consistent|may|might"
    r"|could|versus|vs|unclear|if|whether)\b|\?",
    re.IGNORECASE,
)
_SINCE = re.compile(
    r"\b(?:\d{1,3}(?:\s?[-–/]\s?\d{1,2})?|one|two|three|four|five|six|seven|eight|ten|several|few|couple(?: of)?)[\s-]"
    r"(?:hour|day|week|month|year)s?(?:\s(?:or so|or two))?\s(?:[\w-]+\s)?history\s(?:of"
    r"|with)\s(?:[\w-]{2,14},?\s){0,3}$",
    re.IGNORECASE,
)
_OTHERS_HAVE = re.compile(
    r"\b(?:everyone|everybody|(?:all|some|most|many|several)\s(?:of\s)?(?:the\s|his\s|her\s"
    r"|other\s)?(?:residents|members|people|relatives|children|kids|contacts|family)"
    r"|(?:other\s)?(?:family|household|house)\s(?:members|contacts)|(?:kids|children)\s(?:at|in)\s(?:daycare|school))\b"
    r"[^.;:]{0,40}?\b(?:are|is|were|was|have|has|had|been)\b[^.;:]{0,80}$",
    re.IGNORECASE,
)


_AHEAD = frozenset({Section.PLAN, Section.GENERAL, Section.QUESTIONS})
_BACK = 200


def is_past_time(text: str) -> bool:
    """Whether a sentence's `when` tells of a time that is past and the sentence sets no condition."""
    when = _WHEN.search(text)
    return when is not None and _PAST.search(when["rest"].lower()) is not None and _NOT_PAST.search(text) is None


def dictated(clause: Clause, start: int, end: int, said: Assertion) -> Assertion:
    """How a thing at `text[start:end]` is said, by the turns of dictated reports; `said` where none is there."""
    rule = None if clause.cells else _RULES.get(said)
    return said if rule is None else rule(clause, clause.text[max(0, start - _BACK) : start], end) or said


def _of_stated(clause: Clause, before: str, end: int) -> Assertion | None:
    if _INTENDED.search(before):
        return _of_planned(clause, before, end) or Assertion.PLANNED
    if _of_family(clause, before, end) or _is_in_denied_list(clause.text, before, end):
        return Assertion.NEGATED
    if _DIFFERENTIAL.search(before) or _LIKE.match(clause.text, end):
        return Assertion.UNCERTAIN
    if _COULD.search(before):
        return Assertion.CONDITIONAL
    return Assertion.FAMILY if _OTHERS_HAVE.search(before) else None


def _of_planned(clause: Clause, before: str, end: int) -> Assertion | None:
    given_up = _INTENDED.search(before) is not None and _GIVEN_UP.match(clause.text, end) is not None
    return Assertion.NEGATED if given_up else None


def _of_family(_: Clause, before: str, __: int) -> Assertion | None:
    return Assertion.NEGATED if _NEGATIVE_NOUN.search(before) or _SUCH_AS.search(before) else None


def _of_historical(_: Clause, before: str, __: int) -> Assertion | None:
    if _OTHERS_HAVE.search(before):
        return Assertion.FAMILY
    return Assertion.STATED if _SINCE.search(before) else None


def _of_conditional(clause: Clause, before: str, _: int) -> Assertion | None:
    if _RETURNS.search(before):
        return Assertion.PLANNED
    return Assertion.STATED if clause.section not in _AHEAD and is_past_time(clause.text) else None


def _of_uncertain(clause: Clause, before: str, _: int) -> Assertion | None:
    if _WITH_SIGNS.search(before):
        return Assertion.STATED
    seen = clause.section is Section.EXAMINATION and _SEEN.search(before) is not None
    return Assertion.STATED if seen and not _DOUBTS.search(clause.text) else None


_RULES: Mapping[Assertion, Callable[[Clause, str, int], Assertion | None]] = {
    Assertion.STATED: _of_stated,
    Assertion.PLANNED: _of_planned,
    Assertion.FAMILY: _of_family,
    Assertion.HISTORICAL: _of_historical,
    Assertion.CONDITIONAL: _of_conditional,
    Assertion.UNCERTAIN: _of_uncertain,
}


def _is_in_denied_list(text: str, before: str, end: int) -> bool:
    """Whether a thing stands in a list that opens with a denial and is held together by `or`."""
    found = _LIST_DENIED.search(before)
    if found is None or "," not in found["items"] or _NOT_LISTED.search(found["items"]):
        return False
    behind = _OR.match(text, end)
    if behind is not None:
        return _NOT_LISTED.search(behind[0]) is None
    rest = re.match(r"[^.;:,()]{0,30}", text[end:])
    return re.search(r",?\s(?:or|nor)\s", found["items"]) is not None and not (rest and _NOT_LISTED.search(rest[0]))
