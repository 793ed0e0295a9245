"""Labelled papers on treatment: made into papers as the program does, and compared with what is found."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from consilium.domain.dates import PartialDate
from consilium.domain.findings.assertions import assertion
from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.paper import Paper
from consilium.domain.findings.text import clauses
from consilium.domain.findings.topics import chemotherapy, radiation, response, surgery, toxicity, transplant
from consilium.domain.records import Box, Category, Line, Page, Reading
from consilium.knowledge.documents import document

TOPICS = (chemotherapy, radiation, surgery, transplant, response, toxicity)
_FIGURES = {"I": 1, "II": 2, "III": 3, "IV": 4}
NOWHERE = Box(0, 0, 0, 0)
SECTIONS = clauses.words_from(document("findings/sections.yaml"))
CUES = assertion.words_from(document("findings/assertion.yaml"))
WORDS = {
    topic.__name__: topic.words_from(document(f"findings/{topic.__name__.rpartition('.')[2]}.yaml")) for topic in TOPICS
}


def labelled(name: str) -> list[dict[str, Any]]:
    read: list[dict[str, Any]] = yaml.load((Path(__file__).parent / f"{name}.yaml").read_text("utf-8"), yaml.BaseLoader)
    return read


def paper(text: str, date: str = "", order: str = "", lang: str = "en", **more: str) -> Paper:
    """A paper of lines; cells are parted by `|`. `origin` "ocr" for recognized words, `category` by its name."""
    lines = tuple(Line(line, NOWHERE) for line in text.splitlines() if line.strip())
    page = Page(1, lines, origin=more.get("origin", "typed"))
    category = Category(more["category"]) if more.get("category") else None
    own = PartialDate.from_iso(date) if date else None
    return Paper(Reading("text", pages=(page,)), clauses.clauses_of((page,), SECTIONS), category, own, order, lang)


def found_in(one: Paper) -> list[Finding]:
    return [found for topic in TOPICS for found in topic.find(one, WORDS[topic.__name__], CUES)]


def of_label(label: Mapping[str, Any]) -> Paper:
    keys = ("date", "order", "lang", "origin", "category")
    return paper(label["text"], **{key: label[key] for key in keys if key in label})


def fits(found: Finding, expected: Mapping[str, Any]) -> bool:
    """Whether a finding is the expected one in every respect that the label names."""
    said = expected.get("any") == "true" or found.assertion == expected.get("a", "stated")
    parts = {"v": found.value, "w": str(found.when), "u": str(found.until), "side": found.laterality}
    plain = all(parts[key] == expected[key] for key in parts if key in expected)
    told = {key: str(found.detail.get(key)) for key in expected.get("d", {})}
    details = all(
        told[key] in (value, f"{_FIGURES.get(value)} ({value})") for key, value in expected.get("d", {}).items()
    )
    return (found.kind, found.name) == (expected["k"], expected["n"]) and said and plain and details


def compare(label: Mapping[str, Any]) -> tuple[int, list[Finding], list[Mapping[str, Any]]]:
    """How many expected findings were found, what was found beside them, and what is missing."""
    left = found_in(of_label(label))
    missing = []
    right = 0
    for expected in label["expect"]:
        hit = next((one for one in left if fits(one, expected)), None)
        if hit is not None:
            left.remove(hit)
            right += 1
        elif expected.get("maybe") != "true":
            missing.append(expected)
    return right, [one for one in left if not is_spare(one)], missing


def is_spare(one: Finding) -> bool:
    """What a label need not name: a drug that is weighed or asked about, cells that were counted, doses of organs."""
    weighed = one.assertion in (Assertion.CONDITIONAL, Assertion.UNCERTAIN)
    beside = one.kind is Kind.LABORATORY or one.detail.get("organ") == "yes"  # cells of a transplant, doses of organs
    return (one.kind is Kind.DRUG and weighed) or beside


def totals(name: str) -> tuple[float, float, list[str]]:
    """Precision and recall over a half, and a line for each thing that is wrong."""
    right = extra = lost = 0
    lines = []
    for label in labelled(name):
        hits, beside, missing = compare(label)
        right, extra, lost = right + hits, extra + len(beside), lost + len(missing)
        lines += list(_said(label["id"], beside, missing))
    return right / max(1, right + extra), right / max(1, right + lost), lines


def _said(name: str, beside: list[Finding], missing: list[Mapping[str, Any]]) -> Iterator[str]:
    for one in beside:
        about = f"{one.kind} {one.name} {one.value!r} {one.when} {one.until} {one.assertion} {one.laterality}"
        yield f"{name} EXTRA {about} {dict(one.detail)} {one.quote!r}"
    for expected in missing:
        yield f"{name} MISSING {dict(expected)}"
