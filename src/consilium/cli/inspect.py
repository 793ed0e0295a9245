"""`consilium inspect`: what is this, whose is it, what would be read from it. Stores nothing."""

from __future__ import annotations

import argparse

from consilium.actions.inspect import Seen, inspect
from consilium.knowledge.catalog import Catalog
from consilium.readers.answer import Answer


def arguments(parser: argparse.ArgumentParser, texts: Catalog) -> None:
    parser.add_argument("files", nargs="+", metavar="FILE", help=texts.text("cli.inspect_files"))


def run(arguments: argparse.Namespace, setup: object, texts: Catalog) -> int:  # noqa: ARG001 (every command gets it)
    """0 when every file was read, 1 when one could not be."""
    status = 0
    for seen in inspect(arguments.files):
        print("\n".join(_lines(seen, texts)))
        status = status if seen.answer else 1
    return status


def _lines(seen: Seen, texts: Catalog) -> list[str]:
    if seen.answer is None:
        reason = texts.remark(seen.reason) if seen.reason else ""
        return [texts.text("cli.inspect_unreadable", path=seen.path, reason=reason)]
    lines = [texts.text("cli.inspect_is", path=seen.path, format=texts.named("formats", seen.answer.reading.format))]
    lines += _about(seen.answer, texts)
    if seen.members:
        lines.append(texts.text("cli.inspect_members", count=len(seen.members)))
    for remark in seen.answer.reading.remarks:
        lines.append(texts.text("cli.inspect_remark", text=texts.remark(remark)))
    return lines


def _about(answer: Answer, texts: Catalog) -> list[str]:
    made, lines = answer.sorted, []
    if made.title.value and all(reason.code != "sorting.title_from_format" for reason in made.title.reasons):
        lines.append(texts.text("cli.inspect_title", title=made.title.value))
    category = texts.named("categories", made.category.value) if made.category.value else texts.text("sizes.unknown")
    lines.append(texts.text("cli.inspect_category", category=category))
    lines.append(texts.text("cli.inspect_date", date=texts.date(made.document_date.value)))
    if made.institution.value:
        lines.append(texts.text("cli.inspect_institution", institution=made.institution.value))
    for person in made.people:
        lines.append(texts.text("cli.inspect_patient", name=person.text, born=texts.date(person.birth_date)))
    if not made.people:
        lines.append(texts.text("cli.inspect_nobody"))
    pages = answer.reading.pages
    if pages:
        count = sum(len(page.lines) for page in pages)
        lines.append(texts.text("cli.inspect_pages", pages=len(pages), lines=count))
    return lines
