"""What a sentence makes of a disease that it weighs: a possibility (`X leads, Y less so`, `X would fit`, `X is the
leading thought`) or one that was thought of and given up (`X was entertained and set aside`, `X doesn't fit`)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from consilium.domain.findings.assertions.assertionforms import to_rule_out
from consilium.domain.findings.assertions.assertionreserve import all_excluded
from consilium.domain.findings.finding import Assertion

_WAS = r"(?:\s[\w'’-]{2,14}){0,4}?,?\s(?:was|were|had\sbeen|has\sbeen|have\sbeen|is|are)\s(?:\w{2,12}\s){0,2}?"
_WEIGHED = (
    r"(?:entertained|considered|raised|floated|queried|mooted|suspected|thought\s(?:of|about)|brought\sup"
    r"|proposed|suggested"
    r"|discussed|on\sthe\slist|in\sthe\sdifferential)"
)
_GIVEN_UP = (
    r"(?:set\saside|put\saside|left\saside|laid\sto\srest|dropped|dismissed|discarded|discounted|abandoned"
    r"|excluded|rejected"
    r"|ruled\sout|not\sborne\sout|(?:does|did|do)(?:\snot|n['’]t)\s(?:fit|hold)|(?:we|I|nobody"
    r"|no\sone)\s(?:\w+\s)?(?:dropped"
    r"|dismissed|rejected|believes?|supports?))"
)
_NOT_AFTER = (
    re.compile(
        rf"{_WAS}{_WEIGHED}(?:\s(?:by|at|for|because)\s[^.;]{{1,30}}?)?,?\s(?:and|but|then|though"
        rf"|yet)\s(?:\w{{2,8}}\s){{0,3}}?{_GIVEN_UP}",
        re.IGNORECASE,
    ),
    re.compile(
        rf"{_WAS}{_WEIGHED}\s?[;,:]\s[^.]{{2,120}}?\b(?:argues?|speaks?|militates?|counts?"
        rf"|tells?)\sagainst\s(?:it|them|this|these"
        r"|both|either)\b",
        re.IGNORECASE,
    ),
    re.compile(
        r"(?:\s(?:was|were)\s[^.;,]{2,40},?\s(?:and|but))?\s(?:really\s|simply\s|it\s)?(?:doesn['’]t|does\snot"
        r"|didn['’]t|did\snot|don['’]t"
        r"|do\snot)\s(?:really\s)?(?:fit|hold\sup|hold|explain)\b",
        re.IGNORECASE,
    ),
    re.compile(
        r"\s(?:I|we)\s(?:would\snot|wouldn['’]t|do\snot|don['’]t|cannot|can['’]t|could\snot"
        r"|couldn['’]t)\s(?:seriously\s|really\s)?"
        r"(?:entertain|accept|support|favou?r|believe\sin|see|recogni[sz]e)\b",
        re.IGNORECASE,
    ),
    re.compile(r",?\s(?:is|are|was|were)\s(?:now\s|thus\s|therefore\s|clearly\s)?out(?=\s*(?:[.;,]|$))", re.IGNORECASE),
    re.compile(
        r"(?:\s[\w'’-]{2,14}){0,3}?,?\s(?:pero|y|aunque|que)?\s?(?:no\s(?:encaja|cuadra|se\ssostiene"
        r"|se\sconfirm[oó]|lo\sapoya\sla)"
        r"|se\s(?:descart|desech|dej)[oó]|(?:lo|la)\s(?:descartamos|desechamos|dejamos\sde\slado)"
        r"|qued[oó]\s(?:descartad|fuera)[oa]?)\b",
        re.IGNORECASE,
    ),
)
_MAYBE_AFTER = (
    re.compile(
        r",?\s(?:(?:is|was|has|been|fue|est[aá]|ha|sido|a[uú]n|yet|still)\s){0,3}(?:not|no)\s(?:(?:yet|been|histologically|fue|se"
        r"|ha|sido)\s){0,3}(?:confirmed|proven|confirm[oó]|confirmad[oa]|comprobad[oa])(?=\s*(?:[.;,)]|$|\s(?:by|on|por|con|en)\b))",
        re.IGNORECASE,
    ),
    # Also as recognition may leave it: `Meduloblastona menos prabable`, `medulloblastoma less llkely`.
    re.compile(
        r",?\s(?:(?:is|seems|es|parece)\s)?(?:(?:menos|poco)\sp[^\W\d_]{1,3}[bh]a[bh][^\W\d_]es?"
        r"|less\s[l1i][il1]ke[l1i]y)(?=\s*(?:[.;,:)]|$))",
        re.IGNORECASE,
    ),
    re.compile(
        r"(?:\s\([^()]{0,40}\))?,?\s(?:is|are|was|were|remains?|stays?)\s(?:now\s|still\s)?(?:the\s|our\s|my\s"
        r"|your\s)?(?:[\w'’-]{2,14}\s){0,2}?"
        r"(?:leading|main|working|chief|top|likeliest|first)?\s?(?:thought|suspicion|candidate|contender"
        r"|possibility|concern|suspect"
        r"|front-?runner|favou?rite|guess|bet)\b",
        re.IGNORECASE,
    ),
    re.compile(
        r"(?:\s(?:and|or|y|o)\s[^.;,]{3,30}?)?(?:\s\([^()]{0,40}\))?,?\s(?:leads|heads\sthe\slist|tops\sthe\slist|comes\s(?:first|next|second)"
        r"|(?:is|are)\s(?:also\s|still\s)?(?:on\sthe"
        r"\slist|in\sthe\s(?:differential|running|frame))|would\s(?:also\s|well\s)?(?:fit|be\s(?:less|more"
        r"|un)?\s?(?:usual|likely|apt|common"
        r"|typical))|(?:looks|would\slook)\sno\sdifferent|(?:was|were|is|are)\s(?:also\s)?considered(?=\s*(?:[.;,]|$))"
        r"|(?:has|have|had)\s(?:got\s)?to\sbe\s(?:ruled\sout|excluded)|must\sbe\s(?:ruled\sout|excluded))",
        re.IGNORECASE,
    ),
    re.compile(
        r"(?:\s(?:and|or|y|o)\s[^.;,]{3,40}?)?\s(?:(?:is|are|was|were)\s)?(?:kept|left|held|listed"
        r"|carried)\sas\s(?:an?\s|the\s)?(?:differentials?"
        r"|alternatives?|possibilit(?:y|ies))\b",
        re.IGNORECASE,
    ),
    re.compile(
        r",?\s(?:(?:is|are|seems?|es|parece)\s)?(?:possible|unlikely|most\sunlikely|less\s(?:likely|apt|so"
        r"|probable)|posible|menos\sprobable"
        r"|poco\sprobable)(?=\s*(?:[.;,:)]|$|\s(?:as|because|since|given|at|por|dad[oa])\b))",
        re.IGNORECASE,
    ),
    re.compile(
        r"(?:\s[\w'’-]{3,14}){0,2}?,?\s(?:entra(?:n)?\sen\sel\sdiferencial|es\sla\s(?:primera\s)?(?:sospecha"
        r"|posibilidad)|encabeza|va\sen\scabeza"
        r"|se\s(?:baraj|plante|consider)(?:a|[oó])n?|queda\scomo\sposibilidad|con\stoda\sprobabilidad"
        r"|hay\sque\sdescartarl[oa])\b",
        re.IGNORECASE,
    ),
)
_MAYBE_BEFORE = re.compile(
    r"(?:\b(?:descartar|sospecha\sde|duda\sentre|consider|query)\s[^.;:]{2,50}\s(?:contra|frente\sa"
    r"|versus|vs\.?|or|o|y)\s(?:un[ao]?\s|an?\s)?(?:[\w-]{2,10}\s)?"
    r"|\bso,?\s(?:[^.;]{2,24},\s)?would\s(?:an?\s)?|\bno\sse\spuede\s(?:afirmar"
    r"|asegurar)\s(?:que\ssea\s)?(?:un[ao]?\s)?"
    r"|\b(?:money|bet)\sis\son\s(?:an?\s)?|^\W*(?:consider|considerar)\s(?:an?\s|un[ao]?\s)?"
    r"|[:;.]\s(?:[Cc]onsider|[Cc]onsiderar)\s(?:an?\s|un[ao]?\s)?)$",
    re.IGNORECASE,
)
_NOT_BEFORE = re.compile(
    r"\b(?:would\s(?:not|n['’]t)|wouldn['’]t|hesitate\sto|reluctant\sto|not\sready\sto)\s(?:yet\s)?call\s(?:it"
    r"|this|that|them|these)\s(?:an?\s)?$"
    r"|\b(?:nothing|nada)\s(?:of|to\ssay|to\ssuggest|de|que\ssugiera)\s(?:an?\s|un[ao]?\s)?$",
    re.IGNORECASE,
)
_REACH = 180
# `SHH not confirmed`, `sin confirmar`, `pending to be confirmed`: no proof.
_UNPROVEN = re.compile(
    r"\b(?:not|no|never|nunca|sin|cannot be|can't be|couldn't be|n['’]t|to be|yet|por|a|hasta|until|si|if"
    r"|pendiente de|pending|ser|est[aá])\s"
    r"(?:(?:been|be|yet|se|ha|sido|pudo|puede|podido|ser|histologically|histol[oó]gicamente|still|a[uú]n)\s){0,4}$",
    re.IGNORECASE,
)


# What a sentence takes for granted: `whether this girl with T-ALL can have`; a head with its commas: `Hepatoblastoma,
# PRETEXT III, V and P negative`, where what follows is of other things.
_GRANTED = re.compile(
    r"\b(?:this|our|the|esta|este|nuestr[oa]|la|el)\s(?:[\w-]{3,12}\s)?(?:girl|boy|child|patient|infant|lad"
    r"|lady|man|woman|teenager|toddler|baby"
    r"|ni[nñ][oa]|paciente|lactante|adolescente)\s(?:with|who\shas|con|que\stiene)\s"
    r"(?:(?!suspect|possib|probab|presum|likely|sospech|posib|presunt|query)[\w-]{2,12}\s){0,2}$",
    re.IGNORECASE,
)
_HEAD = re.compile(r"[\s•*\-–]*(?:(?:[Dd]iagnosis|[Dd]x|DX|[Dd]iagn[oó]stico|[Ii]mp|[Ii]mpression|Patient|Child):\s)?$")
_HEAD_GOES_ON = re.compile(
    r"(?:\s(?:of|de|del)\s[^,.;:]{3,30})?,\s(?!(?:(?:is|was|now|which|que|fue|was\sonce)\s)?(?:excluded|ruled"
    r"|negative|absent|no\b|not\b|never|none"
    r"|unlikely|probabl|possibl|likely|suspected|presum|query|less|most|\?|descartad|negativ|ausent|nunca"
    r"|sin\sconfirmar|posible|sospech|por\s"
    r"(?:confirmar|descartar)|a\s(?:confirmar|descartar)|to\sbe|until|hasta|pending|pendiente|awaiting|versus|vs))"
    r"[^.;:]{0,160}(?:[.;]|$)",
    re.IGNORECASE,
)


def unproven(text: str, start: int) -> bool:
    """Whether a word for a proof at `start` is denied or still to come."""
    return _UNPROVEN.search(text, max(0, start - 60), start) is not None


def weighed(text: str, start: int, end: int, said: Assertion) -> Assertion:
    """How a disease at `text[start:end]` is said, where a sentence weighs it or takes it for granted."""
    before, after = text[max(0, start - 90) : start], text[end : end + _REACH]
    if said in (Assertion.STATED, Assertion.UNCERTAIN) and (
        _NOT_BEFORE.search(before) or any(form.match(after) for form in _NOT_AFTER)
    ):
        return Assertion.NEGATED
    if said is not Assertion.STATED:
        headed = said in (Assertion.NEGATED, Assertion.UNCERTAIN) and _HEAD.fullmatch(text[:start]) is not None
        granted = said in (Assertion.UNCERTAIN, Assertion.CONDITIONAL) and _GRANTED.search(before) is not None
        goes_on = headed and "?" not in text and _HEAD_GOES_ON.match(after) is not None
        granted = granted or (goes_on and not all_excluded(after))
        return Assertion.STATED if granted else said
    doubted = (
        to_rule_out(text, start) or _MAYBE_BEFORE.search(before) or any(form.match(after) for form in _MAYBE_AFTER)
    )
    return Assertion.UNCERTAIN if doubted else said


# Two diseases that one may have: `compatible con tumor de Wilms o adenocarcinoma`.
_OR = re.compile(r"\s?,?\s(?:o|u|or|vs\.?|versus)\s(?:(?:un|una|an?|con|de)\s)?", re.IGNORECASE)
_LIKE = re.compile(
    r"\b(?:compatibles?|consistent|suggestive|sugestiv[oa]s?|sugerentes?|indicativ[oa]s?)\s(?:con|with|de|of)\s[^.;:]{0,60}$"
    r"|\b(?:compatibles?|consistent)\s[^.;:]{0,30}$",
    re.IGNORECASE,
)


def one_of_two(text: str, place: tuple[int, int], others: Sequence[tuple[int, int]]) -> bool:
    """Whether a sentence says what a look fits with, and the disease at `place` stands before or behind another with
    an `or` between the two."""
    start, end = place
    beside = any(
        _OR.fullmatch(text, end, low) or _OR.fullmatch(text, high, start)
        for low, high in others
        if low >= end or high <= start
    )
    return beside and _LIKE.search(text, max(0, start - 100), start) is not None
