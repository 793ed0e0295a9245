"""A letter to an insurer in words: a request for approval, or an appeal, with lines for what nobody told."""

from __future__ import annotations

from collections.abc import Iterator

from consilium.domain.coverage_letters import CoverageKind, CoverageLetter
from consilium.knowledge.catalog import Catalog, shown
from consilium.writers.letters.paper import Paper, as_docx, as_pdf, as_txt
from consilium.writers.letters.parts import Part

_LONG = 4_000


def pdf(letter: CoverageLetter, words: Catalog) -> bytes:
    """For print and fax. The same letter gives the same bytes."""
    return as_pdf(paper(letter, words), words)


def docx(letter: CoverageLetter, words: Catalog) -> bytes:
    """The same, to be edited."""
    return as_docx(paper(letter, words))


def txt(letter: CoverageLetter, words: Catalog) -> str:
    """The same as text, for an e-mail."""
    return as_txt(paper(letter, words))


def paper(letter: CoverageLetter, words: Catalog) -> Paper:
    """The letter in the catalog's language, which has to be the letter's."""
    subject = words.text(f"coverage_letters.subject_{letter.asked.kind.value}")
    return Paper(
        lang=words.language,
        title=words.text("coverage_letters.title", subject=subject),
        subject=subject,
        running=_running(letter, words),
        written_on=letter.written_on,
        parts=tuple(_parts(letter, subject, words)),
    )


def _running(letter: CoverageLetter, words: Catalog) -> str:
    name = shown(letter.child_name, 60)
    return words.text("coverage_letters.running", name=name) if name else words.text("coverage_letters.running_unnamed")


def _parts(letter: CoverageLetter, subject: str, words: Catalog) -> Iterator[Part]:
    yield from _head(letter, subject, words)
    yield from _asks(letter, words)
    yield from _why(letter, words)
    yield from _calls(letter, words)
    yield from _end(letter, words)


def _fact(words: Catalog, name: str, value: str = "") -> Part:
    return Part("fact", words.text(f"coverage_letters.{name}"), shown(value, 200))


def _text(words: Catalog, name: str, kind: str = "text", /, **args: object) -> Part:
    return Part(kind, words.text(f"coverage_letters.{name}", args))


def _head(letter: CoverageLetter, subject: str, words: Catalog) -> Iterator[Part]:
    asked = letter.asked
    yield _fact(words, "date", words.date(letter.written_on))
    yield _fact(words, "to", asked.insurer)
    yield _fact(words, "address")
    yield Part("title", subject)
    yield _fact(words, "patient", letter.child_name)
    yield _fact(words, "born", words.date(letter.birth_date) if letter.birth_date else "")
    yield _fact(words, "plan", asked.plan_name)
    yield _fact(words, "member", asked.member)
    yield _fact(words, "claim", asked.claim)
    if asked.urgent_said_by:
        yield _text(words, "urgent_heading", "heading")
        said = words.date(asked.urgent_said_on)
        yield _text(words, "urgent", who=asked.urgent_said_by, on=said)


def _asks(letter: CoverageLetter, words: Catalog) -> Iterator[Part]:
    asked = letter.asked
    yield _text(words, "greeting")
    yield _text(words, f"opening_{asked.kind.value}")
    if asked.kind is CoverageKind.APPEAL:
        yield _fact(words, "refused_on", words.date(asked.refused_on) if asked.refused_on else "")
        yield _fact(words, "refusal", asked.refusal)
    yield _text(words, "asks_heading", "heading")
    yield _fact(words, "program", letter.program_name)
    for service in asked.services:
        yield _text(words, f"service_{service.value}", "item")
    if not asked.services:
        yield _fact(words, "services")


def _why(letter: CoverageLetter, words: Catalog) -> Iterator[Part]:
    asked = letter.asked
    yield _text(words, "why_heading", "heading")
    for ground in asked.grounds:
        yield _text(words, f"ground_{ground.value}", "item")
    if asked.own_words:
        yield Part("text", shown(asked.own_words, _LONG))
    yield _text(words, "doctor_explains")
    yield _fact(words, "doctor", asked.doctor)
    yield _fact(words, "doctor_phone")
    if letter.rule:
        yield _text(words, f"rule_{letter.rule}", **letter.citations)


def _calls(letter: CoverageLetter, words: Catalog) -> Iterator[Part]:
    if not letter.calls:
        return
    yield _text(words, "calls_heading", "heading")
    for call in letter.calls:
        who = shown(call.with_whom, 120) or words.text("coverage_letters.nobody_named")
        yield _text(words, "call", "item", on=words.date(call.on), who=who, reference=shown(call.reference, 120))


def _end(letter: CoverageLetter, words: Catalog) -> Iterator[Part]:
    yield _text(words, "answer_heading", "heading")
    yield _text(words, f"answer_{letter.asked.kind.value}")
    yield _text(words, "in_writing")
    yield _text(words, "closing")
    for name in ("signature", "signed_on", "printed_name", "relation", "phone", "email"):
        yield _fact(words, name)
    yield _text(words, "enclosed_heading", "heading")
    for name in (
        ("enclosed_doctor", "enclosed_refusal") if letter.asked.kind is CoverageKind.APPEAL else ("enclosed_doctor",)
    ):
        yield _text(words, name, "item")
    yield _text(words, "disclaimer")
