"""What a letter says, as plain data for its template, its Word file and its text file: the same words in all three.

`rows` are [number, what, date, accession number]; `patient` are [label, value], an empty value being a blank line.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from consilium.domain.completeness.asked import paper_asked
from consilium.domain.completeness.status import Door
from consilium.domain.letters import Letter, Owed
from consilium.domain.records import Category
from consilium.knowledge.catalog import Catalog, shown
from consilium.knowledge.displaynames import display_names
from consilium.knowledge.records import records

_MODALITIES = ("images", "images_part")
_WORDS = (
    *("to", "from", "date", "hospital", "fax", "greeting", "opening", "patient", "list", "form_heading"),
    *("send_to", "send_slides_to", "rights_heading", "clock_received", "clock_due", "ask_tell", "closing"),
    *("signature", "printed_name", "relation", "phone", "email", "address", "signed_on", "disclaimer"),
    *("list_number", "list_what", "list_date", "list_accession"),
    *("auth_title", "auth_lead", "auth_what", "auth_who_discloses", "auth_who_receives", "auth_who_receives_text"),
    *("auth_purpose", "auth_purpose_text", "auth_expiration", "auth_expiration_text", "auth_signature"),
    *("auth_authority", "auth_statements", "auth_revoke", "auth_conditioning", "auth_redisclosure", "auth_not_for"),
)


@dataclass(frozen=True)
class Told:
    """A letter in words. `data` holds all of it for the template, JSON values only."""

    lang: str
    title: str
    words: dict[str, str]
    holder: str
    door: str
    subject: str
    patient: list[list[str]]
    rows: list[list[str]]
    how: str
    slides: bool
    rights: list[str]
    cites: str
    date: str
    running: str
    made: dict[str, int]
    form: bool
    notes: list[str] = field(default_factory=list)

    @property
    def data(self) -> dict[str, object]:
        return {name: getattr(self, name) for name in self.__dataclass_fields__}


def content(letter: Letter, words: Catalog) -> Told:
    """All that the letter says in the catalog's language, which has to be the letter's."""
    day = letter.written_on
    holder = shown(letter.holder, 160)
    texts = {name: words.text(f"letters.{name}") for name in _WORDS}
    texts["page_of"] = words.text("letters.page_of", page="{page}", pages="{pages}")
    texts["auth_what_text"] = words.text("letters.auth_what_text", count=len(letter.owed))
    return Told(
        lang=words.language,
        title=words.text("letters.title", holder=holder) if holder else words.text("letters.title_unnamed"),
        words=texts,
        holder=holder,
        door=words.text(f"letters.door_{letter.door.value}"),
        subject=words.text("letters.subject_adult" if letter.adult else "letters.subject"),
        patient=list(_patient(letter, words)),
        rows=[_row(at, owed, words) for at, owed in enumerate(letter.owed, 1)],
        how=words.text(f"letters.format_{_manner(letter)}"),
        slides=letter.door is Door.PATHOLOGY,
        rights=list(_rights(letter, words)),
        cites=_cites(letter, words),
        date=words.date(f"{day:%Y-%m-%d}"),
        running=_running(letter, words),
        made={"year": day.year, "month": day.month, "day": day.day},
        form=not letter.abroad,
    )


def _patient(letter: Letter, words: Catalog) -> Iterator[list[str]]:
    yield [words.text("letters.patient_name"), shown(letter.child_name, 160)]
    yield [words.text("letters.patient_born"), words.date(letter.birth_date) if letter.birth_date else ""]
    numbers = ", ".join(shown(number, 40) for number in letter.numbers)
    yield [words.text("letters.patient_number"), numbers]


def _running(letter: Letter, words: Catalog) -> str:
    """The head of each page: whose papers these are, should a fax come apart."""
    name = shown(letter.child_name, 60)
    if not name:
        return words.text("letters.title_unnamed")
    said = words.text("letters.running", name=name)
    born = words.text("letters.running_born", date=letter.birth_date) if letter.birth_date else ""
    return ", ".join(part for part in (said, born) if part)


def _row(at: int, owed: Owed, words: Catalog) -> list[str]:
    dated = words.date(owed.when) if owed.when else ""
    if owed.until:  # a stretch, or the sheets of one: its days stand in the words
        dated = ""
    elif not dated:
        dated = words.text("letters.all_dates" if owed.kind == "thing" or _of_any_day(owed) else "letters.not_known")
    why = _because(owed, words)
    return [str(at), f"{_what(owed, words)}. {why}" if why else _what(owed, words), dated, shown(owed.number, 60)]


def _because(owed: Owed, words: Catalog) -> str:
    """Why this piece is asked for, where it is not as with the others; "" where its line says it."""
    if not owed.because or (owed.because == "given" and not owed.drug):
        return ""
    if owed.on_the_way and owed.kind == "slides":
        return " ".join(_parcel(owed, words))
    drug = shown(display_names(words.language).name(owed.drug), 60)
    return words.text(f"letters.because_{owed.because}", drug=drug)


def _manner(letter: Letter) -> str:
    """How it is to be sent; of slides that are all on their way, what to do about their parcel."""
    traced = all(one.kind == "slides" and one.on_the_way for one in letter.owed)
    return f"{letter.door.value}_traced" if letter.door is Door.PATHOLOGY and traced else letter.door.value


def _parcel(owed: Owed, words: Catalog) -> Iterator[str]:
    """Where slides went, with which parcel, until when they are wanted back, and that it is to be traced."""
    if owed.sent_to:
        yield words.text("letters.because_sent_to", to=shown(owed.sent_to, 120))
    else:
        yield words.text("letters.because_promised")
    if owed.tracking:
        yield words.text("letters.because_tracking", tracking=shown(owed.tracking, 40))
    if owed.back_by:
        yield words.text("letters.because_back_by", date=owed.back_by)
    yield words.text("letters.because_trace")


def _of_any_day(owed: Owed) -> bool:
    """Sheets of a treatment, and tests that the treatment asks for: all that there are."""
    return owed.kind == "report" and owed.category in (Category.TREATMENT_RECORDS, Category.HEART_HEARING_TESTS)


def _what(owed: Owed, words: Catalog) -> str:
    if owed.kind in _MODALITIES and not owed.what:
        return words.text("letters.what_images_any")
    if owed.kind == "stretch":
        return words.text("letters.what_stretch", start=owed.when, end=owed.until)
    if owed.kind == "report" and owed.until:
        return words.text("letters.what_sheets", start=owed.when, end=owed.until)
    if owed.kind == "copy":
        title = shown(owed.described, 90) or words.named("categories", owed.category.value)
        return words.text("letters.what_copy", what=title)
    if owed.kind == "thing":
        return _thing(owed, words)
    if owed.kind in ("report", "result") and owed.category is not Category.IMAGING_REPORTS:
        named = display_names(words.language).name(owed.what)
        told = paper_asked(owed.kind, owed.category, shown(owed.what, 120), owed.thing, shown(named, 120))
        return words.remark(told)
    said = words.text(f"letters.what_{_sentence(owed)}", what=_named(owed, words))
    described = display_names(words.language).name(owed.described) if owed.kind == "slides" else owed.described
    title = f" ({shown(described, 90)})" if described else ""
    have = f". {words.text('letters.we_have_report')}" if owed.report_here and owed.kind == "images" else ""
    return f"{said}{title}{have}"


def _thing(owed: Owed, words: Catalog) -> str:
    """A whole category as the list of records asks for it, a single thing by its name."""
    asked = records().kinds[owed.category].ask[words.language] if owed.thing == owed.category.value else ""
    return asked if asked and owed.category.value != "pathology_slides" else words.text(f"gaps.thing_{owed.thing}")


def _sentence(owed: Owed) -> str:
    return "marrow_slides" if owed.kind == "slides" and owed.category is Category.BONE_MARROW else owed.kind


def _named(owed: Owed, words: Catalog) -> str:
    """What the source calls it, else the name of its kind of record."""
    return shown(owed.what, 120) or words.named("categories", owed.category.value)


def _rights(letter: Letter, words: Catalog) -> Iterator[str]:
    area = letter.area or "neutral"
    adult = "_adult" if letter.adult and area == "us" else ""
    yield words.text(f"letters.right_{area}{adult}", letter.citations)
    yield words.text(f"letters.clock_{area}", letter.citations)
    if letter.foreign:
        yield words.text("letters.foreign")
    if letter.door is Door.PATHOLOGY:  # the right is to records; records.yaml: "slides belong to the laboratory"
        yield words.text("letters.right_slides")


def _cites(letter: Letter, words: Catalog) -> str:
    """The regulation that the form follows: said where it may apply, with whose form it is where the country is not
    known."""
    if letter.area not in ("", "us"):
        return ""
    cited = words.text("letters.auth_cites", citation=letter.authorization_citation)
    return cited if letter.area else f"{words.text('letters.auth_where')} {cited}"
