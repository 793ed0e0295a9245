"""The same report in several versions: what only looks alike stays apart. All people are invented."""

from __future__ import annotations

from dataclasses import replace

import pytest

from consilium.domain.dates import PartialDate
from consilium.domain.versions import State, VersionPaper, versions
from consilium.knowledge.findings import version_words

BODY = """Specimen: left adrenal mass, core biopsy, received in formalin on the day of the procedure.
The tumor is composed of small round blue cells with neuropil and scattered Homer Wright rosettes.
Immunohistochemistry: synaptophysin positive, PHOX2B positive, CD45 negative, desmin negative.
MYCN amplification by FISH is pending at the time of this report and will follow.
Diagnosis: neuroblastoma, poorly differentiated, with an intermediate mitosis-karyorrhexis index."""
FINAL_BODY = BODY.replace(
    "MYCN amplification by FISH is pending at the time of this report and will follow.",
    "MYCN amplification by FISH: not amplified in 100 nuclei.",
)
DAY = PartialDate(2024, 3, 4)
FIRST = VersionPaper("a", "PRELIMINARY REPORT\n" + BODY, "pathology_report", date=DAY, numbers=("S24-100",))
LAST = VersionPaper("b", "FINAL REPORT\n" + FINAL_BODY, "pathology_report", date=PartialDate(2024, 3, 9))
LAST = replace(LAST, numbers=("S24-100",))


def joined(*papers: VersionPaper) -> list[tuple[str, ...]]:
    return [one.ids for one in versions(papers, version_words())]


AMENDED_LATER = replace(LAST, text="AMENDED REPORT\n" + FINAL_BODY, date=PartialDate(2024, 4, 2))


@pytest.mark.parametrize(
    "other",
    [
        replace(LAST, numbers=("S24-200",)),
        replace(LAST, kind="labs"),
        replace(LAST, kind=""),
        replace(LAST, date=PartialDate(2025, 3, 9)),
        replace(LAST, text="FINAL REPORT\nBone marrow, right iliac crest: no tumor cells were seen in 20 fields."),
    ],
)
def test_papers_of_another_number_sort_year_or_text_stay_apart(other: VersionPaper) -> None:
    assert joined(FIRST, other) == []


def test_two_institutions_never_share_a_report() -> None:
    assert joined(replace(FIRST, institution="Hospital A"), replace(LAST, institution="Hospital B")) == []


def test_two_blood_counts_of_a_day_with_other_values_stay_apart() -> None:
    lines = [f"Test number {at}: value {at * 3} g/L, reference {at} to {at + 9}" for at in range(20)]
    count = VersionPaper("a", "\n".join(lines), "labs", date=DAY)
    later = VersionPaper("b", "\n".join(line.replace("value", "value 1") for line in lines), "labs", date=DAY)
    assert joined(count, later) == []


def test_a_letter_that_holds_all_of_another_is_another_letter() -> None:
    short = replace(FIRST, text=BODY, numbers=(), kind="clinical_summary")
    long = replace(short, id="b", text=BODY + "\n" + "\n".join(f"Medicine number {at} of the list" for at in range(40)))
    assert joined(short, long) == []


def test_two_notes_of_a_day_with_other_titles_are_two_however_alike() -> None:
    note = replace(FIRST, text=BODY, numbers=(), title="Consultation note")
    assert joined(note, replace(note, id="b", title="History and physical")) == []


def test_preliminary_and_final_are_one_report_and_the_last_is_the_final() -> None:
    (found,) = versions([LAST, FIRST], version_words())
    assert found.ids == ("a", "b")
    assert found.states == (State.PRELIMINARY, State.FINAL)
    assert found.last == "b"


def test_the_changes_are_the_sentences_that_changed_and_no_others() -> None:
    (found,) = versions([FIRST, LAST], version_words())
    changes = found.changes[0]
    assert [one.kind for one in changes if "MYCN" in one.before + one.after] != []
    said = " ".join(one.before + one.after for one in changes)
    assert "not amplified" in said
    assert "pending" in said
    assert "rosettes" not in said


