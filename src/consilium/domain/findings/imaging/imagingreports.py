"""Which clauses of a paper on imaging tell what was seen, and on which of its studies.

A report opens with what was asked, how it was made and what it is compared with; many name no part that follows as
findings. One paper may hold several reports, each under a title of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from consilium.domain.findings.imaging.imagingstudies import is_compared, lesion_in, modalities_in
from consilium.domain.findings.imaging.lesionsizes import Study, Words
from consilium.domain.findings.imaging.sizes import sizes_in
from consilium.domain.findings.paper import Clause, Paper, Section
from consilium.domain.findings.text.labelled import accessions_in, dates_of
from consilium.domain.findings.text.spans import spans_in

_TOLD = (Section.FINDINGS, Section.CONCLUSION)
# Parts before the findings, which a report seldom closes.
_PREFACE = (
    Section.INDICATION, Section.TECHNIQUE, Section.COMPARISON, Section.HISTORY, Section.PAST_HISTORY,
    Section.MEDICINES, Section.ALLERGIES, Section.DIAGNOSIS, Section.SPECIMEN,
)  # fmt: skip
_TITLE_WORDS, _AFTER_TITLE, _BELOW, _NEAR = 26, 5, 14, 4
_ENDED = (".", ";", "!")
# What is asked or was before, and no finding.
_ASKED = re.compile(
    r"\?|\b(?:year|month|week|day)s?[- ]old\b|\b(?:a[nñ]os|meses)\b|\b(?:history|known|status|post|s/p|assess|evaluate|"
    r"rule out|exclude|staging|restaging|follow[- ]?up|diagnos\w+|cycles?|antecedente\w*|conocid[oa]|descartar|valorar|"
    r"estadifica\w+|seguimiento|control|ciclos?|diagn[oó]stic\w+|previ[oa]s?|motivo|solicit\w+|se administr\w+|"
    r"contrast\w*|protocol\w*|acquired|obtained|injection|inject\w*|performed|realiz\w+|adquir\w+|MBq|mCi|ml)\b",
    re.IGNORECASE,
)
_STUDY_FIRST = re.compile(
    r"\s*(?:\W{0,3})(?:(?:\d{1,2}|[IVX]{1,3})[.)]\s)?(?:informe|report|estudio|study|exam(?:en|ination)?|procedure|"
    r"procedimiento|investigation|control)\b",
    re.IGNORECASE,
)
# `Study 2: BONE SCAN 25 Jan 2023`, with what it showed in the same run of text.
_NUMBERED = re.compile(
    r"\W{0,3}(?:study|estudio|exam(?:en|ination)?|report|informe)\s(?:n[.º°]{0,2}\s?)?[1-9]\s?[:.)–-]\s", re.IGNORECASE
)
_CAPITALS, _OPENS_WITH = 0.6, 6


@dataclass(frozen=True, slots=True)
class _Title:
    """Where a report of a paper begins, and the study that it is on."""

    at: int
    study: Study


def bodies(paper: Paper, words: Words, whole: Study) -> dict[int, Study]:
    """The places of the clauses that tell what was seen, each with its study."""
    if not paper.clauses:
        return {}
    titles = [_Title(0, whole), *_titles(paper, words, whole)]
    ends = [*(one.at for one in titles[1:]), len(paper.clauses)]
    found: dict[int, Study] = {}
    for title, end in zip(titles, ends, strict=True):
        whole_line = paper.clauses[title.at].text.rstrip().endswith(".")  # its title and what it showed
        first = title.at + 1 if title.at and not whole_line else title.at
        found |= dict.fromkeys(_told(paper.clauses, first, end, words), title.study)
    return found


def _titles(paper: Paper, words: Words, whole: Study) -> Iterator[_Title]:
    """The titles of further reports: of another way of imaging or another day than the paper's first."""
    last = 0
    for at, clause in enumerate(paper.clauses):
        title = _is_title(clause) and any(_tells(one, words) for one in paper.clauses[last:at])
        named = modalities_in(clause, words) if title else []
        if not named and not (title and _opens_with_day(paper, clause)):
            continue
        way = named[0].value if named else whole.modality
        near = paper.clauses[at : at + _AFTER_TITLE]
        days = [day.value for one in near if not is_compared(one) for day in dates_of(one, paper.date_order)]
        day = next((day for day in days if day != paper.birth), None)
        other = way != whole.modality and way not in whole.modality
        if (other or (day is not None and day != whole.date)) and _goes_on(paper.clauses, at + 1, words):
            last = at
            number = next((one.value for one in accessions_in(clause.text)), "")
            yield _Title(at, replace(whole, modality=way, date=day or whole.date, number=number))


