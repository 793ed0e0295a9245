"""Measures of a child that stand without a unit or behind other words, and the values of before that a bracket tells.

`wt 16.9`, `Sat con equipo de casa 90 %`, `Weight used for doses 15.4 kg (10/2)`; `Wt 19.9 kg (20.4 on 24/09)`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from consilium.domain.dates import PartialDate
from consilium.domain.findings.days.monthsaid import month_named, without_months
from consilium.domain.findings.days.occasions import occasions
from consilium.domain.findings.examination.growthdays import admitted, is_goal
from consilium.domain.findings.examination.growthstages import is_anothers
from consilium.domain.findings.finding import Kind
from consilium.domain.findings.laboratory.labsaid import Said
from consilium.domain.findings.laboratory.labtests import LabTests
from consilium.domain.findings.laboratory.labvalues import Result
from consilium.domain.findings.paper import Clause, Paper


@dataclass(frozen=True, slots=True)
class Bare:
    """A measure by its name, with its value as written; `before` where a later one stands ahead of it."""

    name: str
    value: str
    unit: str
    start: int
    end: int
    before: bool = False
    when: PartialDate | None = None


_NUMBER = r"(?P<value>\d{1,3}(?:[.,]\d{1,2})?)"
_WEIGHT = re.compile(
    r"(?<![\w/-])(?:[Ww]t|WT|[Ww]eight|WEIGHT|[Pp]eso|PESO)\.?(?:\s(?:seco|actual|hoy|today|now|de hoy|al ingreso|"
    r"al alta|on adm(?:ission)?|this (?:am|morning)))?\s?(?:[:=]\s?|(?:is|was|es|fue|de)\s)?" + _NUMBER
)
# What makes a number behind a weight's name something else than kilograms; with its own unit it is read elsewhere.
_NO_KILOS = re.compile(
    r"\s?(?:[%/×°ºª*+-]|[–—]|\d|[.,:]\d|(?:kgs?|kilos?|kilogram\w*|g|gr|gm|gms|grams?|gramos?|lbs?|pounds?|libras?|oz|stone|mg|"
    r"mcg|st|nd|rd|th|mls?|cm|mm|m2|sds?|ds|de|z|x|p\d{1,2}|centil\w*|percentil\w*|veces|times|weeks?|wks?|sem\w*|d[ií]as?|days?|months?|"
    r"meses|a[nñ]os?|years?|yrs?|hours?|hrs?|h|min|to|a|of|out|or|o)\b)",
    re.IGNORECASE,
)
_LEAST, _LEAST_WHOLE, _MOST = 1.5, 6.0, 140.0
_CHANGED = re.compile(
    r"\b(?:loss|lost|los(?:es|ing)|gain\w*|down|up|fall\w*|fell|drop\w*|rise|rose|p[eé]rdida|perdi\w*|perdi[oó]|baj\w+|sub\w+|"
    r"gan\w+|aument\w+|descen\w+|descen[sd]\w*|if|when|si|cuando)\b(?:\s\w{1,12}){0,3}\s(?:of\s|in\s|de\s|en\s)?$",
    re.IGNORECASE,
)
_LINK = (
    r"(?:used|for|doses|dose|dosing|calculations?|taken|measured|recorded|at|in|on|the|her|his|clinic|ward|school|nurse|"
    r"home|today|was|is|now|current|usado|utilizado|para|c[aá]lculos?|dosis|en|el|la|consulta|cl[ií]nica|medid[oa]|tomad[oa]|hoy|"
    r"control|de|del|casa|escuela|actual|office|surgery|GP|hoist|ulna|by|con|with|without|sin|shoes|zapatos|ropa)"
)
_DAY = r"(?:\d{4}-\d\d-\d\d|\d{1,2}[/.-]\d{1,2}(?:[/.-]\d{2,4})?)"
_LED = re.compile(
    rf"(?<![\w/-])(?P<name>[Ww]t|WT|[Ww]eight|WEIGHT|[Pp]eso|PESO|[Hh]eight|HEIGHT|[Hh]t|HT|[Tt]alla|TALLA)\.?"
    rf"(?P<led>(?:\s{_LINK}\b){{0,5}}(?:\s\(?{_DAY}\)?)?)(?:\s{_LINK}\b){{0,2}}\s?[:=]?\s{_NUMBER}\s?(?P<unit>kgs?|cms?|lbs?)\b"
)
_UNREAD = re.compile(r"(?<!\d)\d{1,2}[.-]\d{1,2}(?![\d.-])")  # `26-02`: a day, or what else?
_SATURATION = re.compile(
    r"(?<![\w-])(?:SpO2|SPO2|SatO2|SaO2|O2 [Ss]ats?|[Ss]ats?|[Ss]aturaci[oó]n|[Ss]aturating|[Ss]aturando|[Ss]atura)\b"
    r"[:=]?(?P<between>(?:\s[^\W\d]{1,12}){0,4})\s(?P<value>\d{2,3})(?:\s?(?P<unit>%)|(?=\s(?:in|on|en|al|a|s/|RA|AA|c/)))"
)
_NO_WORD_OF_IT = re.compile(
    r"\b(?:goals?|targets?|keep|above|below|under|over|less|more|meta|objetivo|mayor|menor|hasta|until|if|si|for|para|o|or|"
    r"to|and|y|HR|FC|FR|RR|FiO2|flow)\b"
)
_FEWEST = 40


def bare_measures(clause: Clause) -> Iterator[Bare]:
    """Weights without a unit, weights and heights behind other words, and saturations behind theirs."""
    text = clause.text
    for found in _WEIGHT.finditer(text):
        number = float(found["value"].replace(",", "."))
        whole = found["value"].isdigit()
        fits = (_LEAST_WHOLE if whole else _LEAST) <= number <= _MOST
        if fits and not _NO_KILOS.match(text, found.end()) and not _of_another(text, found.start()):
            yield Bare("weight", found["value"], "", *found.span())
    for found in _LED.finditer(text):
        length = found["unit"].startswith("cm")
        tall = found["name"][:1].lower() in "ht"
        if (
            found["led"]
            and tall is length
            and not _of_another(text, found.start())
            and not _UNREAD.search(found["led"])
        ):
            yield Bare("height" if tall else "weight", found["value"], found["unit"], *found.span())
    for found in _SATURATION.finditer(text):
        said = _NO_WORD_OF_IT.search(found["between"]) is not None or is_goal(text, found.start())
        if not said and _FEWEST <= int(found["value"]) <= 100:
            yield Bare("oxygen saturation", found["value"], found["unit"] or "", *found.span())


def _of_another(text: str, start: int) -> bool:
    return is_anothers(text, start) or is_change(text, start) or is_goal(text, start)


def is_change(text: str, start: int) -> bool:
    """Whether words before a weight make it one that was lost or gained: `aumento de peso 3 kg`."""
    return _CHANGED.search(text, max(0, start - 50), start) is not None


# A bracket, or words behind a comma, that tell a value of before.
_ASIDE = re.compile(
    r"\s?%?(?:\s?[(\[][^()\[\]]{0,16}(?:SDS?|DE|percentil\w*|centile|P\d{1,2})[)\]])?"
    r"(?:\s{0,8},?\s{0,8}[(\[](?P<bracket>[^()\[\]]{1,48})[)\]]|[,;]?\s{1,8}(?P<was>(?:was|era|antes)\s[^;()]{1,40}?)(?=[,;](?!\d)|\.\s|\s\s|\.?$)|"
    r",\s(?P<month>(?:in|en)\s[^\W\d_]{3,12}\s\d[^;()\s]{0,5}?)(?=[,;](?!\d)|\.\s|\.?$))"
)
_ADMITTED = re.compile(r"\b(?:adm(?:ission|itted|it)?|ing(?:res[oó])?|internaci[oó]n)\b", re.IGNORECASE)
_SAID = re.compile(
    r"\b(?:last|prev(?:ious)?(?:ly)?|prior|was|before|adm(?:ission|itted|it)?|ing(?:res[oó])?|internaci[oó]n|antes|previ[oa]|anterior|"
    r"[uú]ltim[oa]|era|baseline|basal|pre-\w{2,12}|ago|hace|desde|diagnosis|dx|diagn[oó]stico|debut)\b",
    re.IGNORECASE,
)
_LINKS = re.compile(
    r"\b(?:he|she|it|con|with|on|at|in|of|the|el|la|en|al|de|del|un|una|a|an|one|two|mes(?:es)?|a[nñ]os?|semanas?|months?|years?|weeks?|from|it|los|las)\b",
    re.IGNORECASE,
)
_OF_BEFORE = re.compile(r"[^\w+−-]{0,48}(?P<value>[+−-]?\d{1,3}(?:[.,]\d{1,2})?)\s?(?P<unit>%|kgs?|cms?|lbs?)?\W{0,48}")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def before_in_aside(clause: Clause, paper: Paper, name: str, unit: str, end: int) -> Bare | None:
    """The value of before right behind one: `(20.4 on 24/09)`, `(adm 44.8)`, `was 49.8 kg on 16/05`."""
    aside = _ASIDE.match(clause.text, end)
    if aside is None:
        return None
    group = str(aside.lastgroup)
    first, last = aside.span(group)
    days = [one for one in occasions(clause.text, paper) if first <= one.start and one.end <= last]
    said = clause.text[first:last]
    for one in days:
        said = said[: one.start - first] + " " * (one.end - one.start) + said[one.end - first :]
    year = _YEAR.search(said)
    month = month_named(said, paper) if not days else None
    if year is not None:
        said = said[: year.start()] + " " * 4 + said[year.end() :]
    when = days[0].when if len(days) == 1 and days[0].until is None else None
    when = when or (PartialDate(int(year[0])) if year is not None else month)
    if when is None and _SAID.search(said) is None and month is None:
        return None
    if when is None and _ADMITTED.search(said):
        when = admitted(paper)
    plain = _LINKS.sub(" ", _SAID.sub(" ", without_months(said)))
    found = _OF_BEFORE.fullmatch(plain)
    if found is None or (found["unit"] and found["unit"].rstrip("s") != unit.strip().rstrip("s")):
        return None
    at = first + said.find(found["value"])
    return Bare(name, found["value"], found["unit"] or unit, at, at + len(found["value"]), before=True, when=when)


_SPECIMEN = re.compile(
    r"\b(?:specimen|tumou?r|kidney|spleen|pieza|placenta|esp[eé]cimen|ri[nñ][oó]n)\s$", re.IGNORECASE
)
# What was taken out, told with its grams, or whose weight its own clause tells (`tumor que pesa 1,2 kg`).
_TAKEN_OUT = re.compile(
    r"\b(?:specimen|pieza|esp[eé]cimen|placenta|\w{2,20}ectom(?:y|[ií]a))\b(?:[^.;:]|\.(?=\d)){0,60}$", re.IGNORECASE
)
# `SF 0.9 %`, `SF al 3 %`: the salt in a solution.
_SALINE = re.compile(r"SF\s?(?:al\s)?(?:0[.,](?:9|45|33|2)\d?|3)\s?%", re.IGNORECASE)
_WHICH = re.compile(
    r"\b(?:specimen|pieza|esp[eé]cimen|placenta|tumou?r|mass|masa|kidney|ri[nñ][oó]n|spleen|bazo|liver|h[ií]gado|ovary|"
    r"ovario|lobe|l[oó]bulo|\w{2,20}ectom(?:y|[ií]a))\b[^.;]{0,40}\b(?:that|which|que|y)\s$",
    re.IGNORECASE,
)
_CHILD = re.compile(r"\b(?:child|patient|boy|girl|baby|ni[nñ][oa]|paciente|lactante|beb[eé])\b", re.IGNORECASE)
_REACH_BACK, _FIGURES_AT_BIRTH, _KILOS_OF_TISSUE = 70, 4, 5.0
# Who else weighs something; a mother may tell the child's weight, the others are told of themselves.
_SIBLING = re.compile(
    r"\b(?:brother|sister|sibling|cousin|dog|cat|hermano|hermana|primo|prima|perro)\b[^.;:\d]{0,40}\s$", re.IGNORECASE
)
_GRAMS = frozenset({"g", "gr", "grs", "gms", "gramos", "grams"})
_THOUSANDS = re.compile(r"(?<=\d)[.,](?=\d{3}$)")  # `Peso 18,200 g`
_DIGITS_OF_RECORD = 5  # a head is told in centimeters, with one or two decimals
_RECORD_OF = re.compile(r"(?:\bn\s?[°º.o]{1,2}|\bn[uú]mero|\bnro\.?|\bno\.)\s?(?:de\s)?(?:la\s)?$", re.IGNORECASE)
_GRAMS_OF_CHILD = 300.0  # a child weighs more, what was taken out of one may weigh less


def is_no_measure(text: str, said: Said) -> bool:
    """Whether a value is of a specimen, of a change, or a limit (`Wt < 30 kg`), and not what a child weighs."""
    if said.test.kind is not Kind.GROWTH:
        return said.test.name == "shortening fraction" and _SALINE.match(text, said.start) is not None
    name, result = said.test.name, said.result
    if name == "head circumference" and not result.unit and _is_number_of_record(text, said):
        return True
    if _SPECIMEN.search(text, max(0, said.start - 14), said.start) is not None or (
        name == "weight" and _is_of_tissue(text, said)
    ):
        return True
    if _SIBLING.search(text, max(0, said.start - 60), said.start) is not None:
        return True
    if name == "weight" and (is_change(text, said.start) or result.comparator in ("<", ">")):
        return True
    if name == "weight" and result.unit in _GRAMS:
        digits = _THOUSANDS.sub("", result.value).replace(",", ".")
        return digits.count(".") < 2 and float(digits.lstrip("<>= ~")) < _GRAMS_OF_CHILD
    return name == "height" and result.unit == "M" and not text.isupper()


def _is_number_of_record(text: str, said: Said) -> bool:
    """Whether `HC` is the clinical history that a number is of (`N° de HC: 118.402`), and no head's measure."""
    digits = re.sub(r"\D", "", result) if (result := said.result.value) else ""
    long = len(digits) >= _DIGITS_OF_RECORD
    return long or _RECORD_OF.search(text, max(0, said.start - 16), said.start) is not None


