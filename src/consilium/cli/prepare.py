"""`consilium prepare`: discs, folders and files into an ordered case and a packet."""

from __future__ import annotations

import argparse
import getpass
import os
import sys
from dataclasses import replace
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn

from consilium.actions import audit, ingest, packet
from consilium.actions.cases import Child, case_to_fill
from consilium.actions.imaging import held
from consilium.actions.ingest.run import Progress as Step
from consilium.actions.opened import OpenCase
from consilium.cli.setup import Setup, say
from consilium.domain.dates import PartialDate
from consilium.domain.errors import InputError
from consilium.domain.viewer import OPERATOR
from consilium.knowledge.catalog import Catalog, shown

SHOWN_LINES = 40
PASSWORDS_ASKED = 3


def arguments(parser: argparse.ArgumentParser, texts: Catalog) -> None:
    parser.add_argument("inputs", nargs="+", metavar="DISC-OR-FOLDER-OR-ZIP", help=texts.text("cli.prepare_inputs"))
    parser.add_argument("--case", metavar="NAME", help=texts.text("cli.option_case"))
    parser.add_argument("--child", metavar="NAME", help=texts.text("cli.option_child"))
    parser.add_argument("--born", metavar="DATE", help=texts.text("cli.option_born"))
    parser.add_argument("--sex", choices=("female", "male", "other"), help=texts.text("cli.option_sex"))
    parser.add_argument("--out", metavar="DIR", default="packet", help=texts.text("cli.option_out"))
    parser.add_argument("--jobs", metavar="N", type=int, default=1 + _processors(), help=texts.text("cli.option_jobs"))
    parser.add_argument("--json", action="store_true", help=texts.text("cli.option_json"))


def run(arguments: argparse.Namespace, setup: Setup, texts: Catalog) -> int:
    """As `status_of`."""
    installation = setup.installation()
    case = case_to_fill(installation, OPERATOR, arguments.case, _child(arguments))
    outcome = _unlocked(_ingest(case, arguments, texts, ()), arguments, texts)
    written = packet.write(outcome.case, Path(arguments.out), arguments.lang)
    held.make_ready(outcome.case)  # whoever serves the case next makes its images ready
    if not audit.sign(installation.home, installation.keys):
        say(texts.text("cli.verify_audit_bad"))
    if arguments.json:
        sys.stdout.buffer.write(written.manifest)
    else:
        say(texts.text("cli.added", added=outcome.added, known=outcome.known))
        _tell(written, texts)
    return status_of(written)


def status_of(written: packet.Written) -> int:
    """0 when every file was read, 1 when some could not be, rules failed on some, or some are another child's."""
    return 1 if written.counts.unreadable or written.counts.other_child or written.failed else 0


def _unlocked(outcome: ingest.Outcome, arguments: argparse.Namespace, texts: Catalog) -> ingest.Outcome:
    """Ask the person at the keyboard for passwords while files are locked, a few times; all are tried on each."""
    passwords: list[str] = []
    while sys.stdin.isatty() and not arguments.json and len(passwords) < PASSWORDS_ASKED:
        locked = packet.locked_files(outcome.case)
        password = getpass.getpass(texts.text("cli.password_prompt", count=locked) + " ") if locked else ""
        if not password:
            break
        passwords.append(password)
        again = _ingest(outcome.case, arguments, texts, tuple(passwords))
        outcome = replace(again, added=again.added + outcome.added, known=outcome.known)
    return outcome


def _ingest(
    case: OpenCase, arguments: argparse.Namespace, texts: Catalog, passwords: tuple[str, ...]
) -> ingest.Outcome:
    ours = packet.folders_of(Path(os.path.abspath(arguments.out))) | {os.path.abspath(case.home)}
    options = ingest.Options(arguments.inputs, lanes=max(1, arguments.jobs), passwords=passwords, leave_out=ours)
    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TextColumn("{task.fields[files]}"))
    console = Console(stderr=True)
    hidden = arguments.json or not console.is_terminal
    with Progress(*columns, TimeRemainingColumn(), console=console, disable=hidden, transient=True) as bar:
        shown_task = bar.add_task(texts.text("cli.progress"), total=None, files="")

        def step(at: Step) -> None:
            files = texts.text("cli.files_of", files=at.files, all=at.files_in_all)
            bar.update(shown_task, completed=at.bytes, total=at.bytes_in_all, files=files)

        return ingest.ingest(case, replace(options, progress=step))


def _child(arguments: argparse.Namespace) -> Child | None:
    """The child as given. Raises InputError for a birth date that is none."""
    if not arguments.child:
        if arguments.born or arguments.sex:
            raise InputError("errors.child_name_needed")
        return None
    try:
        born = PartialDate.from_iso(arguments.born) if arguments.born else None
    except ValueError as error:
        raise InputError("errors.bad_birth_date") from error
    return Child(arguments.child, born, arguments.sex or "")


def _tell(written: packet.Written, texts: Catalog) -> None:
    counts = written.counts
    say(
        texts.text(
            "cli.counts",
            files_found=counts.files_found,
            read=counts.read,
            duplicate=counts.duplicate,
            other_child=counts.other_child,
            unreadable=counts.unreadable,
        )
    )
    lines = [("cli.unreadable_line", one) for one in written.unreadable]
    lines += [("cli.failed_line", one) for one in written.failed]
    lines += [("cli.set_aside_line", one) for one in written.set_aside]
    for key, (path, reason) in lines[:SHOWN_LINES]:
        say("  " + texts.text(key, path=path, reason=reason))
    if written.doubt:
        say(written.doubt)
        say(texts.text("cli.no_child"))
    say(texts.text("cli.look", path=shown(os.path.join(written.folder, "START-HERE.html"))))


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
