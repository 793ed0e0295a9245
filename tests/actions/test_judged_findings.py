"""A person's word on a finding: refused without a name, kept over runs and renames, shown beside the source's words."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest

from consilium.actions import clinical, packet
from consilium.actions.cases import case_to_fill
from consilium.actions.clinical.words import keep, words
from consilium.actions.opened import Installation, OpenCase
from consilium.casebook.documents import JudgementDocument
from consilium.casebook.models import AuditEvent, Judgement
from consilium.domain.clinical import CaseFinding, Verdict
from consilium.domain.correcting import MOST_CHARS, Changes
from consilium.domain.doses import cumulative
from consilium.domain.errors import InputError
from consilium.domain.findings import Finding, Kind, Origin
from consilium.domain.records import Citation
from consilium.domain.summary import Part
from consilium.domain.viewer import OPERATOR
from consilium.knowledge.doses import dose_rules
from tests.actions.conftest import Add
from tests.cast import OTHER
from tests.papers import letter, write, zipped
from tests.writers.fhir_conformance import faults

SAID = "Hemoglobin 9.8 g/dL on 11 March 2024. Platelets 512 x10^9/L on 11 March 2024. Allergies: penicillin (rash)."
DOCTOR = "Dr. Ngozi Okafor-Example"


def found(case: OpenCase) -> dict[str, CaseFinding]:
    """The findings by key."""
    return {one.key: one for one in clinical.filled(case, "en").case.findings}


def named(case: OpenCase, name: str) -> CaseFinding:
    return next(one for one in found(case).values() if one.finding.name == name)


def said(case: OpenCase, name: str, verdict: Verdict, **changes: object) -> CaseFinding:
    """Judge the finding of that name; it before."""
    one = named(case, name)
    value = replace(one.finding, origin=Origin.PERSON, **changes) if changes else None  # type: ignore[arg-type]
    clinical.judge(case, clinical.Correction(one.key, verdict, DOCTOR, "seen on the print", value))
    return one


@pytest.fixture
def case(add: Add, tmp_path: Path) -> OpenCase:
    return add(write(tmp_path / "records", {"letter.txt": letter(words=SAID)}), case="c").case


@pytest.fixture
def new(installation: Installation) -> OpenCase:
    """A case without records."""
    return case_to_fill(installation, OPERATOR, "c", None)


@pytest.mark.parametrize("name", ["", " ", "\t\n"])
def test_nobody_named_is_refused_and_nothing_is_kept(new: OpenCase, name: str) -> None:
    with pytest.raises(InputError) as raised:
        clinical.judge(new, clinical.Correction("0" * 12, Verdict.CONFIRMED, name))
    assert raised.value.code == "clinical.name_needed"
    assert Judgement.objects.count() == 0


@pytest.mark.parametrize(
    ("verdict", "value"),
    [
        (Verdict.CORRECTED, None),
        (Verdict.CONFIRMED, Finding(Kind.LABORATORY, "hemoglobin")),
        (Verdict.STRUCK, Finding(Kind.LABORATORY, "hemoglobin")),
    ],
)
def test_a_correction_says_what_is_right_and_nothing_else_does(
    new: OpenCase, verdict: Verdict, value: Finding | None
) -> None:
    with pytest.raises(InputError) as raised:
        clinical.judge(new, clinical.Correction("0" * 12, verdict, DOCTOR, value=value))
    assert raised.value.code == "clinical.correction_needed"
    assert Judgement.objects.count() == 0


def test_a_word_without_end_is_refused(new: OpenCase) -> None:
    with pytest.raises(InputError):
        clinical.judge(new, clinical.Correction("0" * 12, Verdict.STRUCK, DOCTOR, "x" * (MOST_CHARS + 1)))


def test_the_tables_say_neither_who_nor_what(case: OpenCase) -> None:
    said(case, "hemoglobin", Verdict.STRUCK)
    row = Judgement.objects.get()
    assert DOCTOR.encode() not in bytes(row.sealed)
    assert b"struck" not in bytes(row.sealed)
    kept = b"".join(bytes(event.body) for event in AuditEvent.objects.all())
    assert b"finding.judged" in kept
    assert DOCTOR.encode() not in kept
    assert b"hemoglobin" not in kept


def test_keys_are_the_same_after_a_second_run_and_when_the_file_has_another_name(add: Add, tmp_path: Path) -> None:
    folder = write(tmp_path / "records", {"letter.txt": letter(words=SAID)})
    before = set(found(add(folder, case="c").case))
    assert len(before) > 3
    assert set(found(add(folder, case="c").case)) == before
    (folder / "letter.txt").rename(folder / "a renamed letter.txt")
    assert set(found(add(folder, case="c").case)) == before
    other = add(folder, case="another").case
    assert not before & set(found(other))  # a key tells nothing to who holds the same file


def test_a_judgement_survives_new_runs_names_and_records(add: Add, tmp_path: Path) -> None:
    folder = write(tmp_path / "records", {"letter.txt": letter(words=SAID)})
    said(add(folder, case="c").case, "hemoglobin", Verdict.STRUCK)
    (folder / "letter.txt").rename(folder / "0.txt")
    write(folder, {"later.txt": letter(words="Hemoglobin 11.2 g/dL on 8 April 2024.", date="9 April 2024")})
    case = add(folder, case="c").case
    judged = {one.finding.value: one.judgement for one in found(case).values() if one.finding.name == "hemoglobin"}
    assert judged["9.8"] is not None
    assert (judged["9.8"].verdict, judged["9.8"].by) == (Verdict.STRUCK, DOCTOR)
    assert judged["11.2"] is None


def test_the_latest_word_counts_and_the_earlier_ones_stay(case: OpenCase) -> None:
    one = said(case, "hemoglobin", Verdict.STRUCK)
    said(case, "hemoglobin", Verdict.CONFIRMED)
    assert [word.said.verdict for word in words(case) if word.of.key == one.key] == [Verdict.STRUCK, Verdict.CONFIRMED]
    assert found(case)[one.key].counts


def as_if_read_otherwise(case: OpenCase, name: str, verdict: Verdict, /, **then: object) -> CaseFinding:
    """A word of a time when other rules read the finding of that name otherwise; the finding as it is read now."""
    one = named(case, name)
    digest = clinical.filled(case, "en").contents[one.record.id]
    was = replace(one.finding, **then)  # type: ignore[arg-type]
    value = replace(was, value="8.9", origin=Origin.PERSON) if verdict is Verdict.CORRECTED else None
    keep(case, JudgementDocument("0" * 12, verdict, DOCTOR, "", value, was, digest))
    return one


def test_a_word_on_what_is_read_no_more_is_kept_and_shown(case: OpenCase, tmp_path: Path) -> None:
    gone = (Citation("Hematocrit 31 % on 11 March 2024.", 1),)
    as_if_read_otherwise(case, "hemoglobin", Verdict.CONFIRMED, name="hematocrit", value="31", citations=gone)
    kept = found(case)["0" * 12]
    assert (kept.unread, kept.finding.name, kept.record.number) == (True, "hematocrit", "R1")
    page, paper, fhir = summary(case, tmp_path / "packet")
    for text in (page, paper):
        assert "kept: said of words no longer read" in text
    assert "hematocrit" in fhir
    clinical.judge(case, clinical.Correction("0" * 12, Verdict.STRUCK, DOCTOR))  # and may be judged again
    assert not found(case)["0" * 12].counts


def test_a_word_whose_record_is_not_here_is_counted(case: OpenCase) -> None:
    keep(case, JudgementDocument("0" * 12, Verdict.STRUCK, DOCTOR))  # of before statements were kept with words
    known = clinical.filled(case, "en").case
    assert [word.by for word in known.unplaced] == [DOCTOR]
    made, _ = clinical.derive(known)
    assert [note.args["count"] for note in made.notes if note.code == "summary.left_unplaced"] == [1]


def test_a_word_follows_its_statement_when_rules_name_it_otherwise(case: OpenCase) -> None:
    one = as_if_read_otherwise(case, "penicillin", Verdict.STRUCK, name="penicillin G")
    judged = found(case)[one.key].judgement
    assert judged is not None
    assert judged.verdict is Verdict.STRUCK
    assert "0" * 12 not in found(case)


def test_what_a_person_confirmed_stays_what_is_shown(case: OpenCase) -> None:
    one = as_if_read_otherwise(case, "penicillin", Verdict.CONFIRMED, detail={"reaction": "hives"}, value="severe")
    assert found(case)[one.key].shown.value == "severe"
    assert found(case)[one.key].finding.value == one.finding.value  # the reading stays beside it


def test_side_site_date_and_details_are_corrected_one_after_the_other(case: OpenCase) -> None:
    key = named(case, "hemoglobin").key
    for changes in (Changes(side="left", site="arm"), Changes(when="2024-03-12", detail={"specimen": "blood"})):
        clinical.judge(case, clinical.Correction(key, Verdict.CORRECTED, DOCTOR, changes=changes))
    shown = found(case)[key].shown
    assert (shown.laterality, shown.site, str(shown.when)) == ("left", "arm", "2024-03-12")
    assert (shown.detail["specimen"], shown.value, shown.origin) == ("blood", "9.8", Origin.PERSON)
    with pytest.raises(InputError):
        clinical.judge(case, clinical.Correction(key, Verdict.CORRECTED, DOCTOR, changes=Changes(side="up")))
    with pytest.raises(InputError) as raised:
        clinical.judge(case, clinical.Correction("f" * 12, Verdict.CONFIRMED, DOCTOR))
    assert raised.value.code == "clinical.no_finding"


def test_a_duplicate_gives_no_statement_twice(add: Add, tmp_path: Path) -> None:
    data = letter(words=SAID)
    files: dict[str, bytes | str] = {"a.txt": data, "copy.txt": data, "z.zip": zipped({"a.txt": data.encode()})}
    case = add(write(tmp_path / "records", files), case="c").case
    assert [one.finding.value for one in found(case).values() if one.finding.name == "hemoglobin"] == ["9.8"]


def test_another_childs_record_says_nothing_here(add: Add, tmp_path: Path) -> None:
    files: dict[str, bytes | str] = {f"{n}.txt": letter(words=f"Hemoglobin 9.{n} g/dL.") for n in range(3)}
    files["neighbour.txt"] = letter(OTHER, "Ferritin 777 ng/mL. Allergies: latex.")
    case = add(write(tmp_path / "records", files), case="c").case
    names = {one.finding.name for one in found(case).values()}
    assert "hemoglobin" in names
    assert not {"ferritin", "latex"} & names
    packet.write(case, tmp_path / "packet", "en")
    for name in clinical.NAMES:
        assert b"777 ng/mL" not in (tmp_path / "packet" / name).read_bytes()


def summary(case: OpenCase, where: Path) -> tuple[str, str, str]:
    """The texts of summary.html, summary.pdf and summary.fhir.json of a packet written anew."""
    packet.write(case, where, "en")
    document = pypdfium2.PdfDocument((where / "summary.pdf").read_bytes())
    pages = " ".join(page.get_textpage().get_text_bounded() for page in document)
    bundle = json.loads((where / "summary.fhir.json").read_bytes())
    assert faults(bundle) == []
    fhir = json.dumps(bundle, ensure_ascii=False)
    return (where / "summary.html").read_text("utf-8"), " ".join(pages.split()), fhir


def test_confirmed_corrected_and_struck_are_shown_with_the_name_and_the_sources_words(
    case: OpenCase, tmp_path: Path
) -> None:
    before = summary(case, tmp_path / "packet")
    assert not any(DOCTOR in text for text in before)
    assert all("penicillin" in text for text in before)
    said(case, "hemoglobin", Verdict.CORRECTED, value="8.9", number=8.9)
    said(case, "platelets", Verdict.CONFIRMED)
    struck = said(case, "penicillin", Verdict.STRUCK)
    page, paper, fhir = summary(case, tmp_path / "packet")
    for text in (page, paper, fhir):
        assert DOCTOR in text
        assert "8.9" in text
        assert "9.8 g/dL" in text  # what the source says stays
    assert "corrected by" in page
    assert "corrected by" in paper
    assert "1 statement was struck out" in page
    assert "1 statement was struck out" in paper
    assert struck.finding.quote not in page
    assert '"AllergyIntolerance"' not in fhir or "penicillin" not in fhir


def test_versions_are_joined_and_what_the_last_replaced_is_left_out_and_counted(add: Add, tmp_path: Path) -> None:
    def report(state: str, date: str, ki: int) -> str:
        body = (
            f"Pathology report ({state})\nAccession number: S24-00777\nSpecimen: lymph node, left cervical, excision\n"
            f"Microscopy: large atypical cells in a background of small lymphocytes, eosinophils and plasma cells.\n"
            f"Immunohistochemistry: CD30 positive. CD15 positive. CD20 negative. Ki-67 {ki} %.\n"
            "Diagnosis: classical Hodgkin lymphoma, nodular sclerosis.\n"
        )
        return (
            letter(words="", date=date).replace("Discharge summary\n", body).replace("Admitted for chemotherapy.", "")
        )

    files: dict[str, bytes | str] = {
        "p1.txt": report("preliminary", "5 March 2024", 40),
        "p2.txt": report("final", "12 March 2024", 70),
    }
    filled = clinical.filled(add(write(tmp_path / "records", files), case="c").case, "en")
    earlier, last = sorted(filled.case.records, key=lambda one: int(one.number[1:]))
    assert (earlier.superseded_by, last.supersedes) == (last.number, (earlier.number,))
    made, _ = clinical.derive(filled.case)
    groups = [group for part in made.sections if part.part is not Part.CHILD for group in part.groups]
    rows = [row for group in groups if group.code != "versions" for row in group.rows]
    cited = {one.record for row in rows for one in row.references if one.citation.quote}
    assert earlier.number not in cited
    assert last.number in cited
    (left,) = [note for note in made.notes if note.code == "summary.left_superseded"]
    assert left.args["count"] == 1
    assert left.args["statements"] == sum(one.record.number == earlier.number for one in filled.case.findings) > 0


def test_a_corrected_dose_is_counted_and_written_as_it_was_corrected(add: Add, tmp_path: Path) -> None:
    slip = letter(words="Doxorubicin 25000 mg/m2 given on 4 March 2024. Weight 31500 kg on 4 March 2024.")
    case = add(write(tmp_path / "records", {"letter.txt": slip}), case="c").case
    page, _, _ = summary(case, tmp_path / "packet")
    assert "can hardly be meant" in page
    for name, value in (("doxorubicin", "25"), ("weight", "31.5")):
        correction = clinical.Correction(
            named(case, name).key, Verdict.CORRECTED, DOCTOR, "read from the chart", changes=Changes(value=value)
        )
        clinical.judge(case, correction)
        assert "doubt" not in named(case, name).shown.detail
    page, paper, fhir = summary(case, tmp_path / "packet")
    assert "can hardly be meant" not in page + paper
    (dose,) = cumulative(clinical.filled(case, "en").case.findings, dose_rules()).drugs
    assert (dose.total, dose.unit) == (25.0, "mg")
    given = [
        entry["resource"]
        for entry in json.loads(fhir)["entry"]
        if entry["resource"]["resourceType"] == "MedicationAdministration"
    ]
    assert [(one["dosage"]["text"], one["dosage"]["dose"]["value"]) for one in given] == [("25 mg/m2", 25.0)]