def _is_of_tissue(text: str, said: Said) -> bool:
    """Whether a weight is of what was taken out before it: `Pieza de nefrectomía que pesa 640 g`."""
    ahead = text[max(0, said.start - _REACH_BACK) : said.start]
    if _CHILD.search(ahead):
        return False
    which = _WHICH.search(ahead) is not None
    if said.result.unit not in _GRAMS:
        return which and not ahead.endswith("y ") and float(said.result.value.replace(",", ".")) < _KILOS_OF_TISSUE
    few = sum(one.isdigit() for one in said.result.value) < _FIGURES_AT_BIRTH
    return which or (few and _TAKEN_OUT.search(ahead) is not None)


def with_bare(
    clause: Clause, paper: Paper, tests: LabTests, found: Sequence[Said]
) -> tuple[list[Said], dict[int, PartialDate | None]]:
    """Values that were read, with those of no unit and of before; and the days of the last, by where they end."""
    told, days = list(found), dict[int, PartialDate | None]()
    spans = [(one.start, one.end) for one in told]
    for bare in bare_measures(clause):
        test = tests.named(bare.name)
        if test is None or any(start < bare.end and bare.start < end for start, end in spans):
            continue
        told.append(Said(test, Result(bare.name, bare.value, bare.unit), bare.start, bare.end))
    for one in [said for said in told if not said.earlier and not said.condition]:
        aside = before_in_aside(clause, paper, one.result.name, one.result.unit, one.end)
        if aside is None or one.test.kind not in (Kind.GROWTH, Kind.FUNCTION) or not one.test.spans:
            continue
        days[one.end] = aside.when
        same = [at for at, other in enumerate(told) if other.earlier and other.start <= aside.start < other.end]
        if same:
            other = told[same[0]]
            days[other.end] = aside.when
            if other.result.unit == "in" and aside.unit != "in":  # `Height 120 cm (114 in 2023)`
                told[same[0]] = replace(other, result=replace(other.result, unit=aside.unit))
        elif _alike(one, aside):
            result = replace(one.result, value=aside.value, unit=aside.unit, flag="", reference="", comparator="")
            told.append(Said(one.test, result, one.start, aside.end, earlier=True))
            days[aside.end] = aside.when
    return told, days


