"""`consilium verify`: re-reads every stored byte against its hash and says so."""

from __future__ import annotations

import argparse

from consilium.actions import audit, verify
from consilium.cli.setup import Setup
from consilium.domain.viewer import OPERATOR
from consilium.knowledge.catalog import Catalog

FAILED = 3


def arguments(parser: argparse.ArgumentParser, texts: Catalog) -> None:
    parser.add_argument("--case", metavar="NAME", help=texts.text("cli.option_case"))


def run(arguments: argparse.Namespace, setup: Setup, texts: Catalog) -> int:
    """0 when everything is whole, 3 when not."""
    damaged = 0
    installation = setup.installation()
    cases = verify.cases(installation, OPERATOR, arguments.case)
    for case in cases:
        checked = list(verify.verify(case))
        bad = [one for one in checked if one.problem]
        damaged += len(bad)
        for one in bad:
            reason = texts.remark(one.problem) if one.problem else ""
            print(texts.text("cli.verify_bad", case=case.document.name, path=one.path, reason=reason))
        key = "cli.verify_failed" if bad else "cli.verify_ok"
        print(texts.text(key, case=case.document.name, bad=len(bad), count=len(checked)))
    if not cases:
        print(texts.text("cli.verify_nothing"))
    whole, count = audit.check(installation.home, installation.keys)
    print(texts.text("cli.verify_audit_ok" if whole else "cli.verify_audit_bad", count=count))
    return FAILED if damaged or not whole else 0
