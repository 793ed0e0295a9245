"""The room between two cells of a picture is seen as wide as it is: a table of figures keeps its columns."""

from __future__ import annotations

from itertools import pairwise

from consilium.readers import photo
from tests.readers import documents as made


def test_a_wide_gap_in_a_recognized_line_is_wider_than_its_spaces() -> None:
    shown = made.rendered(made.pdf("#grid(columns: (60pt, 60pt, 90pt), [VDC 2], [vincristine], [10.4 g/dL])"), 150)
    page = made.read(photo, made.encoded(shown[: shown.shape[0] // 4], "PNG"))[0].pages[0]
    words = [word for line in page.lines for word in line.words]
    assert [text for text, _ in words] == ["VDC", "2", "vincristine", "10.4", "g/dL"]
    gaps = [right.left - left.right for (_, left), (_, right) in pairwise(words)]
    assert gaps[1] > 1.5 * max(gaps[0], gaps[3])
