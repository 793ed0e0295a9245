"""The letters that ask for what is missing: one for each holder and door, and the authorization that goes with it.

Content only, as values: `writers/letters` sets it. What is not known (a hospital's name, an address, who signs) stays
empty and becomes a blank line to be filled by hand (law 3).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from consilium.domain.clinical import ClinicalCase
from consilium.domain.completeness.status import LETTER_DOORS, Door, Item, Status
from consilium.domain.dates import PartialDate
from consilium.domain.holders import holder_key, holders_of
from consilium.domain.records import Category
from consilium.domain.sorting.countries import CountrySigns, language_of_house

CORE_ELEMENTS = ("what", "who_discloses", "who_receives", "purpose", "expiration", "signature")
REQUIRED_STATEMENTS = ("revoke", "conditioning", "redisclosure")
LANGUAGES = ("en", "es")
# Why a piece is owed, as the holder of it understands: our numbers of papers mean nothing there.
_BECAUSE = {
    "gaps.item_slides_promised": "promised",
    "gaps.item_slides_sent_to": "promised",
    "gaps.item_slides_tracked": "promised",
    "gaps.item_slides_tracked_sent_to": "promised",
    "gaps.item_images_promised": "promised",
    "gaps.item_images_unopened": "unopened",
    "gaps.item_report_no_slides": "report",
    "gaps.item_images_no_report": "pictures",
    "gaps.item_mention_no_images": "mentioned",
    "gaps.item_mention_no_report": "mentioned",
    "gaps.item_tissue_mentioned": "mentioned",
    "gaps.item_mentioned": "mentioned",
    "gaps.item_pending": "pending",
    "gaps.item_test_missing": "given",
    "gaps.item_treatment_told": "told",
    "gaps.item_clear_copy": "copy",
}


@dataclass(frozen=True, slots=True)
class Owed:
    """One line of a letter. `kind` is an item's kind or "thing" for a thing without pieces, which `thing` names in the
    catalog; `what` is a DICOM modality, words of a source, or ""; `described` its title in the source; `number` ""
    where unknown. `because` says why this very piece is asked for (`letters.because_<because>`), "" where its line says
    it; `drug` is what that reason names. `sent_to`, `tracking` and `back_by` are those of a parcel that it went with.
    """

    kind: str
    thing: str
    category: Category
    what: str = ""
    described: str = ""
    number: str = ""
    when: PartialDate | None = None
    until: PartialDate | None = None
    report_here: bool = False
    because: str = ""
    drug: str = ""
    sent_to: str = ""
    tracking: str = ""
    back_by: PartialDate | None = None

    @property
    def on_the_way(self) -> bool:
        """Whether a parcel can be traced, before anything is sent anew."""
        return bool(self.tracking or self.sent_to)


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter. `holder` "" is a hospital that nobody named; `area` is the law that applies ("us", "eu", "uk",
    "ontario", "" for neutral wording); `citations` its rules by the sentence's argument. `adult`: the patient signs.
    `abroad`: the holder is known to be outside the United States, where their authorization form has no meaning.
    `foreign`: it writes in a language that we have no letter in, and we know no law of its country: the letter says so.
    """

    holder: str
    door: Door
    language: str
    written_on: date
    child_name: str
    birth_date: str
    numbers: tuple[str, ...]
    owed: tuple[Owed, ...]
    area: str = ""
    citations: Mapping[str, str] = field(default_factory=dict)
    authorization_citation: str = ""
    adult: bool = False
    abroad: bool = False
    foreign: bool = False

    @property
    def categories(self) -> tuple[Category, ...]:
        """The kinds of records asked for, each once, in the order of the list."""
        return tuple(dict.fromkeys(one.category for one in self.owed))


@dataclass(frozen=True)
class LetterTables:
    """What the letters need to know: countries of an area, the citations of its rules, things that no letter asks for.
    `authorization` is the citation of the form's elements; `signs` tell languages of countries and of houses' names."""

    areas: Mapping[str, str]
    citations: Mapping[str, Mapping[str, str]]
    authorization: str
    adult_from: int
    left_out: frozenset[str]
    signs: CountrySigns = field(default_factory=CountrySigns)


@dataclass(frozen=True)
class Choices:
    """What a person chose: the language and the country (ISO 3166, "CA-ON") of a holder by its name as in the records
    ("" stands for every other holder). `language` is for holders whose language no record tells."""

    languages: Mapping[str, str] = field(default_factory=dict)
    countries: Mapping[str, str] = field(default_factory=dict)
    language: str = ""


def letters(
    statuses: Iterable[Status], case: ClinicalCase, tables: LetterTables, choices: Choices | None = None
) -> tuple[Letter, ...]:
    """A letter for each holder (institution and door), with all that it owes; unnamed holders last."""
    chosen = choices or Choices()
    houses = holders_of(case)
    known = houses.case(case)
    held: dict[tuple[str, Door], tuple[str, list[Owed]]] = {}
    for place, door, owed in _owed(statuses, tables):
        _, lines = held.setdefault((holder_key(houses.name(place)), door), (houses.name(place), []))
        if owed not in lines:
            lines.append(owed)
    found = [_letter(place, door, lines, (known, tables, chosen)) for (_, door), (place, lines) in held.items()]
    return tuple(sorted(found, key=lambda one: (not one.holder, one.holder, LETTER_DOORS.index(one.door))))


