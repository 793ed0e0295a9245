"""Verdicts at the end of an allergy's item: `rash aged 2. Challenge: no reaction. DELABELLED.`, `eats it. Delete.`"""

from __future__ import annotations

import re
from collections.abc import Sequence

from consilium.domain.findings.finding import Assertion
from consilium.domain.findings.medicines.allergytolerated import is_tolerated
from consilium.domain.findings.paper import Clause, Paper
from consilium.domain.phrases import Hit, PhraseIndex

_CLEARED = re.compile(
    r"\b(?:de-?labell?ed|desetiquetad[oa]|provocaci[oó]n (?:oral )?negativa|"
    r"(?:label|etiqueta)(?: de alergia)? (?:was |fue )?(?:removed|taken off|retirada|eliminada)|deleted?\b"
    r"|(?:to be |was |->\s?)removed\b|remove from (?:the )?list|"
    r"(?:judged|thought|felt|considered)(?: to be)? (?:viral|coincidental|unrelated|not allergic|"
    r"not (?:an )?allergy)|"
    r"(?<!not )(?<!poorly )tolerated? (?:since|well|without|later|now|\d{4}|again)|tolerates? (?:it|them)|"
    r"(?:not (?:considered |felt to be |regarded as )?(?:an |a )?|no )(?:true )?allerg(?:y|ic)|"
    r"no (?:es )?(?:una )?(?:verdadera alergia|alergia verdadera)|never (?:had it|reacted|given)|none (?:was )?given|"
    r"passed (?:the |a |an )?(?:oral |food |drug )?challenge|"
    r"challenge(?: test)?[^.;]{0,40}?(?::|was|-)? ?(?:negative|passed|no reaction|uneventful|tolerated)|"
    r"had \d{1,2} (?:doses|courses) without|(?:eats|takes|drinks|has had) (?:it|them)\b|"
    r"(?:eats|drinks|takes)\s(?:\w+\s){0,2}(?:happily|fine|ok|without)|"
    r"no es al[eé]rg\w+|no (?:es )?(?:una )?alergia|descartad[oa]|"
    r"negativ[oa]s?,? (?:y )?(?:la |lo )?puede|puede (?:tomarl|recibirl|comerl)[oa]s?|"
    r"(?:la|lo|las|los) (?:tolera|come|toma|recibi[oó] sin)\b)",
    re.IGNORECASE,
)
_CONFIRMED = re.compile(
    r"\b(?:intoleran\w+|(?<!no )(?<!not a )(?<!not )true allergy|stays\b|confirmed\b|confirmad[oa]\b"
    r"|not (?:been )?(?:tested|challenged)|"
    r"never (?:been )?(?:tested|"
    r"challenged)|not tolerated|no tolera|avoid)",
    re.IGNORECASE,
)
# How far behind a substance its verdict may stand, and in how many sentences of its line.
_CUE = re.compile(r"\b(?:al[eé]rgi\w+|allerg\w+)\s(?:to|a)\b", re.IGNORECASE)
_DENIES = re.compile(r"\b(?:no|not|sin|niega|ni|nor|denies|without|never|nunca)\b", re.IGNORECASE)
_GOES_ON = re.compile(r"[^.;,]{0,30}\s(?:o|ni|or|nor|u)\s", re.IGNORECASE)
_LABEL = re.compile(r"\s*(?:allerg(?:y|ies)|alergias?)\s?:", re.IGNORECASE)
_KIN = re.compile(
    r"\b(?:mother|father|sister|brother|mum|mom|dad|madre|padre|mam[aá]|pap[aá]|herman[oa]|ti[oa]|abuel[oa]"
    r"|prim[oa]|family|familia)\b",
    re.IGNORECASE,
)
_REACH, _SENTENCES = 150, 5
# A reaction right behind its substance, so many words on at most.
_SHOWN, _NEXT = re.compile(r"\s?(?:\(|:|[-–]|->|→)"), 6


