"""SVG drawings: their words come out, nothing is loaded, and what only mentions SVG is none."""

from __future__ import annotations

import base64
import gzip

import pytest

from consilium.domain.errors import UnreadableError
from consilium.domain.litter import FileSeen, beside_a_viewer
from consilium.readers import archive, drawing
from tests.readers import documents as made

CURVE = """<?xml version="1.0" encoding="UTF-8"?>
<!-- made by a portal -->
<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 200 100">
  <title>Curva de crecimiento</title>
  <defs><text>never shown</text></defs>
  <script>alert("no")</script>
  <g><text x="1" y="10">Paciente: Muestra Ejemplo, Sofía</text>
  <text><tspan x="1" y="20">Peso 18,2 kg</tspan>
  <tspan x="1" y="30">Talla <tspan font-weight="bold">109</tspan> cm</tspan></text></g>
  <path d="M0 0L10 10"/><circle r="2"/>
</svg>"""


@pytest.mark.parametrize(
    "text",
    [
        "Write <svg> to begin a drawing.",
        "<html><body><svg><text>x</text></svg></body></html>",
        "<svgfont>",
        "<!-- <svg> --><note/>",
        "",
    ],
)
def test_what_only_speaks_of_svg_is_no_drawing(text: str) -> None:
    assert made.sniff(drawing, text.encode(), "a.svg") is None


def test_entities_are_not_expanded_or_fetched() -> None:
    bomb = '<!DOCTYPE svg [<!ENTITY a "aaaaaaaaaa"><!ENTITY b SYSTEM "file:///etc/hostname">]>'
    data = f'{bomb}<svg xmlns="http://www.w3.org/2000/svg"><text>before &a;&b; after</text></svg>'.encode()
    assert made.sniff(drawing, data) == "svg"
    reading, _ = made.read(drawing, data)
    assert "aaaa" not in reading.text
    assert reading.text.startswith("before")


def test_deep_nesting_ends_and_says_so() -> None:
    data = b'<svg xmlns="http://www.w3.org/2000/svg">' + b"<g>" * 50_000 + b"<text>deep</text>"
    reading, _ = made.read(drawing, data)
    assert "documents.cut_off" in made.codes(reading)
    assert "deep" not in reading.text


def test_a_drawing_that_holds_no_element_is_refused() -> None:
    with pytest.raises(UnreadableError) as caught:
        made.read(drawing, b"<!-- <svg -->")
    assert caught.value.code == "documents.picture_damaged"


def test_a_drawing_cut_off_gives_the_words_before_the_cut() -> None:
    reading, _ = made.read(drawing, CURVE.encode()[: CURVE.index("Talla") + 5])
    assert reading.text.split("\n")[:2] == ["Curva de crecimiento", "Paciente: Muestra Ejemplo, Sofía"]
    assert "documents.cut_off" in made.codes(reading)


def test_words_come_in_order_and_what_is_not_shown_does_not() -> None:
    assert made.sniff(drawing, CURVE.encode()) == "svg"
    reading, _ = made.read(drawing, CURVE.encode())
    assert reading.text.split("\n") == [
        "Curva de crecimiento",
        "Paciente: Muestra Ejemplo, Sofía",
        "Peso 18,2 kg",
        "Talla 109 cm",
    ]
    assert (reading.title, reading.facts["shapes"]) == ("Curva de crecimiento", 2)


def test_a_scan_inside_a_drawing_is_handed_on_and_a_link_is_not_followed() -> None:
    scan = bytes(range(256)) * 200
    image = f'<image xlink:href="data:image/png;base64,{base64.b64encode(scan).decode()}"/>'
    away = '<image href="https://example.invalid/' + "a" * 50_000 + '"/>'
    reading, outlet = made.read(drawing, CURVE.replace("</svg>", image + away + "</svg>").encode())
    assert [(content, complete) for _, _, content, complete in outlet.members] == [(scan, True)]
    assert not reading.remarks


def test_a_packed_drawing_is_unpacked_by_the_archive_reader() -> None:
    _, outlet = made.read(archive, gzip.compress(CURVE.encode()), path="curva.svgz")
    assert [(name, made.sniff(drawing, content)) for name, _, content, _ in outlet.members] == [("curva.svg", "svg")]


def test_a_viewers_icon_is_litter_and_a_childs_curve_beside_the_viewer_is_kept() -> None:
    seen = {
        "VIEWER/viewer.exe": FileSeen("viewer-file", True, False, 0),
        "VIEWER/icons/zoom.svg": FileSeen("svg", False, False, 0),
        "VIEWER/icons/curve.svg": FileSeen("svg", False, True, 400),
    }
    decided = beside_a_viewer(seen)
    assert (decided["VIEWER/icons/zoom.svg"].value, decided["VIEWER/icons/curve.svg"].value) == (True, False)
