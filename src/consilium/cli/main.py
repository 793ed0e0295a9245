"""Finds the command and turns every error into one clear line.

Exit status: 0 all well; 1 done, but something could not be read; 2 wrong words; 3 failed, run again; 130 stopped.
"""

from __future__ import annotations

import argparse
import importlib
import os
import sys
from collections.abc import Sequence
from types import ModuleType

from django.db import DatabaseError

from consilium import __version__
from consilium.actions.faults import place_of
from consilium.cli.setup import Setup, say
from consilium.domain.errors import ConsiliumError
from consilium.knowledge.catalog import LANGUAGES, Catalog

COMMANDS = (
    "prepare", "inspect", "explain", "ask", "find", "findings", "judge", "deidentify", "serve", "work", "enter",
    "sending-key", "receive", "send", "verify", "doctor"
)  # fmt: skip
FAILED, STOPPED = 3, 130


def main(words: Sequence[str], setup: Setup, texts: Catalog) -> int:
    """Run one command; the exit status."""
    chosen = next((word for word in words if word in COMMANDS), "")
    arguments = _parser(texts, chosen).parse_args(words)
    try:
        status: int = command(arguments.command).run(arguments, setup, texts)
        sys.stdout.flush()  # here, where it can be answered if nobody reads any more
    except ConsiliumError as error:
        return say(texts.text("cli.failed", text=texts.remark(error.remark)), FAILED)
    except DatabaseError:
        return say(texts.text("cli.failed", text=texts.text("cli.doctor_database_bad")), FAILED)
    except BrokenPipeError:  # `consilium doctor | head`: nobody reads any more, which is no fault
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return say("\n" + texts.text("cli.stopped"), STOPPED)
    except Exception as error:  # noqa: BLE001 (whatever it is, a person gets one clear line)
        return say(texts.text("cli.failed", text=f"{texts.text('errors.unexpected')} ({place_of(error)})"), FAILED)
    return status


def command(name: str) -> ModuleType:
    """A command's module. Only the one that is run is imported: some bring a typesetter, others numerics."""
    return importlib.import_module(f"consilium.cli.{name.replace('-', '_')}")


def _parser(texts: Catalog, chosen: str) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("consilium", description=texts.text("cli.description"))
    version = f"Consilium {__version__}"
    parser.add_argument("--version", action="version", version=version, help=texts.text("cli.option_version"))
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name in COMMANDS:
        said = texts.text(f"cli.{name.replace('-', '_')}_help")
        one = commands.add_parser(name, help=said, description=said)
        if name == chosen:
            command(name).arguments(one, texts)
        one.add_argument("--home", metavar="DIR", help=texts.text("cli.option_home"))
        one.add_argument("--lang", choices=LANGUAGES, default=texts.language, help=texts.text("cli.option_lang"))
    return parser
