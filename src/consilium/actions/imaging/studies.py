"""The studies of a case as somebody looks through them: every picture in reading order, each with its address."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from consilium.actions.records.shelf import Shelf
from consilium.actions.snapshot import Snapshot
from consilium.domain import imaging
from consilium.domain.completeness.reading import regions, study_texts
from consilium.domain.packet import StudyView
from consilium.knowledge.requirements import requirements

WHOLE = "whole"


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture: an instance, or one frame of it. `frame` counts from 1; 0 where the instance has only one.

    `number` is its instance number (0020,0013), None where none is stated.
    """

    file: UUID
    uid: str
    frame: int
    number: int | None


@dataclass(frozen=True)
class SeriesSeen:
    """One series in reading order. `middle` is the place in `shots` of the one to show for all."""

    uid: str
    number: int | None
    modality: str
    description: str
    shots: tuple[Shot, ...]
    middle: int

    @property
    def key(self) -> Shot:
        return self.shots[self.middle]


@dataclass(frozen=True)
class StudySeen:
    """One study with the series that have pictures, in order of their numbers. `regions` are parts of the body."""

    uid: str
    view: StudyView
    regions: frozenset[str]
    series: tuple[SeriesSeen, ...]

    @property
    def modalities(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(one.modality for one in self.series if one.modality))

    @property
    def main(self) -> SeriesSeen:
        """The series with most pictures."""
        return max(self.series, key=lambda one: len(one.shots))


@dataclass(frozen=True)
class Pictures:
    """All studies with pictures of a case, oldest first."""

    studies: tuple[StudySeen, ...]

    @cached_property
    def _places(self) -> Mapping[tuple[UUID, int], tuple[StudySeen, SeriesSeen, int]]:
        return {
            (shot.file, shot.frame): (study, series, at)
            for study in self.studies
            for series in study.series
            for at, shot in enumerate(series.shots)
        }

    def at(self, file: UUID, frame: int = 0) -> tuple[StudySeen, SeriesSeen, int] | None:
        """The study, the series, and the place in it of a file's picture; of several frames the first."""
        return self._places.get((file, frame)) or self._places.get((file, 1))

    @property
    def regions(self) -> tuple[str, ...]:
        """The parts of the body of which there is more than one study, most studies first."""
        counts: dict[str, int] = defaultdict(int)
        for study in self.studies:
            for region in study.regions - {WHOLE}:
                counts[region] += 1
        many = [region for region in counts if len(self.of_region(region)) > 1]
        return tuple(sorted(many, key=lambda region: (-counts[region], region)))

    def of_region(self, region: str) -> tuple[StudySeen, ...]:
        """The studies of a part of the body, those of the whole body with them."""
        return tuple(one for one in self.studies if one.regions & {region, WHOLE})

    def named(self, study: StudySeen, series: int, image: int) -> Shot | None:
        """The picture with these numbers, None where the study has none or several series have that number."""
        found = [one for one in study.series if one.number == series]
        shots = [shot for one in found for shot in one.shots if shot.number == image]
        return shots[0] if len(found) == 1 and shots else None


_SEEN: Shelf[Pictures] = Shelf(
    200_000, lambda seen: 1 + sum(len(one.shots) for study in seen.studies for one in study.series)
)


def pictures(snap: Snapshot) -> Pictures:
    """What there is to look at in a case."""
    return _SEEN.get(("pictures", snap.stamp), lambda: Pictures(tuple(_studies(snap))))


def _studies(snap: Snapshot) -> Iterator[StudySeen]:
    views = {path: view for view in snap.pages.studies for path in view.sources}
    words = requirements().imaging
    shown = [one for one in snap.everything.instances if one.size is not None]
    instances = {(one.series, one.uid): one for one in shown}
    for study in imaging.studies(shown):
        series = tuple(one for one in (_series(snap, each, instances) for each in study.series) if one.shots)
        if not series:
            continue
        file = snap.everything.by_id[series[0].shots[0].file]
        view = views.get(file.path)
        if view is not None:
            yield StudySeen(study.uid, view, regions(study_texts(view), words), series)


def _series(
    snap: Snapshot, series: imaging.Series, instances: Mapping[tuple[str, str], imaging.Instance]
) -> SeriesSeen:
    shots: list[Shot] = []
    middle = 0
    for uid in series.order:
        one, file = instances.get((series.uid, uid)), snap.everything.by_instance.get((series.uid, uid))
        if one is None or file is None:
            continue
        if uid == series.middle:
            middle = len(shots) + (one.frames - 1) // 2
        frames = range(1, one.frames + 1) if one.frames > 1 else (0,)
        shots.extend(Shot(file.id, uid, frame, one.number) for frame in frames)
    numbers = [shot.number for shot in shots if shot.number is not None]
    if (
        numbers and numbers[0] > numbers[-1]
    ):  # as the hospital counts, so that a report's "image 61" lies where one looks
        shots.reverse()
        middle = len(shots) - 1 - middle
    return SeriesSeen(series.uid, series.number, series.modality, series.description, tuple(shots), middle)
