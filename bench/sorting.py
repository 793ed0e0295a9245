"""How well papers are sorted: `python -m bench.sorting [--story hodgkin] [--scale small] [--list]`

Makes a story's records, whose truth is known, runs `consilium prepare` over them in a process of its own, and compares
its manifest with the truth: category, document date, institution, whose the record is, how each file ended. A date or
name is right, coarser but true (a month for a day, part of a name), unknown, or wrong. Where files have the same bytes,
the copy that was read speaks for all of them. `--list` names each answer that is not right. With `--records DIR` and
`--manifest FILE` nothing is made or run.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.measure import table
from consilium.domain.dates import PartialDate
from consilium.domain.phrases import words_of

FIELDS = ("ended", "category", "document_date", "institution", "patient")
RESULTS = ("right", "coarser but true", "unknown", "wrong")
_UNKNOWN = "unknown"


@dataclass(frozen=True)
class Answer:
    """One field of one file: what is true, what was said, and how good that is."""

    path: str
    form: str
    field: str
    expected: str
    said: str
    result: str


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--story", action="append", help="hodgkin and neuroblastoma if none is given")
    parser.add_argument("--scale", default="small", choices=("small", "full"))
    parser.add_argument("--list", action="store_true", help="also list each answer that is not right")
    parser.add_argument("--records", type=Path, help="a folder with truth.json that was made before")
    parser.add_argument("--manifest", type=Path, help="the manifest of a run over it")
    arguments = parser.parse_args()
    if arguments.records and arguments.manifest:
        _show(arguments.records.name, _truth(arguments.records), _manifest(arguments.manifest), arguments.list)
        return
    for story in arguments.story or ["hodgkin", "neuroblastoma"]:
        with tempfile.TemporaryDirectory(prefix="consilium-bench-") as scratch:
            made, out = Path(scratch, "made"), Path(scratch, "out")
            _make(story, arguments.scale, made)
            _prepare(made / "records", Path(scratch, "home"), out)
            _show(f"{story}, {arguments.scale}", _truth(made), _manifest(out / "manifest.json"), arguments.list)


def _make(story: str, scale: str, made: Path) -> None:
    command = [sys.executable, "-m", "demo", "--story", story, "--scale", scale, "--out", str(made)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def _prepare(records: Path, home: Path, out: Path) -> None:
    """Run the command; 1 is its answer where another child's or an unreadable file is among them, as here."""
    command = [str(Path(sys.executable).with_name("consilium")), "prepare", str(records)]
    options = ["--home", str(home), "--out", str(out), "--json"]
    ended = subprocess.run([*command, *options], stdout=subprocess.DEVNULL, env=dict(os.environ), check=False)
    if ended.returncode not in (0, 1):
        raise SystemExit(f"prepare ended with {ended.returncode}")


def _truth(made: Path) -> dict[str, Any]:
    truth: dict[str, Any] = json.loads((made / "truth.json").read_text("utf-8"))
    return truth


def _manifest(file: Path) -> dict[str, dict[str, Any]]:
    """The manifest's files by path, without the folder that was given."""
    files = json.loads(file.read_text("utf-8"))["files"]
    return {entry["path"]: entry for entry in files}


def _show(title: str, truth: Mapping[str, Any], files: Mapping[str, Mapping[str, Any]], listed: bool) -> None:
    answers = list(_compared(truth, files))
    rows = []
    for field in FIELDS:
        counts = Counter(answer.result for answer in answers if answer.field == field)
        shown = "  ".join(f"{counts[result]:4d} {result}" for result in RESULTS)
        rows.append((field, shown))
    table(title, rows)
    for answer in answers:
        if listed and answer.result != "right":
            found = f"{answer.field} of {answer.path} ({answer.form}): {answer.said!r}, not {answer.expected!r}"
            print(f"  {answer.result}: {found}")


def _compared(truth: Mapping[str, Any], files: Mapping[str, Mapping[str, Any]]) -> Iterator[Answer]:
    """Every answer on which truth and manifest can be laid side by side."""
    same: dict[str, list[Mapping[str, Any]]] = {}
    by_bytes: dict[str, list[Mapping[str, Any]]] = {}
    for one in files.values():
        by_bytes.setdefault(str(one["sha256"]), []).append(one)
    for entry in truth["files"]:
        same.setdefault(str(entry["sha256"]), []).append(entry)
    for entry in truth["files"]:
        copies = same[str(entry["sha256"])]
        said = list({id(one): one for copy in copies for one in by_bytes.get(str(copy["sha256"]), ())}.values())
        expected, told = (sorted(str(one["ended"]) for one in ends) for ends in (copies, said))
        right = _ends(expected) == _ends(told) and told.count("read") <= 1
        result = "right" if right else "wrong"
        yield Answer(str(entry["path"]), str(entry["form"]), "ended", ", ".join(expected), ", ".join(told), result)
        read = next((one for one in said if one["ended"] == "read"), None)
        if read is not None and entry["ended"] == "read" and not entry["litter"]:
            yield from _fields(entry, read, truth["child"])


def _ends(ends: Iterable[str]) -> set[str]:
    """How files of the same bytes ended; a second copy, also one packed in another record, is a duplicate."""
    return set(ends) - {"duplicate"}


def _fields(entry: Mapping[str, Any], said: Mapping[str, Any], child: Mapping[str, Any]) -> Iterator[Answer]:
    path, form = str(entry["path"]), str(entry["form"])
    judges = {"category": _category, "document_date": _date, "institution": _institution}
    for field, judge in judges.items():
        expected, value = entry[field], said.get(field)
        if expected is not None:
            result = judge(str(expected), str(value)) if value else _UNKNOWN
            yield Answer(path, form, field, str(expected), str(value or ""), result)
    if entry["category"] is not None:
        yield _patient(entry, said.get("patient") or {}, child)


def _category(expected: str, said: str) -> str:
    return "right" if said == expected else "wrong"


def _date(expected: str, said: str) -> str:
    if said == expected:
        return "right"
    return "coarser but true" if PartialDate.from_iso(said).includes(PartialDate.from_iso(expected)) else "wrong"


def _institution(expected: str, said: str) -> str:
    """Case, accents and apostrophes do not matter; the first words of a name are a coarser name."""
    true, told = ("".join(word.text for word in words_of(name)) for name in (expected, said))
    if true == told:
        return "right"
    return "coarser but true" if len(told) > 3 and true.startswith(told) else "wrong"


def _patient(entry: Mapping[str, Any], said: Mapping[str, Any], child: Mapping[str, Any]) -> Answer:
    """The child's own name and birth date; a part of either, and nothing else, is coarser."""
    own = {word.text for word in words_of(f"{child['given']} {child['family']}")}
    name, born = str(said.get("name") or ""), str(said.get("birth_date") or "")
    told = {word.text for word in words_of(name)}
    if not told:
        result = "right" if entry["unnamed"] else _UNKNOWN
    elif not told <= own or (born and _date(str(child["birth"]), born) == "wrong"):
        result = "wrong"
    else:
        result = "right" if told == own and born == child["birth"] else "coarser but true"
    expected = "nobody" if entry["unnamed"] else f"{child['given']} {child['family']} {child['birth']}"
    return Answer(str(entry["path"]), str(entry["form"]), "patient", expected, f"{name} {born}".strip(), result)


if __name__ == "__main__":
    main()
