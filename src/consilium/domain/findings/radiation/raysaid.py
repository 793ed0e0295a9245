"""How radiation therapy is said: given, planned, under a condition, not given."""

from __future__ import annotations

import re
from collections.abc import Mapping

from consilium.domain.findings.assertions.assertion import AssertionWords, assertion_of
from consilium.domain.findings.assertions.conditionlists import in_conditional_part, to_be_weighed, under_condition
from consilium.domain.findings.assertions.refusals import asked_for, refused, weighed
from consilium.domain.findings.assertions.thingframes import said_in_frame
from consilium.domain.findings.assertions.told import as_given, is_denied
from consilium.domain.findings.assertions.treatmentverbs import status_beside
from consilium.domain.findings.assertions.verbsofdoing import done_here
from consilium.domain.findings.days.occasions import Occasion
from consilium.domain.findings.finding import Assertion
from consilium.domain.findings.paper import Clause, Paper, Section
from consilium.domain.findings.radiation.raywhen import PARTS
from consilium.domain.findings.text.terms import cue_in
from consilium.domain.phrases import PhraseIndex

_HANGS_AFTER = re.compile(
    r"\)?,?(?:\s(?:in|en)\s\d{1,2}\s?(?:#|f|fx|fr\w*)?)?(?:\s(?:after|tras)\s[\w-]{1,14})?\s(?:only )?"
    r"(?:if|si|in case|en caso)\s",
    re.IGNORECASE,
)
# A plan that was not carried out, in the words of the same part of the line.
_NOT_GIVEN = re.compile(
    r"(?:[^.;]|\.(?=\d)){0,60}?\b(?:not (?:given|delivered|received|done|administered|required|needed|used)|"
    r"never (?:given|delivered)|"
    r"no (?:se )?(?:administr[oó]|realiz[oó]|recibi[oó]|aplic[oó]|dio|administrad[oa]|realizad[oa])|omitted|"
    r"omitid[oa])\b",
    re.IGNORECASE,
)
_NOT_YET = re.compile(
    r"(?:[^.;]|\.(?=\d)){0,50}?(?:\bnot (?:been )?yet (?:been )?"
    r"(?:given|delivered|received|started|begun|done|administered)|"
    r"\bnot (?:given|delivered|started|begun|done) yet|\byet to (?:be (?:given|delivered)|start|begin|receive)|"
    r"\b(?:a[uú]n|todav[ií]a) no (?:se )?(?:ha )?(?:\w{3,12})|\bno (?:se )?(?:ha )?\w{3,12} (?:a[uú]n|todav[ií]a))",
    re.IGNORECASE,
)
# What was not given stands behind a comma, right before its denial: `TBI 12 Gy, thiotepa not given`.
_OF_ANOTHER = re.compile(
    r",\s[^\W\d_]{4,20}\s(?:(?:was|were|is|fue|fueron|no|not|never|nunca|se)\s){0,3}\S+$", re.IGNORECASE
)
_RAYS_BEFORE = re.compile(r"\b(?:re-?)?(?:i?r?radia|radiother|radioter)\w+(?:\s[^\W\d_]{1,14}){0,3}\s$", re.IGNORECASE)
# Which of two doses it should be; a form that only asks (`¿Recibió radioterapia?`) proposes nothing.
_DOSE_ASKED = re.compile(r"¿[^?]{0,60}\d\s?c?gy\b", re.IGNORECASE)
# What was delivered and what was only meant, each right before its dose: `prescribed 45 Gy, delivered 43.2 Gy`.
_DELIVERED = re.compile(
    r"\b(?:delivered|received|given|administered|(?:stopped|discontinued|ended|terminated|suspended) (?:at|after)|"
    r"administrad[oa]s?|administr(?:o|aron)|recibid[oa]s?|recibi(?:o|eron)|entregad[oa]s?|suspendid[oa] (?:a|en|tras)|"
    r"se (?:le )?(?:dio|dieron|aplicaron)|complet(?:ed|o|aron))\b"
    r"(?: (?:dose|total dose|dosis|dosis total|only|solo|un "
    r"total de|a total of|of|de|los|las|a|en|at|was|fue|total)){0,3}\s?[:=]?\s?$"
)
_NOT_YET_SO = re.compile(
    r"\b(?:be|being|will|would|should|may|might|could|can|to|if|unless|not|never|ser|sera|seran|seria|no|si|sin|"
    r"pendiente|por)\s"
    r"(?:(?:have|been|be|haber|sido|que)\s){0,3}$"
)
# Said so by its own verb, whatever else ends or begins beside it: `is planned after the end of chemotherapy, 15 Gy`.
_IS_PLANNED = re.compile(
    r"\b(?:is|are|remains?)\s(?:now |still |then )?(?:planned|scheduled|intended|pending|foreseen)\b"
    r"|\b(?:esta|estan|queda|quedan)\s(?:previst|programad|planificad|pendiente)\w*|\bse (?:planea|preve|programa)n?\b"
)
_MEANT = re.compile(
    r"\b(?:prescribed|planned|intended|prescrit[oa]s?|planificad[oa]s?|prevista?s?|"
    r"se (?:planific|prescribi|previ)\w+)\b"
    r"(?: (?:dose|total dose|dosis|dosis total|total|of|de|was|were|fue|era|un total de)){0,3}\s?[:=]?\s?$"
)
# Decided on and had: `se decide radioterapia, por lo que se deriva a X donde recibe IMRT`.
_RECEIVED_THEN = re.compile(
    r"[^.;]{0,140}?\b(?:donde|que|y|quien)\s(?:la\s|se\s|le\s)?(?:recibe|recibio|completa|completo|realiza"
    r"|realizo|administra"
    r"|administro)\s(?:(?:la|una|un total de|dosis de|tratamiento con)\s)?(?:imrt|vmat|rt\b|radioterapia"
    r"|\d{2}(?:[.,]\d)? ?gy)"
)
_AHEAD = frozenset({Assertion.PENDING, Assertion.PLANNED})


