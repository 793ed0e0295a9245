"""The questions for families, from `questions.yaml`, with each question's source and date."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from consilium.domain.completeness.status import Phase
from consilium.domain.questions import Ask, From, Listed
from consilium.domain.records import Remark
from consilium.domain.sources import Source
from consilium.domain.suggestions import Found, KnownQuestion, QuestionTables, Suggestion
from consilium.domain.writtenquestions import WrittenQuestion
from consilium.knowledge.catalog import LANGUAGES, catalog
from consilium.knowledge.displaynames import display_names
from consilium.knowledge.documents import document
from consilium.knowledge.sourced import source, texts

_UNKNOWN_PHASE = "unknown"


@cache
def questions() -> QuestionTables:
    """The program's own list. Raises ValueError or KeyError where the file is not of its shape or names a question or
    a group that it does not have."""
    data = document("questions.yaml")
    if data["schema"] != "second-opinion.questions/1":
        raise ValueError("questions.yaml has another schema")
    sources = {str(name): source(entry) for name, entry in data["sources"].items()}
    known = {one.id: one for group in data["groups"] for one in _group(group, sources)}
    when = data["situations"]
    tables = QuestionTables(
        collected=str(data["collected"]),
        titles={str(group["id"]): texts(group["title"]) for group in data["groups"]},
        questions=known,
        first_five=_names(data["first_five"]),
        found={Found(name): _names(ids) for name, ids in when["found"].items()},
        found_groups={Found(name): _names(ids) for name, ids in when["found_groups"].items()},
        phases={_phase(name): _names(ids) for name, ids in when["phases"].items()},
        always=_names(when["always"]),
    )
    _check(tables)
    return tables


def as_listed(known: KnownQuestion) -> Listed:
    """A question of the list as the family's own list has it."""
    return Listed(
        id=known.id,
        texts=known.text,
        origin=From.KNOWLEDGE,
        ask=known.ask,
        group=known.group,
        quoted=known.quoted,
        translated=known.translated,
        sources=(known.source,),
    )


def as_suggested(suggestion: Suggestion) -> Listed:
    """A question that the case raises, in the words of both catalogs."""
    return Listed(
        id=suggestion.id,
        texts={language: catalog(language).remark(_in_terms(suggestion.remark, language)) for language in LANGUAGES},
        origin=From.CASE,
        ask=suggestion.ask,
        reasons=suggestion.reasons,
        references=suggestion.references,
        citations=suggestion.citations,
    )


def as_written(written: WrittenQuestion, language: str) -> Listed:
    """A question on a paper of the family's own, in its words; `language` is taken where the paper's is not known."""
    said = written.language if written.language in LANGUAGES else language
    return Listed(
        id=written.id,
        texts={said: written.text},
        reasons=(Remark("questions.why_written"),),
        references=(written.reference,),
        citations=(written.citation,),
    )


def _in_terms(remark: Remark, language: str) -> Remark:
    """With its medical terms in the language, where the list of names has them."""
    names = display_names(language)
    terms = {name: names.side(value) for name, value in remark.args.items() if isinstance(value, str)}
    return _with_things(Remark(remark.code, {**remark.args, **terms}), language)


def _with_things(remark: Remark, language: str) -> Remark:
    """With the names of the things that it names by code."""
    codes = str(remark.args.get("things") or "").split()
    names = "; ".join(catalog(language).named("gaps", code) for code in codes)
    return Remark(remark.code, {**remark.args, "things": names}) if codes else remark


def _names(entries: list[Any]) -> tuple[str, ...]:
    return tuple(str(one) for one in entries)


def _phase(name: str) -> Phase | None:
    return None if name == _UNKNOWN_PHASE else Phase(name)


def _group(group: Mapping[str, Any], sources: Mapping[str, Source]) -> Iterator[KnownQuestion]:
    for entry in group["items"]:
        yield KnownQuestion(
            id=str(entry["id"]),
            group=str(group["id"]),
            ask=Ask(entry["ask"]),
            text=texts(entry),
            source=sources[str(entry["source"])],
            quoted=bool(entry.get("quote", False)),
            note=str(entry.get("note") or ""),
        )


def _check(tables: QuestionTables) -> None:
    named = {*tables.first_five, *(one for ids in tables.found.values() for one in ids)}
    groups = {*tables.always, *(one for ids in (*tables.found_groups.values(), *tables.phases.values()) for one in ids)}
    wrong = (named - tables.questions.keys()) | (groups - tables.titles.keys())
    if wrong or set(tables.phases) != {*Phase, None}:
        raise ValueError(f"questions.yaml names what it does not have: {sorted(wrong)}")
