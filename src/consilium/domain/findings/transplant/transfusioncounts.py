"""Transfusions told by their product and how many or which day, without a verb: `PRBC x7, platelets x9`, `Packed cells
21/11, platelets 20/11 and 23/11`, `5 platelet and 3 red cell transfusions`, `se transfunden 180 cc de glóbulos rojos`.

Units that are ordered, matched, kept ready or given away were not given to this child."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from consilium.domain.findings.assertions.assertion import AssertionWords, assertion_of
from consilium.domain.findings.assertions.refusals import refused
from consilium.domain.findings.days.occasions import Occasion, occasions
from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.paper import Clause, Paper, Section

_STEMS = ("platelet", "plaqueta", "red cell", "red blood", "packed", "rbc", "globul", "hemati", "eritrocit", "plasma",
          "precipit", "blood", "transfus", "desplasm", "ffp", "sangre", "conc")  # fmt: skip
_RED = (
    r"(?:irradiated |leukoreduced |leucodepleted |packed ){0,2}(?:red (?:blood )?cells?|packed cells?|p?rbcs?)|"
    r"(?:gr|gl[oó]bulos rojos|paquetes? globular(?:es)?|concentrados? (?:de hemat[ií]es|eritrocitarios?|"
    r"globular(?:es)?|de "
    r"gl[oó]bulos rojos|de eritrocitos)|hemat[ií]es|CGR|PRBCs?)(?: (?:desplasmatizad[oa]s|irradiad[oa]s|"
    r"leucorreducid[oa]s|"
    r"leucodepletad[oa]s|filtrad[oa]s)){0,2}"
)
_PLATELETS = (
    r"(?:irradiated |pooled |apheresis |random donor |single donor ){0,2}platelets?|(?:concentrados? (?:de plaquetas|"
    r"plaquetarios?)|af[eé]resis (?:de plaquetas|plaquetarias?)|plaquetas)(?: (?:irradiad[oa]s|de af[eé]resis))?"
)
_PLASMA = r"ffp|fresh frozen plasma|plasma(?: fresco)?(?: congelado)?|PFC"
_CRYO = r"cryo(?:precipitate)?|crioprecipitados?"
_NAMES = (
    "red cell transfusion",
    "platelet transfusion",
    "fresh frozen plasma",
    "cryoprecipitate",
    "red cell transfusion",
)
_ANY = rf"(?:(?P<p0>{_RED})|(?P<p1>{_PLATELETS})|(?P<p2>{_PLASMA})|(?P<p3>{_CRYO}))"
_N = (
    r"(?P<n>\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|an?|several|multiple|una?|dos|tres|cuatro|"
    r"cinco|seis|siete|ocho|varias|varios)"
)
# `PRBC x7`, `platelets x1 (30/09/25)`, `Blood x3 (last 20/11/25)`.
_TIMES = re.compile(
    rf"(?<![\w-])(?:{_ANY}|(?P<p4>blood|sangre))\s?(?:transfusions?\s)?[x×]\s?\d{{1,2}}\b(?!\s?10)(?:\s?(?:units?|"
    rf"unidades|u)\b)?"
    r"(?P<day>\s?\((?:last |[uú]ltima |el )?(?=\d))?",
    re.IGNORECASE,
)
# `2 units packed cells`, `1 unit FFP`, `one adult pool of platelets`, `180 cc de glóbulos rojos`, `dos paquetes`.
_UNITS = re.compile(
    rf"(?<![\w.,/-])(?:{_N}|\d{{2,4}}\s?(?:ml|cc))\s(?:(?:adult|paediatric|pediatric|irradiated|more|additional|"
    rf"total)\s){{0,2}}"
    r"(?:(?:units?|bags?|pools?|packs?|doses?|ml|cc|u|unidad(?:es)?|bolsas?|pool(?:es)?|d[oó]sis|paquetes?|"
    r"af[eé]resis)\s"
    rf"(?:of\s|de\s)?)?{_ANY}(?!\w|[\s-](?:count|recovery|donor|transfus))",
    re.IGNORECASE,
)
# `5 platelet and 3 red cell transfusions`, `one PRBC transfusion`.
_COUNTED = re.compile(
    rf"(?<![\w.,/-]){_N}\s(?:irradiated\s)?{_ANY}(?=(?:\s(?:and|,|&|"
    rf"plus)\s[\w]{{1,9}}\s[\w ]{{3,16}}?)?\s?transfusions?\b)",
    re.IGNORECASE,
)
# `Packed cells 21/11, platelets 20/11 and 23/11`, `GR desplasmatizados el 9/7 con Hb 6,9`.
_ON = re.compile(rf"(?<![\w-])(?:{_ANY})(?:\stransfus\w{{2,6}})?\s(?:on\s|el\s|\()?(?=\d{{1,2}}[/.\s-])", re.IGNORECASE)
_MORE = re.compile(r"\s?(?:,|and|y|&|\+)\s?(?:on\s|el\s)?")
_VALUED = re.compile(
    r"\)?\s?(?:[:=]|of|de|were|was)?\s?(?:\d{1,3}(?:[.,\s]\d{3})|\d{2,6}\b(?!\s?(?:/|ml|cc|u)))", re.IGNORECASE
)
_NONE = re.compile(
    r"\bno\s(?P<what>platelets?|plaquetas|blood(?: products?)?|prbcs?|red cells?|transfusions?|hemoderivados|"
    r"transfusiones|"
    r"transfusi[oó]n(?: de \w{4,12})?)(?:\s(?:transfusions?|support))?(?:\s(?:was|were|has been))?\s(?:needed|"
    r"required|given|"
    r"necessary|necesaria|requerida)\b",
    re.IGNORECASE,
)
# Nothing that was given: kept ready, ordered, matched, a rule, another's.
_NOT_GIVEN = re.compile(
    r"\b(?:cross-?match\w*|available|on (?:hold|standby)|stand-?by|reserv\w+|standby|hold|order(?:ed)?|request\w*|"
    r"consent\w*|if|si|"
    r"when|cuando|should|threshold|umbral|reaction|reacci[oó]n|cruzad\w+|dispon\w+|solicit\w+|pedir|preparar|prepar\w+|"
    r"donat\w+|donaci[oó]n|donar|donor|donante|keep|mantener|below|above|menor|mayor|maintain|type and|group and|"
    r"grupo y|"
    r"washed|culture|hemocultivo|per hpf|hpf|campo|urine|orina|sediment\w*|csf|lcr|casts|count)\b|[<>≥≤]",
    re.IGNORECASE,
)
# What a verb tells is read as a medicine given.
_BY_VERB = re.compile(
    r"\b(?:received|receiving|was given|were given|transfused(?: with)?|recibi[oó]|recibe|"
    r"requiri[oó])\s[^.;,]{0,12}$",
    re.IGNORECASE,
)
_SILENT = frozenset({Section.GENERAL, Section.FAMILY_HISTORY, Section.QUESTIONS, Section.ALLERGIES, Section.LABORATORY})
_TOLD = frozenset({Assertion.STATED, Assertion.HISTORICAL, Assertion.NEGATED, Assertion.PLANNED})


def transfusions_counted(
    clause: Clause, paper: Paper, assertion: AssertionWords, told: Sequence[Finding] = ()
) -> Iterator[Finding]:
    """The transfusions that a clause counts or dates by their products, behind those that a verb has `told`."""
    yield from told
    known = {(one.name, one.when) for one in told} | {(one.name, None) for one in told}
    yield from (one for one in _counted(clause, paper, assertion) if (one.name, one.when) not in known)


def _counted(clause: Clause, paper: Paper, assertion: AssertionWords) -> Iterator[Finding]:
    if (
        clause.section in _SILENT
        or not any(stem in clause.folded for stem in _STEMS)
        or clause.text.rstrip().endswith("?")
    ):
        return
    for hit in _NONE.finditer(clause.text):
        yield _made(clause, _of_words(hit["what"]), hit.span(), None, Assertion.NEGATED)
    if _NOT_GIVEN.search(clause.text):
        return
    days = occasions(clause.text, paper)
    taken: list[tuple[int, int]] = []
    for pattern in (_TIMES, _COUNTED, _UNITS, _ON):
        for hit in pattern.finditer(clause.text):
            if any(start < hit.end() and hit.start() < end for start, end in taken):
                continue
            of = list(_days_of(clause, hit.end(), days)) if pattern is _ON else [_beside(clause, hit, days)]
            if not of or (of == [None] and _BY_VERB.search(clause.text, 0, hit.start())):
                continue
            taken.append(hit.span())
            how = assertion_of(clause, hit.start(), hit.end(), assertion)
            how = Assertion.NEGATED if refused(clause, hit.start(), hit.end()) else how
            if how in _TOLD:
                yield from (_made(clause, _name(hit), hit.span(), day, how) for day in of)


def _days_of(clause: Clause, end: int, days: Sequence[Occasion]) -> Iterator[Occasion]:
    """The days that stand right behind a product, none where a count of cells follows: `platelets 20/11: 45.000`."""
    for day in days:
        if day.start < end:
            continue
        if day.start != end and not _MORE.fullmatch(clause.text, end, day.start):
            return
        if _VALUED.match(clause.text, day.end):
            return
        yield day
        end = day.end


def _beside(clause: Clause, hit: re.Match[str], days: Sequence[Occasion]) -> Occasion | None:
    """The day right behind, or the only one of a clause that opens with it."""
    behind = next((day for day in days if 0 <= day.start - hit.end() <= 20), None)
    bare = re.compile(r"[\s(,]*(?:transfusions?\s)?(?:on|el|last|[uú]ltima)?\s?")
    if behind is not None and bare.fullmatch(clause.text, hit.end(), behind.start):
        return behind
    return days[0] if len(days) == 1 and not clause.text[: days[0].start].strip() else None


def _name(hit: re.Match[str]) -> str:
    return next(name for at, name in enumerate(_NAMES) if hit.groupdict().get(f"p{at}"))


def _of_words(what: str) -> str:
    folded = what.lower()
    if folded.startswith(("platelet", "plaqueta")) or "plaqueta" in folded:
        return "platelet transfusion"
    return "red cell transfusion" if folded.startswith(("prbc", "red")) else "transfusion"


def _made(clause: Clause, name: str, span: tuple[int, int], day: Occasion | None, how: Assertion) -> Finding:
    return Finding(
        Kind.MEDICINE,
        name,
        value=clause.text[slice(*span)].strip(" ("),
        when=day.when if day else None,
        assertion=how,
        citations=(clause.cite(*span),),
        confidence=clause.confidence,
    )
