"""How the child is, in plain words: what it does and what bothers it, how its body and its days are told to be, and
what a treatment may harm where that was explained.

CONDITION: named as written (`walks with one stick`, `appetite poor`), `detail` symptom; a denial by what is denied
 (`vomited` of `has not vomited`). FUNCTION and GROWTH: sight, hearing, heart, kidneys, pressure, weight and height
told by a word, `value` as written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from consilium.domain.findings.assertions.assertion import AssertionWords, assertion_of
from consilium.domain.findings.assertions.denials import explained_list
from consilium.domain.findings.assertions.dictated import is_past_time
from consilium.domain.findings.examination.schoolplaces import opens_at
from consilium.domain.findings.examination.wellbeingparts import parts, starts
from consilium.domain.findings.examination.wellbeingwords import Tongue, Words, any_of, words_from
from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.illnesses.achesnamed import noun_of
from consilium.domain.findings.imaging.childlines import tells_of_child
from consilium.domain.findings.imaging.childphrases import masked, patterns
from consilium.domain.findings.mentions.callsahead import fevers_to_call_for
from consilium.domain.findings.paper import Clause, Paper, Section
from consilium.domain.phrases import fold
from consilium.domain.records import Category

__all__ = ["Words", "find", "words_from"]

_SILENT = frozenset(
    {Section.QUESTIONS, Section.GENERAL, Section.TECHNIQUE, Section.STAINS, Section.MEDICINES, Section.ALLERGIES}
    | {Section.FAMILY_HISTORY, Section.LABORATORY, Section.GROSS, Section.MICROSCOPY, Section.SPECIMEN}
    | {Section.MOLECULAR}
)
_OF_A_STUDY = frozenset(
    {Category.IMAGING_REPORTS, Category.PATHOLOGY_REPORT, Category.BONE_MARROW, Category.GENETICS, Category.LABS}
)
# What surgeons do there is of no child's days: `the sternum was closed with wires`, `she was well padded`.
_DONE_THERE = re.compile(
    r"\b(?:closed|vicryl|silk|prolene|monocryl|nylon|ethibond|sutures?|wires?|stick tie|clips?|flush\w*|padded|prepped"
    r"|draped|mobili[sz]ed|retracted|divided|ligated|dissect\w+|using|understood|held in place|herida cerrada"
    r"|suturas?)\b"
)
_OF_AN_OPERATION = frozenset({Section.OPERATION, Section.FINDINGS, Section.NONE, Section.TREATMENT})
_MOST_LETTERS, _MOST_WORDS, _NAMES_IN = 700, 8, 6
_NOT = re.compile(
    r"\b(?:not|never|no|nunca|tampoco|ni)\b|n't\b"
    r"|\b(?:do|does|did|is|are|was|were|has|have|had|ca|could|wo|would|should)nt\b"
)
_UNABLE = re.compile(
    r"\b(?:cannot|can'?t|couldn'?t|(?:can|could)(?: \w+)? not|unable|not (?:\w+ )?able|stopped|refus\w+|hardly|barely"
    r"|would not|wouldn'?t|apenas|cuesta|no (?:\w+ )?(?:puede|pudo|podia|logra|logro|quiere|queria|sabe)|dejo|dejado"
    r"|deja|niega)\b"
)
_TO_COME = re.compile(r"\b(?:will|won'?t|would(?! not)|might|podra)\b")
# `He will not suck properly and was kept in the unit` tells how he is; `understands that` is of what was explained.
_HABIT = re.compile(r"\b(?:was|were|had|continues?|continued|remained|currently|now)\b")
_AS_NOUN_NOTED = re.compile(
    r"\s(?:is|are|was|were)\s(?:noted|heard|appreciated|present|audible|seen|detected"
    r"|reported|observed)\b"
)
_OF_ADVICE = re.compile(r"\s(?:if|that|to|the (?:risks?|plan|importance|need)|this|how|when|and agrees)\b")
_AS_LONG = re.compile(r"\b(?:as|so) long\s*$|\bas long as\s*$|\bprovided(?: that)?\s*$")
_TO_BE = re.compile(
    r"\b(?:to be (?!seen)|will|fitted|candidat\w|consider\w*|ordered|solicit\w+|pendiente|se indica\w*|awaiting)\b"
)
_NEXT = re.compile(
    r"\b(?:next|tomorrow|after|proxim[oa]|manana|en (?:enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre"
    r"|octubre|noviembre|diciembre)|cuando)\b"
)
_BADLY = re.compile(r"\b(?:double|doble|mal|badly|borroso|poorly|colours?)\b")
_MEASURED = {
    **dict.fromkeys(("see", "ver"), (Kind.FUNCTION, "vision")),
    **dict.fromkeys(("hear", "oir", "escuchar"), (Kind.FUNCTION, "hearing")),
    **dict.fromkeys(("grow", "crecer"), (Kind.GROWTH, "growth")),
}
_SEEN = frozenset({"kidney function", "left ventricular function"})
# One kidney, or both where a study is told, are seen; `her kidneys are normal` is of what they do.
_ORGANS = frozenset({"kidney", "kidneys", "rinon", "rinones", "riñon", "riñones"})
_LOOKED_AT = re.compile(
    r"\b(?:left|right|contralateral|remaining|other|both|derech[oa]|izquierd[oa]|contralateral|otro|ambos|us|ct|mri|rm|tc|tac|eco"
    r"|ultrasound|ultrasonograph\w*|ecograf\w+|scan|echogenicity|ecogenicidad|tamano|size|morfolog\w+|situacion|excre\w+)\b"
)
_LOOKED = frozenset({Category.IMAGING_REPORTS, Category.OPERATIVE, Category.PATHOLOGY_REPORT})
# `lost 2 kilos`.
_AMOUNT = re.compile(r"\b\d{1,3}(?:[.,]\d{1,2})?\s?(?:kg|kilos?|pounds|lbs?|libras)\b")
# `Asintomático: niega disnea`, `tolerated well without toxicity`: what follows is another thing.
_GOES_BEYOND = re.compile(r":\s|\s(?:without|with no|sin)\s")
# `Tolera bien la amoxicilina`: how something is taken, not how the child is.
_ADVERB = re.compile(r"(?:bien|mal)\s(?:el|la|los|las|su|sus|un|una)\s")
_OF_WEIGHT = re.compile(r"\s(?:de\s)?(?:peso|kilos?|talla|weight)\b")
_IMPERSONAL = re.compile(r"\bse\s$")
_AS_NOUN = re.compile(
    r"\s(?:is|was|has|never|none|not|nil|no)\b|\s?:|\sheight\b|\s[0-5]\s?$|\s\(?\d{1,2}[/.-]\d{1,2}\b"
)
_NOBODY = re.compile(r"\b(?:nobody|no[ -]?one|nadie|none of (?:us|them))\s(?:\w{1,6}\s){0,3}$")
# How the child was born.
_BORN = re.compile(
    r"(?:\b(?:born|naci[oó]|nacid[oa]|delivered|birth:?|parto|gestation"
    r"|embarazo)\b[^.,;]{0,24}?(?:\b\d{2}(?:\s?\+\s?\d)?[\s-]?(?:weeks?|wks?|w|semanas|sem)\b"
    r"|\b(?:at |full )?term\b|\b(?:a )?termino\b|\bpremature?\b|\bearly\b|\bpreterm\b|\bprematur[oa]\b"
    r"|\bpretermino\b)"
    r"|\bex-?\s?\d{2}[\s-]?week(?:er|s)?\b(?: preemie| prem)?)"
)
_PICTURED = re.compile(
    r"\b(?:ct|mri|pet|mibg|ultrasound|uss?|scan|scans|x-?ray|film|imaging|tomografia|resonancia|rm|tac|tc|ecografia"
    r"|gammagrafia|radiografia|rx|biopsy|histology|tumou?r|marrow|medula|specimen|cells|celulas|nodules?|lesions?"
    r"|lesion|lesiones|margins?|flow)\b"
)
_EXPLAINED = re.compile(
    r"\b(?:effects?|efectos?|risks?|riesgos?|harms?|secuelas?|complicaciones|complications|toxicit\w+|explain\w*"
    r"|explic\w+|discuss\w*|spoke|talked|covered|warned|advert\w+|se hablo|hablamos|went (?:over|through)"
    r"|gone (?:over|through)|counsel\w*|told|informa\w*|tardios?)\b"
)
_OTHERS = re.compile(
    r"\b(?:mother|father|mum|mom|dad|parents|brothers?|sisters?|siblings?|twin|cousins?|aunt|uncle|gran\w*"
    r"|madre|padre"
    r"|mama|papa|padres|herman[oa]s?|abuel[oa]s?|ti[oa]s?|prim[oa]s?|novi[oa]|polol[oa]|teachers?|doctors?|we|i|you"
    r"|they|nurse|gemel[oa])\b"
)
_ALONE = frozenset({Section.EXAMINATION, Section.NONE, Section.HISTORY, Section.COURSE, Section.PAST_HISTORY})
_GOES_ON = re.compile(
    r"\s*$|\s(?:today|now|but|again|after|at|when|with|in|on|about|for|since|all|most|more|and|hoy|desde|al"
    r"|con|en|por|de"
    r"|todo|casi|otra|a)\b|\s?:"
)
# A way without which its noun tells the contrary: `poor feeding`.
_LESS = frozenset({"poor", "reduced", "slurred", "mal", "mala", "poco"})
# What a name does not end with.
_TRAILING = re.compile(
    r"the|a|an|of|to|with|at|in|on|for|de|la|el|los|las|del|con|en|al|y|and|or|but|his|her|su|un|una|is|es|que"
)
_NAME = re.compile(r"\b[A-ZÁÉÍÓÚÑ][a-záéíóúñ]{2,14}\b")


def find(paper: Paper, words: Words, assertion: AssertionWords) -> Iterator[Finding]:
    """What the sentences of a paper tell of how the child is, in reading order."""
    reader = _Reader.of(paper, words, assertion)
    for clause in paper.clauses:
        if (
            (clause.section in _SILENT and clause.section is not Section.GENERAL)
            or clause.cells
            or len(clause.text) > _MOST_LETTERS
        ):
            continue
        if len(clause.folded) == len(clause.text) and not clause.text.rstrip().endswith("?"):
            told = reader.read(clause) if clause.section not in _SILENT else reader.risked(clause)
            theatre = paper.category is Category.OPERATIVE and clause.section in _OF_AN_OPERATION
            for one in told:
                if not theatre or one.assertion is Assertion.CONDITIONAL or not _DONE_THERE.search(one.name):
                    yield one


@dataclass(frozen=True)
class _Reader:
    """The patterns for one paper, and the child's names that stand in its head."""

    words: Words
    tongue: Tongue
    assertion: AssertionWords
    verbs: re.Pattern[str]
    being: re.Pattern[str]
    child: re.Pattern[str]
    names: re.Pattern[str]
    paper: Paper

    @classmethod
    def of(cls, paper: Paper, words: Words, assertion: AssertionWords) -> _Reader:
        tongue = words.tongues.get(paper.language, words.tongues[""])
        names = _names(paper) - words.usage["no_names"]
        verbs, being, child = patterns(any_of(tongue.verbs), tongue.being)
        own = re.compile(rf"(?<!\w){any_of(names)}(?!\w)" if names else r"(?!)")
        return cls(words, tongue, assertion, verbs, being, child, own, paper)

    def _match(self, pattern: re.Pattern[str], folded: str, start: int, end: int) -> re.Match[str] | None:
        """As it stands, or with the child's names masked."""
        return pattern.match(folded, start, end) or pattern.match(masked(folded, self.names), start, end)

    def read(self, clause: Clause) -> Iterator[Finding]:
        """In a study's report a part without anybody in it goes on with the child of the part before it."""
        told = self.paper.category not in _OF_A_STUDY or tells_of_child(clause, self.paper)
        chained = told
        for start, end in parts(clause.folded):
            found = self._part(clause, start, end, chained=chained, told=told)
            chained = chained or found is not None or self._match(self.child, clause.folded, start, end) is not None
            if found is not None:
                yield found
        yield from self.risked(clause)
        yield from self._born(clause)
        yield from fevers_to_call_for(clause)

    def _part(self, clause: Clause, start: int, end: int, *, chained: bool, told: bool) -> Finding | None:
        found = self._act(clause, start, end, chained=chained)
        if found is not None or not told:
            return found
        return self._day(clause, start, end) or self._state(clause, start, end) or self._being(clause, start, end)

    def _day(self, clause: Clause, start: int, end: int) -> Finding | None:
        """School, and what the child wears or walks with."""
        text = clause.folded
        for pattern in (self.tongue.school, self.tongue.aids):
            found = pattern.search(text, start, end)
            if found is not None and not _OTHERS.search(text, start, found.start()):
                denied = _NOT.search(text, start, found.start()) is not None
                said = Assertion.PLANNED if _TO_BE.search(text, start, end) else None
                at = found.start()
                if pattern is self.tongue.school and not denied:
                    at = opens_at(text, start, found)
                    if at < 0:
                        return None
                return self._condition(
                    clause, (at, end), _short(text[at:end]), denied=denied, said=said, own=pattern is self.tongue.school
                )
        return None

    def _act(self, clause: Clause, start: int, end: int, *, chained: bool) -> Finding | None:
        text = clause.folded
        matches = (self._match(self.verbs, text, at, end) for at in starts(text, start, end))
        found = next(filter(None, matches), None)
        if found is None or not (found["who"] or chained):
            return None
        verb, aux = self.tongue.verbs[found["verb"]], found["aux"]
        if not self._told_of_child(clause, found, end):
            return None
        needed = self.tongue.behind.get(verb.base)
        behind = needed.match(text, found.end(), end) if needed is not None else None
        if needed is not None and behind is None:
            return None
        denied = _NOT.search(aux) is not None
        moved = denied and verb.base in self.words.usage["movements"] and not _OF_WEIGHT.match(text, found.end())
        unable = _UNABLE.search(aux) is not None or moved
        measured = _MEASURED.get(verb.base)
        conditional = (found["if"] and not is_past_time(clause.text)) or _AS_LONG.search(text, 0, start)
        to_come = _TO_COME.search(aux) and not (denied and _HABIT.search(text))
        said = Assertion.CONDITIONAL if conditional else Assertion.PLANNED if to_come else None
        span = (found.start("aux"), end)
        if measured is not None and not (denied and _BADLY.search(text, found.end(), end)):
            return self._told(clause, span, measured, _short(clause.text[span[0] : end]), said=said)
        name = found.start("aux") if unable or not denied else found.start("verb")
        # A form that is no verb of its own goes with its list: `no fever, vomiting or diarrhea`, `no wounds, bruises`.
        listed = verb.past or not clause.folded[found.end() : end].strip()
        own = bool(found["who"] or aux) or not (listed and verb.base in self.words.troubles)
        return self._condition(clause, span, _short(text[name:end]), denied=denied and not unable, said=said, own=own)

    def _told_of_child(self, clause: Clause, found: re.Match[str], end: int) -> bool:
        """Whether the form is a verb of the child here, and no noun, name of a place or deed of those who write."""
        verb, at = self.tongue.verbs[found["verb"]], found.start("verb")
        if (verb.accented and clause.text[found.end() - 1] != "ó") or _NOBODY.search(clause.folded, 0, at):
            return False
        noted = _AS_NOUN_NOTED.match(clause.folded, found.end()) is not None and not found["aux"]
        if noted or (verb.base == "understand" and _OF_ADVICE.match(clause.folded, found.end())):
            return False
        if verb.bare and not found["aux"] and not (found["if"] and found["who"]):
            return False
        of_anyone = verb.base in self.words.usage["of_anyone"]
        if of_anyone and _IMPERSONAL.search(found["aux"]):
            return False
        if found["who"]:
            return clause.text[at].islower()  # `Cedar Falls Hospital`
        named = clause.text[at].isupper() and _NAME.match(clause.text, found.end() + 1)  # `Falls Children's Hospital`
        if named or (of_anyone and verb.past and not found["aux"]):
            return False
        rest = clause.folded[found.end() : end]
        return not (
            not found["aux"]
            and (_AS_NOUN.match(rest) or (found["verb"] in self.words.usage["nouns_too"] and not rest.strip()))
        )

    def _state(self, clause: Clause, start: int, end: int) -> Finding | None:
        text = clause.folded
        for at in starts(text, start, end):
            found = self.tongue.states.match(text, at, end)
            copula = found["copula"] if found is not None else ""
            found = found or self.tongue.turned.match(text, at, end)
            if found is None:
                continue
            known = self.words.kinds.get(found["noun"])
            way = found["way"].removeprefix("no ").removeprefix("not ")  # `bazo no palpable`
            denied = _NOT.search(copula) is not None or way != found["way"]
            span = (found.start(), end)
            # A kidney in a study made for the tumor is seen, not measured; in an operation it is left in place.
            if known is not None and known[1] in _SEEN and found["noun"] in _ORGANS and _LOOKED_AT.search(text):
                return None
            if known is not None and not (self.paper.category in _LOOKED and known[1] in _SEEN):
                return self._told(clause, span, known, f"not {way}" if denied else way)
            if known is not None or _PICTURED.search(text):
                return None
            first = min(found.start("noun"), found.start("way")) if way in _LESS else found.start("noun")
            said = _short(_WHEN_TOLD.split(text[first:end])[0])
            named = way if way.startswith("infect") else ""  # the germ is told under its own name
            name = f"{found['noun']} {way}" if denied or named else said
            return self._condition(clause, span, name, denied=denied)
        return None

    def _being(self, clause: Clause, start: int, end: int) -> Finding | None:
        for at in starts(clause.folded, start, end):
            found = self._match(self.being, clause.folded, at, end)
            if found is None:
                continue
            goes_on = _GOES_ON.match(clause.folded[found.end() : end]) is not None
            if _ADVERB.match(clause.folded, found.start("how")):
                continue
            bare = not (found["who"] or found["if"])
            if bare and (found["how"] in self.words.usage["vague"] or clause.section not in _ALONE or not goes_on):
                continue
            denied = _NOT.search(found["copula"]) is not None
            said = Assertion.CONDITIONAL if found["if"] else None
            name = _short(_GOES_BEYOND.split(clause.folded[found.start("how") : end])[0])
            return self._condition(
                clause, (at, end), name, denied=denied, said=said, own=not bare or bool(found["copula"])
            )
        return None

    def risked(self, clause: Clause) -> Iterator[Finding]:
        """What a treatment may harm, where that was explained."""
        if _EXPLAINED.search(clause.folded):
            for found in self.tongue.risked.finditer(clause.folded):
                how = assertion_of(clause, *found.span("thing"), self.assertion)
                if how is Assertion.CONDITIONAL or explained_list(clause, found.start()):
                    yield _made(clause, Kind.CONDITION, found["thing"], found.span(), Assertion.CONDITIONAL)

    def _born(self, clause: Clause) -> Iterator[Finding]:
        found = _BORN.search(clause.folded)
        if found is not None and not _OTHERS.search(clause.folded, 0, found.start()):
            one = self._condition(clause, found.span(), _short(found[0]), denied=False)
            if one is not None:
                yield one

    def _condition(
        self,
        clause: Clause,
        span: tuple[int, int],
        name: str,
        *,
        denied: bool,
        said: Assertion | None = None,
        own: bool = True,
    ) -> Finding | None:
        how = said or self._said(clause, span, denied=denied, own=own)
        if how is None:
            return None
        amount = _AMOUNT.search(clause.folded, *span)
        value = clause.text[amount.start() : amount.end()] if amount is not None else ""
        return _made(clause, Kind.CONDITION, noun_of(name), span, how, value)

    def _told(
        self,
        clause: Clause,
        span: tuple[int, int],
        known: tuple[Kind, str],
        way: str,
        *,
        said: Assertion | None = None,
    ) -> Finding | None:
        how = said or self._said(clause, span, denied=False)
        return None if how is None else _made(clause, known[0], known[1], span, how, way)

    def _said(self, clause: Clause, span: tuple[int, int], *, denied: bool, own: bool = True) -> Assertion | None:
        """None where it is of a relative. What has a verb of its `own` is denied by the part's own words alone; a plan
        needs a time to come."""
        start, end = span
        end = start + max(1, len(clause.text[start:end].rstrip()))
        how = assertion_of(clause, start, end, self.assertion)
        if how is Assertion.FAMILY:
            return None
        if how in (Assertion.PLANNED, Assertion.PENDING) and not _NEXT.search(clause.folded):
            how = Assertion.STATED
        if how in (Assertion.STATED, Assertion.NEGATED, Assertion.HISTORICAL):
            if denied or how is not Assertion.NEGATED:
                return Assertion.NEGATED if denied else how
            return Assertion.STATED if own else how
        return how


