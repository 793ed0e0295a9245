"""Transfusions told without a product: `transfundido`, `was transfused on 3 March`, `Transfusión: 1 concentrado`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from consilium.domain.findings.assertions.assertion import AssertionWords, assertion_of
from consilium.domain.findings.assertions.refusals import refused
from consilium.domain.findings.assertions.told import occasion_near
from consilium.domain.findings.assertions.treatmentverbs import status_beside
from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.paper import Clause, Paper, Section

_STEMS = ("transfus", "transfund")
_STUFF = ("platelet", "plaqueta", "red cells", "red blood", "packed", "prbc", "globul", "hematies", "eritrocit",
          "plasma", "precipit", "blood")  # fmt: skip
# The child was transfused; not the cells that were, and no rule of when to.
_DONE = re.compile(
    r"\b(?P<done>(?:was|were|has been|had been|fue|ha sido|se|also|then|and|y)\s(?:transfused|transfundid[oa]|"
    r"transfundi[oó])|(?:(?<=^)|(?<=[;,.:] ))(?:transfused|transfundid[oa]))\b",
    re.IGNORECASE,
)
# A form's answer: how many, or of what.
_COUNTED = re.compile(
    r"\b(?P<done>(?:(?:antecedentes )?transfusionale?s?|(?:blood )?transfusi(?:ons?|"
    r"[oó]n(?:es)?))(?: (?:given|intraoperative|intraoperatoria|sangu[ií]nea))?)"
    r"\s?[:=]\s?(?P<how>(?:\d{1,2}|one|two|three|una?|dos|tres)\s(?:units?|packs?|unidad(?:es)?|concentrad[oa]s?|"
    r"bolsas?|"
    r"paquetes?|U\b)|yes\b|s[ií]\b|(?:none|no|nil|ningun[oa]s?|not required|no requiri[oó]|niegan?|"
    r"negad[oa]s?|negativ[oa]s?)(?=\s?[.;,|]|\s*$))",
    re.IGNORECASE,
)
_NONE = re.compile(
    r"(?:none|no|nil|ningun[oa]s?|not required|no requiri[oó]|niegan?|negad[oa]s?|negativ[oa]s?)\b", re.IGNORECASE
)
# With its product, in either order: `received platelets twice`, `platelets were transfused`.
_PRODUCTS = {
    "platelet transfusion": r"(?:(?:irradiated |pooled |apheresis ){0,2}"
    r"platelets?(?! (?:count|of|reached|were \d|"
    r"\d|above|below|recovery|fell|rose))|plaquetas(?! (?:de \d|en \d|\d|por encima))|aferesis plaquetaria|"
    r"af[eé]resis (?:plaquetarias?|de plaquetas)|plaquet[ao]f[eé]resis|concentrados? (?:plaquetarios?|de plaquetas)|"
    r"pool(?:es)? (?:de plaquetas|plaquetario))",
    "red cell transfusion": r"(?:(?:irradiated |packed ){0,2}"
    r"(?:red (?:blood )?cells|packed cells|prbcs?|rbcs?|blood(?! (?:cultures?|"
    r"pressure|gas|loss|tests?|counts?|samples?|sugar|products?|work|group|from)))|(?:paquetes? globular(?:es)?|"
    r"concentrados?"
    r" (?:de hemat[ií]es|eritrocitarios?|globular(?:es)?|de gl[oó]bulos rojos)|gl[oó]bulos rojos|hemat[ií]es))",
    "fresh frozen plasma": r"(?:fresh frozen plasma|ffp|plasma fresco(?: congelado)?)",
    "cryoprecipitate": r"(?:cryoprecipitate|crioprecipitados?)",
}
# Short names that mean a product only where a transfusion is told: `se transfunde CP 1 unidad`, `transfusión de CE`.
_SHORT = {
    **dict.fromkeys(("CP", "UP", "PQ"), "platelet transfusion"),
    **dict.fromkeys(("CE", "GR", "GRD", "GRSD", "CGR", "PG", "PGR", "CH"), "red cell transfusion"),
    "PFC": "fresh frozen plasma",
}  # fmt: skip
_ANY = "|".join(f"(?P<p{at}>{pattern})" for at, pattern in enumerate(_PRODUCTS.values()))
_FEW = (
    r"(?:(?:a|an|the|one|two|three|four|several|multiple|some|single|\d{1,3}|unit|units|pool|pools|bag|bags|ml|mL|cc|"
    r"of|more|"
    r"further|with|un|una|dos|tres|varias|varios|unidad|unidades|bolsas?|de|con|ml/kg|irradiated)\s){0,5}"
)
_WITH_PRODUCT = re.compile(
    r"\b(?P<done>(?:(?:received|was given|were given|got|needed|required|requiring|transfused(?: with)?|"
    r"transfusions? of|"
    r"topped up with|support(?:ed)? with|se (?:le )?transfund(?:i[oó]|ieron)|transfundid[oa]s?(?: con)?|recibi[oó]|"
    r"requiri[oó]|"
    rf"precis[oó]|amerit[oó]|necesit[oó]|se (?:le )?(?:transfunden?|pas(?:a|an|[oó]|aron))|"
    rf"transfusi[oó]n(?:es)? de)\s{_FEW}(?:{_ANY})))(?!\w|[ -](?:count|recovery|"
    rf"donor))",
    re.IGNORECASE,
)
_WITH_SHORT = re.compile(
    rf"\b(?P<done>(?:transfund\w{{1,6}}|transfusi[oó]n(?:es)?|transfused)\s{_FEW}(?P<short>(?-i:{'|'.join(_SHORT)})))(?!\w)",
    re.IGNORECASE,
)
_PRODUCT_FIRST = re.compile(
    rf"(?<![\w-])(?P<done>(?:{_ANY})\s(?:(?:was|were|is|are)\s)?(?:transfused|given(?! (?:the|his|her|that))|"
    r"transfundid[oa]s))\b",
    re.IGNORECASE,
)
_SILENT = frozenset({Section.GENERAL, Section.FAMILY_HISTORY, Section.QUESTIONS, Section.ALLERGIES})
# Such a word before it, or a condition, makes it a rule.
_RULE = re.compile(r"\b(?:if|when|should|si|cuando|threshold|umbral|reaction|reacci[oó]n)\b", re.IGNORECASE)


def transfused(clause: Clause, paper: Paper, assertion: AssertionWords) -> Iterator[Finding]:
    """The transfusion that a clause tells without its product."""
    if clause.section in _SILENT or not any(stem in clause.folded for stem in (*_STEMS, *_STUFF)):
        return
    hit = _COUNTED.search(clause.text) or _DONE.search(clause.text)
    named = _WITH_SHORT.search(clause.text) or _WITH_PRODUCT.search(clause.text) or _PRODUCT_FIRST.search(clause.text)
    if named is not None and (hit is None or not hit.groupdict().get("how")):
        hit = named
    if hit is None or _RULE.search(clause.text) or clause.text.rstrip().endswith("?"):
        return
    start, end = hit.span("done")
    counted = hit.groupdict().get("how")
    when = None if counted else occasion_near(clause, paper, start, end)
    if counted:
        said = Assertion.NEGATED if _NONE.match(counted) else Assertion.STATED
    else:
        said = assertion_of(clause, start, end, assertion)
        beside = status_beside(clause.folded, start, end)
        said = Assertion.NEGATED if refused(clause, start, end) else beside or said
    if said in (Assertion.STATED, Assertion.HISTORICAL, Assertion.NEGATED, Assertion.PLANNED):
        yield Finding(
            Kind.MEDICINE,
            _product(hit),
            value=hit[0],
            when=when.when if when else None,
            assertion=said,
            citations=(clause.cite(*hit.span()),),
            confidence=clause.confidence,
        )


def _product(hit: re.Match[str]) -> str:
    """What was transfused, "transfusion" where no product is named."""
    parts = hit.groupdict()
    if parts.get("short"):
        return _SHORT[parts["short"]]
    return next((name for at, name in enumerate(_PRODUCTS) if parts.get(f"p{at}")), "transfusion")
