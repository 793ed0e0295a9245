"""`consilium judge`: a person confirms, corrects or strikes out a statement; its source stays visible."""

from __future__ import annotations

import argparse

from consilium.actions import clinical
from consilium.actions.cases import case_to_read
from consilium.cli.setup import Setup
from consilium.domain.clinical import Verdict
from consilium.domain.correcting import SIDES, Changes
from consilium.domain.errors import InputError
from consilium.domain.findings import Assertion
from consilium.domain.viewer import OPERATOR
from consilium.knowledge.catalog import Catalog

NO_SIDE = "none"
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
    parser.add_argument("--until", metavar="DATE", help=texts.text("cli.judge_until"))
    parser.add_argument("--side", choices=[*filter(None, SIDES), NO_SIDE], help=texts.text("cli.judge_side"))
    parser.add_argument("--site", metavar="TEXT", help=texts.text("cli.judge_site"))
    parser.add_argument(
        "--detail", metavar="NAME=TEXT", action="append", default=[], help=texts.text("cli.judge_detail")
    )
    parser.add_argument("--said", choices=[one.value for one in Assertion], help=texts.text("cli.judge_said"))
    parser.add_argument("--case", metavar="NAME", help=texts.text("cli.option_case"))


def run(arguments: argparse.Namespace, setup: Setup, texts: Catalog) -> int:
    """0. Raises InputError."""
    case = case_to_read(setup.installation(), OPERATOR, arguments.case)
    said = clinical.Correction(
        key=arguments.key,
        verdict=VERDICTS[arguments.verdict],
        by=arguments.by,
        note=arguments.note,
        changes=_changes(arguments),
    )
    clinical.judge(case, said)
    print(texts.text("cli.judge_done", key=arguments.key, name=arguments.by))
    return 0


def _changes(arguments: argparse.Namespace) -> Changes:
    return Changes(
        name=arguments.name,
        value=arguments.value,
        unit=arguments.unit,
        when=arguments.when,
        until=arguments.until,
        said=None if arguments.said is None else Assertion(arguments.said),
        side="" if arguments.side == NO_SIDE else arguments.side,
        site=arguments.site,
        detail=dict(map(_detail, arguments.detail)),
    )


def _detail(written: str) -> tuple[str, str]:
    """`grade=3` as a name and its text."""
    name, equals, text = written.partition("=")
    if not equals or not name.strip():
        raise InputError("clinical.detail_shape", given=written)
    return name.strip(), text
