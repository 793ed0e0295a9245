"""Texts in templates: sentences from the catalogs, dates and numbers in the reader's language."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any
from urllib.parse import urlsplit

from django import template
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString

from consilium.domain.dates import PartialDate
from consilium.domain.records import Remark, Scalar
from consilium.domain.sources import Source
from consilium.knowledge.catalog import ISO_DAY, Catalog, catalog, shown
from consilium.knowledge.displaynames import display_names
from consilium.knowledge.places import place as named_place

register = template.Library()

_YEAR = r"(?:19|20)\d\d"
_DAY = re.compile(rf"(?<![\w./-]){_YEAR}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?(?![\w/-])")
# How the list of programs writes that a program has no town of its own.
_NO_TOWN = {"virtual": "wish.place_virtual", "network": "wish.place_network", "several (": "wish.place_several"}


def plain(value: Scalar, words: Catalog) -> Scalar:
    """A day in words, and a name in the order in which it is said (DICOM writes `FAMILY^GIVEN`, PS3.5 6.2)."""
    if not isinstance(value, str):
        return value
    if "^" in value:
        family, given, middle, before, after, *_ = [*value.partition("=")[0].split("^"), "", "", "", "", ""]
        return " ".join(part for part in (before, given, middle, family, after) if part)
    return words.date(value) if ISO_DAY.fullmatch(value) else value


@register.simple_tag(takes_context=True)
def t(context: template.Context, code: str, **arguments: Any) -> str:
    """`{% t "wait.title" name=child %}`: a sentence, escaped."""
    return conditional_escape(_words(context).text(code, arguments))


@register.simple_tag(takes_context=True)
def remark(context: template.Context, said: Remark) -> str:
    """`{% remark reason %}`: a reason's sentence, escaped; days and names in it as people write them."""
    words = _words(context)
    arguments = {name: plain(value, words) for name, value in said.args.items()}
    return conditional_escape(words.remark(Remark(said.code, arguments)))


@register.simple_tag(takes_context=True)
def named(context: template.Context, area: str, value: object) -> str:
    """`{% named "categories" record.category %}`: the name of a coded value."""
    return conditional_escape(_words(context).named(area, str(value)))


@register.simple_tag(takes_context=True)
def day(context: template.Context, value: object) -> str:
    """`{% day record.date %}`: a date as precise as it is known, in words."""
    words = _words(context)
    if isinstance(value, datetime):
        return conditional_escape(words.moment(value))
    if isinstance(value, date):
        value = PartialDate(value.year, value.month, value.day)
    return conditional_escape(words.date(value if isinstance(value, PartialDate | str) else None))


@register.simple_tag(takes_context=True)
def printed(context: template.Context, value: object) -> str:
    """`{% printed source.date %}`: the day that a page shows, as its list keeps it ("2024-04-19 (news)", "2010-03-03 /
    2019-09-26"), in words and without the list's remarks; "" where there is none."""
    text = str(value)
    days = _DAY.findall(text.split(";")[0] if " / " not in text else text) or _DAY.findall(text)
    shown_days = days if " / " in text else days[:1]
    return conditional_escape(" / ".join(_words(context).date(one) for one in shown_days))


@register.simple_tag(takes_context=True)
def term(context: template.Context, written: object, area: str = "") -> str:
    """`{% term owed.what "modalities" %}`: a code of that area, or else a medical term, in the reader's language where
    the list of names has it."""
    words, text = _words(context), str(written)
    if area and words.has(f"{area}.{text}"):
        return conditional_escape(words.named(area, text))
    return conditional_escape(shown(display_names(words.language).name(text)))


@register.simple_tag
def refs(references: Iterable[str], places: Mapping[str, str] | None = None) -> SafeString:
    """`{% refs one.references places %}`: numbers of records, each a link to its page where `places` knows it."""
    known = places or {}
    return format_html_join(", ", "{}", ((_to(known.get(str(one), ""), str(one)),) for one in references))


def _to(url: str, number: str) -> str:
    return format_html('<a class="c-ref" href="{}">{}</a>', url, number) if url else number


@register.simple_tag(takes_context=True)
def town(context: template.Context, place: str) -> str:
    """`{% town program.city %}`: a program's town as the language names it; in words where it has none."""
    words = _words(context)
    code = next((code for start, code in _NO_TOWN.items() if start in place), "")
    inside = named_place(place.partition("(")[2].rstrip(")"), words.language)
    return conditional_escape(words.text(code, {"places": inside}) if code else named_place(place, words.language))


@register.simple_tag(takes_context=True)
def amount(context: template.Context, value: int | float) -> str:
    """`{% amount 12000 %}`: a number as the language writes it."""
    return conditional_escape(_words(context).number(value))


@register.simple_tag(takes_context=True)
def size(context: template.Context, count: int) -> str:
    """`{% size upload.length %}`: a number of bytes."""
    return conditional_escape(_words(context).size(count))


@register.filter
def clean(text: object) -> str:
    """`{{ name|clean }}`: user data on one line, without control characters (the template escapes it besides)."""
    return shown(str(text))


@register.filter
def host(address: object) -> str:
    """`{{ source.address|host }}`: the site of an address, as people say it ("cancer.org")."""
    return shown(urlsplit(str(address)).hostname or str(address)).removeprefix("www.")


@register.filter
def sites(sources: Iterable[Source]) -> list[dict[str, Any]]:
    """`{% for site in sources|sites %}`: sources by site and printed date: a site with many pages is named once.
    What is our own comes last, with an empty `host`."""
    found: dict[tuple[str, str], list[str]] = {}
    for one in sorted(sources, key=lambda source: source.ours):
        pages = found.setdefault(("" if one.ours else host(one.address), one.date), [])
        if one.address not in pages:
            pages.append(one.address)
    return [
        {"host": name, "date": date, "address": pages[0], "more": pages[1:]} for (name, date), pages in found.items()
    ]


@register.filter
def dial(printed: object) -> str:
    """`tel:{{ one.phone|dial }}`: the digits of a number as it is printed, without what stands after it in brackets
    ("800-813-4673 (800-813-HOPE)"); "" where there are letters in it, or it is too short or too long."""
    number = re.sub(r"\s*\([^()]*[A-Za-z][^()]*\)\s*$", "", str(printed)).strip()
    digits = re.sub(r"[\s().\-/]", "", number)
    return digits if re.fullmatch(r"\+?[0-9]{5,15}", digits) else ""


@register.simple_tag(takes_context=True)
def both(context: template.Context, value: Any) -> str:
    """`{% both text %}`: a text that is known in several languages, in the reader's (else in the first there is)."""
    language = _words(context).language
    found = value.get(language) or next(iter(value.values()), "")
    return conditional_escape(found)


@register.simple_tag
def language_name(language: str) -> SafeString:
    """A language in its own words, marked as such."""
    return format_html('<span lang="{}">{}</span>', language, catalog(language).text("web.language_name"))


def _words(context: template.Context) -> Catalog:
    found: Catalog = context.get("words") or catalog("en")
    return found