def _owed(statuses: Iterable[Status], tables: LetterTables) -> Iterator[tuple[str, Door, Owed]]:
    for status in statuses:
        if not status.owed or status.thing in tables.left_out:
            continue
        for item in status.items:
            if item.door in LETTER_DOORS:
                places = (item.institution,) if item.institution else item.around or ("",)
                yield from ((place, item.door, _of_item(item, status)) for place in places)
        if not status.items and status.door in LETTER_DOORS:
            yield status.institution, status.door, Owed("thing", status.thing, status.category)


def _of_item(item: Item, status: Status) -> Owed:
    category = item.category or status.category
    known = (item.what, item.described, item.number, item.when, item.until)
    because, drug = _BECAUSE.get(item.reason.code, ""), str(item.reason.args.get("drug") or "")
    thing = item.thing or status.thing
    return Owed(item.kind, thing, category, *known, report_here=item.report_here, because=because, drug=drug,
                sent_to=item.sent_to, tracking=item.tracking, back_by=item.back_by)  # fmt: skip


def _letter(place: str, door: Door, owed: list[Owed], told: tuple[ClinicalCase, LetterTables, Choices]) -> Letter:
    case, tables, chosen = told
    country = (_chosen(chosen.countries, place) or _shown_country(place, case) or chosen.countries.get("", "")).upper()
    area = tables.areas.get(country, "")
    child = case.child
    foreign = not area and _writes_otherwise(place, case) and not _chosen(chosen.languages, place)
    return Letter(
        holder=place,
        door=door,
        language=_language(place, country, told),
        written_on=case.today,
        child_name=child.name.text if child.name else "",
        birth_date=child.birth_date.text if child.birth_date else "",
        numbers=_numbers(place, case),
        owed=tuple(sorted(owed, key=_in_order)),
        area=area,
        citations=tables.citations.get(area, {}),
        authorization_citation=tables.authorization,
        adult=_adult(case, tables.adult_from),
        abroad=area != "us" and (foreign or bool(country) or _all_abroad(case, tables)),
        foreign=foreign,
    )


def _writes_otherwise(place: str, case: ClinicalCase) -> bool:
    """Whether most papers of a house are in a language in which there is no letter."""
    papers = Counter(one.language for one in case.records if place and one.language and one.institution == place)
    return bool(papers) and papers.most_common(1)[0][0] not in LANGUAGES


def _chosen(of: Mapping[str, str], place: str) -> str:
    """What a person chose for a holder, however its name was written; "" for nothing."""
    return next((value for name, value in of.items() if name and holder_key(name) == holder_key(place)), "")


def _in_order(one: Owed) -> tuple[int, bool, PartialDate]:
    return list(Category).index(one.category), one.when is None, one.when or PartialDate(9999)


def _all_abroad(case: ClinicalCase, tables: LetterTables) -> bool:
    """Whether the case's papers show countries, and none of them is the United States: a house of which nothing shows
    where it is has no use for their form either."""
    shown = {tables.areas.get(one.country, "") for one in case.records if one.country}
    return bool(shown) and "us" not in shown


def _shown_country(place: str, case: ClinicalCase) -> str:
    """The country that all letterheads of a holder show that show one; "" where none does, or they differ."""
    key = holder_key(place)
    shown = {one.country for one in case.records if key and one.country and holder_key(one.institution) == key}
    return shown.pop() if len(shown) == 1 else ""


def _language(place: str, country: str, told: tuple[ClinicalCase, LetterTables, Choices]) -> str:
    """The chosen language, else that of the holder's country, of its own name, of most of its papers; else the case's.
    What a house calls itself is its own language; its papers for a family abroad may be in another."""
    case, tables, chosen = told
    if (picked := _chosen(chosen.languages, place)) in LANGUAGES:
        return picked
    papers = Counter(one.language for one in case.records if place and one.language and one.institution == place)
    own = tables.signs.languages.get(country, "") or (language_of_house(place, tables.signs) if papers else "")
    if own in LANGUAGES:
        return own
    for name, _ in papers.most_common():
        if name in LANGUAGES:
            return name
    fallback = chosen.language or case.language
    return fallback if fallback in LANGUAGES else "en"


def _numbers(place: str, case: ClinicalCase) -> tuple[str, ...]:
    """The child's record numbers at this holder: those that it gave, and those that no other house's papers bear where
    its own do and nothing states the issuer."""
    wanted = holder_key(place)
    if not wanted:
        return ()
    given = (
        one.value
        for one in case.child.numbers
        if (houses := (one.issuer,) if one.issuer else one.places)
        and all(house and _same_place(holder_key(house), wanted) for house in houses)
    )
    return tuple(dict.fromkeys(given))


def _same_place(one: str, other: str) -> bool:
    """Whether two names are the same house: all words of the shorter, of at least two, stand in the longer."""
    if one == other:
        return True
    shorter, longer = sorted((one.split(), other.split()), key=len)
    return len(shorter) >= 2 and set(shorter) <= set(longer)


def _adult(case: ClinicalCase, years: int) -> bool:
    """Whether the patient is surely of age; an unknown birthday is not."""
    text = case.child.birth_date.text if case.child.birth_date else ""
    try:
        born = PartialDate.from_iso(text)
    except ValueError:
        return False
    turned = (born.year + years, born.month or 12, born.day or 31)
    return turned <= (case.today.year, case.today.month, case.today.day)
