"""Words of the lists of cues that say nothing at their place: the Spanish `sí` among conditions, `No. 12`, a time
over behind `until`, a denied verb that takes no list."""

from __future__ import annotations

import re

from consilium.domain.findings.assertions.assertionends import MEDICINE
from consilium.domain.findings.assertions.assertionnear import Near
from consilium.domain.findings.assertions.assertionscopes import for_so_long
from consilium.domain.findings.assertions.assertionwords import AssertionWords, Cue
from consilium.domain.findings.assertions.notstopped import denial_left
from consilium.domain.findings.assertions.nottobehad import of_enough
from consilium.domain.findings.assertions.opinionsasked import asks_opinion
from consilium.domain.findings.finding import Assertion
from consilium.domain.phrases import Hit

_DENIES = frozenset({"deny", "denies", "denied", "denying", "without", "niega", "sin"})
_NEEDED = frozenset({"prn", "sos"})
_AHEAD = frozenset({Assertion.PLANNED, Assertion.PENDING})
_DENIED_ITSELF = frozenset({"not", "no", "never", "nor", "cannot", "t"})
# `until the end of April`, `hasta ayer`: a time, and no condition.
_TIME = re.compile(
    r"\s(?:(?:the|about|around|nearly|just|as|el|la|los|las|casi)\s){0,3}(?:end|start|beginning|middle|early"
    r"|mid-?|late"
    r"|last|this|today|now|then|yesterday|recently|noon|midnight|lunch|night|spring|summer|autumn|winter|fall"
    r"|christmas|easter|age|\d|(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|may|june|july|"
    r"august"
    r"|september|october|november|december|(?:a )?(?:few|couple)|(?:he|she|it|they|mum|mom|dad) (?:was|were|had|got|"
    r"came|went"
    r"|could|started|began|turned|stopped)|hoy|ayer|ahora|entonces|hace|finales|principios|mediados|los \d|enero|"
    r"febrero|marzo"
    r"|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre|lunes|martes|mi[eé]rcoles|jueves|viernes|"
    r"s[aá]bado|domingo)",
    re.IGNORECASE,
)
# What was seen then, and what goes on until something comes: `until the CT showed atelectasis`, `hasta que la TC
# mostró atelectasia`, `until we hear back she stays on X`.
_TOLD_UNTIL = re.compile(
    r"\s(?:que\s)?(?:[\w-]{1,14}\s){1,6}?(?:showed|revealed|found|demonstrated|confirmed|came back|mostr[oó]"
    r"|mostraron"
    r"|revel[oó]|evidenci[oó]|confirm[oó]|apareci[oó]|lleg[oó]|llegaron)\s"
    r"|\s(?:we|they|I|that|then|it)\s(?:[\w-]{1,12}\s){1,4}?(?:he|she)\s(?:stays|continues|remains|keeps|goes on|is"
    r"|takes)\s",
    re.IGNORECASE,
)
# A verb denied by a helping word takes what is behind it up to the comma: `can't lie flat, sleeps in a chair, stridor`.
_UNABLE = re.compile(
    r"(?:can['’]?t|cannot|can not|couldn['’]?t|could not|no puede|no pod[ií]a|no logra|won['’]t|unable to)$",
    re.IGNORECASE,
)
_ONE_VERB = re.compile(r"\s[a-z]{2,12}\b(?![^,]*\b(?:or|nor|ni|o)\s)[^,;]{0,40},\s(?!(?:or|nor|ni|o)\s)", re.IGNORECASE)
_NO = re.compile(r"(?:no|nunca|jam[aá]s|ya no|tampoco)$", re.IGNORECASE)
_CLITIC = re.compile(
    r"\s(?:l[aeo]s?|se|me|nos)\s[a-záéíóúñ]{2,14}\b(?![^,]*\bni\s)[^,;]{0,40}(?:,\s|\s(?:y|e)\s)(?!(?:ni|tampoco)\b)",
    re.IGNORECASE,
)

# `GH deficiency: has not started GH`, `hipotiroidismo: aún no inicia levotiroxina`: the treatment is denied.
_OF_TREATMENT = re.compile(
    r"\s?:\s(?:(?:a[uú]n|todav[ií]a|still|currently|so far)\s)?(?:(?:has|have)\s(?:not|never)\s(?:yet\s)?"
    r"|(?:not|never|no|nunca)\s(?:yet\s)?(?:se\s)?(?:ha\s)?)"
    r"(?:inici\w+|recib\w+|tom[aóo]\w{0,3}|requi\w+|precis\w+|necesit\w+|us[aóo]\w{0,3}|start\w*|need\w*"
    r"|requir\w*|receiv\w*|tak(?:es|en|ing)|on|had|given)\s"
    r"(?!(?:for|in|on|at|since|until|during|by|a|en|por|desde|hasta|durante|yet|todav[ií]a|hoy|today"
    r"|m[aá]s)\b)[^\W\d_]{2,}",
    re.IGNORECASE,
)
# `over the past 3 weeks`: up to now, and nothing of before.
_UP_TO_NOW = re.compile(
    r"\s(?:(?:\d{1,3}|few|couple(?: of)?|several|one|two|three|four|five|six|ten|twelve|many|some)[\s-]){0,2}"
    r"(?:hours?|hrs?|days?|nights?|weeks?|wks?|months?|mos?|years?|yrs?|fortnight|half year|\d{1,2}/(?:7|52|12))\b",
    re.IGNORECASE,
)
# A phrase goes over no end of a part: `hierro no; toma zinc`, `Fever? No, has cough`.
_BREAK = re.compile(r"[;?!]|\bno, (?=[a-z])", re.IGNORECASE)


