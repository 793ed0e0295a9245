"""Category, document date and identity of the labelled records (`bench.sorting` measures them through the command)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from bench.labelled import STRANGERS, Read
from bench.tally import share
from consilium.domain.dates import PartialDate
from consilium.domain.identity import Match, establish, grown, reconcile
from consilium.knowledge.rules import rules

QUESTIONS = ("category", "document date", "of this child", "of another child, not merged")


def show(titles: Sequence[str], halves: Sequence[Sequence[Read]]) -> None:
    """Print one line a question. Identity is decided over both halves together, as over a whole folder."""
    wide = 45
    matches = dict(_matches([read for half in halves for read in half]))
    answers = [list(_answers(half, matches)) for half in halves]
    for question in QUESTIONS:
        counted = [[met for asked, met in half if asked == question] for half in answers]
        print(f"{question:<30}" + "   ".join(f"{share(sum(met), len(met)):<{wide}}" for met in counted))
    print(f"  of {', '.join(titles)}; a record that is asked about counts as not merged")


def _matches(reads: Sequence[Read]) -> Iterator[tuple[int, Match]]:
    by_story: dict[str, list[Read]] = defaultdict(list)
    for read in reads:
        by_story[read.of.story].append(read)
    words = rules().names
    for mine in by_story.values():
        people = [read.made.people if read.made else () for read in mine]
        named = [person for found in people for person in found]
        known = establish([(person, 1) for person in named], words, None).value
        if known is not None:
            decided = reconcile(grown(known, named, words), people, words)
            yield from ((id(read), one.value or Match.UNNAMED) for read, one in zip(mine, decided, strict=True))


def _answers(reads: Sequence[Read], matches: dict[int, Match]) -> Iterator[tuple[str, bool]]:
    for read in reads:
        truth, made = read.of.truth, read.made
        if made is None or truth["category"] is None:
            continue
        yield "category", made.category.value == truth["category"]
        if truth["document_date"]:
            yield "document date", made.document_date.value == PartialDate.from_iso(truth["document_date"])
        if read.of.story == STRANGERS:  # each of another child
            continue
        match = matches.get(id(read), Match.UNNAMED)
        if truth["ended"] == "other_child":
            yield QUESTIONS[3], match in (Match.ANOTHER_CHILD, Match.PROBABLY_SAME)
        else:
            yield QUESTIONS[2], match in (Match.SAME, Match.UNNAMED)


def told(reads: Sequence[Read]) -> Iterator[str]:
    """Each record whose category or date is not right, in words."""
    for read in reads:
        truth, made = read.of.truth, read.made
        if made is None or truth["category"] is None:
            continue
        for true, said in (
            (truth["category"], made.category.value),
            (truth["document_date"], made.document_date.value),
        ):
            if true and str(said) != true:
                yield f"{read.of.story}/{read.of.path}: {said}, not {true}"
