"""`consilium receive`: takes images that a hospital's system sends (DIMSE C-STORE) into one case, while it runs."""

from __future__ import annotations

import argparse
import ipaddress
import resource
import signal
import time

from consilium.actions.cases import case_to_read
from consilium.actions.imaging.passing import Receiving
from consilium.cli.setup import Setup, say
from consilium.domain.errors import InputError
from consilium.domain.viewer import OPERATOR
from consilium.gateways.dimse import Listener, Node, encrypted
from consilium.knowledge.catalog import Catalog

HERE, PORT, TITLE = "127.0.0.1", 11112, "CONSILIUM"
MEMORY = 16 << 30  # bytes of address space: a sender that never ends costs itself, not the machine


def arguments(parser: argparse.ArgumentParser, texts: Catalog) -> None:
    parser.add_argument("--from", metavar="TITLE[@HOST]", dest="callers", action="append", required=True,
                        help=texts.text("cli.dimse_from"))  # fmt: skip
    parser.add_argument("--case", metavar="NAME", help=texts.text("cli.option_case"))
    parser.add_argument("--title", metavar="TITLE", default=TITLE, help=texts.text("cli.dimse_title"))
    parser.add_argument("--port", metavar="N", type=int, default=PORT, help=texts.text("cli.option_port"))
    parser.add_argument("--listen", metavar="ADDRESS", default=HERE, help=texts.text("cli.option_listen"))
    parser.add_argument("--certificate", metavar="FILE", default="", help=texts.text("cli.dimse_certificate"))
    parser.add_argument("--key", metavar="FILE", default="", help=texts.text("cli.dimse_key"))
    parser.add_argument("--authority", metavar="FILE", default="", help=texts.text("cli.dimse_authority"))
    parser.add_argument("--unencrypted", action="store_true", help=texts.text("cli.dimse_unencrypted"))


def run(arguments: argparse.Namespace, setup: Setup, texts: Catalog) -> int:
    """0 when it was told to end. Raises InputError."""
    installation = setup.installation()
    case = case_to_read(installation, OPERATOR, arguments.case)
    tls = encrypted(arguments.certificate, arguments.key, arguments.authority) if arguments.certificate else None
    if tls is None and not arguments.unencrypted and not _here(arguments.listen):
        raise InputError("errors.dimse_in_the_clear")
    callers = [Node.of(one, called=False) for one in arguments.callers]
    own = Node.of(arguments.title, called=False).title
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    receiving = Receiving(case, setup.uploads)
    listener = Listener(own, callers, receiving.take, tls)
    port = listener.open(arguments.listen, arguments.port)
    told: list[int] = []
    for one in (signal.SIGTERM, signal.SIGINT):
        signal.signal(one, lambda number, _: told.append(number))
    say(texts.text("cli.dimse_receiving", title=own, port=port))
    while not told:
        time.sleep(0.5)
        if receiving.settle():
            say(texts.text("cli.dimse_came", count=receiving.came))
    listener.close()
    receiving.settle(0)
    return say(texts.text("cli.dimse_ended", count=receiving.came), 0)


def _here(address: str) -> bool:
    try:
        return address == "localhost" or ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False
