"""A doctor's request in words: a note to the doctor, the letter to sign, and the data with their places."""

from __future__ import annotations

from collections.abc import Iterator

from consilium.domain.completeness import Standing
from consilium.domain.physician_request import PhysicianRequest, Wanted
from consilium.domain.programs.model import Known
from consilium.domain.summary import Statement
from consilium.knowledge.catalog import Catalog, shown
from consilium.writers.letters.paper import Paper, as_docx, as_pdf, as_txt
from consilium.writers.letters.parts import Part
from consilium.writers.summary.wording import after, before, cell, title

_LONG = 4_000


def pdf(request: PhysicianRequest, words: Catalog) -> bytes:
    """For print and fax. The same request gives the same bytes."""
    return as_pdf(paper(request, words), words)


def docx(request: PhysicianRequest, words: Catalog) -> bytes:
    """The same, to be edited by the doctor."""
    return as_docx(paper(request, words))


def txt(request: PhysicianRequest, words: Catalog) -> str:
    """The same as text, to be put into a form or an e-mail."""
    return as_txt(paper(request, words))


def paper(request: PhysicianRequest, words: Catalog) -> Paper:
    """The request in the catalog's language, which has to be the one that was chosen."""
    name = shown(request.program.name, 160)
    return Paper(
        lang=words.language,
        title=words.text("physician_request.title", program=name),
        subject=words.text("physician_request.subject"),
        running=_running(request, words),
        written_on=request.written_on,
        parts=(*_note(request, words), Part("page"), *_letter(request, words), Part("page"), *_data(request, words)),
    )


def _running(request: PhysicianRequest, words: Catalog) -> str:
    child = request.child.name
    if request.without_names or child is None:
        return words.text("physician_request.running_unnamed")
    return words.text("physician_request.running", name=shown(child.text, 60))


def _text(words: Catalog, name: str, kind: str = "text", /, **args: object) -> Part:
    return Part(kind, words.text(f"physician_request.{name}", args))


def _fact(words: Catalog, name: str, value: str = "") -> Part:
    return Part("fact", words.text(f"physician_request.{name}"), shown(value, 300))


def _note(request: PhysicianRequest, words: Catalog) -> Iterator[Part]:
    """What the doctor has to do, in the words of the program's own page."""
    yield _text(words, "note_title", "title")
    yield _text(words, "note_lead", program=shown(request.program.name, 160))
    yield _text(words, f"note_{request.route}")
    yield _text(words, "note_page", "heading")
    for fact in (
        request.program.fact("who_physician"),
        request.program.fact("residence"),
        request.program.fact("limits"),
    ):
        yield from (Part("item", text[words.language]) for text in fact.texts)
    yield _text(words, "note_contact", "heading")
    for name in ("phone", "email", "form", "page"):
        fact = request.program.fact(name)
        known = fact.plain if fact.known is not Known.UNKNOWN else ""
        yield Part("fact", words.text(f"programs.fact_{name}") + ":", shown(known, 200))
    yield _text(words, "note_checked", collected=request.program.collected)
    if request.without_names:
        yield _text(words, "note_names")


def _letter(request: PhysicianRequest, words: Catalog) -> Iterator[Part]:
    child = request.child
    yield _fact(words, "date", words.date(request.written_on))
    yield _fact(words, "to", request.program.name)
    yield _fact(words, "from", request.asked.doctor)
    for name in ("hospital", "doctor_phone", "doctor_email"):
        yield _fact(words, name)
    yield _text(words, "subject", "title")
    yield _text(words, "greeting")
    yield _text(words, f"opening_{request.route}")
    yield _text(words, "patient", "heading")
    if request.without_names:
        yield _fact(words, "code")
    else:
        yield _fact(words, "name", child.name.text if child.name else "")
        yield _fact(words, "born", words.date(child.birth_date.text) if child.birth_date else "")
    yield _fact(words, "age", str(request.age) if request.age is not None else "")
    yield _fact(words, "sex", words.texts.get(f"packet.sex_{request.sex}", request.sex))
    yield from _question(request, words)
    yield _text(words, "consent", "heading")
    yield _text(words, f"consent_{request.route}" if request.route in ("cpms", "expert") else "consent_general")
    for name in ("consent_by", "consent_on"):
        yield _fact(words, name)
    yield _text(words, "closing")
    for name in ("signature", "signed_on"):
        yield _fact(words, name)


def _question(request: PhysicianRequest, words: Catalog) -> Iterator[Part]:
    yield _text(words, "question", "heading")
    if request.asked.question:
        yield Part("text", shown(request.asked.question, _LONG))
    else:
        yield _fact(words, "question_line")
    if request.questions:
        yield _text(words, "family_questions")
        yield from (Part("item", shown(one, 600)) for one in request.questions)


def _data(request: PhysicianRequest, words: Catalog) -> Iterator[Part]:
    yield _text(words, "data", "title")
    yield _text(words, "data_lead")
    for group in request.groups:
        yield Part("heading", title(group, words))
        yield from (Part("item", _row(row, words)) for row in group.rows)
    if not request.groups:
        yield _text(words, "data_none")
    if request.cut:
        yield _text(words, "data_cut", count=request.cut)
    yield _text(words, "wanted", "heading")
    if request.wanted:
        heads = tuple(words.text(f"physician_request.wanted_{name}") for name in ("number", "what", "state"))
        rows = (_wanted(at, one, words) for at, one in enumerate(request.wanted, 1))
        yield Part("table", rows=(heads, *rows))
    else:
        yield _text(words, "wanted_none")
    yield _text(words, "disclaimer")


def _row(row: Statement, words: Catalog) -> str:
    """One row with how its source says it before, and where it stands after; a letter has its days in words."""
    said = [words.days(text) for text in (cell(value, words) for value in row.cells) if text]
    places = ", ".join(list(dict.fromkeys(reference.label for reference in row.references))[:4])
    parts = [before(row, words), " · ".join(said), words.days(after(row, words, 200)), f"[{places}]" if places else ""]
    return " ".join(part for part in parts if part)


def _wanted(at: int, one: Wanted, words: Catalog) -> tuple[str, str, str]:
    return str(at), one.text[words.language], _state(one, words)


def _state(one: Wanted, words: Catalog) -> str:
    if one.standing is None:
        return words.text("physician_request.state_by_hand")
    if not one.here:
        missing = one.standing in (Standing.MISSING, Standing.PARTLY)
        return words.text("physician_request.state_missing" if missing else "physician_request.state_unknown")
    code = "state_here" if one.standing is Standing.PRESENT else "state_partly"
    return words.text(f"physician_request.{code}", records=", ".join(one.here[:8]))