def cues_of(near: Near, words: AssertionWords) -> list[Hit[tuple[Cue, ...]]]:
    """The cues around a thing, without a denial of its end or of what speaks against it: `never stop X`."""
    hits = [hit for hit in words.cues.find(near.words) if is_cue(near, hit)]
    left = denial_left(near.text, near.start) if hits else None
    if left is None:
        return hits
    return [hit for hit in hits if not left[0] <= near.words[hit.first].start < left[1]]


_SINCE_THEN = re.compile(
    r"\b(?:horas|d[ií]as|semanas|meses|a[nñ]os|despu[eé]s|luego|antes|adem[aá]s|tras)\s$", re.IGNORECASE
)


def is_cue(near: Near, hit: Hit[tuple[Cue, ...]]) -> bool:
    """Whether a phrase of the lists is a cue where it stands."""
    word = near.words[hit.first]
    if hit.after - hit.first > 1 and _BREAK.search(near.text, word.start, near.words[hit.after - 1].end):
        return False
    behind = near.text[word.end : word.end + 1]
    if (word.text in ("request", "requests", "solicitud") and behind == ":") or (
        word.text in _NEEDED and behind == ","
    ):
        return False  # `Request: 4 years, MYCN amplified`: what a department was told; `paracetamol prn, no aspirin`
    if word.text in ("prophylaxis", "profilaxis") and MEDICINE.fullmatch(near.text, near.start, near.end):
        return False  # `aciclovir for prophylaxis` is taken
    if word.text in _DENIES and hit.first and near.words[hit.first - 1].text in _DENIED_ITSELF:
        return False  # `does not deny pain`, `not without pain`
    if word.text == "si":
        return _is_if(near, hit)
    since = word.text == "de" and _SINCE_THEN.search(near.text, 0, word.start)  # `tras 10 días de presentar fiebre`
    if since or _is_past(near, hit) or _has_own_object(near, hit):
        return False
    if hit.after - hit.first > 1 or word.text not in ("no", "if"):
        return True
    return _is_word(near, hit)


def _is_past(near: Near, hit: Hit[tuple[Cue, ...]]) -> bool:
    """Whether a phrase tells how long a thing has lasted, until when, or denies one verb that the thing is beyond."""
    word, last = near.words[hit.first], near.words[hit.after - 1].end
    if for_so_long(near.text, word.start, last):
        return True
    if near.words[hit.after - 1].text == "past" and _UP_TO_NOW.match(near.text, last):
        return True
    until = word.text in ("until", "till", "hasta")
    if until and (_TIME.match(near.text, word.end) or _TOLD_UNTIL.match(near.text, word.end, near.end + 1)):
        return True
    if hit.first >= near.after and _OF_TREATMENT.match(near.text, near.end):
        return True
    return hit.after <= near.first and _takes_one_verb(near.text, word.start, last, near.start)


def _has_own_object(near: Near, hit: Hit[tuple[Cue, ...]]) -> bool:
    """Whether a word of what is to come asks for an opinion or sends the child, or a denial is of there being enough,
    and says nothing of what else the sentence tells."""
    last = near.words[hit.after - 1]
    if last.text in _DENIED_ITSELF:
        return of_enough(near.text, last.end)
    return any(cue.kind in _AHEAD for cue in hit.value) and asks_opinion(near.text, last.end)


def _is_word(near: Near, hit: Hit[tuple[Cue, ...]]) -> bool:
    """Whether a lone `no` or `if` is a word of its sentence, and no number, label or answer."""
    word = near.words[hit.first]
    following = near.text[word.end : word.end + 4]
    if word.text == "if":  # `IF: CD19 98 %` is the immunophenotype
        return not (near.text[word.start : word.end] == "IF" and following[:1] == ":")
    asked = near.text[: word.start].rstrip().endswith("?") and following[:1] in ",.:;-–—"
    if following[:1] == "," or asked:
        return False  # `mum says no, it was ...`; `a seizure? No: it was a faint`
    return not (following[:1] in ".º°" and following[1:].strip()[:1].isdigit())


def _takes_one_verb(text: str, start: int, last: int, place: int) -> bool:
    """Whether a denial (`text[start:last]`) is of one verb, and the thing at `place` lies beyond it."""
    cue = text[start:last]
    if _UNABLE.search(cue):
        return _ONE_VERB.match(text, last, place) is not None
    return _NO.fullmatch(cue) is not None and _CLITIC.match(text, last, place) is not None


def _is_if(near: Near, hit: Hit[tuple[Cue, ...]]) -> bool:
    """Whether a Spanish `si` is a condition, and no `sí`, nor `si bien` (though)."""
    word = near.words[hit.first]
    if near.text[word.end - 1] in "íÍ":
        return False
    following = near.text[word.end : word.end + 4]
    return hit.after - hit.first > 1 or (following != " bie" and following[:1].isspace())