def how_said(
    clause: Clause,
    place: tuple[int, int],
    paper: Paper,
    words: tuple[Mapping[str, PhraseIndex[str]], AssertionWords],
    when: Occasion | None,
) -> Assertion:
    """What a clause says of the radiation at `place`. `words` are the cues of `radiation.yaml` and the general ones."""
    how = said_in_frame(clause, *place, _said(clause, place, paper, words, when), words[1].treatments)
    if how is Assertion.PLANNED and received_then(clause, place[1]):
        return Assertion.STATED
    return done_here(clause, *place, how)


def received_then(clause: Clause, end: int) -> bool:
    """Whether what was decided on up to `end` is told as had behind it."""
    return len(clause.folded) == len(clause.text) and _RECEIVED_THEN.match(clause.folded, end) is not None


def _said(
    clause: Clause,
    place: tuple[int, int],
    paper: Paper,
    words: tuple[Mapping[str, PhraseIndex[str]], AssertionWords],
    when: Occasion | None,
) -> Assertion:
    (start, end), text, cues = place, clause.text, words[0]
    said = assertion_of(as_given(clause, start), start, end, words[1])
    if _is_yet_to_come(text, end):
        return Assertion.PLANNED
    if _is_denied(clause, place, cues, said):
        return Assertion.NEGATED
    led = _led(clause, start) if said in (*_AHEAD, Assertion.STATED) else None
    if led is not None or (said in _AHEAD and _is_over(when, paper)):  # `prescribed 59.4 Gy; 24/06 to 09/08`
        return led or Assertion.STATED
    if said is Assertion.PENDING or (said is Assertion.STATED and asked_for(clause, paper, start)):
        return Assertion.PLANNED
    if said is Assertion.PLANNED and _is_weighed_yet(clause, place):
        return Assertion.CONDITIONAL
    # A treatment that may be is one that was not given yet.
    if said is Assertion.UNCERTAIN and ("?" not in text[end:] or _DOSE_ASKED.search(text)):
        return Assertion.CONDITIONAL
    if said is not Assertion.STATED:
        return said
    made = _unmarked(clause, place, paper, cues, when)
    weighed_yet = made is Assertion.PLANNED and _is_weighed_yet(clause, place)
    return Assertion.CONDITIONAL if weighed_yet else made


