"""`consilium ask`: the question for a second team, of whom and by when, the family's list, where hospitals are."""

from __future__ import annotations

import argparse
from dataclasses import replace

from consilium.actions.ask import ask
from consilium.actions.cases import case_to_read
from consilium.cli.setup import Setup
from consilium.domain.dates import PartialDate
from consilium.domain.errors import InputError
from consilium.domain.summary import Asked
from consilium.domain.viewer import OPERATOR
from consilium.knowledge.catalog import Catalog, shown
from consilium.knowledge.centers import centers
from consilium.knowledge.letters import letter_tables

COUNTRY_CHARS = 5


def arguments(parser: argparse.ArgumentParser, texts: Catalog) -> None:
    parser.add_argument("questions", nargs="*", metavar="QUESTION", help=texts.text("cli.ask_questions"))
    parser.add_argument("--question", metavar="TEXT", help=texts.text("cli.ask_question"))
    parser.add_argument("--of", metavar="WHOM", help=texts.text("cli.ask_of"))
    parser.add_argument("--by", metavar="DATE", help=texts.text("cli.ask_by"))
    parser.add_argument("--country", metavar="[HOSPITAL=]CC", action="append", default=[], help=_country_help(texts))
    parser.add_argument(
        "--program", metavar="ID", help=texts.text("cli.ask_program", known=", ".join(centers().centers))
    )
    parser.add_argument("--clear", action="store_true", help=texts.text("cli.ask_clear"))
    parser.add_argument("--case", metavar="NAME", help=texts.text("cli.option_case"))


def run(arguments: argparse.Namespace, setup: Setup, texts: Catalog) -> int:
    """0. Shows what is kept now; changes only what is given."""
    case = case_to_read(setup.installation(), OPERATOR, arguments.case)
    before = Asked() if arguments.clear else case.document.asked
    countries = {} if arguments.clear else dict(case.document.countries)
    asked = _changed(before, arguments)
    countries |= dict(map(_country, arguments.country))
    program = arguments.program or ("" if arguments.clear else case.document.program)
    if (asked, countries, program) != (case.document.asked, dict(case.document.countries), case.document.program):
        ask(case, asked, countries, program)
    print("\n".join([*_lines(asked, countries, texts), *_program(program, texts)]))
    return 0


def _changed(asked: Asked, arguments: argparse.Namespace) -> Asked:
    if arguments.question is not None:
        asked = replace(asked, question=arguments.question)
    if arguments.of is not None:
        asked = replace(asked, asked_of=arguments.of)
    if arguments.by is not None:
        asked = replace(asked, answer_by=_date(arguments.by))
    return replace(asked, questions=tuple(dict.fromkeys((*asked.questions, *arguments.questions))))


def _lines(asked: Asked, countries: dict[str, str], texts: Catalog) -> list[str]:
    unknown = texts.text("summary.not_stated")
    by = texts.date(asked.answer_by) if asked.answer_by else unknown
    lines = [
        f"{texts.text('summary.asked')}: {shown(asked.question) or unknown}",
        f"{texts.text('summary.asked_of')}: {shown(asked.asked_of) or unknown}",
        f"{texts.text('summary.answer_by')}: {by}",
    ]
    lines += [f"{number}. {shown(said)}" for number, said in enumerate(asked.questions, start=1)]
    lines += [f"{shown(place) or texts.text('cli.ask_everywhere')}: {code}" for place, code in countries.items()]
    return lines


def _program(program: str, texts: Catalog) -> list[str]:
    return [texts.text("cli.ask_for_program", name=centers().centers[program].name)] if program else []


def _country(text: str) -> tuple[str, str]:
    """(hospital, code): "US" is for every hospital that has none of its own."""
    place, _, code = text.rpartition("=")
    code = code.strip().upper()
    if not 2 <= len(code) <= COUNTRY_CHARS or not code.replace("-", "").isalpha():
        raise InputError("clinical.bad_country")
    return place.strip(), code


def _country_help(texts: Catalog) -> str:
    return texts.text("cli.ask_country", known=", ".join(sorted(letter_tables().areas)))


def _date(text: str) -> PartialDate:
    try:
        return PartialDate.from_iso(text)
    except ValueError as error:
        raise InputError("clinical.bad_date") from error
