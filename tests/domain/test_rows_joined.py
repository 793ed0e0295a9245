"""Rows of the summary that are made of several sources: the fullest of them is shown, and nothing is put together that
differs. Plans that were carried out, relapses, medicines of old lists, doses with the dates of what they sum."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from consilium.domain.clinical import CaseFinding, CaseRecord, ClinicalCase
from consilium.domain.dates import PartialDate
from consilium.domain.doses import cumulative
from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.packet import ChildView
from consilium.domain.records import Category, Citation, Remark
from consilium.domain.summary import Derived, Part, Span, Statement, dose_rows, summarize
from consilium.domain.summary.alike import alike
from consilium.domain.summary.composed import composed
from consilium.domain.summary.earlier import as_of_their_papers
from consilium.knowledge.doses import dose_rules
from consilium.knowledge.ranks import ranks

D = PartialDate.from_iso


def paper(number: str, day: str = "", category: Category = Category.DISCHARGE) -> CaseRecord:
    return CaseRecord(number, number, number, category=category, date=D(day) if day else None, pages=1)


def said(kind: Kind, name: str, assertion: Assertion = Assertion.STATED, **more: object) -> Finding:
    made = Finding(kind, name, assertion=assertion, citations=(Citation(f"words on {name}", 1),))
    return replace(made, **more)  # type: ignore[arg-type]


def case_of(*told: tuple[Finding, CaseRecord]) -> ClinicalCase:
    found = tuple(CaseFinding(str(at), finding, record) for at, (finding, record) in enumerate(told))
    records = tuple({record.number: record for _, record in told}.values())
    return ClinicalCase("case", ChildView(), date(2026, 11, 20), records=records, findings=found)


def rows(case: ClinicalCase, part: Part, code: str) -> tuple[Statement, ...]:
    summary = summarize(case, derived=Derived(dose_rows(cumulative(case.findings, dose_rules()))), ranks=ranks())
    section = next(section for section in summary.sections if section.part is part)
    return next((group.rows for group in section.groups if group.code == code), ())


def papers(row: Statement) -> list[str]:
    return sorted(one.record for one in row.references)


# A joined row: the fullest details, never of two tellings that differ.


@pytest.mark.parametrize(("last", "until"), [("2025-10-26", None), ("2026-08-20", "2026-08-20"), ("2026", "2026")])
def test_a_row_has_no_last_day_before_its_first(last: str, until: str | None) -> None:
    begun = said(Kind.RADIATION, "radiation", value="54.0", unit="Gy", when=D("2026-07-08"))
    ended = replace(begun, when=None, until=D(last))
    joined = composed([begun, ended])
    assert (str(joined.when), joined.until and str(joined.until)) == ("2026-07-08", until)


def test_a_row_shows_the_dose_that_another_of_its_records_tells_and_cites_both() -> None:
    bare = said(Kind.MEDICINE, "Acyclovir", when=D("2026-04-20"), detail={"state": "current"})
    full = said(
        Kind.MEDICINE,
        "acyclovir",
        value="Acyclovir 200 mg PO BID",
        when=D("2026-04-20"),
        detail={"dose": "200 mg", "route": "oral", "frequency": "BID", "state": "current"},
    )
    (row,) = rows(case_of((bare, paper("R1")), (full, paper("R2"))), Part.BACKGROUND, "medicine")
    assert row.cells[2] == "200 mg, oral, BID"
    assert papers(row) == ["R1", "R2"]


def test_two_doses_are_two_rows_though_a_third_record_tells_none() -> None:
    day = D("2026-04-20")
    told = [said(Kind.MEDICINE, "acyclovir", when=day, detail={"dose": dose} if dose else {}) for dose in _DOSES]
    case = case_of(*((one, paper(f"R{at}")) for at, one in enumerate(told)))
    assert sorted(str(row.cells[2]) for row in rows(case, Part.BACKGROUND, "medicine")) == ["", "200 mg", "400 mg"]


_DOSES = ("", "200 mg", "400 mg")


def test_the_reaction_of_an_allergy_is_the_fullest_one_and_another_reaction_is_another_row() -> None:
    told = ({}, {"reaction": "Flushing"}, {"reaction": "Infusion flushing syndrome", "severity": "Mild"})
    case = case_of(*((said(Kind.ALLERGY, "vancomycin", detail=one), paper(f"R{at}")) for at, one in enumerate(told)))
    (row,) = rows(case, Part.BACKGROUND, "allergy")
    assert row.cells[2] == "Infusion flushing syndrome, Mild"
    other = said(Kind.ALLERGY, "latex", detail={"reaction": "rash"})
    another = said(Kind.ALLERGY, "latex", detail={"reaction": "anaphylaxis"})
    assert len(rows(case_of((other, paper("R1")), (another, paper("R2"))), Part.BACKGROUND, "allergy")) == 2


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("200 mg", "200 mg twice a day", True),
        ("200 mg BID", "200 mg twice a day", True),
        ("1.25 mg every morning", "1,25 mg cada 24 h", True),
        ("40 mg dos veces al día", "40 mg twice a day, 14 of 28 days", True),
        ("1.25 mg once a day", "1.25 mg twice a day", False),
        ("1.25 mg", "12.5 mg", False),
        ("40 mg", "40 mg/m2", False),
        ("40 mg", "400 mg", False),
        ("5 mL sábado y domingo", "5 mL cada 24 h", False),
    ],
)
def test_doses_are_one_where_they_say_the_same_with_more_or_fewer_words(one: str, other: str, same: bool) -> None:
    assert alike("dose", one, other) is same
    assert alike("dose", other, one) is same


@pytest.mark.parametrize(
    ("key", "one", "other", "same"),
    [
        ("protein", "p.Phe1174Leu", "F1174L", True),
        ("protein", "p.Phe1174Leu", "p.Phe1174Ile", False),
        ("vaf", "38 %", "0.38", True),
        ("vaf", "38 %", "0.5", False),
        ("gene", "ALK", "MYCN", False),
    ],
)
def test_a_change_and_its_share_are_one_however_they_are_written(key: str, one: str, other: str, same: bool) -> None:
    assert alike(key, one, other) is same


def test_a_removal_is_one_operation_under_all_its_names_and_takes_its_day() -> None:
    day = D("2025-06-03")
    told = [
        said(Kind.SURGERY, "resection", when=day, laterality="left", site="adrenal", value="Open resection"),
        said(Kind.SURGERY, "gross total resection", when=day, detail={"residual": "more than 95 %"}),
        said(Kind.SURGERY, "Excision of adrenal gland neoplasm", when=day),
        said(Kind.SURGERY, "gross total resection"),
    ]
    days = ("2025-06-03", "2025-06-03", "2026-05-05", "2026-05-05")
    case = case_of(*((one, paper(f"R{at}", on)) for at, (one, on) in enumerate(zip(told, days, strict=True))))
    (row,) = rows(case, Part.TREATMENT, "surgery")
    assert row.cells[0] == Span(day)
    assert "gross total resection" in str(row.cells[1])
    assert papers(row) == ["R0", "R1", "R2", "R3"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("subtotal resection", ""), ("gross total resection", "")),
        (("resection", "lung"), ("resection", "liver")),
        (("resección parcial", ""), ("resección total", "")),
    ],
)
def test_removals_that_differ_in_place_or_extent_stay_two(one: tuple[str, str], other: tuple[str, str]) -> None:
    day = D("2025-06-03")
    told = [said(Kind.SURGERY, name, when=day, site=site) for name, site in (one, other)]
    case = case_of((told[0], paper("R1", "2025-06-04")), (told[1], paper("R2", "2025-06-04")))
    assert len(rows(case, Part.TREATMENT, "surgery")) == 2


def test_a_statement_without_a_day_is_of_no_later_day_than_its_paper() -> None:
    now = said(Kind.DIAGNOSIS, "leukemia", when=D("2026-04-02"), detail={"percent": "64"})
    then = said(Kind.DIAGNOSIS, "leukemia", when=D("2021-05-20"))
    old = said(Kind.DIAGNOSIS, "leukemia")
    case = case_of(
        (now, paper("R1", "2026-04-03")), (then, paper("R2", "2023-08-14")), (old, paper("R3", "2021-06-20"))
    )
    told = {row.cells[0]: papers(row) for row in rows(case, Part.DIAGNOSIS, "diagnosis")}
    assert told == {Span(D("2021-05-20")): ["R2", "R3"], Span(D("2026-04-02")): ["R1"]}


# Relapses.


def test_a_relapse_is_a_row_of_its_own_with_its_date_and_source() -> None:
    first = said(Kind.DIAGNOSIS, "leukemia", when=D("2021-05-20"))
    back = said(Kind.DIAGNOSIS, "leukemia", detail={"status": "relapse"})
    case = case_of((first, paper("R1", "2021-06-01")), (back, paper("R2", "2026-10-02")))
    was, now = rows(case, Part.DIAGNOSIS, "diagnosis")
    assert (was.cells[0], papers(was)) == (Span(D("2021-05-20")), ["R1"])
    assert (now.cells[0], papers(now)) == (Span(told=D("2026-10-02")), ["R2"])
    assert isinstance(now.cells[3], Remark)
    assert now.cells[3].args["status"] == "relapse"


def test_what_is_confirmed_on_the_day_of_a_relapse_is_that_relapse() -> None:
    day = D("2026-04-02")
    seen = said(Kind.DIAGNOSIS, "leukemia", when=day, detail={"status": "confirmed"})
    back = said(Kind.DIAGNOSIS, "leukemia", when=day, detail={"status": "relapse"})
    (row,) = rows(case_of((seen, paper("R1")), (back, paper("R1"))), Part.DIAGNOSIS, "diagnosis")
    assert isinstance(row.cells[3], Remark)
    assert row.cells[3].args["status"] == "relapse"


# Plans.


@pytest.mark.parametrize(
    ("planned", "done", "left"),
    [
        # On the day of the plan, in the same dose, at one of its places.
        (
            ("radiation", "2026-01-15", "left adrenal bed", {"gray": "21.6"}, "2026-01-15"),
            ("radiation", "2025-12-30", "adrenal bed, lymph nodes", {"gray": 21.6}, "2026-01-16"),
            0,
        ),
        (("radiation", "", "primary site", {}, "2025-03-06"), ("radiation", "2025-12-30", "adrenal bed", {}, ""), 0),
        # Another place, another dose, or done before it was planned.
        (("radiation", "", "L2 vertebra", {}, "2025-03-06"), ("radiation", "2025-12-30", "adrenal bed", {}, ""), 1),
        (
            ("radiation", "", "adrenal bed", {"gray": "36"}, "2025-03-06"),
            ("radiation", "2025-12-30", "adrenal bed", {"gray": "21.6"}, ""),
            1,
        ),
        (("radiation", "", "", {}, "2026-05-05"), ("radiation", "2025-12-30", "adrenal bed", {}, "2026-01-16"), 1),
    ],
)
def test_a_plan_that_was_carried_out_is_no_plan(
    planned: tuple[object, ...], done: tuple[object, ...], left: int
) -> None:
    def made(told: tuple[object, ...], assertion: Assertion, until: str = "") -> tuple[Finding, CaseRecord]:
        name, day, site, detail, written = told
        when = D(str(day)) if day else None
        end = D(until) if until else None
        finding = said(Kind.RADIATION, str(name), assertion, when=when, until=end, site=site, detail=detail)
        return finding, paper(assertion.value, str(written))

    case = case_of(made(planned, Assertion.PLANNED), made(done, Assertion.STATED, "2026-01-15"))
    open_ = [row for row in rows(case, Part.TREATMENT, "radiation") if row.marks]
    assert len(open_) == left


# Medicines of old lists.


def test_a_medicine_of_an_old_list_is_not_shown_as_taken_now() -> None:
    old = said(Kind.MEDICINE, "ranitidine", detail={"state": "current", "dose": "30 mg"})
    kept = said(Kind.MEDICINE, "acyclovir", detail={"state": "current", "dose": "200 mg"})
    now = said(Kind.MEDICINE, "acyclovir", detail={"state": "current", "dose": "200 mg"})
    then, today = paper("R1", "2021-06-22"), paper("R2", "2026-10-02")
    case = case_of((old, then), (kept, then), (now, today))
    assert [row.cells[1] for row in rows(case, Part.BACKGROUND, "medicine")] == ["acyclovir"]
    (row,) = rows(case, Part.BACKGROUND, "medicine_earlier")
    assert row.cells[:2] == (Span(told=D("2021-06-22")), "ranitidine")


@pytest.mark.parametrize("day", ["2026-07-01", ""])
def test_a_medicine_of_the_time_of_the_latest_list_stays_current(day: str) -> None:
    one = said(Kind.MEDICINE, "ranitidine", detail={"state": "current"})
    other = said(Kind.MEDICINE, "acyclovir", detail={"state": "current"})
    case = as_of_their_papers(case_of((one, paper("R1", day)), (other, paper("R2", "2026-10-02"))))
    assert [str(found.shown.detail["state"]) for found in case.findings] == ["current", "current"]


# Order and days.


def test_rows_without_a_day_come_last_with_the_day_of_their_paper_and_the_absent_after_the_present() -> None:
    absent = said(Kind.SPECIMEN, "bone marrow involvement", Assertion.NEGATED)
    there = said(Kind.SPECIMEN, "bone marrow", value="blasts")
    dated = said(Kind.SPECIMEN, "adrenal gland", when=D("2025-02-21"))
    late, early = paper("R1", "2026-05-05"), paper("R2", "2025-02-25")
    found = rows(case_of((absent, late), (there, early), (dated, late)), Part.DIAGNOSIS, "specimen")
    spans = [row.cells[0] for row in found]
    assert spans == [Span(D("2025-02-21")), Span(told=D("2025-02-25")), Span(told=D("2026-05-05"))]


def test_a_result_told_of_one_day_by_two_papers_is_one_row() -> None:
    day = D("2026-09-24")
    more: Sequence[dict[str, str]] = (
        {"specimen": "bone marrow", "timepoint": "end of therapy"},
        {"specimen": "bone marrow", "timepoint": "before decision", "method": "NGS", "limit": "1 in 10^6"},
    )
    told = [
        said(
            Kind.MRD,
            "minimal residual disease",
            value="4 per million",
            number=4.0,
            unit="per million",
            when=day,
            detail=one,
        )
        for one in more
    ]
    (row,) = rows(case_of((told[0], paper("R1")), (told[1], paper("R2"))), Part.RESPONSE, "mrd")
    assert row.cells[1:] == ("bone marrow, before decision", "4 per million", "NGS, 1 in 10^6")


def test_a_test_under_two_names_and_a_sentence_under_two_papers_are_one_row() -> None:
    day = D("2026-04-14")
    names = ("Vanillylmandelate/creatinine in urine", "vanillylmandelate/creatinine urine")
    labs = [said(Kind.LABORATORY, name, value="9", number=9.0, unit="mg/g", when=day) for name in names]
    case = case_of((labs[0], paper("R1")), (labs[1], paper("R2")))
    assert len(rows(case, Part.RESPONSE, "laboratory")) == 1
    words = ("• Lytic lesion of the left iliac wing.", "Findings: Lytic lesion of the left iliac wing.")
    seen = [said(Kind.IMAGING, "lesion", value=one, when=day, detail={"modality": "CT"}) for one in words]
    (row,) = rows(case_of((seen[0], paper("R1")), (seen[1], paper("R2"))), Part.RESPONSE, "imaging")
    assert papers(row) == ["R1", "R2"]


# Doses.


def dose(
    drug: str, number: float | None, record: CaseRecord, day: str = "", **detail: str
) -> tuple[Finding, CaseRecord]:
    unit = "mg/m2" if number is not None else ""
    when = D(day) if day else None
    value = f"{number:g}" if number is not None else ""
    more = {"per": "m2", **detail} if number is not None else detail
    return said(Kind.DRUG, drug, number=number, value=value, unit=unit, when=when, detail=more), record


def doses_of(*told: tuple[Finding, CaseRecord]) -> dict[str, Statement]:
    """The rows by their drug; an equivalent under "equivalent"."""
    found = rows(case_of(*told), Part.TREATMENT, "doses")
    return {"equivalent" if isinstance(row.cells[0], Remark) else str(row.cells[0]): row for row in found}


def test_a_stated_sum_takes_no_dates_of_other_administrations_and_does_not_hold_later_ones() -> None:
    total = dose("methotrexate", 20000.0, paper("R1", "2023-08-14"), cumulative="yes")
    later = dose("methotrexate", None, paper("R2", "2026-07-30"), "2026-04-06")
    row = doses_of(total, later)["methotrexate"]
    assert row.cells[1] == Remark("summary.dose_at_least", {"amount": 20000, "unit": "mg"})
    assert row.cells[4] == Span(told=D("2023-08-14"))


def test_what_is_given_after_a_stated_sum_is_added_to_it() -> None:
    total = dose("doxorubicin", 75.0, paper("R1", "2023-08-14"), cumulative="yes")
    later = dose("doxorubicin", 50.0, paper("R2", "2026-07-30"), "2026-04-06")
    row = doses_of(total, later)["doxorubicin"]
    assert row.cells[1] == Remark("summary.dose_total", {"amount": 125, "unit": "mg"})
    assert row.cells[4] == Remark("summary.partly_dated")


def test_an_equivalent_has_a_span_only_where_all_its_parts_have_a_day() -> None:
    one = dose("doxorubicin", 75.0, paper("R1", "2023-08-14"), cumulative="yes")
    other = dose("mitoxantrone", 20.0, paper("R2", "2026-07-30"), "2026-04-06")
    assert doses_of(one, other)["equivalent"].cells[4] == Remark("summary.partly_dated")
    dated = dose("doxorubicin", 75.0, paper("R1", "2023-08-14"), "2021-08-01")
    assert doses_of(dated, other)["equivalent"].cells[4] == Span(D("2021-08-01"), D("2026-04-06"))


@pytest.mark.parametrize(
    ("confidence", "code"), [(0.67, "dose_not_read"), (0.97, "dose_not_read"), (None, "dose_not_stated")]
)
def test_a_dose_that_a_picture_may_hold_is_not_said_to_be_missing(confidence: float | None, code: str) -> None:
    finding, record = dose("topotecan", None, paper("R1"))
    row = doses_of((replace(finding, confidence=confidence), record))["topotecan"]
    assert row.cells[1] == Remark(f"summary.{code}")


# Molecular findings.


def test_shares_copies_and_an_awaited_test_are_shown() -> None:
    deleted = said(
        Kind.CYTOGENETICS, "CDKN2A", value="deletion", detail={"gene": "CDKN2A", "class": "deletion", "percent": "55%"}
    )
    deleted = replace(deleted, citations=(Citation("CDKN2A: homozygous deletion in 55%", 1),))
    sent = said(Kind.MENTION, "TP53", Assertion.PENDING, detail={"what": "genetics", "status": "pending"})
    blood = said(Kind.MENTION, "HLA typing", Assertion.PENDING, detail={"what": "laboratory"})
    found = rows(case_of(*((one, paper("R1")) for one in (deleted, sent, blood))), Part.MOLECULAR, "molecular")
    assert {row.cells[1]: row.cells[3] for row in found} == {"CDKN2A": "homozygous, 55%", "TP53": ""}
    assert Remark("summary.said_pending") in found[1].marks + found[0].marks


def test_what_was_looked_for_and_not_found_is_one_row_of_its_paper() -> None:
    names = (("BCR::ABL1", "fusion"), ("KMT2A", "rearrangement"))
    gone = [said(Kind.CYTOGENETICS, name, Assertion.NEGATED, value=value) for name, value in names]
    later = said(Kind.CYTOGENETICS, "IKZF1", Assertion.NEGATED, value="deletion")
    there = said(Kind.CYTOGENETICS, "karyotype", value="46,XX[20]")
    old, new = paper("R1", "2021-06-22"), paper("R2", "2026-04-10")
    case = case_of((gone[0], old), (gone[1], old), (later, new), (there, old))
    rows_ = rows(case, Part.MOLECULAR, "molecular_absent")
    assert [(row.cells, row.marks) for row in rows_] == [
        ((Span(told=D("2021-06-22")), "BCR::ABL1 fusion; KMT2A rearrangement"), (Remark("summary.said_negated"),)),
        ((Span(told=D("2026-04-10")), "IKZF1 deletion"), (Remark("summary.said_negated"),)),
    ]
    assert [row.cells[1] for row in rows(case, Part.MOLECULAR, "molecular")] == ["karyotype"]


@pytest.mark.parametrize(
    ("value", "shown"),
    [("Five cycles of", "cycle x 5"), ("cinco ciclos", "cycle x 5"), ("Cycle 5", "cycle 5"), ("Ciclo 5", "cycle 5")],
)
def test_five_cycles_are_not_the_fifth(value: str, shown: str) -> None:
    cycle = said(Kind.CYCLE, "cycle", value=value, when=D("2025-03-01"), detail={"number": 5})
    [row] = rows(case_of((cycle, paper("R1", "2025-06-01"))), Part.TREATMENT, "cycle")
    assert str(row.cells[1]) == shown


def test_a_picture_that_could_hardly_be_read_is_named() -> None:
    blurred = replace(paper("R1", "2025-06-01"), blurred=True)
    notes = summarize(case_of((said(Kind.CYCLE, "cycle 1"), blurred)), derived=Derived(()), ranks=ranks()).notes
    assert Remark("summary.hard_to_read", {"count": 1, "records": "R1"}) in notes
    clear = case_of((said(Kind.CYCLE, "cycle 1"), paper("R1", "2025-06-01")))
    assert not any(one.code == "summary.hard_to_read" for one in summarize(clear, ranks=ranks()).notes)
