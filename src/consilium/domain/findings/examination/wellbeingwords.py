"""The words by which papers tell how a child is (`knowledge/findings/wellbeing.yaml`), compiled for each language."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from consilium.domain.findings.finding import Kind
from consilium.domain.findings.text.verbforms import Verb, english_forms, spanish_forms
from consilium.domain.phrases import fold

# A paper whose language is not known is read by the words of both.
LANGUAGES: Mapping[str, Sequence[str]] = {"": ("en", "es"), "en": ("en",), "es": ("es",)}
_SIDES = (
    r"(?:(?:left|right|both|bilateral|his|her|the|su|sus|el|la|los|las|ambos|ambas|with|con|upper|lower|de"
    r"|un|una)\s){0,3}"
)
_OF = (
    r"(?:\s(?:of|in|on|at|to|for|under|de|del|en|al|a la)\s(?:the\s|his\s|her\s|la\s|el\s|las\s|los\s|both\s)?"
    r"[\w-]{1,20}"
    r"(?:\s(?:izquierd|derech)[oa]s?)?|\s(?:izquierd|derech)[oa]s?){0,2}"
)
# Parts that a test looks at, which have no common name.
_AS_WRITTEN = "as written"
# What joins a thing and how it is.
COPULA = (
    r"(?:is|are|was|were|looks?|looked|feels?|felt|remains?|remained|stays?|seems?|sounds?|appears?|sits|has|have|had|been"
    r"|being|now|still|not|never|no|isn'?t|aren'?t|wasn'?t|hasn'?t|haven'?t|a|an|the|bit|little|touch|rather|quite|very"
    r"|fairly|too|somewhat|all|both|again|only|yet|also|almost|nearly|largely|mildly|slightly|generally|pretty|moderately"
    r"|just|much|more|less|already|always|really|finally"
    r"|es|esta|estan|son|era|eran|fue|estaba|se|ve|ven|siente|luce|lucen|sigue|siguen|impresiona|permanece|queda|quedo|ha"
    r"|han|sido|muy|algo|poco|un|una|mas|menos|bastante|levemente|ligeramente|discretamente|tan|casi|ya|aun|todavia|nunca"
    r"|le|encuentra)"
)
# A good or a bad thing named the other way about: `good appetite`, `con buen apetito`.
_TURNED = (
    r"(?:with |con |has |tiene |de )?(?:a |an |un |una )?(?P<way>good|poor|normal|excellent|soft|clear|steady"
    r"|wide-based|reasonable|slurred|brisk|equal|moist|reduced|buen|buena|mal|mala|poco)\s(?P<noun>{nouns})(?![\w-])"
)
_GRADES = {
    "en": (
        r"(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|\d{1,2}(?:st|nd|rd|th))[\s-]"
        r"(?:grade(?:\swork|r)?|year)|(?<=\b(?:in|to)\s)grade [1-9]\d?|(?<=repeating\s)grade [1-9]\d?"
        r"|year (?:[1-9]\d?|one|two|three|four|five|six)(?=\s(?:class|at|now|and|pupil)|$)|primary \d"
    ),
    "es": (
        r"(?:primer|segundo|tercer|cuarto|quinto|sexto|septimo|octavo|noveno|primero|tercero|[1-9]\.?[oº°])\s(?:ano\s)?(?:de\s)?"
        r"(?:grado|basico|medio|primaria|secundaria|bachillerato|bachiller|prepa|eso)"
    ),
}
_SCHOOLED = (
    r"(?:(?:goes|going|go|gone|went|attends?|attending|attended|started|starts|starting|start|back|returned?|returning|returns"
    r"|repeating|repeats|repeated|studying|studies|stays?|doing|does|finished|finishing|is|are|was|settled|enrolled|misses"
    r"|missed|missing|manages|managing|at|in|into|to|off|a|stood|likes|enjoys|loves|passes"
    r"|va|van|iba|vuelve|volvio|vuelto|asiste|cursa|cursando|esta|estudia|repite|repitio|entro|entra|ingreso|yendo|acude"
    r"|termino|termina|falta|pasa|paso|sigue|regresa|regreso|regresado|concurre|concurrio|reincorporad[oa]|reanudo|retomo"
    r"|vuelva|acudio|asistio|asistiendo|en|al?)\s){1,3}"
    r"(?:(?:the|her|his|a|an|all|full|time|mainstream|special|local|in|la|el|los|las|su|de|un|una|clase|clases|normal"
    r"|regular)\s){0,3}"
)


@dataclass(frozen=True)
class Tongue:
    """What is known of one language, or of both. `behind`: what has to stand behind a verb of many uses."""

    verbs: Mapping[str, Verb]
    behind: Mapping[str, re.Pattern[str]]
    states: re.Pattern[str]
    turned: re.Pattern[str]
    being: str
    aids: re.Pattern[str]
    school: re.Pattern[str]
    risked: re.Pattern[str]


_DONE_TO = frozenset({"hold", "put", "take", "make", "get", "find", "turn", "use", "close", "open", "reach", "enter"})


@dataclass(frozen=True)
class Words:
    """`troubles`: verbs of what bothers. `kinds`: the kind and name of what is no condition. `usage`: how single words
    are used."""

    tongues: Mapping[str, Tongue]
    troubles: frozenset[str]
    kinds: Mapping[str, tuple[Kind, str]]
    usage: Mapping[str, frozenset[str]]

    def abilities(self, language: str) -> frozenset[str]:
        """The forms of verbs of what is good to be able to do, without those that others do to a child or a thing."""
        verbs = self.tongues.get(language, self.tongues[""]).verbs
        return frozenset(form for form, verb in verbs.items() if verb.base not in self.troubles | _DONE_TO)


def words_from(data: Mapping[str, Any]) -> Words:
    """From `knowledge/findings/wellbeing.yaml`. Raises KeyError where a part is missing."""
    kinds = {
        fold(phrase): (kind, phrase if name == _AS_WRITTEN else str(name))
        for kind in (Kind.FUNCTION, Kind.GROWTH)
        for named in data["states"][str(kind)].values()
        for name, phrases in named.items()
        for phrase in phrases
    }
    troubles = _verbs(data["troubles"], ("en", "es")).values()
    return Words(
        {name: _tongue(data, languages) for name, languages in LANGUAGES.items()},
        frozenset(verb.base for verb in troubles),
        kinds,
        {str(name): frozenset(fold(str(one)) for one in words) for name, words in data["usage"].items()},
    )


def _tongue(data: Mapping[str, Any], languages: Sequence[str]) -> Tongue:
    states = data["states"]
    nouns = _folded(states["condition"], languages)
    for kind in ("function", "growth"):
        nouns += [fold(one) for name in languages for phrases in states[kind][name].values() for one in phrases]
    any_noun = any_of(nouns)
    grades = "|".join(_GRADES[name] for name in languages)
    places = rf"(?:{any_of(_folded(data['school'], languages))}|{grades})"
    aids = data["aids"]
    return Tongue(
        {**_verbs(data["troubles"], languages), **_verbs(data["abilities"], languages)},
        {
            base.removesuffix("se"): _objects([str(one) for one in any_one])
            for name in languages
            for base, any_one in data["objects"][name].items()
        },
        re.compile(
            rf"{_SIDES}(?P<noun>{any_noun})(?!\w){_OF}\s?(?::|=)?\s?(?P<copula>(?:{COPULA}\s){{0,5}})"
            rf"(?!bajo\s\w)(?P<way>{any_of(_folded(data['ways'], languages))})(?![\w-])"
        ),
        re.compile(_TURNED.replace("{nouns}", any_noun)),
        any_of(_folded(data["being"], languages)),
        re.compile(
            rf"\b{any_of(map(str, aids['verbs']))}\s(?:\S{{1,14}}\s){{0,3}}?"
            rf"(?P<thing>{any_of(fold(str(one)) for one in aids['things'])})(?![\w-])"
        ),
        re.compile(rf"(?<![\w-])(?:{_SCHOOLED}(?P<place>{places})(?![\w-]))|^\s?(?P<own>{grades})(?![\w-])"),
        re.compile(
            rf"(?<![\w-])(?P<thing>{any_of(_folded(data['risked'], languages))})"
            r"(?=\s*(?:$|[,;.()]|\s(?:and|or|y|o|e|u)\s))"
        ),
    )


def _verbs(table: Mapping[str, Sequence[str]], languages: Sequence[str]) -> dict[str, Verb]:
    forms = {"en": english_forms, "es": spanish_forms}
    made: dict[str, Verb] = {}
    for name in languages:
        made = {**forms[name]([fold(str(one)) for one in table[name]]), **made}
    return made


def _objects(any_one: Sequence[str]) -> re.Pattern[str]:
    """One of these within six words; with "" among them also nothing at all."""
    said = rf"(?:\s\S{{1,16}}){{0,5}}?\s(?P<what>{any_of(one for one in any_one if one)})(?![\w-])"
    return re.compile(rf"(?=\s*$)|{said}" if "" in any_one else said)


def _folded(table: Mapping[str, Sequence[object]], languages: Sequence[str]) -> list[str]:
    return [fold(str(one)) for name in languages for one in table[name]]


def any_of(phrases: Iterable[str]) -> str:
    """The longest first, so that `working memory` is not read as `memory`."""
    return "(?:" + "|".join(re.escape(one) for one in sorted(set(phrases), key=lambda one: (-len(one), one))) + ")"
