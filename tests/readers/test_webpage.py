"""HTML pages: the words in order, nothing loaded, nothing hidden kept quiet."""

from __future__ import annotations

import base64

import numpy as np
import pytest

from consilium.readers import webpage
from tests.readers import documents as made


def test_html_is_told_from_other_markup_and_from_prose() -> None:
    assert made.sniff(webpage, b"\xef\xbb\xbf <!-- saved --> <!DOCTYPE HTML><p>x") == "html"
    assert made.sniff(webpage, b'<?xml version="1.0"?><html xmlns="x"/>') == "html"
    assert made.sniff(webpage, b'<?xml version="1.0"?><ClinicalDocument/>') is None
    assert made.sniff(webpage, b"<p>x</p>", "x.htm") == "html"
    assert made.sniff(webpage, b"a text about <html> tags") is None
    assert made.sniff(webpage, "<html><body>á".encode("utf-16")) == "html"


def test_text_comes_in_order_with_a_row_of_a_table_on_one_line() -> None:
    data = (
        b"<html><head><title>Informe de  alta</title><style>p{}</style></head><body><script>var x</script>"
        b"<h1>Muestra</h1><p>Uno <b>dos</b>\ntres<br>cuatro</p><table><tr><td>LDH</td><td>618</td></tr>"
        b"<tr><td>Hb</td><td>9,8</td></tr></table><pre>a\nb</pre>fin</body></html>"
    )
    reading, _ = made.read(webpage, data)
    assert reading.title == "Informe de alta"
    assert reading.text.split("\n") == ["Muestra", "Uno dos tres", "cuatro", "LDH 618", "Hb 9,8", "a", "b", "fin"]


@pytest.mark.parametrize("charset", ["iso-8859-1", "utf-8", "windows-1252"])
def test_the_stated_encoding_is_used(charset: str) -> None:
    data = f'<html><meta charset="{charset}"><p>Núñez</p></html>'.encode(charset)
    assert made.read(webpage, data)[0].text == "Núñez"


def test_hidden_words_are_kept_and_said() -> None:
    reading, _ = made.read(webpage, b'<html><p>visible</p><div style="display: none">oculto</div></html>')
    assert reading.text == "visible\noculto"
    assert "documents.hidden_text" in made.codes(reading)


def test_a_page_nested_without_end_is_read_as_far_as_it_goes() -> None:
    reading, _ = made.read(webpage, b"<html><p>antes</p>" + b"<div>" * 50_000 + b"x")
    assert reading.text.startswith("antes")


def test_a_large_picture_inside_the_page_is_handed_on() -> None:
    picture = made.encoded(np.random.default_rng(1).integers(0, 255, (150, 150, 3)).astype("uint8"), "PNG")
    source = base64.b64encode(picture).decode()
    data = f'<html><img src="data:image/png;base64,{source}"><img src="data:image/png;base64,AAAA"></html>'.encode()
    _, outlet = made.read(webpage, data)
    assert [(name, data) for name, _, data, _ in outlet.members] == [("image-1.png", picture)]
