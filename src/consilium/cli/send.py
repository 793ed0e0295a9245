"""`consilium send`: sends the images of a case to a hospital's system (DIMSE C-STORE), as they are stored."""

from __future__ import annotations

import argparse

from consilium.actions.cases import case_to_read
from consilium.actions.imaging.passing import outgoing
from consilium.cli.setup import Setup, say
from consilium.domain.viewer import OPERATOR
from consilium.gateways.dimse import Node, Outgoing, Scu, encrypted
from consilium.knowledge.catalog import Catalog

TITLE = "CONSILIUM"
WARNED = range(0xB000, 0xC000)  # stored, with something to say (PS3.4 B.2.3)


def arguments(parser: argparse.ArgumentParser, texts: Catalog) -> None:
    parser.add_argument("--to", metavar="TITLE@HOST:PORT", required=True, help=texts.text("cli.dimse_to"))
    parser.add_argument("--case", metavar="NAME", help=texts.text("cli.option_case"))
    parser.add_argument("--study", metavar="UID", action="append", default=[], help=texts.text("cli.dimse_study"))
    parser.add_argument("--title", metavar="TITLE", default=TITLE, help=texts.text("cli.dimse_title"))
    parser.add_argument("--encrypted", action="store_true", help=texts.text("cli.dimse_encrypted"))
    parser.add_argument("--authority", metavar="FILE", default="", help=texts.text("cli.dimse_authority"))
    parser.add_argument("--echo", action="store_true", help=texts.text("cli.dimse_echo"))


def run(arguments: argparse.Namespace, setup: Setup, texts: Catalog) -> int:
    """0 when everything was stored there, 1 when something was not. Raises InputError, BusyError."""
    tls = encrypted(authority=arguments.authority) if arguments.encrypted or arguments.authority else None
    there = Scu(Node.of(arguments.to, called=True), Node.of(arguments.title, called=False).title, tls)
    there.echo()
    if arguments.echo:
        return say(texts.text("cli.dimse_there"), 0)
    case = case_to_read(setup.installation(), OPERATOR, arguments.case)
    total, instances = outgoing(case, frozenset(arguments.study))
    stored, refused = 0, list[tuple[Outgoing, int]]()
    for one, status in there.send(instances):
        if status in (0, *WARNED):
            stored += 1
        else:
            refused.append((one, status))
    say(texts.text("cli.dimse_sent", count=stored, total=total))
    for status in sorted({status for _, status in refused}):
        count = sum(1 for _, other in refused if other == status)
        say(texts.text("cli.dimse_not_taken", count=count, status=f"{status:04X}"))
    return 1 if refused or stored < total else 0
