"""Results of stains as a sentence turns them: `positive, with` is no `positive with`, `no se observa expresión de CD20`
denies, `PAS positive for glycogen` says it of PAS, `CD3 highlights T cells` of other cells."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from consilium.domain.findings.laboratory.gramgroups import is_group
from consilium.domain.findings.text.spans import Span

Result = Span[tuple[str, bool]]

OTHER_CELLS = "in other cells"
_JOINT = re.compile(r"\s?[,;:(]\s?|\.\s")
# What ends a phrase that may lead its markers and may as well follow one.
_LEADS_BY = re.compile(r"\s(?:with|for|to|con|para|a)$", re.IGNORECASE)
_EXPRESSED = re.compile(r"marcan?|(?:co-?\s?)?express(?:ed)?|(?:co-?\s?)?expresad[oa]s?", re.IGNORECASE)
# Between a marker and what is said of it by the same breath.
_SAID_OF = re.compile(
    r"(?:\s?\([^()]{1,24}\))?(?:[\s-](?:is|are|was|were|stains?|staining|stained|immunostains?|IHC|es|son|fue|fueron|result[oó]"
    r"|resultaron|sale|salen|tinci[oó]n|strongly|diffusely|focally|weakly|also|both|tambi[eé]n|all|difusamente"
    r"|d[eé]bilmente|intensamente|focalmente|being|siendo|uniformly|only|nuclear|membranous|cytoplasmic)){0,3}\s?",
    re.IGNORECASE,
)
_BRACKET = re.compile(r"\s?\((?![+-])[A-Za-zÁÉÍÓÚáéíóúñ][\w\s./-]{1,22}\)")
_STAINED = re.compile(r"\b(?:stain|tinci[oó]n)", re.IGNORECASE)
# What denies a result that it stands before: `no definite nuclear`, `no se observa`, `failure to show`.
_DENIED = re.compile(
    r"(?<!\w)(?:no|not|without|sin|lack(?:s|ing|ed)?(?:\sof)?|absen(?:t|ce)(?:\sof)?|fail(?:s|ed|ure|ing)?\sto|ausencia\sde"
    r"|falta\sde|carecen?\sde|nunca|never|neither)\s(?:(?:se|observa(?:n|ron)?|observ[oó]|evidencia(?:n)?|evidenci[oó]"
    r"|identifica(?:n)?|identific[oó]|detecta(?:n)?|detect[oó]|aprecia(?:n)?|demuestra(?:n)?|demostr[oó]|hay|hubo|existe"
    r"|muestra(?:n)?|mostr(?:[oó]|aron)|presenta(?:n)?|tiene(?:n)?|ve(?:n)?|la|una?|alguna|any|an?|the|significant|definite"
    r"|specific|convincing|appreciable|aberrant|clear|show(?:s|n|ed)?|demonstrat(?:e|es|ed|ing)|display(?:s|ed)?|exhibit"
    r"|nuclear|membranous|cytoplasmic|tumou?r|detectable|there|is|was|hab[ií]a)\s){0,4}$",
    re.IGNORECASE,
)
_REAGENT = re.compile(r"reactivos?\b", re.IGNORECASE)
_BUT = re.compile(r"(?:but|pero|mas|though)\b", re.IGNORECASE)
_HIGHLIGHTS = re.compile(
    r"(?:marcan?$|marks?$|labels?$|stains?$|señalan?$|highlight|outlin|delineat|underscor|resalt|destac|delimit|realz|contorn)",
    re.IGNORECASE,
)
# Where in a cell it is seen, behind a marker and the words for how: `: diffuse strong nuclear staining`.
_PLACE = (
    r"(?:nuclear|cytoplasmic|membranous|membrane|perinuclear|dot-like|granular|golgi|citoplasm[aá]tic[oa]|membranos[oa]"
    r"|paranuclear|citopl[aá]smic[oa]|de\smembrana)"
)
_HOW = (
    r"(?:strong(?:ly)?|diffuse(?:ly)?|patchy|focal(?:ly)?|weak(?:ly)?|moderate|intense|intens[oa]|difus[oa]|d[eé]bil|focales?"
    r"|fuerte|heterogeneous|variable|clear|crisp|complete|widespread|extensive|predominant(?:ly)?|mainly|tinci[oó]n|expresi[oó]n"
    r"|positividad|patr[oó]n|and|y|an?|una?)"
)
_PLACED = re.compile(
    rf"(?:\s?\([^()]{{1,20}}\))?(?:\s?[:–—-]\s?|\s(?:shows?|showed|showing|has|had|with|exhibits?|demonstrates?|displays?"
    r"|muestran?|mostr[oó]|presentan?|con|tiene|evidencia)\s|\s(?:is|was|es)\s|\s)"
    rf"(?P<how>(?:{_HOW}\s){{0,4}}{_PLACE}(?:(?:\s(?:and|y|e|&|plus)\s|,\s|/|\s\+\s){_PLACE}){{0,2}}"
    r"(?:\s(?:staining|expression|positivity|pattern|reactivity|labelling|labeling|immunoreactivity|accumulation|localization"
    r"|localisation|tinci[oó]n|expresi[oó]n|positividad|acumulaci[oó]n|localizaci[oó]n)(?P<noun>))?)"
    r"(?P<end>\s?(?:[,;.()]|$)|\s(?:in|en|of|only|solo|s[oó]lo|de)\b)",
    re.IGNORECASE,
)
# ... and before its marker: `shows strong membranous CD99`, `con PAX5 débil` is told by the words behind it.
_PLACED_BEFORE = re.compile(
    rf"(?:^|[:;,]\s|\b(?:shows?|showed|showing|with|and|demonstrates?|exhibits?|displays?|muestran?|presentan?|con|y)\s)"
    rf"(?P<how>(?:(?:{_HOW},?\s){{0,4}}{_PLACE}(?:\s(?:and|y)\s{_PLACE})?|(?:weak|strong|diffuse|focal|patchy|d[eé]bil|difus[oa]"
    r"|intens[oa])(?:(?:,\s|\sand\s|\sy\s)(?:strong|diffuse|weak|patchy|intens[oa]|difus[oa]))?)"
    r"(?:\s(?:staining|expression|positivity|tinci[oó]n|expresi[oó]n)\s(?:for|of|de|para))?)\s$",
    re.IGNORECASE,
)
_ONLY = re.compile(r"\s?(?:only|solo|s[oó]lo|exclusiv|sin\b)", re.IGNORECASE)
# The place itself is the result of these: in the nucleus it is another thing than around it.
_BY_PLACE = frozenset({"beta-catenin"})
_LEAD_REACH = 70
_UNSAID = re.compile(
    r"\s?(?:in\s|is\s|was\s)?(?:absent|lost|negative|ausente|perdid[oa]|negativ[oa]|no\b|not\b)", re.IGNORECASE
)


# `loss of INI1 nuclear expression`: what is behind the marker says of what the loss is.
_LOST_BEFORE = re.compile(
    r"\b(?:loss|lack|absence|lost|no|without|sin|p[eé]rdida|ausencia|falta)\s(?:(?:of|de|la|el|nuclear)\s){0,3}$",
    re.IGNORECASE,
)

# `6.4 x 10^6 CD34+/kg`: of a graft.
_DOSE_BEFORE = re.compile(r"(?:10\s?(?:\^|\*\*|e|E)?\s?\d|10⁶|million(?:es)?(?: de)?|c[eé]lulas)\s?$")
_PER_KG = re.compile(r"\s?\+?\s?(?:ve)?\s?(?:cells?|c[eé]lulas)?\s?(?:/|per |por )\s?kg\b", re.IGNORECASE)
_CELL_DOSE = re.compile(
    r"\s?\+?\s?(?:cells?|c[eé]lulas)?\s?(?:dose|dosis)?\s?[:=(]?\s?\d{1,3}(?:[.,]\d{1,3})?\s?[x×*]\s?10", re.IGNORECASE
)


def turned(text: str, results: Sequence[Result], markers: Sequence[Span[str]]) -> list[Result]:
    """The results of a clause as its sentence turns them; those that say nothing there are left out."""
    made = (_turned(text, unjoined(text, one), markers) for one in results)
    return [one for one in made if one is not None]


def unjoined(text: str, one: Result) -> Result:
    """A phrase without what a comma parts from it: `CD99 positive, with EWSR1 fusion`."""
    joint = _JOINT.search(text, one.start, one.end)
    return replace(one, value=(one.value[0], False), end=joint.start()) if joint is not None and one.value[1] else one


def _turned(text: str, one: Result, markers: Sequence[Span[str]]) -> Result | None:
    name, leads = one.value
    written = text[one.start : one.end]
    follows = min((span.start for span in markers if span.start >= one.end), default=None)
    if _REAGENT.match(written) and text[max(0, one.start - 3) : one.start] == "de ":
        return None  # `falta de reactivo`
    if _BUT.match(written):
        return one if follows is not None and follows - one.end <= 2 else None
    if name == "positive" and _DENIED.search(text, max(0, one.start - 60), one.start):
        return replace(one, value=("negative", leads))
    before = max((span.end for span in markers if span.end <= one.start), default=None)
    if leads and before is not None and _SAID_OF.fullmatch(text, before, one.start):
        by = _LEADS_BY.search(written)
        if by is not None:
            return Span((name, False), one.start, one.start + by.start())
        if _EXPRESSED.fullmatch(written) and (follows is None or follows - one.end > 2 or text[one.end] == ","):
            return replace(one, value=(name, False))
    return one


def highlights(written: str) -> bool:
    """Whether a result is the verb by which a stain shows something that need not be the tumor."""
    return _HIGHLIGHTS.match(written) is not None


def lookalike(text: str, marker: Span[str]) -> bool:
    """Whether a marker's letters are another word here: Spanish `mal`, an acid-fast culture, a group of germs, cells
    counted for a graft (`CD34+ 4.2 x 10^6/kg`)."""
    written = text[marker.start : marker.end]
    dosed = _DOSE_BEFORE.search(text, max(0, marker.start - 16), marker.start) and _PER_KG.match(text, marker.end)
    if is_group(text, marker.start, marker.end) or _CELL_DOSE.match(text, marker.end) or dosed:
        return True
    if marker.value == "MAL":
        return written.split()[0] != "MAL"
    return written.lower() in ("acid-fast", "acid fast", "baar") and _STAINED.search(text) is None


def past_alias(text: str, end: int) -> int:
    """Where a bracket right behind a marker ends that says how it was looked for: `WT1 (N-terminus) -`; else `end`."""
    bracket = _BRACKET.match(text, end)
    return bracket.end() if bracket is not None else end


def joined(text: str, markers: Sequence[Span[str]]) -> list[Span[str]]:
    """Two names of one marker are one: `CD45 (LCA)`, `Langerin (CD207)`, `Langerin/CD207`."""
    found: list[Span[str]] = []
    for span in markers:
        last = found[-1] if found else None
        if last is not None and last.value == span.value and text[last.end : span.start] in (" (", "(", "/"):
            closed = span.end + (text[span.end : span.end + 1] == ")" and text[last.end : span.start] != "/")
            found[-1] = Span(last.value, last.start, closed)
        else:
            found.append(span)
    return found


def placed(text: str, marker: Span[str]) -> tuple[str, int, int] | None:
    """What a marker shows by the place alone where it is seen: its result, and where the words for it stand."""
    if _UNSAID.match(text, marker.end):
        return None
    low = max(0, marker.start - _LEAD_REACH)
    led = _PLACED_BEFORE.search(text[low : marker.start])
    if led is None or _PLACED.match(text, marker.end) or _DENIED.search(text, low, marker.start):
        return placed_behind(text, marker)
    return _by_words(marker, led["how"].lower(), only=False), low + led.start("how"), marker.start - 1


def placed_behind(text: str, marker: Span[str]) -> tuple[str, int, int] | None:
    """The same where those words stand behind the marker."""
    found = _PLACED.match(text, marker.end)
    if (
        found is None
        or _UNSAID.match(text, found.end("how"))
        or _LOST_BEFORE.search(text[max(0, marker.start - 40) : marker.start])
    ):
        return None
    how = found["how"].lower()
    if marker.value not in _BY_PLACE:
        # `CD3 membrane of` may be anything: a noun of staining or the end of the item has to follow.
        told = found["noun"] is not None or found["end"].strip()[:1] in (",", ";", ".", "", "(", ")")
        return ("positive", found.start("how"), found.end("how")) if told else None
    only = _ONLY.match(text, found.end("how")) is not None
    return _by_words(marker, how, only=only), found.start("how"), found.end("how")


def _by_words(marker: Span[str], how: str, *, only: bool) -> str:
    """The result of a place: there, or for some in the nucleus or out of it."""
    if marker.value not in _BY_PLACE or not re.search(_PLACE, how):
        return "positive"
    inside = "nuclear" in how.replace("perinuclear", "") and not only
    return "nuclear" if inside else "not nuclear"
