"""What speaks for each category of a paper: the weights of phrases by title and text, and their totals.

Of several titles the best counts in full, the others a little. Where a paper is announced as one thing, what its text
speaks of counts for less, and a text counts the more, the more of its lines speak of a thing.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from consilium.domain.records import Category, Citation
from consilium.domain.sorting.weights import TITLE_AS_LABEL, TITLE_BODY

MAX_CHARS = 60_000
# Where a whole line has named the paper.
ANNOUNCES = 9.0
LETTERS = frozenset({Category.CLINICAL_SUMMARY, Category.QUESTIONS_LIST})
_MAX_BODY, _UNNAMED_BODY, _NAMED = 12.0, 5.0, 0.6
# So much a text counts that speaks of a thing here and there, and in which part of its lines it speaks of nothing else.
_LEAST_BODY, _WHOLE_SHARE, SHORT_LINE = 4.0, 0.35, 2
# How many times as much a text speaks of one thing as of all others, whatever its heading.
_RULES, _RULING_SHARE = 2.5, 0.25
# What its heading names a paper, though it is no known name of one.
_HEADED = 5.0
# What letters of its examiner may be about.
EXAMINED = frozenset(
    (Category.PATHOLOGY_REPORT, Category.GENETICS, Category.HEART_HEARING_TESTS, Category.BONE_MARROW,
     Category.RADIATION)
)  # fmt: skip
_SUBJECT = 6.0


@dataclass
class Scores:
    """Weights by category, and the phrases that gave them."""

    titles: dict[Category, float] = field(default_factory=lambda: defaultdict(float))
    body: dict[Category, float] = field(default_factory=lambda: defaultdict(float))
    best: dict[tuple[Category, str], float] = field(default_factory=dict)
    cited: dict[Category, list[tuple[float, str, Citation]]] = field(default_factory=lambda: defaultdict(list))
    lines: dict[Category, set[int]] = field(default_factory=lambda: defaultdict(set))
    announced_at: int = MAX_CHARS
    count: int = 0

    def better(self, category: Category, phrase: str, weight: float) -> bool:
        """Whether a phrase stands at a better place than it did before."""
        return weight > self.best.get((category, phrase), 0.0)

    def add(self, category: Category, phrase: str, strength: str, weight: float, citation: Citation) -> None:
        """Count a phrase at a better place. Of several titles the best counts in full, the others a little."""
        before = self.best.get((category, phrase), 0.0)
        self.best[category, phrase] = weight
        self.cited[category].append((weight, phrase, citation))
        if strength == "titles" and weight > TITLE_BODY:
            low, high = sorted((self.titles[category], weight))
            self.titles[category] = high + min(2.0, 0.2 * low)
        else:
            self.body[category] += weight - before

    def totals(self) -> list[tuple[Category, float]]:
        """Categories with their totals, the best first. Where the paper is announced as one thing, what its text speaks
        of counts for less: a letter tells of laboratory values, images and medicines alike."""
        announced = max(self.titles.values(), default=0.0)
        found = {}
        ruling = self._ruling() if announced < ANNOUNCES - 0.5 else None
        for category in {**self.titles, **self.body}:
            named = category is ruling or self.titles[category] >= _NAMED * announced or announced < _HEADED
            title, body = self.titles[category], self.body[category]
            if title <= TITLE_AS_LABEL and not named:  # the label of a value is no more than a word of the text
                title, body = 0.0, title + body
            most = _LEAST_BODY + (_MAX_BODY - _LEAST_BODY) * min(1.0, self.share(category) / _WHOLE_SHARE)
            found[category] = title + min(most if named else min(most, _UNNAMED_BODY), body)
        return sorted(found.items(), key=lambda entry: (-entry[1], entry[0]))

    def _ruling(self) -> Category | None:
        """The category that the text speaks of nearly throughout, whatever its heading: a report of variants that is
        called a summary of results."""
        ranked = self._ranked()
        if not ranked or ranked[0][0] < _MAX_BODY:
            return None
        second = ranked[1][0] if len(ranked) > 1 else 0.0
        ruling = ranked[0][0] >= _RULES * second and self.share(ranked[0][1]) >= _RULING_SHARE
        return ranked[0][1] if ruling else None

    def _ranked(self) -> list[tuple[float, Category]]:
        return sorted(((weight, category) for category, weight in self.body.items()), reverse=True)

    def subject(self) -> Category | None:
        """What a letter is about where it speaks of one kind of examination nearly throughout; None for an illness."""
        found = [one for one in self._ranked() if one[1] not in LETTERS]
        if not found or found[0][1] not in EXAMINED:
            return None
        second = found[1][0] if len(found) > 1 else 0.0
        body, category = found[0]
        return category if body >= _SUBJECT and body >= 2 * second and self.share(category) >= _WHOLE_SHARE else None

    def share(self, category: Category) -> float:
        """Which part of the paper's lines speaks of a category: three lines of medicines make no list of them."""
        return len(self.lines[category]) / max(1, self.count)
