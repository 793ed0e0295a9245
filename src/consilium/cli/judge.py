"""`consilium judge`: a person confirms, corrects or strikes out a statement; its source stays visible."""

from __future__ import annotations

import argparse
import re
from dataclasses import replace

from consilium.actions import clinical
from consilium.actions.cases import case_to_read
from consilium.cli.setup import Setup
from consilium.domain.clinical import CaseFinding, Verdict
from consilium.domain.dates import PartialDate
from consilium.domain.errors import InputError
from consilium.domain.findings import Assertion, Finding, Origin
from consilium.domain.viewer import OPERATOR
from consilium.knowledge.catalog import Catalog

_NUMBER = re.compile(r"(<=|>=|<|>|) ?(-?[0-9]{1,12}(?:[.,][0-9]{1,9})?)")
_THOUSANDS = re.compile(r"-?[0-9]{1,3},[0-9]{3}")
VERDICTS = {"confirm": Verdict.CONFIRMED, "correct": Verdict.CORRECTED, "strike": Verdict.STRUCK}


def arguments(parser: argparse.ArgumentParser, texts: Catalog) -> None:
    parser.add_argument("key", metavar="KEY", help=texts.text("cli.judge_key"))
    parser.add_argument("verdict", choices=list(VERDICTS), help=texts.text("cli.judge_verdict"))
    parser.add_argument("--by", metavar="NAME", required=True, help=texts.text("cli.judge_by"))
    parser.add_argument("--note", metavar="TEXT", default="", help=texts.text("cli.judge_note"))
    parser.add_argument("--name", metavar="TEXT", help=texts.text("cli.judge_name"))
    parser.add_argument("--value", metavar="TEXT", help=texts.text("cli.judge_value"))
    parser.add_argument("--unit", metavar="TEXT", help=texts.text("cli.judge_unit"))
    parser.add_argument("--when", metavar="DATE", help=texts.text("cli.judge_when"))
    parser.add_argument("--said", choices=[one.value for one in Assertion], help=texts.text("cli.judge_said"))
    parser.add_argument("--case", metavar="NAME", help=texts.text("cli.option_case"))


def run(arguments: argparse.Namespace, setup: Setup, texts: Catalog) -> int:
    """0. Raises InputError."""
    case = case_to_read(setup.installation(), OPERATOR, arguments.case)
    found = {one.key: one for one in clinical.filled(case, arguments.lang).case.findings}
    if arguments.key not in found:
        raise InputError("clinical.no_finding", key=arguments.key)
    verdict = VERDICTS[arguments.verdict]
    value = _corrected(found[arguments.key], arguments)
    clinical.judge(case, clinical.Correction(arguments.key, verdict, arguments.by, arguments.note, value))
    print(texts.text("cli.judge_done", key=arguments.key, name=arguments.by))
    return 0


def _corrected(one: CaseFinding, arguments: argparse.Namespace) -> Finding | None:
    """The finding with what the person says instead; None where nothing was said. Its number is the person's too."""
    given = (arguments.name, arguments.value, arguments.unit, arguments.when, arguments.said)
    if all(text is None for text in given):
        return None
    changed = replace(one.finding, origin=Origin.PERSON, confidence=None)
    if arguments.name is not None:
        changed = replace(changed, name=arguments.name, codes=())
    if arguments.value is not None:
        comparator, number = _number(arguments.value)
        changed = replace(changed, value=arguments.value, number=number, comparator=comparator)
    if arguments.unit is not None:
        changed = replace(changed, unit=arguments.unit)
    if arguments.when is not None:
        changed = replace(changed, when=_date(arguments.when))
    return changed if arguments.said is None else replace(changed, assertion=Assertion(arguments.said))


def _number(text: str) -> tuple[str, float | None]:
    """Comparator and number of a value; no number where it is none, or where a comma may part thousands."""
    found = _NUMBER.fullmatch(text.strip())
    if found is None or _THOUSANDS.fullmatch(found[2]):
        return "", None
    return found[1], float(found[2].replace(",", "."))


def _date(text: str) -> PartialDate:
    try:
        return PartialDate.from_iso(text)
    except ValueError as error:
        raise InputError("clinical.bad_date") from error
