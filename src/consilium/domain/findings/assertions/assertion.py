"""How a clause says a thing: stated, negated, uncertain, historical, of the family, planned, pending, conditional.

Cues reach from their place to an end of scope (`but`, a semicolon, another cue), in the manner of NegEx and ConText. In
tables and forms the value beside a thing says it. Only the words near the thing are looked at, so that a clause of any
length costs the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from consilium.domain.findings.assertions.assertionasides import aside_of_kin, is_kins
from consilium.domain.findings.assertions.assertioncues import cues_of
from consilium.domain.findings.assertions.assertionends import (
    doubts_noun_before,
    ended_between,
    has_own_object,
    stops_short,
)
from consilium.domain.findings.assertions.assertionforms import DUE_TO, OWN_VERB, POLITE, REASON, forms_of, overruled
from consilium.domain.findings.assertions.assertionlabels import by_intro
from consilium.domain.findings.assertions.assertionnear import PARTS, Near
from consilium.domain.findings.assertions.assertionpersons import of_another, of_family
from consilium.domain.findings.assertions.assertionresumes import resumed
from consilium.domain.findings.assertions.assertionscopes import beyond, denies_another, given_again
from consilium.domain.findings.assertions.assertionstems import stems_of
from consilium.domain.findings.assertions.assertiontails import witnessed
from consilium.domain.findings.assertions.assertionvalues import RESULTS, TEST_MADE, told_by_form, told_by_value
from consilium.domain.findings.assertions.assertionwords import AssertionWords, Cue, Persons, Role, plain, words_from
from consilium.domain.findings.assertions.conditionends import told_behind
from consilium.domain.findings.assertions.countedfrom import counted_from
from consilium.domain.findings.assertions.dictated import dictated
from consilium.domain.findings.assertions.exampleshad import examples_had
from consilium.domain.findings.assertions.heldfor import is_why_held
from consilium.domain.findings.assertions.historygoeson import nature_alone
from consilium.domain.findings.assertions.narrated import narrated
from consilium.domain.findings.assertions.numbersnamed import without_numbers
from consilium.domain.findings.assertions.onelinersinplans import opens_with_child
from consilium.domain.findings.assertions.ownstatements import told_anew
from consilium.domain.findings.assertions.pastinplans import told_as_past
from consilium.domain.findings.assertions.questions import is_asked, rest_of
from consilium.domain.findings.assertions.reasonsgiven import without_reasons
from consilium.domain.findings.assertions.sentenceforms import said_by_sentence
from consilium.domain.findings.assertions.thingframes import said_in_frame
from consilium.domain.findings.assertions.turnedout import turned_out
from consilium.domain.findings.finding import Assertion
from consilium.domain.findings.paper import Clause, Section
from consilium.domain.phrases import Hit, words_of

__all__ = ["AssertionWords", "Cue", "Persons", "assertion_of", "words_from"]

_CONDITION_LETTERS, _CONDITION_REACH, _OUT_OF_BRACKET = 90, 400, 4
# A full stop after these ends nothing: `descartar sme. de Turcot`.
_SHORTENED = re.compile(
    r"\b(?:sme|sdme|sd|sind|enf|ca|aprox|approx|st|dr|dra|incl|mr|mrs|ms|poss|prob|c|obs|susp|sosp"
    r"|prov|ddx|dx|impr|antec|ant)\.|(?-i:\b[A-Z]\.(?=\s[a-z]{4}))",  # `P. jirovecii`
    re.IGNORECASE,
)
_DENIAL = frozenset({"sin", "without", "no"})
# A question that is answered at once: `GTCS? -> no, only rigors`, `febrile? Yes`.
_ANSWERED_NO = re.compile(
    r"[^.;:!?,\n]{0,50}\?\s*(?:(?:[-–—=]*>|[-–—:])\s*)?(?:NO|No|no|N|[Dd]enie[sd]|[Nn]iegan?|[Nn]ever|[Nn]unca"
    r"|[Nn]one|[Nn]egative|[Dd]escartad[oa]s?|[Ee]xcluded|[Rr]uled out)\b"
    r"|\s?\?\s*[^.;?]{0,40}\b(?:says?|dicen?|refieren?|reports?)\s(?:que\s)?(?:NO|no)\b"
)
_ANSWERED_YES = re.compile(r"(?:\s[\w-]{1,14}){0,2}\s?\?\s*(?:(?:[-–—=]*>|[-–—:])\s*)?(?:YES|Yes|yes|S[ÍIíi]|Y)\b")
# `Should B cells return before six months we would ...`, where nothing is asked.
_OPENS_SHOULD = re.compile(r"\s*Should\s[^?]{1,600}$")
# A sentence that opens with `Si` is a condition as a whole; `Sí` is none.
_OPENS_SPANISH = re.compile(
    r"[\s•*\-–]*(?:\d{1,2}[.)]|[a-z]\))?\s*(?:Si(?! bien\b)|De confirmarse|En caso de|En caso que)\s(?=[a-záéíóúñ])"
)
# Words that stand before or behind what they deny.
_EITHER_WAY = frozenset({"nil", "neg"})
_OF_NEXT = frozenset({"absent", "ausente", "ausentes", "abolido", "abolida", "negative"})  # `..., absent gag`
_JOINS, _BOTH = frozenset({"and", "or", "y", "e", "o", "ni"}), frozenset({"both", "all", "ambos", "ambas"})
_SINGULAR = frozenset({"descartada", "descartado", "excluida", "excluido", "resuelta", "resuelto"})
_WHETHER = frozenset({"whether", "if", "si"})
# A status that is of the thing only where it ends its part: `X likely, awaiting ...`, not `X likely due to Y`.
_AT_END = frozenset({"likely", "query", "most"})
_SHORT = frozenset({"vs", "obs", "prob", "poss", "susp", "sosp", "neg", "n"})  # `p.r.n.`
_OF_VERBS = frozenset({"no", "not", "nunca", "never", "cannot"})
_ASIDE_BEFORE = re.compile(
    r"(?:[\w-]{1,16}\s?){0,2},(?:\s(?:also|too|tambi[eé]n|aunque|although|though))?", re.IGNORECASE
)
# A status of what a thing is, not of whether it is there: `5 mm nodule RUL, indeterminate`.
_OF_NATURE = frozenset({"indeterminate", "equivocal", "inconclusive", "indeterminado", "indeterminada", "equivoco"})
# A degree after a comma is of what is there: `no silent infarcts, mild stenosis`.
_DEGREE = re.compile(
    r",\s(?:(?:an?|una?)\s)?(?:some|a bit of|a little|occasional|frequent|algo de|un poco de|alg[uú]n[oa]?s?|"
    r"ocasional(?:es)?|(?:well[- ])?healed|healing|visible|mild|small|tiny|stable|moderate|minimal|slight|trace"
    r"|leves?|discret[oa]s?|peque[nñ][oa]s?|moderad[oa]s?|m[ií]nim[oa]s?|estables?)\s[^,;]{0,30}$",
    re.IGNORECASE,
)
# `Other than fever there were no symptoms`: the fever was there.
_BUT_WELL = re.compile(r"[^.;\n]{0,60}?\b(?:no|not|nothing|none|well|fine|normal|unremarkable|stable)\b", re.IGNORECASE)
_AN_HOUR, _VALUED = re.compile(r"\s*(?:[01]?\d|2[0-3])[:.h]?[0-5]\d\s?h?"), re.compile(r"\s?[:=]")
# What joins a thing to what was said before it, and an aside between commas: `X, inattentive type, is possible`.
_JOINED = re.compile(r"(?:,|\b(?:and|but|y|pero))\s(?:the |his |her |la |el )?$")
_ASIDE = re.compile(r"[^,;:.]{0,30},[^,;:.]{1,60},\s?")
# The head of a table that says what to do when: `If | first | then`.
_WHEN_HEADS = frozenset({"if", "si", "when", "cuando", "if this happens", "if you see", "si aparece", "si presenta"})
# Which of several cues counts, the strongest first.
_ORDER = (
    Assertion.CONDITIONAL,
    Assertion.NEGATED,
    Assertion.FAMILY,
    Assertion.PENDING,
    Assertion.UNCERTAIN,
    Assertion.PLANNED,
    Assertion.HISTORICAL,
)


def assertion_of(clause: Clause, start: int, end: int, words: AssertionWords) -> Assertion:
    """What the clause says of `text[start:end]`."""
    clause = without_numbers(clause, end)
    turned = turned_out(clause.folded, start, end) if not clause.cells else None
    said = turned or _said_beside(clause, start, end, words)
    said = dictated(clause, start, end, said_in_frame(clause, start, end, said, words.frames))
    said = narrated(clause, start, end, said)
    return (counted_from(clause.text, start) or said) if said is Assertion.NEGATED else said


def _said_beside(clause: Clause, start: int, end: int, words: AssertionWords) -> Assertion:
    near = Near.of(clause, start, end)
    told = told_by_form(clause, start, end) or told_by_value(clause, near, words)
    if told is Assertion.NEGATED:
        return told
    found = set(_cued(near, words))
    if clause.header and plain(clause.header[0]) in _WHEN_HEADS:
        found.add(Assertion.CONDITIONAL)
    if told is not None:
        found.add(told)
    kins = is_kins(near.text, near.start, near.end) or of_family(clause, near, words)
    if kins and not witnessed(near.text[near.end : near.end + 100], stems_of(near.text)):
        found.add(Assertion.FAMILY)
        found -= {Assertion.NEGATED} if aside_of_kin(near.text, near.start, near.end) else set()
    elif of_another(near):
        found.add(Assertion.CONDITIONAL)
    if told is Assertion.STATED and _VALUED.match(near.text, near.end):  # `Fever: NO  Rash: YES`
        found.discard(Assertion.NEGATED)
    if told is Assertion.STATED and near.text.endswith("?"):  # `Fever? [X] Yes [ ] No`
        found.discard(Assertion.UNCERTAIN)
    if found & {Assertion.NEGATED, Assertion.UNCERTAIN, Assertion.PLANNED, Assertion.PENDING}:
        found -= overruled(near.text, near.start, near.end)
    found = said_by_sentence(clause, start, end, found)
    if not found and told is None:
        found |= by_intro(clause, near.start, words)
    placed = _by_place(clause, near, found, words)
    found, placed = without_reasons(near.text, (near.start, near.end), found, placed)
    return next((kind for kind in _ORDER if kind in found or kind is placed), Assertion.STATED)


def _cued(near: Near, words: AssertionWords) -> Iterator[Assertion]:
    """What cues before and after make of the thing."""
    hits = cues_of(near, words)
    before = _without_examples(near, [hit for hit in hits if _leads_to(near, hit)])
    after = [hit for hit in hits if hit.first >= near.after]
    within = [hit for hit in hits if near.first <= hit.first < near.after and hit.first - near.first <= 0]
    yield from _forward(near, before + [hit for hit in within if _is_comma_end(hit)])
    yield from _backward(near, [hit for hit in after if not _of_next_noun(near, hit, words)])
    if any(_lends_denial(near, hit) for hit in hits):
        yield Assertion.NEGATED
    if _under_condition(near, words):
        yield Assertion.CONDITIONAL
    if _ANSWERED_NO.match(near.text, near.end):
        yield Assertion.NEGATED
    yield from forms_of(near.text, near.start, near.end)
    opened = _OPENS_SPANISH.match(near.text) and not told_behind(near.text, near.start)
    if opened or _OPENS_SHOULD.match(near.text):
        yield Assertion.CONDITIONAL
    asked = is_asked(near.text, near.start, near.end)
    if asked and POLITE.match(near.text) is None and _ANSWERED_YES.match(near.text, near.end) is None:
        yield Assertion.UNCERTAIN


def _leads_to(near: Near, hit: Hit[tuple[Cue, ...]]) -> bool:
    """Whether a cue stands before the thing, or shares its first words: `no focal` of `no focal deficit`."""
    return hit.after <= near.first or (hit.first < near.first and hit.after < near.after)


def _lends_denial(near: Near, hit: Hit[tuple[Cue, ...]]) -> bool:
    """Whether a denial's noun begins the thing: `sin compromiso` of `sin compromiso articular`."""
    return hit.first + 1 == near.first < hit.after <= near.after and near.words[hit.first].text in _DENIAL


