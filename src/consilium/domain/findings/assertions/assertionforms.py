"""Forms of a sentence that say how a thing in it is meant: doubts, conditions, requests, denials, what is to come. Each
is looked at right beside the thing, within a bounded stretch."""

from __future__ import annotations

import re
from collections.abc import Iterator

from consilium.domain.findings.assertions.assertionahead import ahead, conditional, intro_of, no_result_yet
from consilium.domain.findings.assertions.assertionasides import dismissed, doubted, had_once, queried_alone, warned_of
from consilium.domain.findings.assertions.assertiondenials import denied
from consilium.domain.findings.assertions.assertionends import goes_on
from consilium.domain.findings.assertions.assertionreserve import settled_later
from consilium.domain.findings.assertions.assertionstems import Form, stems_of
from consilium.domain.findings.assertions.assertiontails import behind, sent_and_told
from consilium.domain.findings.assertions.kindenials import denied_of_family
from consilium.domain.findings.assertions.notstopped import nothing_against
from consilium.domain.findings.assertions.risktold import risk_told
from consilium.domain.findings.assertions.untraced import untraced
from consilium.domain.findings.finding import Assertion
from consilium.domain.findings.illnesses.signsstudied import is_studied_sign

__all__ = ["DUE_TO", "OWN_VERB", "POLITE", "REASON", "forms_of", "intro_of", "overruled", "to_rule_out"]

