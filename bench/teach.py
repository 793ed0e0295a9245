"""Teach the tagger that suggests statements which no rule has read (decision 0021), from labelled papers that may be
looked at, and keep what it learned beside the tables: scripts/bench teach [--out FILE] [--without NAME ...].

No unread paper is touched. The same papers and the same features teach the same tagger, in some minutes of one core.
"""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Final

import pycrfsuite
import yaml

from bench import labelled
from bench.labelled import PAPERS, UNREAD, Labelled, Read
from consilium.domain.findings.extraction import paper_of
from consilium.domain.findings.paper import Paper
from consilium.domain.findings.suggested.features import Token, features_of, tokens_of
from consilium.knowledge.findings.suggested import MODEL, NONE
from consilium.knowledge.findings.words import finding_words
from consilium.readers.pool import Pool

# L-BFGS with both penalties: the first makes most weights nothing, so that a small file holds what was learned.
SETTINGS: Final = {"c1": 0.6, "c2": 0.02, "max_iterations": 90, "feature.minfreq": 2}
_WIDEST = 12  # tokens over which the words of one name may be spread
_VALUE_NEAR = 25
_VALUED, _TAGGED = 5, 3
_WORD = re.compile(r"\w")


def seen_papers(without: Iterable[str] = ()) -> list[Labelled]:
    """All strangers' papers that may be looked at, but for the files named."""
    return [
        labelled._paper(entry, "text", unread=False)
        for file in sorted(PAPERS.glob("*.yaml"))
        if not file.stem.endswith(UNREAD) and file.stem not in set(without)
        for entry in yaml.safe_load(file.read_text("utf-8"))
    ]


def tagged(paper: Paper, labels: Iterable[Mapping[str, Any]]) -> list[tuple[Sequence[Token], list[str]]]:
    """The tokens of each clause with the kind of statement that each is the name of, `NONE` for all others."""
    tokens = [tokens_of(clause.text) for clause in paper.clauses]
    tags = [[NONE] * len(each) for each in tokens]
    words = [[_plain(one.text) for one in each] for each in tokens]
    for label in labels:
        best = min(_places(label, words, tokens, tags), default=None)
        if best is not None:
            _, clause, first, last = best
            for at in range(first, last + 1):
                if tags[clause][at] == NONE:
                    tags[clause][at] = label["kinds"][0]
    return list(zip(tokens, tags, strict=True))


def _plain(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") else word


def _places(
    label: Mapping[str, Any],
    words: Sequence[Sequence[str]],
    tokens: Sequence[Sequence[Token]],
    tags: Sequence[Sequence[str]],
) -> Iterator[tuple[int, int, int, int]]:
    """Where the words of a label's name stand, the likeliest with the least figure: close together, its value near."""
    number = f"{label['number']:g}" if label.get("number") is not None else ""
    for name in label["names"]:
        wanted = {_plain(one.text) for one in tokens_of(name) if _WORD.match(one.text)}
        for at, row in enumerate(words):
            if not wanted or not wanted <= set(row):
                continue
            for first, word in enumerate(row):
                last = _end(row, first, wanted) if word in wanted else None
                if last is None:
                    continue
                near = (one.text.replace(",", ".") for one in tokens[at][first : first + _VALUE_NEAR])
                cost = (last - first) - len(wanted) - (_VALUED if number and number in near else 0)
                yield cost + (_TAGGED if tags[at][first] != NONE else 0), at, first, last


def _end(row: Sequence[str], first: int, wanted: set[str]) -> int | None:
    left = set(wanted)
    for at in range(first, min(len(row), first + _WIDEST)):
        left.discard(row[at])
        if not left:
            return at
    return None


def sequences(reads: Iterable[Read]) -> Iterator[tuple[list[list[str]], list[str]]]:
    """Features and tags of every clause of the papers."""
    words = finding_words()
    for read in reads:
        if read.reading is None or read.made is None:
            continue
        paper = paper_of(read.reading, read.made, words)
        for clause, (tokens, tags) in zip(paper.clauses, tagged(paper, read.of.labels), strict=True):
            if tokens:
                yield features_of(clause, tokens, str(paper.category or "")), tags


def teach(reads: Iterable[Read], out: Path) -> int:
    """Teach a tagger and write what it learned. How many tokens it was taught with."""
    trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
    trainer.set_params(SETTINGS)
    count = 0
    for features, tags in sequences(reads):
        trainer.append(features, tags)
        count += len(tags)
    trainer.train(str(out))
    return count


def main(arguments: Sequence[str]) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=MODEL)
    parser.add_argument("--without", nargs="*", default=[], help="files of bench/papers to leave out, without ending")
    parser.add_argument("--cache", type=Path, default=Path(tempfile.gettempdir(), "consilium-bench"))
    asked = parser.parse_args(arguments)
    asked.cache.mkdir(parents=True, exist_ok=True)
    papers = seen_papers(asked.without)
    with Pool() as pool, ThreadPoolExecutor(2) as threads:
        reads = list(threads.map(lambda paper: labelled._read(paper, asked.cache, pool), papers))
    begun = time.monotonic()
    count = teach(reads, asked.out)
    print(
        f"{len(papers)} papers, {count:,} tokens, {time.monotonic() - begun:.0f} s, {asked.out.stat().st_size:,} bytes"
    )


if __name__ == "__main__":
    main(sys.argv[1:])