def _without_examples(near: Near, hits: Sequence[Hit[tuple[Cue, ...]]]) -> list[Hit[tuple[Cue, ...]]]:
    """The cues without a `such as` behind a denial: what is named as an example is denied as well."""
    denied = next((at for at, hit in enumerate(hits) if any(cue.kind is Assertion.NEGATED for cue in hit.value)), None)
    return [hit for at, hit in enumerate(hits) if denied is None or at < denied or near.words[hit.first].text != "such"]


def _of_next_noun(near: Near, hit: Hit[tuple[Cue, ...]], words: AssertionWords) -> bool:
    """Whether a status of one word belongs to what follows it ("resection with negative margins")."""
    if hit.after - hit.first > 1 or hit.first <= near.after or hit.after >= len(near.words):
        return False
    led = {word.text for word in near.words[max(0, hit.first - 2) : hit.first]}  # `with Coombs negative hemolysis`
    if led.isdisjoint(words.leads_noun) or near.words[hit.after].text in words.no_noun:
        return False
    return near.text[near.words[hit.first].end : near.words[hit.after].start].isspace()


def _under_condition(near: Near, words: AssertionWords) -> bool:
    """Whether the sentence opens with a condition and a colon: "If relapse is confirmed: temozolomide"."""
    opening = near.text[:_CONDITION_LETTERS]
    colon = opening.find(":")
    if not 0 < colon < near.start <= colon + _CONDITION_REACH or PARTS.search(near.text, colon, near.start):
        return False
    opens = words.opens_condition.starting(opening.lstrip("•-–* "), 0, _CONDITION_LETTERS)
    return opens is not None and "?" not in rest_of(near.text, near.end)