def test_a_mark_that_changed_is_a_change_and_new_line_breaks_are_none() -> None:
    old = replace(FIRST, text=BODY + "\nMRD < 0.01 %.")
    new = replace(FIRST, id="b", text=BODY.replace(" and ", "\nand ") + "\nMRD > 0.01 %.")
    (found,) = versions([old, new], version_words())
    assert [(one.before, one.after) for one in found.changes[0] if "MRD" in one.before + one.after] == [
        ("MRD < 0.01 %.", "MRD > 0.01 %.")
    ]


def test_an_addendum_with_the_same_number_comes_last_however_short() -> None:
    addendum = VersionPaper("c", "ADDENDUM\nMYCN: not amplified.", "pathology_report", numbers=("s24-100",))
    addendum = replace(addendum, date=PartialDate(2024, 3, 20))
    (found,) = versions([addendum, LAST, FIRST], version_words())
    assert found.ids == ("a", "b", "c")
    assert found.states[-1] is State.ADDENDUM


REPORT = replace(LAST, text="PATHOLOGY REPORT\n" + FINAL_BODY, date=PartialDate(2024, 3, 9))
SHORT = "MYCN: not amplified. HLA class I is decreased on the tumor cells."
ADDS = VersionPaper(
    "c", f"ADDENDUM 1\n{SHORT}", "pathology_report", date=PartialDate(2024, 3, 20), numbers=("S24-100 ADD 1",)
)
OTHER_STAIN = (
    "Immunohistochemistry, second panel: INI1 retained, BRG1 retained, desmin negative in all of the cells seen."
)


@pytest.mark.parametrize(
    ("papers", "gone", "added"),
    [
        ((REPORT, ADDS), {}, {"c"}),
        ((REPORT, replace(ADDS, text=f"Informe complementario\n{SHORT}")), {}, {"c"}),
        ((REPORT, replace(ADDS, date=None)), {}, {"c"}),
        ((REPORT, replace(ADDS, text=f"ADDENDUM to the original report of 9 March 2024\n{SHORT}")), {}, {"c"}),
        ((FIRST, REPORT, ADDS), {"a": "b"}, {"c"}),
        ((FIRST, REPORT, ADDS, replace(ADDS, id="d", text="ADDENDUM 2\nALK: no mutation.")), {"a": "b"}, {"c", "d"}),
        ((FIRST, ADDS), {}, {"c"}),
        ((REPORT, replace(ADDS, text=f"{FINAL_BODY}\nADDENDUM: {SHORT}")), {"b": "c"}, set()),
        ((REPORT, replace(ADDS, text=f"ADDENDUM. This addendum replaces the report of 9 March 2024.\n{SHORT}")),
         {"b": "c"}, set()),
        ((REPORT, replace(ADDS, text=f"AMENDED REPORT\n{SHORT}")), {"b": "c"}, set()),
        ((REPORT, ADDS, replace(AMENDED_LATER, id="d")), {"b": "d"}, {"c"}),
        ((REPORT, replace(ADDS, text=f"{OTHER_STAIN}\n{BODY[:150]}")), {}, {"c"}),
        ((FIRST, replace(ADDS, text=f"{OTHER_STAIN}\n{BODY[:150]}")), {}, {"c"}),
    ],
    ids=["addendum", "Spanish", "undated", "names the original", "preliminary", "two addenda", "no final",
         "whole report", "says replaces", "amended", "amended later", "second report",
         "second beside a preliminary"],
)  # fmt: skip
def test_an_addendum_adds_and_only_what_says_so_or_is_the_same_text_replaces(
    papers: tuple[VersionPaper, ...], gone: dict[str, str], added: set[str]
) -> None:
    (found,) = versions(papers, version_words())
    assert (dict(found.replaced), set(found.added)) == (gone, added)
    for one in added:
        assert not any(change.before for change in found.changes[found.ids.index(one) - 1])


def test_an_addendum_is_told_to_add_to_the_report_that_stands() -> None:
    (found,) = versions((FIRST, REPORT, ADDS), version_words())
    assert [found.adds_to(one) for one in found.ids] == ["", "", "b"]


def test_a_scan_of_the_same_paper_is_the_same_report_without_a_number() -> None:
    scan = replace(FIRST, id="b", text=FIRST.text.replace("scattered", "scatterod"), numbers=())
    assert joined(replace(FIRST, numbers=()), scan) == [("a", "b")]


