"""`consilium explain`: for each sentence of a file the statements found, the rule that told each, and what changed or
dropped it. For who writes rules; stores nothing."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from consilium.actions.explain import Explained, explain
from consilium.domain.findings import Finding
from consilium.domain.findings.explained import PaperTold, Story
from consilium.knowledge.catalog import Catalog, shown

QUOTE = 300


def arguments(parser: argparse.ArgumentParser, texts: Catalog) -> None:
    parser.add_argument("files", nargs="+", metavar="FILE", help=texts.text("cli.explain_files"))
    parser.add_argument("--untold", action="store_true", help=texts.text("cli.explain_untold"))


def run(arguments: argparse.Namespace, setup: object, texts: Catalog) -> int:  # noqa: ARG001 (every command gets it)
    """0 when every file was read, 1 when one could not be."""
    status = 0
    for one in explain(arguments.files):
        print("\n".join(_lines(one, texts, untold=arguments.untold)))
        status = status if one.seen.answer else 1
    return status


def _lines(one: Explained, texts: Catalog, *, untold: bool) -> Iterator[str]:
    if one.seen.answer is None:
        reason = texts.remark(one.seen.reason) if one.seen.reason else ""
        yield texts.text("cli.inspect_unreadable", path=one.seen.path, reason=reason)
        return
    for told in one.papers:
        category, day = told.paper.category, told.paper.date
        named = texts.named("categories", category) if category else texts.text("sizes.unknown")
        yield texts.text("cli.explain_paper", path=one.seen.path, category=named, date=texts.date(day))
        yield from _of_paper(told, texts, untold=untold)
    for language in one.unread:
        yield texts.text("cli.explain_passed_over", language=language)


def _of_paper(told: PaperTold, texts: Catalog, *, untold: bool) -> Iterator[str]:
    for clause, stories in told.by_clause():
        if stories or untold:
            text = " ".join(clause.text.split()) if clause is not None else texts.text("cli.explain_elsewhere")
            heading = f" [{clause.section.value}]" if clause is not None else ""
            yield f"«{shown(text, QUOTE)}»{heading}"
        for story in stories:
            yield from _of_statement(story, texts)


def _of_statement(story: Story, texts: Catalog) -> Iterator[str]:
    yield texts.text("cli.explain_told", statement=_said(story.finding), rule=story.told_by)
    for change in story.changes:
        what = "; ".join(f"{name}: {was} → {now}" for name, was, now in change.what)
        yield texts.text("cli.explain_changed", rule=change.by, what=shown(what, QUOTE))
    if story.dropped_by:
        yield texts.text("cli.explain_dropped", rule=story.dropped_by)


def _said(one: Finding) -> str:
    """`drug stated doxorubicin 25 mg/m2 2025-03-04 [dose=25 per=m2]`, in the rules' own words."""
    days = " - ".join(str(day) for day in (one.when, one.until) if day)
    details = " ".join(f"{name}={value}" for name, value in one.detail.items())
    parts = (one.kind.value, one.assertion.value, one.name, one.value, one.unit, days, one.laterality, one.site)
    return shown(" ".join(part for part in (*parts, f"[{details}]" if details else "") if part), QUOTE)