def _forward(near: Near, hits: Sequence[Hit[tuple[Cue, ...]]]) -> Iterator[Assertion]:
    """Cues before the thing, the nearest first, until something ends their scope."""
    ended, edge, doubted = near.measured, near.start, 0
    subject = OWN_VERB.match(near.text, near.end) is not None and _JOINED.search(near.text, 0, near.start) is not None
    for at, hit in reversed(list(enumerate(hits))):
        gap = near.text[near.words[hit.after - 1].end : edge]
        gap = gap.removeprefix(".") if near.words[hit.after - 1].text in _SHORT else gap  # an abbreviation's full stop
        if _parted(gap, forward=True):
            return
        kinds = [cue.kind for cue in hit.value if cue.role == Role.BEFORE and not _is_idle(near, hit, cue, subject)]
        part = near.text[near.words[hit.after - 1].end : doubted]
        if doubted and "," in part and Assertion.CONDITIONAL not in kinds:
            return  # `absence of CD8 and CD1a, the phenotype suggests T-ALL`
        if Assertion.UNCERTAIN in kinds:
            doubted = near.words[hit.first].start
        if not ended or kinds == [Assertion.CONDITIONAL] or near.words[hit.after - 1].text in _WHETHER:
            yield from kinds
        leads = at > 0 and hits[at - 1].after == hit.first and _leads(hits[at - 1])
        ended = ended or (_closes(near, hit) and not leads)
        edge = near.words[hit.first].start