def _alike(said: Said, aside: Bare) -> bool:
    """Whether a value of before can be one of the same measure."""
    now, before = (one.lstrip("<>=~ +").replace(",", ".").replace("−", "-") for one in (said.result.value, aside.value))
    if not re.fullmatch(r"-?\d+(?:\.\d+)?", now):
        return False
    first, second = float(now), float(before)
    return first * second > 0 and 0.4 < second / first < 2.5


_PREVIOUS = re.compile(
    r"\s?(?:previous(?:ly)?|prior|earlier|past|previos?|previas?|anterior(?:es)?|[uú]ltimos?)"
    r"(?:\s(?:values?|results?|studies|gfr|valores|resultados|estudios))?\s?:",
    re.IGNORECASE,
)
_VALUE_AND_DAY = re.compile(r"\s?(?P<value>\d{1,3}(?:[.,]\d{1,2})?)\s?(?:%\s?)?\(\s?$")
_MOST_BEFORE = 8


def listed_before(clause: Clause, paper: Paper) -> list[Bare]:
    """The values of before that a line lists, each with its day in brackets: `Previous: 58 (14 July 2021)`."""
    if _PREVIOUS.match(clause.text) is None:
        return []
    told: list[Bare] = []
    for one in occasions(clause.text, paper)[:_MOST_BEFORE]:
        found = _VALUE_AND_DAY.search(clause.text, max(0, one.start - 12), one.start)
        if found is not None and one.until is None and clause.text[one.end : one.end + 1] == ")":
            first = found.start("value")
            told.append(Bare("", found["value"], "", first, one.end + 1, before=True, when=one.when))
    return told
