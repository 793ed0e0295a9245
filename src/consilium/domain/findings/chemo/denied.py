"""Chemotherapy and classes of drugs that a paper says were not given (`No prior chemo`, `Anthracyclines: none`), and
sums of a class (`Antraciclinas acumuladas: 180 mg/m2`), also as equivalents of one of its drugs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from consilium.domain.findings.assertions.treatmentverbs import status_beside
from consilium.domain.findings.chemo.setting import Setting
from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.paper import Clause, Section
from consilium.domain.findings.text.terms import Found, cue_in, found_in

_NAMES = {
    "chemotherapy": r"chemo(?:therapy)?|quimio(?:terapia)?|QT|QMT",
    "anthracycline": r"anthracyclines?|antraciclinas?",
    "alkylating agent": r"alkylat(?:or|ing agent)s?|alquilantes",
    "platinum": r"platinum(?: agents?)?|platinos?",
}
_WORD = "|".join(f"(?P<w{at}>{words})" for at, words in enumerate(_NAMES.values()))
_NOT_BEFORE = (
    r"(?:no (?:prior |previous |systemic |preoperative |neoadjuvant |maintenance |other |concurrent |"
    r"further |adjuvant |ha recibido |recibi[oó] |hay |se administr[oó] )?|"
    r"without (?:any )?|never (?:had|received) |not (?:had|received) (?:any )?|"
    r"(?:did|has|had) not (?:receive|received|had) (?:any )?|sin (?:haber recibido )?|nunca recibi[oó] |denies )"
)
_NOT_AFTER = (
    r"(?:\s(?:previ[ao]|adyuvante|concomitante))?\s?"
    r"(?:[:–-]\s?(?:none|no|nil|ninguna?|never|nunca|0)(?=\s?[.;,|]|\s*$"
    r"|\s(?:prior to|before|so far|to date|yet|until now|antes de|previ[ao]|hasta)\b)|"
    r"\s(?:is |was )?not (?:planned|given|received|required|needed|indicated)|"
    r"(?<![\d²])(?<!mg)(?<!m2)(?<!kg)\s(?:none|ninguna?)(?=\s?[.;,|]|\s*$))"
)
_DENIED = re.compile(
    rf"(?<![\w-]){_NOT_BEFORE}(?:{_WORD})(?![\w-])(?!\s(?:today|this week|until|intratecal|intrathecal|IT\\b|"
    rf"hoy))",
    re.IGNORECASE,
)
_ANSWERED = re.compile(rf"(?<![\w-])(?:{_WORD})(?![\w-]){_NOT_AFTER}", re.IGNORECASE)
_SUM = re.compile(
    r"(?<![\w-])(?:(?:cumulative|dosis (?:total )?acumuladas?(?: total)?(?: de)?(?: las)?|acumulado de|total de) "
    r"(?P<class>anthracyclines?|doxorubicin.equivalents?|antraciclinas?|antraciclinicos)|(?P<other>anthracyclines?|"
    r"antraciclinas?|antraciclinicos?)"
    r"(?:\s(?:cumulative|acumulad[oa]s?|total(?:es)?|dose|dosis|exposure|equivalents?|equivalentes?|to date|"
    r"so far)){1,3}|(?<=\()(?P<inside>anthracyclines?|antraciclinas?))"
    r"(?:\s(?:dose|exposure|of|de|es|is|was|total|"
    r"fue)){0,3}\s?[:=~]?\s?(?P<dose>\d{2,3}(?:[.,]\d)?)\s?(?P<unit>mg/m\s?[2²])",
    re.IGNORECASE,
)
# The sum of the class, in the bracket behind one drug's own: `DOX 120 mg/m2 (anthracycline 240 mg/m2)`.
_OF_CLASS = re.compile(
    r"\((?:(?:total|cumulative|all)\s)?(?:anthracyclines?|antraciclinas?)"
    r"(?:\s(?:total(?:es)?|cumulative|acumuladas?|in all))?\s?[:=]?\s?$",
    re.IGNORECASE,
)
# An amount worked out for other drugs is no dose of the drug it is told in: counted as one, it would be counted twice.
_EQUIVALENT_BEHIND = re.compile(
    r"[\s-]\(?(?:dose[\s-]|iso\w{0,6}[\s-])?(?:equivalen|equival[íi]a)\w*(?!\s(?:to|a)\s\d)", re.IGNORECASE
)
_EQUIVALENT_AHEAD = re.compile(
    r"\bequivalen\w+\s(?:(?:dose|dosis)\s)?(?:of|to|in|for|a|de|en|para)\s(?:la\s|el\s)?"
    r"(?:\d[\d.,]*\s?m?g/\w{1,2}[2²]?\s(?:of\s|de\s)?)?$",
    re.IGNORECASE,
)
_AS_EQUIVALENT = re.compile(
    r"(?P<dose>\d[\d.,]*)\s?(?P<unit>m?g/(?:m\s?[2²]|kg))\s\(?(?:(?:of|de|in|en)\s)?"
    r"(?:(?P<drug>[^\W\d]{3,20})[\s-](?:iso\w{0,6}[\s-])?equivalen\w+"
    r"|(?:iso)?equivalen\w+\s(?:of|to|a|de|en)\s(?:la\s)?(?P<other>[^\W\d]{3,20}))",
    re.IGNORECASE,
)
_DOXORUBICIN = re.compile(r"dox|adriam", re.IGNORECASE)
_CHEMO = re.compile(r"(?<![\w-])(?:chemo(?:therapy)?|quimio(?:terapia)?)(?![\w-])", re.IGNORECASE)
_IF = re.compile(r"(?:^|[\s(])(?:If|if|Si|si|En caso de|en caso de|De confirmarse|Should)\s(?:[\w-]+\s){0,4}$")
# What is denied of one phase or from one day on was given at another: the words stay beside the name.
_QUALIFIED = re.compile(
    r"\b(?:maintenance|concurrent|further|adjuvant|neoadjuvant|preoperative|other|adyuvante|concomitante)\b",
    re.IGNORECASE,
)
_SINCE = re.compile(
    r"\s(?:since|after|thereafter|beyond|desde|despu[eé]s|tras|posterior)\b[^.;,()]{0,30}", re.IGNORECASE
)
_STEMS = ("chemo", "quimio", "qt", "qmt", "cycline", "ciclina", "alkyl", "alquil", "platin", "equivalen")
_SILENT = frozenset({Section.GENERAL, Section.FAMILY_HISTORY, Section.QUESTIONS, Section.ALLERGIES})


def denied_classes(clause: Clause, setting: Setting) -> Iterator[Finding]:
    """What a clause says was not given, by the name of its class."""
    silent = clause.section in _SILENT or setting.table or clause.text.rstrip().endswith("?")
    if silent or not any(stem in clause.folded for stem in _STEMS):
        return
    yield from _sums(clause)
    for pattern in (_DENIED, _ANSWERED):
        hit = pattern.search(clause.text)
        if hit is not None:
            name = next(name for at, name in enumerate(_NAMES) if hit[f"w{at}"])
            yield Finding(
                Kind.DRUG,
                name,
                value=_bounds(clause.text, hit),
                assertion=Assertion.NEGATED,
                citations=(clause.cite(*hit.span()),),
                confidence=clause.confidence,
            )
            return


def _bounds(text: str, hit: re.Match[str]) -> str:
    """The words of a denial that does not hold for the whole history: `no chemotherapy since 2023`; else nothing."""
    since = _SINCE.match(text, hit.end())
    if since is not None:
        return (hit[0] + since[0].rsplit(" and ", 1)[0].rsplit(" y ", 1)[0]).strip()
    return hit[0] if _QUALIFIED.search(hit[0]) else ""


def classes_ahead(clause: Clause, setting: Setting) -> Iterator[Finding]:
    """Chemotherapy without a drug that is to come or may: `Chemo to restart on day 14`, `if chemotherapy is given`."""
    silent = clause.section in _SILENT or setting.table or clause.text.rstrip().endswith("?")
    if silent or not any(stem in clause.folded for stem in ("chemo", "quimio")):
        return
    hit = _CHEMO.search(clause.text)
    if hit is None or found_in(clause, setting.words.drugs) or found_in(clause, setting.words.regimens):
        return
    told = status_beside(clause.folded, hit.start(), hit.end())
    if told is None and _IF.search(clause.text, 0, hit.start()):
        told = Assertion.CONDITIONAL
    if told in (Assertion.PLANNED, Assertion.CONDITIONAL):
        yield Finding(
            Kind.DRUG,
            "chemotherapy",
            assertion=told,
            citations=(clause.cite(*hit.span()),),
            confidence=clause.confidence,
        )


def is_no_dose(clause: Clause, start: int, setting: Setting) -> bool:
    """Whether the amount that begins at `start` is the most that may be given (`(máx. 2 mg)`), or is of a whole
    class of drugs: named in a bracket, or told in equivalents."""
    if _AS_EQUIVALENT.match(clause.text, start):
        return True
    most = cue_in(clause.text, setting.words.cues["maximum"], max(0, start - 16), start)
    return most is not None or _OF_CLASS.search(clause.text, max(0, start - 50), start) is not None


def is_equivalent(clause: Clause, found: Found) -> bool:
    """Whether a drug only is the measure of others: `360 mg/m2 of doxorubicin equivalents`."""
    if "equival" not in clause.folded:
        return False
    behind = _EQUIVALENT_BEHIND.match(clause.text, found.end)
    ahead = _EQUIVALENT_AHEAD.search(clause.text, max(0, found.start - 60), found.start)
    return behind is not None or ahead is not None


def _sums(clause: Clause) -> Iterator[Finding]:
    """The sum of a class of drugs, as its source tells it."""
    classed = list(_SUM.finditer(clause.text))
    told = {hit["dose"] for hit in classed}
    measured = [
        hit
        for hit in _AS_EQUIVALENT.finditer(clause.text)
        if _DOXORUBICIN.match(hit["drug"] or hit["other"]) and "/m" in hit["unit"] and hit["dose"] not in told
    ]
    for hit in (*classed, *measured):
        yield Finding(
            Kind.DRUG,
            "anthracycline",
            value=hit["dose"],
            number=float(hit["dose"].replace(",", ".")),
            unit=hit["unit"],
            detail={"dose": hit["dose"], "dose_unit": "mg", "per": "m2", "cumulative": "yes"},
            citations=(clause.cite(*hit.span()),),
            confidence=clause.confidence,
        )