def _is_idle(near: Near, hit: Hit[tuple[Cue, ...]], cue: Cue, subject: bool) -> bool:
    """Whether a cue says nothing of the thing: of a `nil` behind another, of a reason behind a denied verb, of what a
    verb of its own is said ("no response and fever persisted")."""
    alone = hit.after - hit.first == 1
    if alone and near.words[hit.first].text in _EITHER_WAY and not _opens_part(near, hit):
        return True
    gap = near.text[near.words[hit.after - 1].end : near.start]
    first, last, thing = near.words[hit.first].start, near.words[hit.after - 1].end, near.text[near.start : near.end]
    if cue.kind is not Assertion.NEGATED:  # `sin golpe previo, gingivorragia`: of the noun before it
        nature = cue.kind is Assertion.UNCERTAIN and nature_alone(near.text[first:last], gap)
        if nature or ended_between(cue.kind, gap) or examples_had(near.text, first, last):
            return True
        own = cue.kind is Assertion.HISTORICAL or doubts_noun_before(near.text, first, last)
        return own and alone and gap.startswith(",")
    behind = near.text[near.end : near.end + 60]
    again = given_again(near.text[first : near.start], near.text[near.end :])
    again = again or told_anew(near.text[first:last], gap, thing, behind)
    if again or stops_short(near.text, first, last, near.start, near.end):
        return True
    lead = near.text[max(0, near.words[hit.first].start - 30) : near.words[hit.after - 1].end]
    if resumed(lead, gap, behind) or _DEGREE.search(gap) or beyond(gap, thing, behind):
        return True
    if near.words[hit.first].text == "other" and (hit.first > 1 or _BUT_WELL.match(near.text, near.end)):
        return True
    if subject or DUE_TO.fullmatch(near.text, near.words[hit.first].start, near.start):
        return True
    return (
        alone and near.words[hit.first].text in _OF_VERBS and REASON.fullmatch(near.text, last, near.start) is not None
    )


