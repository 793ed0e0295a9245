"""How a sentence on a picture means a thing that it names, where its form says more than the rules for all assertions.

`two nodules, indeterminate`: they are there. `lesion suspected on the survey is not confirmed`: it is not. `fractures,
not present in February`: they are new. `neg bleed`, `Nodes: none avid`: denied.
"""

from __future__ import annotations

import re
from dataclasses import replace

from consilium.domain.findings.assertions.assertion import AssertionWords, assertion_of
from consilium.domain.findings.finding import Assertion
from consilium.domain.findings.imaging.picturesgone import is_gone, resolved_in_part
from consilium.domain.findings.paper import Clause

_NONE_AFTER = re.compile(
    r"[^:;.,]{2,60}:\s?(?:none|nil|ningun[oa]s?|absent|ausentes?|not (?:seen|present|identified))\b[^:;]{0,40}$",
    re.IGNORECASE,
)
# `neg bleed`, `not enlarged`, `no dilatada`.
_DENIED_STRAIGHT = re.compile(
    r"\b(?:(?:neg(?:ative|ativo|ativa)?(?: for| para)?|not|non|no|nil|sin)\s|non-)$", re.IGNORECASE
)
_STRAIGHT = 16
# Of what it may mean, not of whether it is there.
_OF_NATURE = re.compile(
    r"\b(?:indetermina\w+|non-?specific|inespec[ií]fic\w+|of (?:uncertain|unknown|doubtful) (?:significance|"
    r"nature|a?etiology)|de (?:significado|naturaleza) (?:inciert[oa]|indeterminad[oa]))",
    re.IGNORECASE,
)
_UNCONFIRMED = re.compile(
    r"[^.;]{0,90}?\b(?:(?:is|are|was|were|could)\s)?(?:not (?:been |be )?(?:confirmed|reproduced|borne out|"
    r"substantiated)|"
    r"no (?:se (?:confirm|reproduc)\w+|(?:fue|fueron|queda|es) confirmad\w+)|unconfirmed)\b",
    re.IGNORECASE,
)
# Denied of an earlier look alone.
_NEW_SINCE = re.compile(
    r"[^.;]{0,60}?,\s(?:(?:which|that|que)\s)?(?:(?:was|were|is|are|not yet)\s)?(?:not|"
    r"no)\s(?:yet\s)?(?:(?:se\s)?(?:present|"
    r"seen|visible|visibles|there|identified|noted|apparent|appreciated|observab\w+|ve[ií]a\w*"
    r"|observab\w+|presentes?|"
    r"visualizad\w+|descrit\w+))\s(?:(?:on|in|at|en|el|la|the)\s){0,2}(?:previous\w*|prior|earlier|before|last|"
    r"baseline|"
    r"previ\w+|anterior\w*|antes|basal|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|ene|abr|ago|set|dic|\d)",
    re.IGNORECASE,
)

_NOT_THERE_THEN = re.compile(
    r"\s?,?\s(?:que|which|that)\s(?:[^,;.]{0,30}\s)?(?:no (?:exist[ií]an?|estaban?|hab[ií]an?|se (?:ve[ií]an?|"
    r"observaban?|"
    r"apreciaban?|identificaban?|describ[ií]an?))|(?:was|were) not (?:there|present|seen|visible)|did not exist)\b",
    re.IGNORECASE,
)

# What closes what is told of a thing: `enhancement along the cauda equina, equivocal`, `imagen de 3 mm, dudosa`.
_EQUIVOCAL = re.compile(
    r"[^.;:]{0,80}?[,(]\s?(?:equivocal|questionable|doubtful|dudos[oa]s?|equ[ií]voc[oa]s?|cuestionables?)"
    r"(?=\s?(?:[.,;)]|$))",
    re.IGNORECASE,
)


def is_new_since(text: str, end: int) -> bool:
    """Whether what ends at `end` is told as not yet there at an earlier look."""
    return _NEW_SINCE.match(text, end) is not None or _NOT_THERE_THEN.match(text, end) is not None


def said_of(clause: Clause, start: int, end: int, assertion: AssertionWords, *, place: bool = False) -> Assertion:
    """How the thing, or the `place` of the body, at `start` to `end` is said."""
    if is_gone(clause.text, start, end, place=place):
        return Assertion.NEGATED
    if _NONE_AFTER.match(clause.text) or _DENIED_STRAIGHT.search(clause.text, max(0, start - _STRAIGHT), start):
        return Assertion.NEGATED
    clause = _without_contrast(clause)
    how = assertion_of(clause, start, end, assertion)
    if how in (Assertion.NEGATED, Assertion.HISTORICAL) and resolved_in_part(clause.text, start, end):
        return Assertion.STATED
    if how is Assertion.UNCERTAIN and _OF_NATURE.search(clause.text):
        masked = _OF_NATURE.sub(lambda found: "x" * len(found[0]), clause.text)
        how = assertion_of(replace(clause, text=masked), start, end, assertion)
    if how is Assertion.UNCERTAIN and _UNCONFIRMED.match(clause.text, end):
        return Assertion.NEGATED
    if how is Assertion.STATED and not place and _EQUIVOCAL.match(clause.text, end):
        return Assertion.UNCERTAIN
    if how is Assertion.NEGATED and is_new_since(clause.text, end):
        return Assertion.STATED
    return how


