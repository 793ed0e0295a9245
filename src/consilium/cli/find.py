"""`consilium find`: full text over everything of a case, English and Spanish words that mean the same included."""

from __future__ import annotations

import argparse
import sys

from consilium.actions import search
from consilium.actions.cases import case_to_read
from consilium.cli.setup import Setup
from consilium.domain.plain import to_json
from consilium.domain.viewer import OPERATOR
from consilium.knowledge.catalog import Catalog, shown
from consilium.search import CLOSE, OPEN

HITS = 20


def arguments(parser: argparse.ArgumentParser, texts: Catalog) -> None:
    parser.add_argument("words", nargs="+", metavar="WORDS", help=texts.text("cli.find_words"))
    parser.add_argument("--case", metavar="NAME", help=texts.text("cli.option_case"))
    parser.add_argument("--json", action="store_true", help=texts.text("cli.find_json"))


def run(arguments: argparse.Namespace, setup: Setup, texts: Catalog) -> int:
    """0 when something was found, 1 when nothing was."""
    case = case_to_read(setup.installation(), OPERATOR, arguments.case)
    words = " ".join(map(_quoted, arguments.words))
    found = search.find(case, search.opened_index(case), words, HITS)
    if arguments.json:
        sys.stdout.buffer.write(to_json([_plain(one) for one in found]) + b"\n")
    else:
        print("\n".join(line for one in found for line in _lines(one, texts)) or texts.text("cli.find_nothing"))
    return 0 if found else 1


def _quoted(word: str) -> str:
    """What the person put in quotation marks, which the shell takes away, is a phrase."""
    return f'"{word}"' if " " in word.strip() and '"' not in word else word


def _lines(one: search.Found, texts: Catalog) -> list[str]:
    date = one.head.sorted.document_date.value if one.head else None
    where = texts.text("cli.find_place", path=one.path, page=one.page, date=texts.date(date))
    words = " ".join(one.snippet.replace(OPEN, "[").replace(CLOSE, "]").split())
    return [where, f"    {shown(words, 2 * HITS * HITS)}"]


def _plain(one: search.Found) -> dict[str, object]:
    snippet = one.snippet.replace(OPEN, "").replace(CLOSE, "")
    return {"path": one.path, "page": one.page, "text": snippet, "found": one.words, "boxes": one.boxes}
