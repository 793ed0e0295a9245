"""`consilium findings`: what the records say, statement by statement, each with its key, its record and its words."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable

from consilium.actions import clinical
from consilium.actions.cases import case_to_read
from consilium.cli.setup import Setup
from consilium.domain.clinical import CaseFinding
from consilium.domain.findings import Kind
from consilium.domain.plain import to_json
from consilium.domain.viewer import OPERATOR
from consilium.knowledge.catalog import Catalog, shown
from consilium.writers.fhir.provenance import said

QUOTE = 160


def arguments(parser: argparse.ArgumentParser, texts: Catalog) -> None:
    parser.add_argument("--case", metavar="NAME", help=texts.text("cli.option_case"))
    parser.add_argument("--kind", choices=[kind.value for kind in Kind], help=texts.text("cli.findings_kind"))
    parser.add_argument("--suggested", action="store_true", help=texts.text("cli.findings_suggested"))
    parser.add_argument("--json", action="store_true", help=texts.text("cli.find_json"))


def run(arguments: argparse.Namespace, setup: Setup, texts: Catalog) -> int:
    """0."""
    case = case_to_read(setup.installation(), OPERATOR, arguments.case)
    known = clinical.filled(case, arguments.lang).case
    listed = known.suggested if arguments.suggested else known.findings
    wanted = [one for one in listed if arguments.kind in (None, one.finding.kind)]
    if arguments.json:
        sys.stdout.buffer.write(to_json([_plain(one) for one in wanted]) + b"\n")
        return 0
    print("\n".join(_lines(wanted, texts)) or texts.text("cli.findings_none"))
    for word in known.unplaced:
        print(
            texts.text("cli.findings_unplaced", verdict=texts.text(f"cli.verdict_{word.verdict.value}"), name=word.by)
        )
    return 0


def _lines(found: Iterable[CaseFinding], texts: Catalog) -> Iterable[str]:
    for one in found:
        statement, judged = shown(said(one.shown, texts)), shown(_judged(one, texts))
        yield f"{one.key}  {one.finding.kind.value:14} {statement}  [{one.reference}]{judged}"
        yield f"{'':14}  «{shown(' '.join(one.finding.quote.split()), QUOTE)}»"


def _judged(one: CaseFinding, texts: Catalog) -> str:
    said_so = one.judgement
    if said_so is None:
        return ""
    kept = f" [{texts.text('summary.kept')}]" if one.unread else ""
    return f" [{texts.text(f'cli.verdict_{said_so.verdict.value}')}: {said_so.by}]{kept}"


def _plain(one: CaseFinding) -> dict[str, object]:
    return {
        "key": one.key,
        "record": one.record.number,
        "reference": one.reference,
        "finding": one.finding,
        "judgement": one.judgement,
        "unread": one.unread,
    }
