"""The family's list of questions: what is offered, what the case itself suggests, and what the family makes of it.

The list is what `Asked.questions` (the summary, the FHIR bundle, `consilium ask`) shows: `with_list` writes the open
questions there, `reconciled` takes up what was written there by other means. Nothing is kept twice by hand.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from consilium.domain.dates import PartialDate
from consilium.domain.errors import InputError
from consilium.domain.phrases import words_of
from consilium.domain.records import Citation, Remark
from consilium.domain.sources import Source, Texts
from consilium.domain.summary.model import Asked

MOST_CHARS = 2_000
MOST_QUESTIONS = 100
# How the ids of questions on the family's own papers begin (`writtenquestions`).
WRITTEN = "paper-"


class Ask(StrEnum):
    """Who is asked, in the order of the printed sheet."""

    CURRENT = "current"
    SECOND = "second"
    BOTH = "both"
    TRIAL = "trial"
    INSURER = "insurer"
    PALLIATIVE = "palliative"
    CHILD = "child"


class From(StrEnum):
    """Where a question comes from."""

    KNOWLEDGE = "knowledge"  # `questions.yaml`
    CASE = "case"  # the case's own conflicts and gaps
    OWN = "own"


@dataclass(frozen=True, slots=True)
class Answered:
    """What somebody answered. `who` answered, `on` which day, None where it is not known."""

    text: str
    who: str = ""
    on: PartialDate | None = None
    written_by: str = ""


@dataclass(frozen=True, slots=True)
class Listed:
    """One question of the family's list.

    texts       in the languages that there are: both for questions of the list and of the case, one for one's own
    quoted      whether the words are the source's own; `translated` is "ours" where the Spanish is our translation
    edited      whether the family changed the words
    references  the records that it is about ("R12 p.3"), `citations` the places in them
    struck      taken off the list, with its answers kept
    """

    id: str
    texts: Texts
    origin: From = From.OWN
    ask: Ask = Ask.BOTH
    group: str = ""
    quoted: bool = False
    translated: str = ""
    edited: bool = False
    sources: tuple[Source, ...] = ()
    reasons: tuple[Remark, ...] = ()
    references: tuple[str, ...] = ()
    citations: tuple[Citation, ...] = ()
    struck: bool = False
    answers: tuple[Answered, ...] = ()

    def text(self, language: str) -> str:
        """In that language, or in the one that there is."""
        return self.texts.get(language) or next(iter(self.texts.values()), "")

    @property
    def words(self) -> frozenset[str]:
        """Its folded words in each language: two questions that share one are the same."""
        return frozenset(_folded(text) for text in self.texts.values())


@dataclass(frozen=True, slots=True)
class QuestionList:
    """All questions in the family's order, struck ones too."""

    questions: tuple[Listed, ...] = ()

    @property
    def open(self) -> tuple[Listed, ...]:
        return tuple(one for one in self.questions if not one.struck)

    def named(self, question: str) -> Listed:
        """Raises InputError where the list has none of this id."""
        found = next((one for one in self.questions if one.id == question), None)
        if found is None:
            raise InputError("questions.no_question")
        return found


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row of the printed sheet: the question's number, in both languages. `only` is the language of a question that
    is written in one; its other text is ""."""

    number: int
    left: str
    right: str
    only: str
    question: Listed


@dataclass(frozen=True, slots=True)
class SheetGroup:
    """Rows for one person to ask."""

    ask: Ask
    rows: tuple[SheetRow, ...] = field(default=())


def _folded(text: str) -> str:
    return " ".join(word.text for word in words_of(text)) or text.strip()


# Every act gives a new list; an act that changes nothing gives the same one.


def added(listed: QuestionList, question: Listed) -> QuestionList:
    """With the question at the end. One with the same id or the same words is on it once: a struck one comes back.
    Raises InputError for an empty or too long text and for more than `MOST_QUESTIONS`."""
    _checked(question.texts)
    same = next((one for one in listed.questions if _same(one, question)), None)
    if same is not None:
        return restored(listed, same.id)
    if len(listed.open) >= MOST_QUESTIONS:
        raise InputError("questions.too_many", bound=MOST_QUESTIONS)
    return QuestionList((*listed.questions, question))


def own(listed: QuestionList, texts: Texts, ask: Ask = Ask.BOTH) -> QuestionList:
    """With a question of one's own, in the language (or languages) in which it was written."""
    numbers = (int(one.id[4:]) for one in listed.questions if one.id.startswith("own-") and one.id[4:].isdigit())
    name = f"own-{max(numbers, default=0) + 1}"
    return added(listed, Listed(name, {code: text.strip() for code, text in texts.items() if text.strip()}, ask=ask))