@pytest.mark.parametrize(
    ("line", "state"),
    [
        ("INFORME PRELIMINAR", State.PRELIMINARY),
        ("Informe definitivo", State.FINAL),
        ("Informe complementario n.º 2", State.ADDENDUM),
        ("Corrected report", State.AMENDED),
        ("Biopsia", State.UNSTATED),
    ],
)
def test_the_state_is_read_in_both_languages(line: str, state: State) -> None:
    assert VersionPaper("a", f"{line}\n{BODY}").state(version_words()) is state


def test_words_far_down_or_in_a_long_line_do_not_make_a_state() -> None:
    assert VersionPaper("a", BODY * 5 + "\n" * 20 + "Addendum").state(version_words()) is State.UNSTATED
    assert VersionPaper("a", "x " * 80 + "addendum").state(version_words()) is State.UNSTATED


def test_two_long_unlike_texts_end_with_bounded_changes() -> None:
    old = replace(FIRST, text="\n".join(f"old line number {at} of this text" for at in range(3_000)))
    new = replace(LAST, text="ADDENDUM\n" + "\n".join(f"new words {at} entirely" for at in range(3_000)))
    (found,) = versions([old, new], version_words())
    assert len(found.changes[0]) <= 200
    assert found.cut


AMENDED = replace(
    LAST,
    text=f"AMENDED REPORT\nOriginal report: 4 March 2024. This report replaces the report of 4 March 2024.\n{BODY}",
    numbers=("S24-100/A1",),
)


@pytest.mark.parametrize(
    "other",
    [
        AMENDED,
        replace(AMENDED, numbers=()),
        replace(AMENDED, numbers=("4",)),
        replace(AMENDED, text=AMENDED.text.replace("This report replaces the report of", "Sustituye al informe del")),
        replace(LAST, numbers=("S24-100 (amended)",)),
        replace(LAST, text="FINAL REPORT\nVerified.\n" + FINAL_BODY[: len(FINAL_BODY) // 2]),
    ],
    ids=["number of a version", "no number", "another number", "Spanish", "word behind the number", "shorter"],
)
def test_what_says_that_it_replaces_or_bears_the_number_is_a_version(other: VersionPaper) -> None:
    assert joined(FIRST, other) == [("a", "b")]


@pytest.mark.parametrize(
    "other",
    [
        replace(AMENDED, numbers=("S24-200",), text=AMENDED.text.replace("4 March", "2 March")),
        replace(AMENDED, text="AMENDED REPORT. This report replaces the report of 4 March 2024.\nSkin: a mole."),
        replace(AMENDED, institution="Hospital B"),
    ],
    ids=["another day", "another matter", "another house"],
)
def test_a_report_that_replaces_another_one_is_none(other: VersionPaper) -> None:
    assert (
        joined(replace(FIRST, numbers=("S24-100",), institution="Hospital A"), replace(other, numbers=("S24-200",)))
        == []
    )


def test_a_sentence_that_goes_on_in_the_next_line_is_one_change() -> None:
    before = replace(
        FIRST, text="PRELIMINARY\nLeft nodal mass, 32 x 18 mm, suspicious for relapse of the\nknown neuroblastoma."
    )
    after = replace(
        LAST, text="FINAL REPORT\nLeft nodal mass, 23 x 18 mm, suspicious for relapse of the\nknown neuroblastoma."
    )
    (found,) = versions((before, after), version_words())
    said = [(one.before, one.after) for one in found.changes[0]]
    assert ("Left nodal mass, 32 x 18 mm, suspicious for relapse of the known neuroblastoma.",
            "Left nodal mass, 23 x 18 mm, suspicious for relapse of the known neuroblastoma.") in said  # fmt: skip


@pytest.mark.parametrize("line", ["Version 2, replaces the preliminary report", "Sustituye al informe preliminar"])
def test_a_final_report_that_names_the_preliminary_one_is_final(line: str) -> None:
    paper = replace(LAST, text=f"FINAL REPORT\n{line}\n{FINAL_BODY}")
    assert paper.state(version_words()) is State.FINAL
