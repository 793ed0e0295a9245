"""How well records are read: `python -m bench.reading [--story NAME] [--half seen|unread|both] [--kind KIND]`

Makes the synthetic stories, reads their papers and exports and the labelled samples of other programs in the cage,
extracts findings, and compares with the labels that persons wrote (`says:` in the stories, `bench/labels/`). Prints one
table: precision and recall of each kind of finding, from coded entries and from words apart; how statements are said
(negated, of the family, planned ...); traps; dates; category, document date and identity; gaps. `bench/matching.py`
says when a finding is what a label says.

A finding that no label covers is wrong only where a paper's labels are complete for its kind (`complete:`) or where it
falls into a trap (`never:`); else it is not judged, and the table says how many were not.

A third of the papers is kept unread: `--show misses|wrong|sorting` names what went wrong in the other two thirds only,
unless `--open` is given. Readings are kept in `--cache DIR` by their content: rules are then tried again in seconds.
Empty it after changing a reader.
"""

from __future__ import annotations

import argparse
import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from bench import gaps, sorted_right, tally
from bench.labelled import SAMPLES, STRANGERS, Labelled, Read, of_one_folder, papers, read_all, samples, story
from bench.printed import FORMS
from consilium.domain.findings import Kind
from demo.story import names

HALVES = {"seen": (False,), "unread": (True,), "both": (False, True)}


def main() -> None:
    arguments = _arguments()
    with tempfile.TemporaryDirectory(prefix="consilium-bench-") as scratch:
        cache = arguments.cache or Path(scratch)
        cache.mkdir(parents=True, exist_ok=True)
        reads, rows = _read(arguments, cache)
    halves = HALVES[arguments.half]
    kept = [[read for read in reads if read.of.unread == half] for half in halves]
    titles = ["seen two thirds" if not half else "unread third" for half in halves]
    tally.show(titles, [tally.Tally.of(part, arguments.kind) for part in kept])
    for error, count in Counter(read.broken for read in reads if read.broken).items():
        print(f"rules broke on {count} records, whose labels are all missed: {error}")
    if not arguments.kind:
        sorted_right.show(titles, kept)
        gaps.show(rows, named=arguments.show == "misses")
    if arguments.show:
        for half, part in zip(halves, kept, strict=True):
            _tell(part, arguments, hidden=half and not arguments.open)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument(
        "--story", action="append", choices=[*names(), SAMPLES, STRANGERS], help="all, if none is given"
    )
    parser.add_argument("--half", default="both", choices=HALVES)
    parser.add_argument("--kind", choices=[kind.value for kind in Kind])
    parser.add_argument("--show", choices=("misses", "wrong", "sorting"), help="name each one in the seen two thirds")
    parser.add_argument("--open", action="store_true", help="also in the unread third: only when rules are finished")
    parser.add_argument("--cache", type=Path, help="a folder that keeps the stories and what was read")
    parser.add_argument("--form", default="text", choices=["text", *FORMS], help="how strangers' papers are printed")
    parser.add_argument("--lanes", type=int, default=2)
    parser.add_argument("--suggested", action="store_true", help="count what the tagger suggests as findings too")
    parser.add_argument("--typed", action="store_true", help="leave out what has to be recognized in pictures")
    return parser.parse_args()


def _read(arguments: argparse.Namespace, cache: Path) -> tuple[list[Read], list[gaps.Row]]:
    reads: list[Read] = []
    rows = []
    for name in arguments.story or [*names(), SAMPLES, STRANGERS]:
        files, truth = _files(name, cache, arguments.form)
        pictures = ("scan", "fax", "photo", "cut_photo", "screenshot")
        wanted = [file for file in files if not (arguments.typed and file.truth["form"] in pictures)]
        (cache / "readings").mkdir(exist_ok=True)
        read = read_all(wanted, cache / "readings", arguments.lanes)
        found = of_one_folder([replace(one, suggests=arguments.suggested) for one in read])
        reads += found
        if truth is not None and not arguments.kind:
            rows.append(gaps.compared(name, truth, found))
    return reads, rows


def _files(name: str, cache: Path, form: str) -> tuple[list[Labelled], dict[str, Any] | None]:
    """Labelled files, and of a story its truth."""
    if name == SAMPLES:
        return samples(), None
    return (papers(form), None) if name == STRANGERS else story(name, cache / "stories")


def _tell(reads: Sequence[Read], arguments: argparse.Namespace, *, hidden: bool) -> None:
    by_sorting = arguments.show == "sorting"
    told = list(sorted_right.told(reads) if by_sorting else tally.told(reads, arguments.show, arguments.kind))
    if hidden:
        print(f"\n  {len(told)} {arguments.show} in the unread third, whose words are kept unread (--open shows them)")
        return
    for line in told:
        print(f"  {line}")


if __name__ == "__main__":
    main()
