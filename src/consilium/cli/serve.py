"""`consilium serve`: the pages, on this machine, and the worker that does what takes longer."""

from __future__ import annotations

import argparse
import os
import socket
import sys

from consilium.actions.people import code_to_enter
from consilium.cli.setup import Setup, say
from consilium.domain.errors import InputError
from consilium.knowledge.catalog import Catalog

HERE, PORT = "127.0.0.1", 8000
SERVER = "consilium.config.server"


def arguments(parser: argparse.ArgumentParser, texts: Catalog) -> None:
    parser.add_argument("--port", metavar="N", type=int, default=PORT, help=texts.text("cli.option_port"))
    parser.add_argument("--listen", metavar="ADDRESS", default=HERE, help=texts.text("cli.option_listen"))


def run(arguments: argparse.Namespace, setup: Setup, texts: Catalog) -> int:
    """Becomes the server, until it is stopped. Raises InputError where the port is taken."""
    installation = setup.installation()
    _free(arguments.listen, arguments.port)
    code = code_to_enter(installation)
    address = f"http://{arguments.listen}:{arguments.port}"
    say(texts.text("cli.serving", address=f"{address}/"))
    say(texts.text("cli.enter", link=f"{address}/enter/#{code}", code=code))
    os.environ["CONSILIUM_HOME"] = str(setup.home)
    sys.stderr.flush()
    os.environ.pop("DJANGO_SETTINGS_MODULE", None)  # the server has its own
    os.execv(sys.executable, [sys.executable, "-m", SERVER, arguments.listen, str(arguments.port)])


def _free(address: str, port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address, port))
        except OSError as error:
            raise InputError("errors.port_taken", port=port) from error
