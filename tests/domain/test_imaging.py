"""Series from instances: order, gaps, duplicates, and silence where nothing can be known."""

from __future__ import annotations

import random
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from consilium.domain.imaging import Instance, Orientation, Series, instance_of, series_of, studies

AXIAL = (1.0, 0.0, 0.0, 0.0, 1.0, 0.0)
CORONAL = (1.0, 0.0, 0.0, 0.0, 0.0, -1.0)
SAGITTAL = (0.0, 1.0, 0.0, 0.0, 0.0, -1.0)


def facts(count: int, z: float | None, **changes: Any) -> dict[str, Any]:
    """The facts of one slice of a chest CT."""
    own: dict[str, Any] = {
        "uid": f"1.2.{count}",
        "sop_class": "1.2.840.10008.5.1.4.1.1.2",
        "number": count,
        "rows": 512,
        "columns": 512,
        "frames": None,
        "position": [] if z is None else [0.0, 0.0, z],
        "orientation": [] if z is None else list(AXIAL),
        "spacing": [0.7, 0.7],
        "thickness": 5.0,
        "frame_of_reference": "1.9",
    }
    study = {"uid": "1.1", "date": "20240312", "time": "1015", "description": "TAC", "accession": "A1", "id": "1"}
    series = {"uid": "1.3", "number": 3, "modality": "CT", "description": "Axial", "body_part": "CHEST", "protocol": ""}
    return {"study": study, "series": series, "instance": {**own, **changes}}


def stack(places: list[float], **changes: Any) -> list[Instance]:
    return [instance_of(facts(number, z, **changes)) for number, z in enumerate(places, 1)]


def said(series: Series) -> set[str]:
    return {remark.code for remark in series.remarks}


def test_missing_slices_are_counted_against_positions() -> None:
    series = series_of(stack([0, 5, 10, 25, 30, 35, 40, 50]))
    assert series.missing == 3
    assert [(gap.count, gap.after, gap.before) for gap in series.gaps] == [(2, 10, 25), (1, 40, 50)]
    assert said(series) == {"imaging.slices_missing"}


def test_instance_numbers_do_not_matter_where_positions_are_known() -> None:
    instances = [instance_of(facts(number * 10, 5.0 * number)) for number in range(1, 20)]
    assert series_of(instances).missing == 0


def test_holes_in_the_numbers_count_where_positions_are_unknown() -> None:
    instances = [instance_of(facts(number, None)) for number in (1, 2, 3, 5, 6, 9)]
    series = series_of(instances)
    assert series.missing == 3
    assert said(series) == {"imaging.numbers_missing"}
    assert series.orientation is Orientation.UNKNOWN


def test_numbers_in_steps_are_no_gaps() -> None:
    assert series_of([instance_of(facts(number, None)) for number in (10, 20, 30, 40)]).missing is None


def test_instances_without_numbers_or_positions_leave_the_gaps_unknown() -> None:
    assert series_of([instance_of(facts(n, None, number=None)) for n in range(5)]).missing is None


def test_uneven_distances_claim_nothing() -> None:
    series = series_of(stack([0, 3, 11, 12.4, 20.9, 22, 29.5]))
    assert series.missing is None
    assert series.gaps == ()
    assert said(series) == {"imaging.spacing_irregular"}


def test_the_same_instance_twice_counts_once_and_is_said() -> None:
    once = stack([0, 5, 10])
    series = series_of([*once, once[1], once[1]])
    assert (series.instances, series.missing, series.duplicates) == (3, 0, ("1.2.2",))
    assert next(remark for remark in series.remarks if remark.code == "imaging.duplicates").args == {"count": 2}


def test_several_phases_at_one_place_are_no_extra_slices() -> None:
    instances = stack([0, 5, 10, 15, 0, 5, 10, 15])
    series = series_of(instances)
    assert (series.instances, series.slices, series.missing, series.spacing) == (8, 4, 0, 5)


def test_a_scout_in_two_directions_is_mixed() -> None:
    both = [
        instance_of(facts(1, 0.0, orientation=list(CORONAL))),
        instance_of(facts(2, 0.0, orientation=list(SAGITTAL))),
    ]
    assert series_of(both).orientation is Orientation.MIXED


def test_planes_have_their_names() -> None:
    named = {
        plane: series_of([instance_of(facts(1, 0.0, orientation=list(plane)))]).orientation
        for plane in (AXIAL, CORONAL, SAGITTAL, (1.0, 0.0, 0.0, 0.0, 0.7, 0.714))
    }
    assert list(named.values()) == [
        Orientation.AXIAL,
        Orientation.CORONAL,
        Orientation.SAGITTAL,
        Orientation.OBLIQUE,
    ]


def test_frames_of_one_instance_are_its_slices() -> None:
    given_facts = facts(1, 0.0, frames=4)
    given_facts["positions"] = [[0, 0, 0], [0, 0, 2], [0, 0, 6], [0, 0, 8]]
    series = series_of([instance_of(given_facts)])
    assert (series.instances, series.frames, series.slices, series.missing) == (1, 4, 4, 1)


def test_frames_without_places_of_their_own_are_only_counted() -> None:
    series = series_of([instance_of(facts(1, 0.0, frames=30))])
    assert (series.slices, series.missing) == (30, None)


def test_two_frames_of_reference_are_said() -> None:
    other = instance_of(facts(9, 20.0, frame_of_reference="1.10"))
    assert "imaging.frames_of_reference" in said(series_of([*stack([0, 5, 10]), other]))


def test_empty_facts_are_an_instance_too() -> None:
    (study,) = studies([instance_of({})])
    assert (study.instances, study.series[0].missing, study.series[0].spacing) == (1, None, None)


def test_nonsense_positions_are_unknown_positions() -> None:
    odd = instance_of(facts(1, 0.0, position=["a", None, 3], orientation=[0, 0, 0, 0, 0, 0]))
    assert (odd.positions, odd.plane) == ((), None)


def test_studies_come_in_order_of_their_dates_and_undated_ones_last() -> None:
    def of(uid: str, date: str) -> Instance:
        content = facts(1, 0.0)
        content["study"] = {**content["study"], "uid": uid, "date": date}
        content["series"] = {**content["series"], "uid": uid}
        return instance_of(content)

    found = studies([of("b", "20240401"), of("c", ""), of("a", "20230101")])
    assert [study.uid for study in found] == ["a", "b", "c"]


@given(st.permutations(range(12)), st.sampled_from([1.5, -2.0, 0.6, 5.0]))
def test_the_order_of_arrival_changes_nothing(order: list[int], step: float) -> None:
    instances = stack([step * index for index in range(12)])
    shuffled = series_of([instances[index] for index in order])
    assert shuffled == series_of(instances)
    assert shuffled.missing == 0
    assert shuffled.middle in shuffled.order


@given(st.integers(0, 2**32), st.integers(4, 40))
def test_slices_and_missing_ones_add_up_to_the_whole_stack(seed: int, count: int) -> None:
    chance = random.Random(seed)
    kept = sorted({0, count - 1, *chance.sample(range(count), max(3, count * 9 // 10))})
    series = series_of(stack([2.5 * index for index in kept]))
    assert series.missing is not None
    assert series.slices + series.missing == count


def test_ten_thousand_slices_are_one_series() -> None:
    series = series_of(stack([1.0 * index for index in range(10_000)]))
    assert (series.slices, series.missing) == (10_000, 0)
