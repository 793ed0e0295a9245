"""Full text over many pages: `python -m bench.search [--pages 20000] [--queries 200]`

Makes pages of text in both languages from the words of `knowledge/` (a report's mix of common and rare words, with
numbers and dates), builds one index of them, opens it, and asks it: single words, words with synonyms in the other
language, two and three words, phrases, and unfinished words. Times are of the index alone, without opening the records
that were found.
"""

from __future__ import annotations

import argparse
import random
import statistics
from collections.abc import Iterator, Sequence

from bench.measure import seconds, table
from consilium import search
from consilium.domain.search import query
from consilium.knowledge.synonyms import synonyms
from consilium.search import Index, PageText

WANTED_MS = 50.0
HITS = 30
WORDS_A_PAGE = 350
PAGES_A_RECORD = 8
_ENGLISH = """the of and with for was in no is on patient at to left right normal seen without by follow up not there
from report date findings history mg day mass dose after before"""
_SPANISH = """de la el con para fue en no es sin se paciente del al izquierdo derecho normal por los las una y informe
fecha hallazgos antecedentes mg día masa dosis después antes"""
_COMMON = {"en": _ENGLISH.split(), "es": _SPANISH.split()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pages", type=int, default=20_000)
    parser.add_argument("--queries", type=int, default=200)
    arguments = parser.parse_args()
    chance = random.Random(7)
    pages = list(_pages(chance, arguments.pages))
    segment: list[bytes] = []
    build = seconds(lambda: segment.append(search.build(pages)))
    opened: list[Index] = []
    opening = seconds(lambda: opened.append(Index.open(segment)))
    asked = list(_queries(chance, pages, arguments.queries))
    hits: list[int] = []
    times = [1000 * seconds(lambda text=text: hits.append(len(_find(opened[0], text)))) for text in asked]  # type: ignore[misc]
    _show(pages, segment[0], (build, opening), times, hits)


def _find(index: Index, text: str) -> tuple[search.Hit, ...]:
    """As a search for 30 hits does: four times as many ranked, since some may be set aside, and 30 marked."""
    asked = query(text, synonyms())
    hits = index.find(asked, 4 * HITS)
    for hit in hits[:HITS]:
        index.mark(asked, hit)
    return hits


def _show(
    pages: Sequence[PageText], segment: bytes, made: tuple[float, float], times: Sequence[float], hits: Sequence[int]
) -> None:
    chars = sum(len(page.text) for page in pages)
    late = sorted(times)[int(0.95 * (len(times) - 1))]
    rows = [
        ("pages, characters", f"{len(pages):,}, {chars:,}"),
        ("build, s", f"{made[0]:.1f}"),
        ("index, bytes", f"{len(segment):,} ({len(segment) / chars:.2f} of the text)"),
        ("open, ms", f"{1000 * made[1]:.0f}"),
        ("queries, of them with hits", f"{len(times)}, {sum(map(bool, hits))}"),
        ("query, ms: median", f"{statistics.median(times):.1f}"),
        ("query, ms: 95th percentile", f"{late:.1f}"),
        ("query, ms: longest", f"{max(times):.1f}"),
        (f"wanted < {WANTED_MS:.0f} ms", "yes" if late < WANTED_MS else "no"),
    ]
    table("Full text over one case", rows)


def _vocabulary() -> list[str]:
    """The words of all names that the search knows, and made-up rare ones."""
    known = sorted({" ".join(phrase) for group in synonyms().groups for phrase in group})
    return [*known, *(f"{head}{tail}" for head in ("calo", "meri", "dusto", "pavi") for tail in map(str, range(4_000)))]


def _pages(chance: random.Random, count: int) -> Iterator[PageText]:
    rare = _vocabulary()
    for number in range(count):
        common = _COMMON["es" if number // PAGES_A_RECORD % 2 else "en"]
        words = [_word(chance, common, rare) for _ in range(WORDS_A_PAGE)]
        lines = [" ".join(words[at : at + 10]) for at in range(0, len(words), 10)]
        yield PageText(str(number // PAGES_A_RECORD), number % PAGES_A_RECORD + 1, "\n".join(lines))


def _word(chance: random.Random, common: Sequence[str], rare: Sequence[str]) -> str:
    kind = chance.random()
    if kind < 0.6:
        return chance.choice(common)
    if kind < 0.9:
        return rare[int(len(rare) * chance.random() ** 3)]
    return f"{chance.randint(1, 400)},{chance.randint(0, 9)}"


def _queries(chance: random.Random, pages: Sequence[PageText], count: int) -> Iterator[str]:
    """As many kinds in turn: a name with its synonyms, a common word, words of one page, a phrase, a beginning."""
    names = [" ".join(phrase) for group in synonyms().groups for phrase in group[:1]]
    for number in range(count):
        page = chance.choice(pages).text.split()
        at = chance.randrange(len(page) - 3)
        kinds = (
            chance.choice(names) + " ",
            chance.choice(_COMMON["en"]) + " ",
            " ".join(chance.sample(page, 2)) + " ",
            f'"{" ".join(page[at : at + 3])}"',
            page[at][:4],
            f"{chance.choice(names)} {chance.choice(names)} ",
        )
        yield kinds[number % len(kinds)]


if __name__ == "__main__":
    main()