# How a study was made denies nothing that it shows: `TC sin contraste, en la que se objetiva una masa`.
_CONTRAST = re.compile(
    r"\b(?:sin|without|no)\s(?:(?:necesidad|uso|administraci[oó]n) de\s|the use of\s)?(?:contraste|contrast"
    r"|civ|cte|gadolinio|gadolinium|sedaci[oó]n|sedation)\b",
    re.IGNORECASE,
)


def _without_contrast(clause: Clause) -> Clause:
    if _CONTRAST.search(clause.text) is None:
        return clause
    return replace(clause, text=_CONTRAST.sub(lambda found: "x" * len(found[0]), clause.text))


# A sentence of a report that speaks of the study, of papers, of who is told or of what is to be done.
OF_STUDY = re.compile(
    r"\b(?:stud(?:y|ies)|estudios?|exams?|examin\w+|exploraci[oó]n|reports?|reported|informe\w*|images?|im[aá]genes|"
    r"motion|movimiento|limit\w+|diagnos\w+|as above|see above|compar\w+|previ\w+|prior|verified|validad\w+|page|"
    r"p[aá]gina|thank\w*|gracias|clinic\w*|cl[ií]nic\w*|result\w*|sequence\w*|secuencia\w*|referenc\w+|read|le[ií]do|"
    r"respon[sd]\w*|respuesta|control\w*|follow\w*|arrang\w+|booked|schedul\w+|programad\w+|repeat\w*|repetir|"
    r"[oó]rdenes|"
    r"atentamente|saludos?|sincerely|recommend\w*|suggest\w*|puede\w*|descart\w+|weeks?|wks?|months?|semanas?|meses|"
    r"progres\w+|consent\w*|CT|MRI|PET|RM|TC|TAC|RMN|US|"
    r"he|she|mother|madre|family|familia|otherwise|resto|rest of|"
    r"whether|attendant|biops\w+|creatinin\w*|glucemia|un?authori[sz]ed|unverified|MDT|comit[eé]|twin|gemel\w+|"
    r"addendum|"
    r"adenda|folio|wrong|valid(?:o|a)? (?:for|para)|medico-?legal|treating|tratante|residente|solicitud|request\w*|"
    r"mom|mum|father|padre|sister|brother|herman[oa]|review|pending|pendiente|awaited|confiden\w+|disclaimers?|"
    r"synthetic\w*|sint[eé]tic\w*|fictional|ficti\w+|real (?:person|patient)|(?:persona|paciente) real)\b",
    re.IGNORECASE,
)
# What it comes down to, under none of the words for parts of the body: `Respuesta metabólica completa`.
_SAYS_MUCH = re.compile(
    r"\b(?:progres\w+|respon[sc]e|respuesta|remission|remisi[oó]n|metab[oó]li\w+|recurren\w+|recaíd\w+|relapse|"
    r"normal\w*|"
    r"abnormal\w*|anormal\w*|stable|estable|improv\w+|mejor\w+|worse\w*|empeor\w+)\b",
    re.IGNORECASE,
)


def tells_nothing(clause: Clause) -> bool:
    """Whether the sentence of a conclusion, which names nothing of the body, speaks only of the study or of papers."""
    return OF_STUDY.search(clause.text) is not None and _SAYS_MUCH.search(clause.text) is None


_PERSON = re.compile(
    r"\W*(?:(?:Dr|Dra|Prof|Mr|Mrs|Ms|Lic|Sr|Sra)\.?\s)?[A-ZÁÉÍÓÚÑ][\w'’.-]{0,20}(?:\s(?:(?:de|del|la|von|van|der)\s)?"
    r"[A-ZÁÉÍÓÚÑ][\w'’.-]{0,20}){1,4}(?:,\s?[A-Z][A-Za-z.]{1,7}){0,4}\s*"
)


def is_person(text: str) -> bool:
    """Whether a line is no more than a name, as a signature is: `Ana Torres-Vidal, MD`."""
    return _PERSON.fullmatch(text) is not None


# What writers make of a case, which is no sentence of the report quoted before it: `With the new nodule we think ...`.
_OPINION = re.compile(
    r"\b(?:we|i)\s(?:\w+ly\s|would\s|now\s|also\s|all\s){0,2}(?:consider|think|believe|suspect|recommend|suggest|"
    r"propose|feel|"
    r"plan|wonder|worry|fear|agree|conclude|discussed|talked)\w{0,2}\b|\b(?:consideramos|creemos|pensamos|"
    r"sospechamos|proponemos|"
    r"sugerimos|planteamos|recomendamos|entendemos|nos (?:parece|preocupa)|conversamos|discutimos)\b",
    re.IGNORECASE,
)


def is_opinion(clause: Clause) -> bool:
    """Whether a sentence tells what its writers think, and no more of a study that they quoted."""
    return _OPINION.search(clause.text) is not None