def _opens_part(near: Near, hit: Hit[tuple[Cue, ...]]) -> bool:
    """Whether a word opens its part of a list and a thing follows it: `nil cough, nil coryza`, not `cough nil`."""
    before = near.text[: near.words[hit.first].start].rstrip()
    after = near.text[near.words[hit.after - 1].end :]
    before = "" if _AN_HOUR.fullmatch(before) else before
    return (not before or before[-1] in ",;:.(-–\n|" or before.endswith((" and", " y", " but"))) and after[:1] == " "


def _ends_part(near: Near, hit: Hit[tuple[Cue, ...]]) -> bool:
    return near.text[near.words[hit.after - 1].end :].lstrip()[:1] in ("", ".", ";", ",", ")", "(", "|", "-", "–")


def _is_comma_end(hit: Hit[tuple[Cue, ...]]) -> bool:
    return any(cue.role == Role.ENDS_COMMA for cue in hit.value)


def _leads(hit: Hit[tuple[Cue, ...]]) -> bool:
    """Whether it is a cue that reaches over the verb right after it ("does not have", "no tiene")."""
    return any(cue.role == Role.BEFORE for cue in hit.value)


def _closes(near: Near, hit: Hit[tuple[Cue, ...]]) -> bool:
    """Whether it ends the reach of cues before it: `but`, a verb, or a status said of another thing."""
    roles = {cue.role for cue in hit.value}
    if roles & {Role.ENDS, Role.ENDS_AHEAD} or roles == {Role.AFTER}:
        return True
    return Role.ENDS_COMMA in roles and near.text[: near.words[hit.first].start].rstrip().endswith(",")


def _backward(near: Near, hits: Sequence[Hit[tuple[Cue, ...]]]) -> Iterator[Assertion]:
    """The nearest cue after the thing that reaches back to it."""
    edge, commas = near.end, 0
    for hit in hits:
        gap = near.text[edge : near.words[hit.first].start]
        commas += gap.count(",")
        if _parted(gap, forward=False) or _denies_other(near, hit):
            return
        kinds = [cue.kind for cue in hit.value if cue.role == Role.AFTER]
        if near.words[hit.first].text in _EITHER_WAY and _opens_part(near, hit):
            return
        if near.words[hit.first].text in _AT_END and not _ends_part(near, hit):
            return
        if kinds == [Assertion.CONDITIONAL] and _is_far(near, hit):
            return
        if near.words[hit.after - 1].text in RESULTS and TEST_MADE.search(near.text, near.start, near.end):
            return
        aside = commas == 2 and _ASIDE.fullmatch(near.text, near.end, near.words[hit.first].start) is not None
        aside = aside and (near.words[hit.first].text not in _OF_NEXT or _ends_part(near, hit))
        if kinds and (commas == 0 or aside or _listed(near, hit) or _stands_alone(near, hit)):
            yield from kinds
            if kinds != [Assertion.HISTORICAL]:  # `seen previously is no longer present`
                return
        if _stops(hit):
            return
        edge = near.words[hit.after - 1].end


def _denies_other(near: Near, hit: Hit[tuple[Cue, ...]]) -> bool:
    """Whether a denial behind the thing is of another: of what follows it, or of the treatment that it held."""
    if _opens_denial(near, hit) or _of_its_object(near, hit):
        return True
    denies = any(cue.kind is Assertion.NEGATED and cue.role == Role.AFTER for cue in hit.value)
    return denies and is_why_held(near.text, near.start, near.end)