_BEFORE, _AFTER = 160, 200
# Where the next item of a list on one line begins: `2) eczema  3) asthma - considered, not met`.
_ITEM = re.compile(r"\s(?=\d{1,2}\)\s)|[|•\t\n]")
_RULE_OUT = re.compile(r"(?<!\w)[Dd]\s?/\s?[CcDd]\s(?:de\s)?(?:[\w-]+\s)?$|(?<!\w)[Dd]esc\.?\s$")
# A request in the form of a question asks nothing of the illness: `Would you kindly see this girl with ...?`
POLITE = re.compile(
    r"\W*(?:(?:Please,? )?(?:[Ww]ould|[Cc]ould|[Cc]an|[Ww]ill) you (?:kindly |please |be able to )?"
    r"(?:see|review|accept|assess|consider|advise|arrange|book|organi[sz]e|do|check|send|repeat|request|perform"
    r"|give|prescribe|start)"
    r"|(?:Podr[ií]an?|Pueden?)(?: ustedes?)? (?:ver|valorar|revisar|recibir|atender|aceptar))\b",
    re.IGNORECASE,
)
# A condition right before a thing: `si fiebre consultar`, `if vomiting`.
_IF_BEFORE = re.compile(
    r"(?<!clear )(?<!sure )(?<!know )(?<!see )(?<!ask )(?<!wonder )(?<!sabe )(?<!\w)(?:[Ss]i|SI|[Ii]f"
    r"|IF)\s(?:(?:hay|tiene|presenta|any|new|persistent|persiste)\s)?"
    r"(?:[\w>°.]{1,14}(?:,| o| or| y| and|/)\s){0,4}$"
)
# A query mark before a thing or at most three words before it: `?JMML`, `?early sepsis`.
_TO_CONSIDER = re.compile(r"(?<![\w/])(?:[tT]/[cC]|[rR]/[oO])\s(?:[^\W\d_][\w/-]*\s){0,2}$")
# What another place took it for: `treated outside as enteric fever`, `tratada en posta como gastritis`.
_TAKEN_FOR = re.compile(
    r"\b(?:treated|managed|labelled|labeled|interpreted|tratad[oa]|manejad[oa]|catalogad[oa]|interpretad[oa]"
    r"|rotulad[oa])"
    r"\s(?:\w+\s){0,4}(?:as|como)\s(?!per\b|part\b|parte\b)(?:(?:an?|una?|probable|presumed"
    r"|possible)\s)?(?:[\w-]+\s)?$",
    re.IGNORECASE,
)
_NO_ILLNESS = re.compile(
    r"(?:stage|grade|high|low|standard|intermediate|out|in|estadio|grado|riesgo|alto|bajo)\w*", re.IGNORECASE
)
_MAY_GET = re.compile(
    r"\b(?:may|might|could|puede|podr[ií]a)\s(?:well |still |also |then |later |tambi[eé]n )?(?:go into|get|develop"
    r"|become"
    r"|suffer|enter|desarrollar|hacer|entrar en)\s(?:(?:an?|una?|la|el|the)\s)?$",
    re.IGNORECASE,
)
_MUST_CONSIDER = re.compile(
    r"(?:\s[\w-]{1,16}){0,3}?\s(?:must|needs?(?: to)?|has to|have to|ought to|debe|deben|hay que"
    r"|habr[ií]a que)\s(?:also\s)?"
    r"(?:be )?(?:excluding|ruling out|considered|excluded|ruled out|borne in mind|kept in mind|entertained"
    r"|descartarse|considerarse"
    r"|excluirse)\b(?!\s(?:when|before|in|for|if|at|with|al|antes|cuando|para|si)\b)"
)
_QUERY = re.compile(r"(?:^|[\s(:,./])\?{1,3}\s?(?:[^\W\d_][\w/-]*\s){0,3}$")
# `Had the spleen been involved she would have ...`, `De haber tenido ...`.
COUNTERFACTUAL = re.compile(
    r"\s*(?:Had\s(?:the|he|she|it|there|they|we|this|his|her)\b[^.?]{1,300}\bwould\b"
    r"|(?:De haber|Si hubiera|Si hubiese|De no haber)\b)"
)
# What could not be looked at: `moyamoya cannot be commented on`, `no valorable`.
_NOT_JUDGED = Form(
    re.compile(
        r"[^.;,\n]{0,40}?\b(?:(?:cannot|can not|could not|can['’]t|couldn['’]t) be (?:\w+ )?(?:commented on"
        r"|assessed|evaluated|determined|judged|addressed|verified|established)"
        r"|no (?:es |fue |son )?(?:posible )?(?:valorables?|evaluables?|se (?:puede|pudo|pueden) (?:valorar|evaluar"
        r"|comentar|determinar|precisar)|posible (?:valorar|evaluar|determinar)))",
        re.IGNORECASE,
    ),
    "canno can could couldn valor evalu puede pudo pudie posib",
)
# What a family still thinks about: `Gastrostomy: you would like to think about it`.
_THOUGHT_OVER = Form(
    re.compile(
        r"\s?[:,–—-]?\s?(?:[\w'’]+\s){0,5}?(?:think(?:ing)? (?:about|it over)|lo est[aá]n? pensando|lo pensar[aá]n"
        r"|undecided|sin decidir|under (?:consideration|discussion|review(?! (?:by|with|of|at|in|for)\b))"
        r"|being discussed|en discusi[oó]n)\b"
        r"|\s?:\s(?:[\w'’]+\s){0,2}discussed\b",
        re.IGNORECASE,
    ),
    "think pensa undec decid under discu",
)
# What a list of possibilities opens with: `Differential: osteomyelitis, septic arthritis`.
_POSSIBILITIES = re.compile(
    r"(?:^|[.;\n]\s?)\s*(?:the\s)?(?:dif\.|differentials?(?: diagnos[ie]s)?|ddx?|d/dx"
    r"|diagn[oó]sticos? diferencial(?:es)?|dd"
    r"|possibilities|posibilidades)(?: includes?| incluye)?\s?[:=]?\s[^.;\n]{0,90}$",
    re.IGNORECASE,
)
# A plan that was carried out: `was planned and done`, `the planned biopsy was done`.
_CARRIED_OUT = re.compile(
    r"[^.;\n]{0,60}?(?<!to be )(?<!will be )(?<!be )(?<!not )\b(?:was|were|and|has been|it was)\s(?:then\s"
    r"|duly\s)?(?:done|performed|carried out|completed|undertaken|uneventful)\b"
    r"|[^.;\n]{0,20}?\b(?:took place|went ahead|as planned|as scheduled|seg[uú]n lo (?:planeado|previsto"
    r"|programado))\b|[^.;\n]{0,60}?(?<!no )\b(?:se (?:realiz[oó]|hizo|efectu[oó]"
    r"|llev[oó] a cabo)|fue realizad[oa])\b"
    r"|[^.;\n]{0,40}?\b(?:recommended|planned|scheduled|proposed|advised|indicad[oa]|programad[oa]"
    r"|recomendad[oa])\s(?:and|y)\s"
    r"(?:then |was |fue |luego )?(?:given|delivered|started|received|administered|carried out|administrad[oa]"
    r"|recibid[oa]"
    r"|realizad[oa]|aplicad[oa])\b"
    r"|[^.;\n]{0,60}?,\s(?:given|administered|received|completed|delivered|tolerated|uneventful|recibid[oa]"
    r"|administrad[oa]"
    r"|completad[oa])\b(?!\s(?:that|by|if))",
    re.IGNORECASE,
)
# `se aplicó la intratecal programada`, `admitted for scheduled chemotherapy`: done, as it was planned.
_DONE_AS_PLANNED = re.compile(
    r"\b(?:se (?:le )?(?:aplic[oó]|administr[oó]|realiz[oó]|coloc[oó]|hizo|efectu[oó]|complet[oó])|recibi[oó]"
    r"|received|underwent|had|has had"
    r"|completed|was given|were given|(?:was |were )?admitted (?:electively )?(?:for|to receive)|admission for"
    r"|came in for"
    r"|ingres[oó] (?:para|por)|ingresa (?:para|por|a)|acudi[oó] (?:para|a))\s(?:(?:the|his|her|an?|la|el|su|un|una"
    r"|first|second"
    r"|third|primer|segund[oa]|tercer)\s){0,2}(?:(?:scheduled|planned|elective|routine"
    r"|programad[oa])\s)?(?:[\w-]{2,16}\s){0,2}$",
    re.IGNORECASE,
)
# `never jaundiced until yesterday`, `sin fiebre hasta anoche`: since then it is there.
_UNTIL = re.compile(
    r"(?:\s[\w-]{1,16}){0,2}\s(?:until|till|before|hasta|antes de)\s(?:yesterday|last \w+|ayer|anoche|anteayer|esta "
    r"noche|hace"
    r"|a (?:few|couple)|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b",
    re.IGNORECASE,
)
# `Consider lymphoma or T-cell leukemia`: an illness that one is to think of; a treatment is planned so.
_CONSIDER_ILLNESS = re.compile(
    r"(?:^|[.;:]\s)\s*(?:[Cc]onsider|[Tt]hink of|[Cc]onsiderar|[Pp]ensar en)\s(?:(?:an?|un|una|possible|early)\s)?"
    r"(?:[\w-]{3,20}\s){0,2}(?:(?:or|vs\.?|and|o|u|y)\s)?(?:[\w-]{3,12}\s)?$"
)
_ILLNESS = re.compile(
    r"(?:oma|[ae]mia|itis|[oó]sis|disease|syndrome|tumou?r|infection|abscess|relapse|recurrence|metastas[ei]s|"
    r"infecci[oó]n|recidiva"
    r"|s[ií]ndrome|enfermedad|absceso)s?$",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"(?:^|[.;:\n•]|[-–—*]\s|\d[.)]-?\s|\b(?:I|we|We|to|[Ww]ould|[Pp]lease))\s*[Ss]uggest\s[^.;\n]{0,60}$"
)
# A reason is no part of what is denied before it: `no tolera vía oral por vómitos`, `no improvement in his cough`.
REASON = re.compile(
    r"\s(?!(?:viene|vino|ingres[aó]|acud\w+|consult\w+|come|came|attend\w*|present\w*|admitted|referred"
    r"|here)\s)(?!\w{0,20}(?:ci[oó]n|si[oó]n|miento|dad|[oó]sis|itis|oma|[ae]mia|tion|sion|ment|ness|evidence|sign"
    r"|signs|datos?|signos?)\s)"
    r"\w+\s(?:[\w-]+\s){0,5}?(?:por|due to|because of|owing to|a causa de|debido a)\s(?:(?:his|her|the|la|el|su"
    r"|las|los)\s)?(?:[\w-]+\s){0,2}",
    re.IGNORECASE,
)
# `no se inició por hipertensión`: the verb is in the cue.
DUE_TO = re.compile(
    r"no se (?:le |les |ha |han )?(?!debe|explica|trata|justifica)\w{4,16}\s"
    r"(?:por(?! (?:TC|RM|eco|ecograf[ií]a|imagen|PCR|FISH)\b)|a causa de|debido a)\s"
    r"(?:(?:la|el|su|las|los)\s)?(?:[\w-]{1,16}\s)?",
    re.IGNORECASE,
)
# The thing is what a verb of its own says something of: `... no response and fever persisted`.
OWN_VERB = re.compile(
    r"\s(?:persist|continu|remain|worsen|deteriorat|recur|progress|increas|develop|appear|began|started"
    r"|persisti|continu|empeor|aument|progres|aparec|inici)\w{0,4}\b",
    re.IGNORECASE,
)


