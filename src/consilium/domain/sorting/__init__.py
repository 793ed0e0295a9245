"""What a record is: category, date, institution, author, title, language and the people it names, each with reasons."""

from __future__ import annotations

from dataclasses import dataclass, replace

from consilium.domain.dates import PartialDate
from consilium.domain.documentdates import FoundDates, find_dates
from consilium.domain.people import find_people
from consilium.domain.phrases import words_of
from consilium.domain.records import Category, Decision, PersonNamed, Reading, Remark
from consilium.domain.sorting.category import category_of, dated_as
from consilium.domain.sorting.countries import country_of
from consilium.domain.sorting.dating import births_of, document_date, event_date
from consilium.domain.sorting.exports import export_category, export_date, is_export
from consilium.domain.sorting.language import language_of
from consilium.domain.sorting.naming import author, institution
from consilium.domain.sorting.otherlanguages import heading, house, in_prose, own_date, writer
from consilium.domain.sorting.outlived import outlived
from consilium.domain.sorting.tables import SortingTables
from consilium.domain.sorting.titles import title

__all__ = ["STRUCTURED", "Sorted", "SortingTables", "sort"]

# Formats whose structure names the patient: their text is asked for certain labels only.
STRUCTURED = ("dicom", "fhir", "ccda", "cda", "hl7v2")


@dataclass(frozen=True, slots=True)
class Sorted:
    """What the rules say of one record. `date_order` is how it writes dates ("dmy", "mdy"), "" if not shown;
    `event_date` the day of the examination or collection that a report is about, where it states one; `country` the one
    (ISO 3166) that its letterhead shows, "" if none."""

    category: Decision[Category]
    document_date: Decision[PartialDate]
    institution: Decision[str]
    author: Decision[str]
    title: Decision[str]
    language: str = ""
    people: tuple[PersonNamed, ...] = ()
    date_order: str = ""
    event_date: PartialDate | None = None
    country: str = ""


def sort(
    reading: Reading, tables: SortingTables, order: str = "", births: frozenset[PartialDate] = frozenset()
) -> Sorted:
    """Sort one reading. `order` ("dmy" or "mdy") is what is known of its source's dates from elsewhere: it is used
    only where the document itself shows none. `births` are birth dates known from elsewhere: no date of the document.
    A reading without text costs microseconds."""
    exported = is_export(reading)
    category = export_category(reading) if exported else category_of(reading, tables)
    language, found = reading.language, FoundDates()
    if reading.pages:
        language = language_of(reading, tables)
        found = find_dates(reading.pages, tables.dates, language, order)
    people = _people(reading, found.order, tables)
    births |= births_of(people)
    date = export_date(reading) if exported else None
    by = category.value if exported else dated_as(reading, tables, category.value)
    date = date or outlived(document_date(reading, found, by, tables, births), reading, found.dates)
    place = institution(reading, tables)
    names = [person.text for person in people]
    return _of_another_language(
        reading,
        tables,
        Sorted(
            category=category,
            document_date=date,
            institution=place,
            author=author(reading, tables),
            title=title(
                replace(reading, title="") if exported else reading, category, tables, place.value or "", names
            ),
            language=language,
            people=people,
            date_order=found.order,
            event_date=event_date(reading, found, category.value, tables, births),
            country=country_of(reading.pages, tables.countries),
        ),
    )


def _of_another_language(reading: Reading, tables: SortingTables, made: Sorted) -> Sorted:
    """A paper in a language that is not read, with its own day, sender and title by that language's words."""
    language, others, pages = made.language, tables.others, reading.pages
    if language not in others.words or not pages:
        return made
    persons = {word.text for person in made.people for word in words_of(person.text)}
    kept = made.document_date
    if in_prose(pages, kept):
        kept = Decision(None, (Remark("sorting.no_date"),))
    stated = made.title.value is not None and made.title.reasons[0].code == "sorting.title_stated"
    return replace(
        made,
        document_date=own_date(pages, language, others) or kept,
        institution=(None if reading.institutions else house(pages, language, others)) or made.institution,
        author=(None if reading.authors else writer(pages, language, others)) or made.author,
        title=made.title if stated else heading(pages, language, others, persons) or made.title,
    )


def _people(reading: Reading, order: str, tables: SortingTables) -> tuple[PersonNamed, ...]:
    """The people that structure names, and those named in the text beside them."""
    if not reading.pages:
        return reading.people
    strict = bool(reading.people) or reading.format.startswith(STRUCTURED)
    return tuple(dict.fromkeys((*reading.people, *find_people(reading.pages, tables.people, order, strict=strict))))
