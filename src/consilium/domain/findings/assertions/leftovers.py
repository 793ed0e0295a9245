"""What a paper denies in words that no table has, of whatever kind: a pass over what all other rules have left.

Who writes `no`, `without` or `not seen` before or behind the name of a thing says that it was looked for. Whatever the
thing is called, its denial is a statement of the paper: it is kept under the paper's own words. What tells of care and
not of the child (`no change`, `sin cita`) is left out by a list of such words, and what any other rule has cited is not
said again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from consilium.domain.findings.assertions.assertion import AssertionWords, assertion_of
from consilium.domain.findings.assertions.deniedlists import listed
from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.paper import Clause, Paper, Section
from consilium.domain.findings.text.cited import Cited
from consilium.domain.phrases import fold
from consilium.domain.records import Category

# A word that denies what stands behind it, and what may stand between.
_DENIAL = re.compile(
    r"(?<![\w'’/-])(?:(?:does|did|has|have) not (?:need|require)(?:ed|d)?|never (?:needed|required)"
    r"|no (?:ha )?(?:requirio|requerido|preciso|precisado|necesito|necesitado|amerito|ameritado|requiere|precisa"
    r"|necesita|amerita)"
    r"|no (?:hubo|hay|habia|tiene|ha tenido|ha habido)|nunca tuvo"
    r"|no (?:se )?(?:presenta|refiere|observa|aprecia|identifica|visualiza|reconoce|evidencia|detecta|palpa"
    r"|ausculta|constata|ve|encuentra|demuestra|describe)(?:n|ron|mos|ba|ban)?"
    r"|there (?:is|was|are|were) no|no(?! (?:se )?(?:pued\w+ (?:exclu|descart)|exclu|descart|permit|tumoral|neoplas))"
    r"|not any|nil"
    r"|without|denies(?: any)?|denied|denying|never had"
    r"|(?:has|had) no|(?:does|did) not have|negative for|free of|absence of|exclud(?:es|ed)"
    r"|sin|s/|niegan?|ni|nor|ausencia de|libres? de|negativ[oa]s? para)\s"
    r"(?:(?:any|more|further|of|the|de|la|el|los|las|un|una|ningun[oa]?|evidence|signs?|symptoms?|history|hx|features"
    r"|suggestion|obvious|overt|clinical|significant|acute|new|palpable|visible|clear|focal|gross|definite|convincing"
    r"|other|evidencia|signos?|datos?|sintomas?|antecedentes?|historia|indicios?|imagenes|otr[oa]s?)\s){0,4}"
)
# A name and a verdict behind it: `Rosettes: absent`, `anaplasia is not seen`, `invasion not identified`.
_VERDICT = re.compile(
    r"(?P<said>(?<![\w-])[a-z][a-z'-]+(?:\s[a-z][a-z'-]+){0,4}?)(?:\s\([^()]{1,30}\))?\s?"
    r"(?::|\.{2,60}|-|–|=|\bis|\bare|\bwas|\bwere|\bfue(?:ron)?|\bestan?)?\s?"
    r"(?P<no>(?:not (?:seen|identified|found|present|detected|observed|demonstrated|appreciated|noted|recogni[sz]ed"
    r"|evident|visible|met)|absent|none(?: seen| found| identified)?|nil|never|nunca|ninguna?|ausentes?"
    r"|no (?:identificad|observad|detectad|vist|presente|evidenciad|reconocid|encontrad)[oa]?s?"
    r"|ruled out|excluded|descartad[oa]s?)"
    r")(?![\w-])(?=\s?(?:[.,;)|\n]|$))"
)
_ENDS = re.compile(
    r"[.;:?()\n|\"“”]|\s-\s|\s[–—]\s?|->|\b(?:but|pero|aunque|except|salvo|excepto|then|luego|is|are|was|were|be|been|has"
    r"|had|have|he|she|they|we|it|i|you|es|son|fue|fueron|era|tiene|presenta|refiere|se|ha|han|hay|que|which|that|who"
    r"|whom|where|when|while|because|since|so|if|as|than|cuando|donde|porque|si|como|after|before|until|yet|today|now"
    r"|this|todavia|aun|hoy|ya|apart|beyond|other than|to|para|por|for|by|con|with|from|desde|during|durante|tras"
    r"|despues|antes|will|would|can|could|should|may|must|does|did|do|expresion|expression|practicamente|casi|nearly"
    r"|almost|all but|seen|found|identified|noted|present|observed|detected)\b"
)
# `Sin tumor en los bordes, necrosis casi total`: a degree is of what is there.
_DEGREES = frozenset({"practicamente", "casi", "nearly", "almost", "all but"})
# The name of a thing: up to six words, with one turn of `of the`, `de la`, `in`.
_NAME = re.compile(
    r"(?P<said>[a-z0-9][\w'-]*(?:\s(?!(?:of|in|on|at|de|del|en|al|a)\b)[\w'-]+){0,4}"
    r"(?:\s(?:of|in|on|at|de|del|en|al)\s(?:the\s|la\s|el\s|los\s|las\s|his\s|her\s|su\s)?[\w'-]+(?:\s[\w'-]+){0,1})?)"
)
_MOST_NAME, _COLUMNS, _NEAR = 60, 3, 60
# What may stand behind the noun of an English phrase: nothing, where it is, or a word that only stresses.
_BEHIND = re.compile(r"(?:\s(?:of|in|on|at|ever|whatsoever|either|hard|needed)\b|\s*$)")
# What is forbidden or advised is no denial, and of edges and lungs as free of tumor others tell.
_ADVISED = re.compile(r"\b(?:should|must|avoid|debe[nr]?|evit\w{1,4}|keep|mantener|please|favor)\b")
_OF_KIN = re.compile(
    r"\b(?:famil\w*|kindred|relatives?|siblings?|parents?|(?:grand)?(?:mother|father)|aunts?|uncles?|cousins?|nana"
    r"|rama|padres|abuel[oa]s?|ti[oa]s?|prim[oa]s?|herman[oa]s?|pat(?:ernal|ern[oa])|mat(?:ernal|ern[oa]))\b"
)
_CLEAR_OF = re.compile(r"\b(?:free of|negative for|libres? de|negativ[oa]s? para)\s(?:[a-z]+\s){0,2}$")
_LEADING = frozenset(
    {"a", "an", "the", "any", "his", "her", "their", "its", "our", "my", "your", "un", "una", "el", "la", "los", "las"}
    | {"frequently", "often", "sometimes", "occasionally", "easily", "rarely", "usually", "still", "also", "then"}
    | {"su", "sus", "ningun", "ninguna", "and", "or", "nor", "of", "de", "del", "in", "en", "at", "on", "no", "sin"}
)
_WORD = re.compile(r"[a-z][a-z'-]{2,}")


@dataclass(frozen=True)
class Sought:
    """Nouns of what is looked for, and words that make a phrase one of care; folded, with their plurals."""

    nouns: frozenset[str]
    phrases: frozenset[str]
    vague: frozenset[str]
    care: frozenset[str]


def words_from(document: Mapping[str, Any]) -> Sought:
    """The table as written. Raises KeyError where a part is missing."""
    nouns, vague, care = (
        {form for many in document[part].values() for one in many for form in _forms(fold(one))}
        for part in ("nouns", "vague", "care")
    )
    single = frozenset(one for one in nouns if " " not in one)
    return Sought(single, frozenset(nouns - single), frozenset(vague), frozenset(care))


def _forms(noun: str) -> tuple[str, ...]:
    """A noun with its plurals: `biopsy`, `biopsies`; `lesion`, `lesiones`."""
    return (noun, f"{noun}s", f"{noun}es", f"{noun[:-1]}ies" if noun.endswith("y") else noun)


_SILENT = frozenset(
    {Section.QUESTIONS, Section.GENERAL, Section.ALLERGIES, Section.MEDICINES, Section.TECHNIQUE, Section.PLAN}
    | {Section.STAINS, Section.FAMILY_HISTORY}
)
_OPEN = frozenset({Assertion.STATED, Assertion.NEGATED})
# What is denied of the disease itself.
_TUMOROUS = re.compile(
    r"(?:(?<!hemat)(?<!haemat)(?<!granul)(?<!ganglion)omas?|leuk[a-z]*|leucemias?|metasta[a-z]+|tumou?r(?:al|es"
    r"|s)?|malign[a-z]+"
    r"|neoplas[a-z]+|anaplasia|infiltrat?[a-z]+)(?: [a-z]+){0,2}$"
)


def denied_at_all(paper: Paper, found: Iterable[Finding], sought: Sought, words: AssertionWords) -> Iterator[Finding]:
    """Denials that no finding of `found` cites, in the order of the paper."""
    if paper.category is Category.IMAGING_REPORTS:
        return
    cited = Cited.of(found)
    for clause in paper.clauses:
        if clause.section in _SILENT or len(clause.folded) != len(clause.text) or clause.text.rstrip().endswith("?"):
            continue
        past = 0
        for start, end in sorted({*_listed(clause.folded), *_judged(clause)}):
            start, end = _named(clause.folded, start, end, sought, spanish=paper.language == "es")
            if end <= start or start < past or cited.has(clause, start, end, denial=True):
                continue
            if assertion_of(clause, start, end, words) in _OPEN and not _is_no_denial(clause.folded, start, end):
                past = end
                yield _finding(clause, start, end)


def _finding(clause: Clause, start: int, end: int) -> Finding:
    return Finding(
        Kind.CONDITION,
        _written(clause.text, start, end),
        assertion=Assertion.NEGATED,
        detail={"symptom": "yes"},
        citations=(clause.cite(start, end),),
        confidence=clause.confidence,
    )


def _written(text: str, start: int, end: int) -> str:
    """The words as written; small where the text is all in capitals or begins with them."""
    said = text[start:end]
    return said.lower() if said.isupper() or said[:2].istitle() else said


def _is_no_denial(folded: str, start: int, end: int) -> bool:
    """Whether it is advice, of relatives, or tells of the edges of what was taken out."""
    if _ADVISED.search(folded, max(0, start - _NEAR), start) or _OF_KIN.search(folded):
        return True
    return _TUMOROUS.search(folded[start:end]) is not None and _CLEAR_OF.search(folded[:start]) is not None


def _listed(folded: str) -> Iterator[tuple[int, int]]:
    """Things behind a word that denies, each of a list apart."""
    for one in listed(folded, _DENIAL, _ENDS):
        found = _NAME.match(folded, one.start, one.end)
        whole = found is not None and found.end() >= len(folded[: one.end].rstrip())
        if found is not None and whole and not (one.end == one.past and one.stop in _DEGREES):
            yield found.span()


def _judged(clause: Clause) -> Iterator[tuple[int, int]]:
    """Things before a word that denies them; in a row of a table that word is of another column."""
    for found in _VERDICT.finditer(clause.folded) if len(clause.cells) < _COLUMNS else ():
        start, end = found.span("said")
        begun = [hit.end() for hit in _ENDS.finditer(clause.folded, start, end)]
        start = max([start, *begun])
        yield start + len(clause.folded[start:end]) - len(clause.folded[start:end].lstrip()), end


def _named(folded: str, start: int, end: int, sought: Sought, *, spanish: bool) -> tuple[int, int]:
    """The part of a phrase that names what is looked for: from its noun on in Spanish, to its noun in English; nothing
    where it has none, or a word of care."""
    said = folded[start:end]
    words = [*_WORD.finditer(said)]
    if not words or len(said) > _MOST_NAME or words[0][0] in _LEADING or any(word[0] in sought.care for word in words):
        return start, start
    nouns = [word.span() for word in words if word[0] in sought.nouns]
    nouns += [(at, at + len(phrase)) for phrase in sought.phrases if (at := said.find(phrase)) >= 0]
    if not nouns:
        return start, start
    last = start + max(end for _, end in nouns)
    if not spanish and not _BEHIND.match(folded, last, end):
        return start, start
    low, high = (start + min(nouns)[0], end) if spanish else (start, last)
    return (start, start) if folded[low:high] in sought.vague else (low, high)