# An English denial right before its thing, in words that Spanish writes behind one: `there is no palpable mass`.
_NO_SIGN = re.compile(
    r"(?:^|[.;:,(–-]\s?|\b(?:is|was|are|were|with|and|but|or|had|has|have|reveal(?:s|ed)?|show(?:s|ed)?|of|noted"
    r"|finds?|found)\s)"
    r"no (?:palpable|visible|evident|detectable|demonstrable)\s(?:[\w-]{2,18},?\s){0,5}$",
    re.IGNORECASE,
)


def forms_of(text: str, start: int, end: int) -> Iterator[Assertion]:
    """What the forms around `text[start:end]` make of it."""
    stems = stems_of(text)
    before = _ITEM.split(text[max(0, start - _BEFORE) : start])[-1]
    after = _ITEM.split(text[end : end + _AFTER], maxsplit=1)[0]
    if _NO_SIGN.search(text, max(0, start - _BEFORE), start) or denied_of_family(text, start, end):
        yield Assertion.NEGATED
    if denied(text, before, after, stems) or dismissed(after, stems):
        yield Assertion.NEGATED
    if (
        _TAKEN_FOR.search(before)
        or _POSSIBILITIES.search(before)
        or _TO_CONSIDER.search(before[-40:])
        or _MUST_CONSIDER.match(after)
        or _MAY_GET.search(before[-60:])
        or doubted(before, after, stems)
        or (_CONSIDER_ILLNESS.search(before) and _ILLNESS.search(text, start, end))
    ):
        yield Assertion.UNCERTAIN
    if _QUERY.search(before[-60:]) or _NOT_JUDGED.behind(after, stems) or _THOUGHT_OVER.behind(after, stems):
        yield Assertion.UNCERTAIN
    risk = conditional(before, after, stems) and not queried_alone(before, after)
    risk = risk or warned_of(before, after, stems) or risk_told(text, start, end)
    if COUNTERFACTUAL.match(text) or _IF_BEFORE.search(before) or risk or untraced(text, start, stems):
        yield Assertion.CONDITIONAL
    if had_once(after, stems):
        yield Assertion.HISTORICAL
    if _NOBODY.search(before[-40:]):
        yield Assertion.NEGATED
    yield from settled_later(text, before, after, stems)
    yield from behind(text, start, after, stems)
    if nothing_against(text, start):
        yield Assertion.CONDITIONAL
    if sent_and_told(after) is Assertion.NEGATED:
        yield Assertion.NEGATED
    yield from ahead(before, after, stems)


