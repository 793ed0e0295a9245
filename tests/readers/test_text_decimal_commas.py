"""A comma between figures parts decimals and no cells: Spanish results typed in columns are no CSV file."""

from __future__ import annotations

from consilium.readers.text import delimiter


def test_decimal_commas_make_no_table() -> None:
    assert delimiter("Neutrófilos 41,2 1,98\nLinfocitos 46,0 2,21\nMonocitos 9,8 0,47\n", named=False) == ""


def test_commas_between_cells_make_one() -> None:
    assert delimiter("Test,Result,Unit\nSodium,138,mmol/L\nCalcium,2.3,mmol/L\n", named=False) == ","
    assert delimiter("1,2,3\n4,5,6\n", named=True) == ","