def is_cleared(clause: Clause, hit: Hit[str], stop: int, paper: Paper, substances: PhraseIndex[str]) -> bool:
    """Whether the words behind a substance, up to the next one or the end of its line, say that it is no allergy."""
    end = clause.words[hit.after - 1].end
    if is_tolerated(clause.text, clause.words[hit.first].start, end):
        return True
    said = clause.text[end : min(stop, end + _REACH)].partition(";")[0]
    if stop == len(clause.text) and hit.first == 0:
        said += _rest_of_line(clause, paper, substances)
    if _CONFIRMED.search(said):
        return False
    return _CLEARED.search(said) is not None


def _rest_of_line(clause: Clause, paper: Paper, substances: PhraseIndex[str]) -> str:
    """The sentences that stand behind a clause in the line that it ends in, up to one that names another substance."""
    at = paper.places.get(id(clause))
    if at is None:
        return ""
    line, said = clause.pieces[-1].line, ""
    for after in paper.clauses[at + 1 : at + _SENTENCES]:
        if after.pieces[0].line is not line or next(substances.find(after.words), None) is not None:
            break
        said += f" {after.text}"
    return said


# What a family's NO is for: `NO amoxicilina, ronchas`, `NO dipirona (le sale sarpullido)`.
_REACTED = re.compile(
    r"\s?[,:(–-]\s?(?:(?:le|se|gives?|gets?|causes?|da|dan|sale[n]?|saco|sacan|por|because of|due to|porque|"
    r"him|her|the|las?|un[oa]?|a)\s){0,4}"
    r"(?:ronchas?|rash|hives|urticaria|sarpullido|erupci[oó]n|salpullido|anaphyla\w+|anafila\w+|swelling|hinchaz[oó]n|"
    r"angio-?edema|al[eé]rgi[ac]\w*|allerg\w+|broncoespasmo|bronchospasm)\b",
    re.IGNORECASE,
)


def is_forbidden(clause: Clause, hit: Hit[str]) -> bool:
    """A family's warning: `NO SULFA!!`, `No penicillin!! (hives)`."""
    before = clause.text[: clause.words[hit.first].start]
    after = clause.text[clause.words[hit.after - 1].end :]
    return (
        hit.first == 1
        and clause.words[0].text == "no"
        and (clause.text.lstrip(" -•·*¡")[:2] == "NO" or after.startswith("!"))
        and not before.strip(" -•·*¡").lower()[2:]
        and (after.startswith("!") or _REACTED.match(after) is not None)
    )


def own_part(clause: Clause, start: int, end: int, how: Assertion) -> Assertion:
    """How an allergy is said that has its own word for it: stated behind another thing's denial (`parto sin
    complicaciones, alergia a los camarones`) and under its own label behind the family's line (`Alergias: ácaros`)."""
    part = clause.text[clause.text.rfind(",", 0, start) + 1 : start]
    if how is Assertion.NEGATED and part is not clause.text[:start] and _CUE.search(part):
        denied = _DENIES.search(part) is not None or _GOES_ON.match(clause.text, end) is not None
        return how if denied or "," not in clause.text[:start] else Assertion.STATED
    if how is Assertion.FAMILY and _LABEL.match(clause.text) and not _KIN.search(clause.text):
        return Assertion.STATED
    return how


def denies_the_rest(clause: Clause, hits: Sequence[Hit[str]], none: str, reactions: PhraseIndex[str]) -> bool:
    """Whether a denial stands behind substances with their reactions: `pegaspargase (anaphylaxis 2019), NKFA`."""
    place = clause.text.find(none)
    for hit in hits:
        end = clause.words[hit.after - 1].end
        after = clause.words[hit.after : hit.after + _NEXT]
        found = next(reactions.find(after), None)
        if end < place and found is not None and after[found.first].start < place and _SHOWN.match(clause.text, end):
            return True
    return False