# Who does not: `Nobody smokes at home`, `no one at home smokes`.
_NOBODY = re.compile(
    r"\b(?:nobody|no[ -]?one|nadie)(?:\s(?:else|at home|in the (?:house\w*|home)|en (?:la )?casa"
    r"|que viva con \w+))?\s$",
    re.IGNORECASE,
)


def to_rule_out(text: str, start: int) -> bool:
    """Whether `D/C` (descartar) stands before an illness. Before a medicine it means that it was stopped."""
    return _RULE_OUT.search(text, max(0, start - 24), start) is not None


def overruled(text: str, start: int, end: int) -> set[Assertion]:
    """What a cue says that the form of its sentence takes back: a result that is awaited is not denied, a request no
    doubt."""
    before, after = text[max(0, start - _BEFORE) : start], text[end : end + _AFTER]
    gone = set()
    if no_result_yet(before, after) or had_once(after, stems_of(text)):
        gone.add(Assertion.NEGATED)
    if _UNTIL.match(after):
        gone.add(Assertion.NEGATED)
    if sent_and_told(after) is not None:
        gone.add(Assertion.PENDING)
    if _CARRIED_OUT.match(after) or _DONE_AS_PLANNED.search(before):
        gone.add(Assertion.PLANNED)
    if goes_on(text, start, end):
        gone.add(Assertion.PLANNED)
    if is_studied_sign(text, start, end):
        gone |= {Assertion.UNCERTAIN, Assertion.PENDING}
    if _ASKS.search(before) or POLITE.match(text):
        gone.add(Assertion.UNCERTAIN)
    return gone
