"""`consilium enter`: a new one-time code for the person at this machine."""

from __future__ import annotations

import argparse

from consilium.actions.people import code_to_enter
from consilium.cli.setup import Setup
from consilium.knowledge.catalog import Catalog


def arguments(_parser: argparse.ArgumentParser, _texts: Catalog) -> None:
    """None of its own."""


def run(_arguments: argparse.Namespace, setup: Setup, _texts: Catalog) -> int:
    """The code, and nothing else, on standard output."""
    print(code_to_enter(setup.installation()))
    return 0
