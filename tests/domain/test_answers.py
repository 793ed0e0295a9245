"""Answers as they are stored: bytes that are none of ours are refused, what is ours comes back as it was."""

from __future__ import annotations

import zlib

import pytest

from consilium.domain import answers
from consilium.domain.findings import Assertion, Code, Finding, Kind
from consilium.domain.plain import build, from_json, to_json
from consilium.domain.records import SIDE, Box, Citation, Line, Page, Reading, Remark
from consilium.domain.sorting import sort
from consilium.knowledge.rules import rules


def a_page(number: int) -> Page:
    first = Box(0.1, 0.2, 0.25, 0.22)
    second = Box(0.26, 0.2, 0.4, 0.22)
    return Page(
        number,
        (
            Line("Paciente: Muestra", Box(0.1, 0.2, 0.4, 0.22), (("Paciente:", first), ("Muestra", second)), 0.9876),
            Line("two  spaces", first, (("two ", first), ("spaces", second))),
            Line("", Box(0, 0, 0, 0)),
        ),
        612.0,
        792.0,
        "ocr",
        90.0,
    )


READING = Reading("pdf", "Título", pages=(a_page(1), a_page(2)), facts={"a": [1, None]}, remarks=(Remark("pdf.odd"),))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"no zlib",
        zlib.compress(b"{}") + b"more",
        zlib.compress(b"{}")[:-2],
        zlib.compress(b"[]"),
        zlib.compress(to_json(Reading("x")) + b"\n[1,2]"),
        zlib.compress(to_json(Reading("x")) + b'\n[1,0,0,"typed",0,[["a b",[0,0,0,0],null,"AAAAAAAAAAA=",null]]]'),
    ],
)
def test_bytes_that_are_no_body_are_refused(data: bytes) -> None:
    with pytest.raises((ValueError, TypeError)):
        answers.body_from_bytes(data)


def test_a_bomb_is_not_unpacked_whole() -> None:
    packer = zlib.compressobj(9)
    bomb = b"".join(packer.compress(b"0" * (1 << 20)) for _ in range(8)) + packer.flush()
    with pytest.raises(ValueError, match="whole"):
        answers._unpacked(bomb, 1 << 20)


def test_a_reading_comes_back_as_it_was() -> None:
    assert answers.body_from_bytes(b"".join(answers.body_pieces(READING))) == READING


def test_one_page_comes_back_alone() -> None:
    body = b"".join(answers.body_pieces(Reading("pdf", pages=tuple(a_page(number) for number in range(1, 13)))))
    assert answers.page_from_bytes(body, 13) is None
    assert answers.page_from_bytes(body, 1) == a_page(1)
    assert answers.page_from_bytes(body, 12) == a_page(12)
    with pytest.raises(ValueError, match="zlib"):
        answers.page_from_bytes(b"no zlib", 1)


def test_places_are_as_fine_as_a_twentieth_of_a_thousandth_of_the_page() -> None:
    box = Box(0.123456, 0.2, 0.3, 0.4)
    reading = Reading("pdf", pages=(Page(1, (Line("a", box, (("a", box),)),)),))
    came = answers.body_from_bytes(b"".join(answers.body_pieces(reading))).pages[0].lines[0]
    assert abs(came.box.left - box.left) <= 0.5 / answers.UNIT
    assert abs(came.words[0][1].left - box.left) <= 0.5 / SIDE


def test_a_page_is_stored_in_a_fraction_of_its_plain_form() -> None:
    reading = Reading("pdf", pages=tuple(a_page(number) for number in range(1, 200)))
    assert len(b"".join(answers.body_pieces(reading))) < len(to_json(reading)) / 10


def test_findings_come_back_as_they_were() -> None:
    one = Finding(
        Kind.STAIN,
        "CD20",
        (Code("hgnc", "7315"),),
        "negative",
        assertion=Assertion.NEGATED,
        citations=(Citation("x", 3),),
    )
    assert answers.findings_from_bytes(answers.findings_to_bytes([one])) == (one,)
    assert answers.findings_from_bytes(b"") == ()


def test_a_head_comes_back_as_it_was() -> None:
    head = answers.head_of("pdf", READING, sort(READING, rules().sorting))
    assert build(answers.Head, from_json(to_json(head))) == head
    assert head.pages == 2
    assert answers.index_of(head, READING, (0, 9)).parts == (0, 9)