def edited(listed: QuestionList, question: str, texts: Texts, ask: Ask | None = None) -> QuestionList:
    """With other words, in the languages given only: a translation of the words before would be of other words.
    Raises InputError where another question has these words."""
    before = listed.named(question)
    kept = {code: text.strip() for code, text in texts.items() if text.strip()}
    _checked(kept)
    if kept == before.texts:
        return listed if ask in (None, before.ask) else _put(listed, replace(before, ask=ask or before.ask))
    after = replace(before, texts=kept, edited=True, quoted=False, translated="", ask=ask or before.ask)
    if any(one.id != question and not one.struck and one.words & after.words for one in listed.questions):
        raise InputError("questions.already")
    return _put(listed, after)


def moved(listed: QuestionList, question: str, to: int) -> QuestionList:
    """With one question at place `to` among the open ones (1 is the first; beyond the ends is the end)."""
    one = listed.named(question)
    rest = [other for other in listed.open if other.id != question]
    at = min(max(to, 1) - 1, len(rest))
    struck = [other for other in listed.questions if other.struck and other.id != question]
    return QuestionList((*rest[:at], one, *rest[at:], *struck))


def struck(listed: QuestionList, question: str) -> QuestionList:
    """With one taken off; its words and answers are kept."""
    return _put(listed, replace(listed.named(question), struck=True))


def restored(listed: QuestionList, question: str) -> QuestionList:
    one = listed.named(question)
    return _put(listed, replace(one, struck=False)) if one.struck else listed


def answered(listed: QuestionList, question: str, answer: Answered) -> QuestionList:
    """With one more answer: a second doctor's stands beside the first one's. The same answer again changes nothing."""
    if not answer.text.strip():
        raise InputError("questions.empty_answer")
    if max(map(len, (answer.text, answer.who, answer.written_by))) > MOST_CHARS:
        raise InputError("questions.too_long", bound=MOST_CHARS)
    one = listed.named(question)
    return listed if answer in one.answers else _put(listed, replace(one, answers=(*one.answers, answer)))


def _same(one: Listed, other: Listed) -> bool:
    return one.id == other.id or bool(one.words & other.words)


def _put(listed: QuestionList, question: Listed) -> QuestionList:
    return QuestionList(tuple(question if one.id == question.id else one for one in listed.questions))


def _checked(texts: Texts) -> None:
    if not any(text.strip() for text in texts.values()):
        raise InputError("questions.empty")
    if max(map(len, texts.values())) > MOST_CHARS:
        raise InputError("questions.too_long", bound=MOST_CHARS)


# The visit sheet, and the list as the summary has it.


def sheet(listed: QuestionList, left: str, right: str) -> tuple[SheetGroup, ...]:
    """The open questions by who is asked, in the family's order, numbered through, in two languages side by side."""
    groups: list[SheetGroup] = []
    number = 0
    for ask in Ask:
        rows = []
        for one in (each for each in listed.open if each.ask is ask):
            number += 1
            rows.append(_row(number, one, left, right))
        if rows:
            groups.append(SheetGroup(ask, tuple(rows)))
    return tuple(groups)


def _row(number: int, one: Listed, left: str, right: str) -> SheetRow:
    texts = one.texts.get(left, ""), one.texts.get(right, "")
    only = "" if all(texts) else next(iter(one.texts), "")
    return SheetRow(number, *texts, only, one)


def texts_of(listed: QuestionList, language: str) -> tuple[str, ...]:
    """The open questions in order, each in the language or in the one that it is written in."""
    return tuple(one.text(language) for one in listed.open)


def with_list(asked: Asked, listed: QuestionList, language: str) -> Asked:
    """What the summary shows, with the family's list as it is now."""
    settled = tuple(one.id for one in listed.questions if one.id.startswith(WRITTEN))
    return replace(asked, questions=texts_of(listed, language), settled=settled)


def reconciled(listed: QuestionList, asked: Asked, language: str) -> QuestionList:
    """The list with what `consilium ask` did to `Asked.questions`: new texts come in as one's own, texts that it took
    away are struck."""
    here = {_folded(text): text for text in asked.questions}
    after = listed
    for one in listed.open:
        if not one.words & here.keys():
            after = struck(after, one.id)
    known = _all_words(after.open)
    for folded, text in here.items():
        if folded not in known:
            after = own(after, {language: text})
    return after


def _all_words(questions: Iterable[Listed]) -> frozenset[str]:
    return frozenset(word for one in questions for word in one.words)


def numbered(listed: QuestionList) -> Mapping[str, int]:
    """The place of each open question, from 1, by id."""
    return {one.id: at for at, one in enumerate(listed.open, start=1)}


def unlisted(listed: QuestionList, questions: Sequence[Listed]) -> tuple[Listed, ...]:
    """Those of the questions that are not on the list yet, in their order; struck ones are offered again."""
    words, ids = _all_words(listed.open), {one.id for one in listed.open}
    return tuple(one for one in questions if one.id not in ids and not one.words & words)