def _opens_denial(near: Near, hit: Hit[tuple[Cue, ...]]) -> bool:
    """Whether `sin` behind a comma denies what follows it: `captación arriba e abajo, sin compromiso óseo`."""
    led = near.words[hit.first].text in ("sin", "without") and near.text[
        : near.words[hit.first].start
    ].rstrip().endswith(",")
    if near.words[hit.first].text == "no" and near.text[: near.words[hit.first].start].rstrip().endswith(","):
        return has_own_object(near.text, near.words[hit.after - 1].end)
    return led and re.match(r"\s[^\W\d_]{3}", near.text[near.words[hit.after - 1].end :]) is not None


def _of_its_object(near: Near, hit: Hit[tuple[Cue, ...]]) -> bool:
    """Whether a denial is of what follows it, the thing being where one looked: `En la punción no se vieron X`."""
    first, last = near.words[hit.first].start, near.words[hit.after - 1].end
    denies = any(cue.kind is Assertion.NEGATED for cue in hit.value)
    parts = near.text[near.end : first], near.text[first:last], near.text[last : last + 40]
    return denies and denies_another(near.text[: near.start], *parts)


def _stands_alone(near: Near, hit: Hit[tuple[Cue, ...]]) -> bool:
    """Whether a status stands between a comma and the end of its part: `Viral URI, suspected.`"""
    before = near.text[near.end : near.words[hit.first].start].strip()
    after = near.text[near.words[hit.after - 1].end :].lstrip()[:1]
    of_nature = near.words[hit.first].text in _OF_NATURE
    aside = before == "," or (not of_nature and _ASIDE_BEFORE.fullmatch(before) is not None)
    return aside and after in ("", ".", ";", ",", ")", "|")


def _is_far(near: Near, hit: Hit[tuple[Cue, ...]]) -> bool:
    """Whether a lone noun such as `screening` is of something else: `SCID found on newborn screening`."""
    return hit.after - hit.first == 1 and hit.first - near.after > 1


def _stops(hit: Hit[tuple[Cue, ...]]) -> bool:
    return any(cue.role in (Role.BEFORE, Role.ENDS) for cue in hit.value)


def _listed(near: Near, hit: Hit[tuple[Cue, ...]]) -> bool:
    """Whether the things up to a cue are a list joined by "and" ("CD3, CD5 and CD20 are negative")."""
    between = near.words[near.after : hit.first]
    comma = near.text.rfind(",", near.end, near.words[hit.first].start)  # `tumor of tectum and pons, NF1 negative`
    last = [word.text for word in between if word.start > comma]
    if near.words[hit.after - 1].text in _SINGULAR:  # `mucositis grado 3 y neumonitis descartada`: of the last alone
        return False
    joined = not _JOINS.isdisjoint(last[:-1]) or not _BOTH.isdisjoint(last)  # not `..., y no necesita`
    return len(between) <= 8 and joined


def _parted(gap: str, *, forward: bool) -> bool:
    """Whether a text between a cue and a thing parts them."""
    if PARTS.search(_SHORTENED.sub(" ", gap)) is not None:
        return True
    if not forward and ": " in gap.lstrip(" :"):  # the label of another value
        return True
    if forward and ":" in gap.strip().removeprefix(":"):  # a colon right after the cue opens its list
        return True
    closed = gap.rpartition(")")[2] if not forward and gap.count(")") > gap.count("(") else ""
    if len(closed.split()) > _OUT_OF_BRACKET:  # `(MYCN amplified) came in for her first of two planned courses`
        return True
    depth = 0
    for char in gap:
        depth += char in "(["
        depth -= char in ")]"
        if depth < 0 and forward:
            return True
    return depth > 0 and not forward


def _by_place(clause: Clause, near: Near, found: set[Assertion], words: AssertionWords) -> Assertion | None:
    """What a section makes of statements that no cue makes something else of."""
    if clause.section is Section.GENERAL:
        return Assertion.CONDITIONAL
    if clause.section is Section.QUESTIONS:
        return Assertion.UNCERTAIN
    if clause.section is not Section.PLAN or found:
        return None
    heading = words_of(clause.heading)
    if any(words.pending_plans.find(heading)):
        return Assertion.PENDING
    if any(words.mixed_plans.find(heading)) or any(words.done.find(clause.words[:60])):
        return None
    if told_as_past(near.text, near.start) or opens_with_child(near.text):
        return None
    return Assertion.PLANNED
