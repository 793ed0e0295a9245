"""What leads the markers behind it in words of its own: `positividad intensa y difusa para`, `crisp membrane labelling
for`, `react with`, `siendo negativos`, `did not label for`; and a result that says only `likewise` or `are not`.

The table of `knowledge/findings/pathology.yaml` has the phrases of two or three fixed words; these are the forms that
adverbs and adjectives stretch.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from consilium.domain.findings.text.spans import Span, apart

Result = Span[tuple[str, bool]]

_NOUN = (
    r"(?:co-?)?(?:immuno|inmuno)?(?:positivity|positividad|expression|expresi[oó]n|staining|stain|tinci[oó]n|labelling"
    r"|labeling|marcaci[oó]n|marcaje|r?reactivity|r?reactividad|reaction|reacci[oó]n|decoration|coloraci[oó]n)"
)
_HOW = (
    r"(?:strong(?:ly)?|weak(?:ly)?|diffuse(?:ly)?|focal(?:ly)?|patchy|moderate(?:ly)?|intense(?:ly)?|bright|dim"
    r"|faint(?:ly)?"
    r"|partial(?:ly)?|heterogeneous|variable|variably|uniform(?:ly)?|crisp|convincing|clear|widespread"
    r"|extensive|aberrant|only"
    r"|consistent(?:ly)?|specific(?:ally)?|nuclear|cytoplasmic|membranous|membrane|granular|perinuclear"
    r"|dot-like|golgi|low"
    r"|high|appreciable|definite|significant|any|also|positive|intens[oa]s?|intensamente|fuertes?|fuertemente"
    r"|d[eé]bil(?:es)?"
    r"|d[eé]bilmente|difus[oa]s?|difusamente|focal(?:es)?|focalmente|parcial(?:es)?|heterog[eé]ne[oa]s?|moderad[oa]s?"
    r"|brillante|tenue|aberrante|clar[oa]|citoplasm[aá]tic[oa]s?|citopl[aá]smic[oa]s?|membranos[oa]s?|de membrana"
    r"|variable"
    r"|positiv[oa]s?|granular(?:es)?|and|y|e|to|a|with|con|un|una|patr[oó]n)"
)
_DENYING_HOW = r"(?:negative|negativ[oa]s?|absent|ausentes?)"
_FOR = r"(?:for|of|with|to|against|para|de|con|frente a|a)"
# A noun of staining with how it is, and a preposition: `strong nuclear labelling for`, `tinción negativa para`.
_BY_NOUN = re.compile(
    rf"\b{_NOUN}(?:,?\s{_HOW}){{0,5}}(?P<no>,?\s{_DENYING_HOW})?\s{_FOR}\s(?:(?:the|el|la|los|las|anti)\s)?",
    re.IGNORECASE,
)
# A verb with how: `react strongly with`, `se tiñen difusamente con`, `immunoreactive to`.
_BY_VERB = re.compile(
    r"\b(?:(?:co-?)?(?:immuno)?(?:react(?:s|ed|ing)?|label(?:s|l?ed|l?ing)?|mark(?:s|ed|ing)?|stain(?:s|ed|ing)?)"
    r"|(?:immuno)?(?:reactive|positive)|(?:inmuno)?(?:reaccionan?|reaccion[oó]|reaccionaron|reaccionaban"
    r"|marcan?|marcaron"
    r"|marcaban|tiñen|tiñeron|r?reactiv[oa]s?|positiv[oa]s?))"
    rf"(?:,?\s{_HOW}){{0,3}}\s(?:for|with|to|against|para|con|frente a|a)\s(?:(?:the|el|la|los|las)\s)?",
    re.IGNORECASE,
)
# Verbs whose object is the marker: `expresaban`, `exhibited`, `bear`, `carry`.
_BY_OBJECT = re.compile(
    r"\b(?:(?:co-?)?expresa(?:ban?|ndo|ron)|(?:co-?)?expres[oó]|presentaban?(?=\sCD\d)|muestran?(?=\sCD\d)"
    r"|bear(?:s|ing)?"
    r"(?=\sCD\d)|carry(?=\sCD\d)|exhibit(?:s|ed)?(?=\sCD\d)|gain(?:ed)? of(?=\sCD\d)|conservan?)\s",
    re.IGNORECASE,
)
# A plain result that a verb leaning on its noun puts before the markers: `siendo negativos CD99 y S-100`.
_LEANING = re.compile(
    r"\b(?:siendo|resultando|resultaron|saliendo|fueron|being|with|con)\s(?:(?P<yes>positiv[oae]s?)"
    r"|(?P<no>negativ[oae]s?))"
    r"\s(?:los\s|las\s|el\s|la\s)?(?=\S)",
    re.IGNORECASE,
)
_LOSS = re.compile(
    r"\b(?:(?:complete|total|nuclear|diffuse|global|aberrant)\s){0,2}(?:loss|p[eé]rdida)(?:\s(?:completa|total"
    r"|nuclear|difusa"
    r"|global))?\s(?:of|de)(?:\s(?:la\s|the\s)?(?:(?:nuclear\s|inmuno)?(?:expression|staining|expresi[oó]n"
    r"|tinci[oó]n)|nuclear)"
    r"(?:\s(?:nuclear))?\s(?:of|for|de|para))?\s(?:la\s|el\s)?(?:prote[ií]na\s)?",
    re.IGNORECASE,
)
_DENIED = re.compile(
    r"(?<!\w)(?:no|not|n['’]t|without|sin|lack(?:s|ing|ed)?(?:\sof)?|absen(?:t|ce)(?:\sof)?|fail(?:s|ed|ure|ing)?\sto"
    r"|ausencia\sde|falta\sde|carecen?\sde|neither|nor|ni)\s(?:[a-záéíóúñ]{2,12}\s){0,3}$",
    re.IGNORECASE,
)
_CUT = re.compile(r"[.,;:(]|\b(?:but|pero|and|y|with|con|show\w*)\b", re.IGNORECASE)
_DENIED_REACH = 44
# The result is that of the markers before: `synaptophysin likewise`.
_SAME = re.compile(
    r"\s(?:(?:is|was|does|did|stain\w*)\s)?(?:likewise|similarly|as well|too|igualmente|tambi[eé]n|[ií]dem)"
    r"(?=\s*(?:[.;,)]|$))",
    re.IGNORECASE,
)
# `CD30 and AFP are not.`
_ARE_NOT = re.compile(r"\s(?:is|are|was|were|does|do|did) not(?=\s*(?:[.;)]|$))", re.IGNORECASE)
_PLURAL, _AND = re.compile(r"\s(?:negativ|positiv)[oa]s\b", re.IGNORECASE), re.compile(r"\s(?:y|e|ni)\s", re.IGNORECASE)
_STRENGTH = re.compile(
    r"(?:^|[:;,(]\s?|\b(?:with|show(?:s|ed|ing)?|and|ha[sd]|have|but|con|y|presentan?|muestran?)\s)"
    r"(?P<how>(?:dim|bright|faint|weak|strong|partial|variable|heterogeneous|moderate|low|high)(?:(?:\sto\s"
    r"|/)(?:dim|bright"
    r"|moderate|strong|negative))?)\s(?:(?:cytoplasmic|surface|expression of)\s)?$",
    re.IGNORECASE,
)
_STRENGTH_REACH = 40
# A stain that is named, and what joins its result to it.
_NAMED = re.compile(
    rf"(?:no\s)?{_NOUN}(?:s|es)?\b|(?:special |immuno)?stains?\b|immunostains?\b|(?:inmuno)?tinciones\b|coloraciones\b",
    re.IGNORECASE,
)
_COPULA = re.compile(
    r"(?:\s(?:bacilli|organisms|rods|fungi))?"
    r"(?:\s?\([^()]{1,30}\))?(?:\s?[:,]|\s(?:is|are|was|were|came back|comes? back|both|all|es|son|fue|fueron"
    r"|result[oó]|resultaron|ambos|ambas|todos|in (?:the )?tumou?r cells|stain\w*))"
    r"(?:\s(?:is|are|was|were|both|all|uniformly|entirely|ambos|ambas))?\s",
    re.IGNORECASE,
)
_VERB = re.compile(
    r"(?:is|are|was|were|es|son|fue|fueron|result[oó]|resultaron|sali[oó]|salieron|no se)\s", re.IGNORECASE
)
# What became of a stain that is named, and no result of it.
_HANDLED = re.compile(
    r"\s(?:(?:is|are|was|were|will be|have been|has been|has|have|still|fue|fueron|se|est[aá]n?|no|not|yet"
    r"|siguen?)\s){0,3}(?:performed|done|pending|requested|ordered|sent|awaited|outstanding|to follow|available"
    r"|realiz\w+|solicit\w+|pendientes?|hizo|hicieron|en proceso|added|repeated|reviewed)\b",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[;.](?=\s|$)")


def led_in(text: str, phrases: Sequence[Result], markers: Sequence[Span[str]]) -> list[Result]:
    """The phrases of a clause with those that these forms find; of two that overlap, the longer. A stain that is only
    named leads nothing: `stains for CD3 and CD5 are negative`."""
    return [one for one in _all_led(text, phrases, markers) if not _only_named(text, one, phrases, markers)]


def _only_named(text: str, lead: Result, phrases: Sequence[Result], markers: Sequence[Span[str]]) -> bool:
    if not lead.value[1] or _NAMED.match(text, lead.start) is None:
        return False
    ends = _SENTENCE.search(text, lead.end)
    listed = [one for one in markers if lead.end <= one.start < (ends.start() if ends is not None else len(text))]
    if listed and _HANDLED.match(text, listed[-1].end):
        return True
    said = next((one for one in phrases if one.start > lead.end and not one.value[1]), None)
    before = [one for one in markers if lead.end <= one.start and said is not None and one.end <= said.start]
    if said is None or not before or (ends is not None and ends.start() < said.start):
        return False
    verb = _VERB.match(text, said.start)
    return _COPULA.fullmatch(text, before[-1].end, said.start) is not None or (
        verb is not None and said.start - before[-1].end <= 1
    )


def _all_led(text: str, phrases: Sequence[Result], markers: Sequence[Span[str]]) -> list[Result]:
    starts = {one.start for one in markers}
    found = [one for one in _leads(text) if _reaches(text, one, starts)]
    if not found:
        return list(phrases)
    kept = [
        one
        for one in phrases
        if not any(led.start < one.end and one.start < led.end and not _longer(one, led) for led in found)
    ]
    found = [one for one in found if not any(one.start < old.end and old.start < one.end for old in kept)]
    return sorted([*kept, *apart(found)], key=lambda one: one.start)


def _longer(phrase: Result, led: Result) -> bool:
    """Whether a phrase of the table says more than a form: `but not for`, `do not stain for`."""
    return phrase.value[1] and phrase.end >= led.end - 1 and phrase.start <= led.start


def _leads(text: str) -> list[Result]:
    found = []
    for one in _LOSS.finditer(text):
        kept = _is_denied(text, one.start())  # `no aberrant loss of CD5`
        found.append(Span(("retained" if kept else "lost", True), one.start(), _right(one)))
    for one in _LEANING.finditer(text):
        found.append(Span(("positive" if one["yes"] else "negative", True), one.start(), _right(one)))
    for form in (_BY_NOUN, _BY_VERB, _BY_OBJECT):
        for one in form.finditer(text):
            denied = one.groupdict().get("no") or _is_denied(text, one.start())
            found.append(Span(("negative" if denied else "positive", True), one.start(), _right(one)))
    return found


def _right(found: re.Match[str]) -> int:
    """Where the words of a form end, without the space behind them."""
    return found.start() + len(found[0].rstrip())


def _is_denied(text: str, start: int) -> bool:
    before = text[max(0, start - _DENIED_REACH) : start]
    cuts = list(_CUT.finditer(before))
    return _DENIED.search(before[cuts[-1].end() :] if cuts else before) is not None


def _reaches(text: str, led: Result, starts: set[int]) -> bool:
    """Whether a marker stands right behind the words, at most after a word for where it is seen."""
    after = re.match(
        r"\s(?:(?:the|el|la|los|las|anti|both|ambos|cytoplasmic|surface|nuclear|prote[ií]na)\s){0,2}", text[led.end :]
    )
    return after is not None and (led.end + 1 in starts or led.end + after.end() in starts)


def echoed(text: str, markers: Sequence[Span[str]], results: Sequence[Result]) -> list[Result]:
    """Results that say only that they are those of the markers before, or that these are not so."""
    found: list[Result] = []
    for marker in markers:
        same = _SAME.match(text, marker.end)
        before = [one for one in results if one.end <= marker.start]
        if same is not None and before and not any(marker.end <= one.start < same.end() for one in results):
            found.append(Span((before[-1].value[0], False), same.start() + 1, same.end()))
        unlike = _ARE_NOT.match(text, marker.end)
        if unlike is not None:
            found.append(Span(("negative", False), unlike.start() + 1, unlike.end()))
    return found


def shared(text: str, markers: Sequence[Span[str]], results: Sequence[Result]) -> list[Result]:
    """A plural result is of both markers that `y` joins before it, also in a list that has been led otherwise:
    `expresión de CD30, con CD20 y CD3 negativos`."""
    found: list[Result] = []
    for before, marker in pairwise(markers):
        plural = _PLURAL.match(text, marker.end)
        if plural is not None and _AND.fullmatch(text, before.end, marker.start):
            led = any(one.value[1] and one.start < before.start for one in results)
            if led and not any(before.end <= one.start < marker.start for one in results):
                name = "negative" if plural[0].strip().lower().startswith("neg") else "positive"
                found.append(Span((name, False), before.end, before.end))
    return found


def strength_before(text: str, marker: Span[str]) -> tuple[str, int] | None:
    """The word of strength right before a marker, and where it stands: `show dim PAX-5`, `; dim CD4`."""
    low = max(0, marker.start - _STRENGTH_REACH)
    found = _STRENGTH.search(text[low : marker.start])
    return (found["how"].lower(), low + found.start("how")) if found is not None else None


def graded_before(text: str, markers: Sequence[Span[str]], results: Sequence[Result]) -> list[Result]:
    """A result for each marker that only a word of strength before it tells of: `; dim CD4;`."""
    found: list[Result] = []
    for marker, following in zip(markers, [*markers[1:], None], strict=True):
        end = following.start if following is not None else len(text)
        if strength_before(text, marker) is None or any(marker.end <= one.start < end for one in results):
            continue
        opened = max((text.rfind(sign, 0, marker.start) for sign in ";."), default=-1)
        if not any(one.value[1] and opened < one.start < marker.start for one in results):
            found.append(Span(("positive", False), marker.end, marker.end))
    return found
