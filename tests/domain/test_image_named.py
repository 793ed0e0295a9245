"""The image that a report's sentence points at."""

from __future__ import annotations

import pytest

from consilium.domain.imagenamed import images_named


@pytest.mark.parametrize(
    ("said", "series", "image"),
    [
        ("a 14 mm nodule in the right lower lobe (series 4, image 61)", 4, 61),
        ("nódulo de 14 mm (serie 4, imagen 61)", 4, 61),
        ("left hilar node, Se 3 Im 118, unchanged", 3, 118),
        ("masa mediastínica (Ser. 2/Img. 45)", 2, 45),
        ("seen on image 61 of series 4", 4, 61),
        ("en la imagen 61 de la serie 4", 4, 61),
        ("Series #12; slice 7", 12, 7),
    ],
)
def test_a_sentence_points_at_an_image(said: str, series: int, image: int) -> None:
    (found,) = images_named(said)
    assert (found.series, found.image) == (series, image)
    assert found.text in said


@pytest.mark.parametrize(
    "said", ["3 series of doses, 2 images each", "Deauville (4/5)", "image quality is poor", "se 4"]
)
def test_other_words_point_at_nothing(said: str) -> None:
    assert images_named(said) == ()


def test_short_forms_count_only_where_they_are_asked_for() -> None:
    assert images_named("nodule (4:61)") == ()
    assert [(one.series, one.image) for one in images_named("nodule (4:61), node [2/17]", short=True)] == [
        (4, 61),
        (2, 17),
    ]


def test_each_image_once_in_order() -> None:
    found = images_named("series 5, image 9; series 4, image 61; series 5, image 9")
    assert [(one.series, one.image) for one in found] == [(5, 9), (4, 61)]
