"""`consilium deidentify`: the images of a case without names, into a folder that can be handed on."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from consilium.actions import audit, deidentified
from consilium.actions.cases import case_to_read
from consilium.cli.setup import Setup, say
from consilium.domain.viewer import OPERATOR
from consilium.knowledge.catalog import Catalog, shown
from consilium.writers.deidentification import as_json

SHOWN_LINES = 40


def arguments(parser: argparse.ArgumentParser, texts: Catalog) -> None:
    parser.add_argument("--case", metavar="NAME", help=texts.text("cli.option_case"))
    parser.add_argument("--out", metavar="DIR", required=True, help=texts.text("cli.deidentify_out"))
    parser.add_argument("--every-image", action="store_true", help=texts.text("cli.deidentify_every_image"))
    parser.add_argument("--jobs", metavar="N", type=int, default=deidentified.LANES, help=texts.text("cli.option_jobs"))
    parser.add_argument("--json", action="store_true", help=texts.text("cli.deidentify_json"))


def run(arguments: argparse.Namespace, setup: Setup, texts: Catalog) -> int:
    """0 when every image was copied, 1 when some were not, or there is none."""
    installation = setup.installation()
    case = case_to_read(installation, OPERATOR, arguments.case)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    console = Console(stderr=True)
    hidden = arguments.json or not console.is_terminal
    with Progress(*columns, console=console, disable=hidden, transient=True) as bar:
        task = bar.add_task(texts.text("deidentification.progress"), total=None)
        options = deidentified.Options(
            every_image=arguments.every_image,
            lanes=max(1, arguments.jobs),
            progress=lambda at, of: bar.update(task, completed=at, total=of),
        )
        written = deidentified.write(case, Path(arguments.out), options)
    if not audit.sign(installation.home, installation.keys):
        say(texts.text("cli.verify_audit_bad"))
    if arguments.json:
        sys.stdout.buffer.write(as_json(written.report) + b"\n")
    else:
        _tell(written, texts)
    images = [reason for _, reason in written.refused if reason.code != "deidentification.paper"]
    return 1 if images or not written.report.copied else 0


def _tell(written: deidentified.Written, texts: Catalog) -> None:
    copied = len(written.report.copied)
    if not copied:
        say(texts.text("deidentification.nothing"))
    say(texts.text("deidentification.done", copied=copied, path=shown(written.folder)))
    if written.refused:
        say(texts.text("deidentification.some_left", count=len(written.refused)))
    for path, reason in written.refused[:SHOWN_LINES]:
        say(texts.text("deidentification.left_line", path=path, reason=texts.remark(reason)))
    if copied:
        say(texts.text("deidentification.look_yourself"))
        say(texts.text("deidentification.faces"))