def _names(paper: Paper) -> set[str]:
    """Words in capitals of the paper's head that it writes nowhere else in small letters."""
    found = {one for clause in paper.clauses[:_NAMES_IN] for one in _NAME.findall(clause.text)}
    small = {word.text for clause in paper.clauses for word in clause.words if clause.text[word.start].islower()}
    return {fold(one) for one in found} - small


_WHEN_TOLD = re.compile(
    r"\s(?:(?:in|since|on|en|desde|el)\s(?:the\s|early\s|late\s|mid\s)?(?:(?:jan|feb|mar|apr|may|jun|jul|aug"
    r"|sep|oct|nov|dec|ene|abr|ago|dic)[a-z]{0,7}\b"
    r"|(?:19|20)\d\d\b|\d{1,2}/\d)|(?:over|for|in|during)\sthe\s(?:past|last)\s|(?:en|desde|durante)\s(?:las"
    r"|los)\sultim[oa]s\s)"
)


def _short(text: str) -> str:
    words = text.split()[:_MOST_WORDS]
    while words and _TRAILING.fullmatch(words[-1]):
        words.pop()
    return " ".join(words).strip(" :-–—")


def _made(clause: Clause, kind: Kind, name: str, span: tuple[int, int], how: Assertion, value: str = "") -> Finding:
    return Finding(
        kind,
        name,
        value=value,
        assertion=how,
        detail={"symptom": "yes"} if kind is Kind.CONDITION else {},
        citations=(clause.cite(*span),),
        confidence=clause.confidence,
    )