def _led(clause: Clause, start: int) -> Assertion | None:
    """Whether the word right before a dose says that it was delivered, or only meant where another was delivered."""
    text = clause.folded
    given = _DELIVERED.search(text, max(0, start - 60), start)
    if given is not None and not _NOT_YET_SO.search(text, max(0, given.start() - 30), given.start()):
        return Assertion.STATED
    delivered = re.search(r"\b(?:delivered|received|given|administ\w+|recibi\w+|stopped|suspend\w+)\b", text[start:])
    return Assertion.PLANNED if delivered and _MEANT.search(text, max(0, start - 60), start) else None


def _is_weighed_yet(clause: Clause, place: tuple[int, int]) -> bool:
    """Whether it hangs on the condition that opens its sentence, or is to be evaluated: a plan to decide on it is no
    plan to give it."""
    opened = under_condition(clause, place[0]) or in_conditional_part(clause, place[0])
    return opened or to_be_weighed(clause, *_whole(clause, place))


def _whole(clause: Clause, place: tuple[int, int]) -> tuple[int, int]:
    """A dose with the word of radiation right before it (`se evaluará reirradiación focal 30 Gy`)."""
    found = _RAYS_BEFORE.search(clause.text, max(0, place[0] - 60), place[0])
    return (found.start() if found else place[0]), place[1]


def _unmarked(
    clause: Clause, place: tuple[int, int], paper: Paper, cues: Mapping[str, PhraseIndex[str]], when: Occasion | None
) -> Assertion:
    """What verbs beside radiation, its day and its place in a plan make of it where no general cue says anything."""
    (start, end), text = place, clause.text
    low, high = clause.cell_of(start)
    beside = status_beside(clause.folded[:high], start, end, low)
    if beside is not None:
        return beside
    hangs = _HANGS_AFTER.match(text, end) is not None or weighed(clause, start, end)
    if hangs or clause.section is Section.QUESTIONS or text.rstrip().endswith("?"):
        return Assertion.CONDITIONAL
    if when is not None and paper.horizon is not None and when.when > paper.horizon:
        return Assertion.PLANNED
    part = part_of(clause, start, end)
    planned = cue_in(text, cues["planned"], *part) is not None or clause.section is Section.PLAN
    planned = planned and not _is_over(when, paper)
    if planned and _IS_PLANNED.search(clause.folded, part[0], part[1]):
        return Assertion.PLANNED
    return Assertion.PLANNED if planned and cue_in(text, cues["given"], *part) is None else Assertion.STATED


def _is_over(when: Occasion | None, paper: Paper) -> bool:
    """Whether a course has its first and its last day, both before the paper's own."""
    return when is not None and when.until is not None and paper.horizon is not None and when.until <= paper.horizon


def _is_yet_to_come(text: str, end: int) -> bool:
    """Whether it was not given yet: `SBRT 40 Gy planned but not yet given`, `RT 21 Gy pendiente, aún no iniciada`."""
    return _NOT_YET.match(text, end) is not None


def _is_denied(clause: Clause, place: tuple[int, int], cues: Mapping[str, PhraseIndex[str]], said: Assertion) -> bool:
    """Whether radiation is avoided, was not given, or is denied by the verb before it."""
    (start, end), text = place, clause.text
    if cue_in(text, cues["avoided"], max(0, start - 16), min(len(text), end + 28)) is not None:
        return True
    refusal = _NOT_GIVEN.match(text, end, end + 80)
    if refusal is not None and _OF_ANOTHER.search(refusal[0]):
        refusal = None
    if said is not Assertion.NEGATED and (refusal or refused(clause, start, end)):
        return True
    return said is Assertion.STATED and is_denied(clause, start, cues["denied"])


def part_of(clause: Clause, start: int, end: int) -> tuple[int, int]:
    """The part of a list that `start` to `end` stands in; a row is one part."""
    first = max((hit.end() for hit in PARTS.finditer(clause.text, 0, start)), default=0)
    stop = PARTS.search(clause.text, end)
    return first, stop.start() if stop and not clause.cells else len(clause.text)
