"""Web pages whose tables are rows of boxes, whose cells have several lines, and whose values touch their labels."""

from __future__ import annotations

import pytest

from consilium.readers import webpage
from tests.readers import documents as made


def lines(body: str) -> list[str]:
    return made.read(webpage, f"<html><body>{body}</body></html>".encode())[0].text.split("\n")


def tables(body: str) -> object:
    return made.read(webpage, f"<html><body>{body}</body></html>".encode())[0].facts["tables"]


def row(*cells: str, tag: str = "div") -> str:
    return f"<div>{''.join(f'<{tag}>{cell}</{tag}>' for cell in cells)}</div>"


def test_rows_of_boxes_that_stand_alike_are_a_table() -> None:
    body = f"<div>{row('Name', '4/2/25', '4/9/25')}<!-- row -->{row('WBC', '2.9 (L)', '')}{row('HGB', '', '9.8')}</div>"
    assert tables(body) == [[["Name", "4/2/25", "4/9/25"], ["WBC", "2.9 (L)", ""], ["HGB", "", "9.8"]]]
    assert lines(body) == ["Name 4/2/25 4/9/25", "WBC 2.9 (L)", "HGB 9.8"]


def test_what_a_page_calls_a_row_is_one() -> None:
    cells = "".join(f'<div role="cell">{one}</div>' for one in ("Sodium", "139", "mmol/L"))
    assert tables(f'<div role="table"><div role="row">{cells}</div></div>') == [[["Sodium", "139", "mmol/L"]]]


@pytest.mark.parametrize(
    "body",
    [
        row("From: Ana", "Sent: today", "A message that goes on for much longer than any cell of a table does, by far")
        * 2,
        f"{row('Ferritin', '2/18/2025', '9')}{row('Sodium', '2/18/2025')}",
        "<div><div>Ferritin<p>9</p></div><div>Sodium</div><div>139</div></div>" * 2,
        "<div>Results <div>1</div><div>2</div><div>3</div></div>" * 2,
        "<div><h3>WBC</h3><div>Value 1.8</div><div>Low</div></div>" * 3,
    ],
    ids=["a message", "rows of other lengths", "a block in a cell", "words beside the cells", "a card"],
)
def test_other_boxes_are_no_table(body: str) -> None:
    assert tables(f"<div>{body}</div>") == []


def test_a_cell_with_a_name_over_its_value_stays_one_cell() -> None:
    body = (
        "<table><tr><td>Blood Pressure<br>98/61</td><td>Weight<br>22.4 kg</td></tr>"
        "<tr><td>Pulse<br>101</td><td>Height<br>118 cm</td></tr></table>"
    )
    assert lines(body) == ["Blood Pressure 98/61 Weight 22.4 kg", "Pulse 101 Height 118 cm"]


def test_a_cell_behind_one_of_several_lines_begins_a_line() -> None:
    body = "<table><tr><td>Hospital Ejemplo<br>Calle 1</td><td>Ana Muestra<br>2018</td></tr></table>"
    assert lines(body) == ["Hospital Ejemplo", "Calle 1", "Ana Muestra", "2018"]


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        ("<p><span>Value</span><span>2,310 ng/mL</span><span>High</span></p>", "Value 2,310 ng/mL High"),
        ("<p><b>Resultado:</b><span>&lt;0,3</span></p>", "Resultado: <0,3"),
        ("<p><span>Value</span><span>Not Detected</span></p>", "Value Not Detected"),
        ("<p>he<span>mo</span><span>globin</span> CD<span>34</span></p>", "hemoglobin CD34"),
        ("<p><b>T</b><b>P</b><b>53</b> 10<sup>9</sup></p>", "TP53 109"),
    ],
)
def test_words_that_touch_in_the_source_stand_apart_where_they_are_two(body: str, wanted: str) -> None:
    assert lines(body) == [wanted]


def test_items_of_a_list_have_their_sign() -> None:
    body = "<ul><li>famotidine</li><li><p>amlodipine 5 mg</p></li><li>- ibuprofen</li></ul><ol><li>1. rest</li></ol>"
    assert lines(body) == ["• famotidine", "• amlodipine 5 mg", "- ibuprofen", "1. rest"]
