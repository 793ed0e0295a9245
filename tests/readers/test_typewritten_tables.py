"""Tables that a text sets with blanks: their words get places, running text and labels get none."""

from __future__ import annotations

from consilium.domain.layout import placed
from consilium.readers import typewritten

LABS = """CUMULATIVE REPORT

TEST                 UNIT      10/06/2024   14/06/2024   REF. RANGE
-------------------------------------------------------------------
Haemoglobin          g/dL        6.8 L        8.9 L      11.5 - 15.5
Platelet Count       10^9/L      22 L         41 L       150 - 450
Uric acid            mg/dL       9.6 H        --         2.0 - 5.5

She was well.  She went home with her mother after the visit, and
comes again in two weeks.
"""


def lines(text: str) -> dict[str, bool]:
    return {line.text: placed(line) for page in typewritten.pages(text) for line in page.lines}


def test_rows_of_a_table_have_places_and_running_text_has_none() -> None:
    found = lines(LABS)
    assert found["Haemoglobin g/dL 6.8 L 8.9 L 11.5 - 15.5"]
    assert found["TEST UNIT 10/06/2024 14/06/2024 REF. RANGE"]
    assert not found["CUMULATIVE REPORT"]
    assert not found["She was well. She went home with her mother after the visit, and"]


def test_words_of_one_column_begin_at_the_same_place() -> None:
    rows = [line for page in typewritten.pages(LABS) for line in page.lines if placed(line)]
    lefts = {line.words[0][0]: dict(line.words) for line in rows}
    assert lefts["Platelet"]["10^9/L"].left == lefts["TEST"]["UNIT"].left
    assert all(
        0 <= box.left < box.right <= 1 and 0 <= box.top < box.bottom <= 1 for line in rows for _, box in line.words
    )


def test_labels_with_values_and_paragraphs_that_hang_from_a_word_are_no_table() -> None:
    found = lines(
        "Name: Ann Sample      DOB: 01/02/2015\nWard: 3B              Bed: 12\n"
        "History    Abdominal swelling for two weeks, and pain that\n           wakes her at night.\n"
        "Imaging    CT showed a mass of the left kidney, which does\n           not cross the midline.\n"
    )
    assert not any(found.values())


def test_two_blanks_after_a_full_stop_part_no_cells() -> None:
    assert not any(lines("He is well.  No fever.\nHe eats well.  No pain.\nHe sleeps well.  No cough.\n").values())


def test_a_long_text_is_read_in_pages_with_places_within_each() -> None:
    pages = typewritten.pages("\n".join(f"Sodium    {at}    mmol/L" for at in range(900)))
    assert [len(page.lines) for page in pages] == [400, 400, 100]
    assert all(line.box.bottom <= 1 for page in pages for line in page.lines)


def test_a_line_without_end_is_no_row() -> None:
    assert not any(lines("a   b   " * 5000 + "\n" + "a   b   " * 5000).values())
