"""`consilium work`: does the jobs that pages ask for."""

from __future__ import annotations

import argparse
import os
import signal

from consilium.actions import reminders
from consilium.cli.setup import Setup, say
from consilium.jobs.worker import run_worker
from consilium.knowledge.catalog import Catalog


def arguments(parser: argparse.ArgumentParser, texts: Catalog) -> None:
    parser.add_argument("--once", action="store_true", help=texts.text("cli.option_once"))
    parser.add_argument("--parent", metavar="PID", type=int, default=0, help=texts.text("cli.option_parent"))


def run(arguments: argparse.Namespace, setup: Setup, texts: Catalog) -> int:
    """0 when it was told to end, or with `--once` when nothing is left to do."""
    told: list[int] = []
    for one in (signal.SIGTERM, signal.SIGINT):
        signal.signal(one, lambda number, _: told.append(number))

    def stop() -> bool:
        return bool(told) or (arguments.parent > 0 and os.getppid() != arguments.parent)

    if not arguments.once:
        say(texts.text("cli.work_ready"))
    post, address = setup.post(), setup.address
    tidy = None if post is None else lambda installation: reminders.send(installation, post, address)
    run_worker(setup.installation, stop, until_empty=arguments.once, tidy=tidy)
    return 0