def _opens_with_day(paper: Paper, clause: Clause) -> bool:
    """`04-sep-2023 CONTROL POSTQUIRÚRGICO`: the next of a series of studies of one kind."""
    days = dates_of(clause, paper.date_order)
    own = [one for one in days if "(" not in clause.text[: one.start]]
    return len(own) == 1 and own[0].start <= _OPENS_WITH and not clause.cells


def _is_title(clause: Clause) -> bool:
    if _NUMBERED.match(clause.text):
        return True
    if not 1 < len(clause.words) <= _TITLE_WORDS or clause.text.rstrip().endswith("."):
        return False
    if clause.section in (Section.COMPARISON, Section.PLAN, Section.TECHNIQUE):
        return False
    letters = [char for char in clause.text if char.isalpha()]
    loud = sum(char.isupper() for char in letters) >= _CAPITALS * len(letters)
    return loud or _STUDY_FIRST.match(clause.text) is not None


def _goes_on(clauses: Sequence[Clause], at: int, words: Words) -> bool:
    """Whether what was seen is told soon below a title."""
    return any(one.section in _TOLD or _tells(one, words) for one in clauses[at : at + _BELOW])


def _told(clauses: Sequence[Clause], first: int, end: int, words: Words) -> Iterator[int]:
    """The places of one report that tell what was seen."""
    headed = max((at for at in range(first, end) if _is_finding(clauses[at], words)), default=first - 1)
    left: tuple[Section, str] | None = None
    for at in range(first, end):
        clause = clauses[at]
        here = clause.section, clause.heading
        if clause.section in _TOLD or (clause.section is Section.NONE and _is_sentence(clause, words)):
            yield at
        elif clause.section is Section.NONE and _short_among(clauses, at, words):
            yield at  # `No torsion.` between sentences that tell
        elif clause.section is Section.DIAGNOSIS and first <= headed < at:
            yield at  # `IDx:` below the findings is what they come down to
        elif clause.section in _PREFACE and at > headed:
            opened = clause.text.startswith(clause.heading[:8]) if clause.heading else False
            if left == here or (not opened and _tells(clause, words) and not _ASKED.search(clause.text)):
                left = here
                yield at


def _short_among(clauses: Sequence[Clause], at: int, words: Words) -> bool:
    """Whether two words that end as a sentence follow one that tells something."""
    whole = len(clauses[at].words) > 1 and clauses[at].text.rstrip().endswith(_ENDED)
    return whole and any(_tells(one, words) for one in clauses[max(0, at - _NEAR) : at])


def _is_finding(clause: Clause, words: Words) -> bool:
    return clause.section is Section.FINDINGS and _tells(clause, words)


def _is_sentence(clause: Clause, words: Words) -> bool:
    """Whether a clause outside the known sections is a sentence or an item that tells something, and no label."""
    if len(clause.words) <= 2:
        return _tells(clause, words) and clause.text.rstrip().endswith(_ENDED)
    return clause.text.rstrip().endswith(_ENDED) or (_tells(clause, words) and not _is_title(clause))


def _tells(clause: Clause, words: Words) -> bool:
    """Whether a clause says something of a part of the body: a lesion, a size, or that it is normal."""
    if len(clause.words) < 2:
        return False
    normal = spans_in(clause, words.lists["normal"])
    placed = spans_in(clause, words.lists["organs"]) or spans_in(clause, words.sites.sites)
    lesion = lesion_in(clause, words)
    sized = lesion is not None and any(sizes_in(clause.text))
    return sized or bool(lesion is not None and clause.text.rstrip().endswith(".")) or bool(normal and placed)
