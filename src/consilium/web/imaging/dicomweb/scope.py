"""What of the images a request is about: cases, and in them studies, series and instances."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from consilium.actions.imaging.held import Loaded, Series, loaded, series_in
from consilium.actions.opened import OpenCase
from consilium.domain.dicomweb.entry import is_uid
from consilium.domain.dicomweb.table import Instance
from consilium.domain.errors import NotFoundError
from consilium.web.imaging.asked import Asked

NAME = "dicomweb"
UNKNOWN = "viewing.no_images"


@dataclass(frozen=True)
class Scope:
    """A request with the cases that it may see, and the address below which their images are."""

    asked: Asked
    cases: Sequence[OpenCase]
    base: str

    def series(self, study: str, series: str = "") -> list[tuple[OpenCase, Series]]:
        """The series of a study, or one. Raises NotFoundError, NotReadyError."""
        if not is_uid(study) or (series and not is_uid(series)):
            raise NotFoundError(UNKNOWN)
        for case in self.cases:
            found = series_in(case, study, series)
            if found:
                return [(case, one) for one in found]
        raise NotFoundError(UNKNOWN)

    def instances(self, study: str, series: str = "", uid: str = "") -> Iterator[Found]:
        """The instances of a study, of a series, or one. Raises NotFoundError, NotReadyError."""
        listed = self.series(study, series)
        if uid:
            case, one = listed[0]
            yield self.instance(case, one, uid)
            return
        for case, one in listed:
            held = loaded(case, one)
            for instance in held.order:
                yield Found(case, one, held, instance)

    def instance(self, case: OpenCase, series: Series, uid: str) -> Found:
        """One instance of a series. Raises NotFoundError."""
        held = loaded(case, series)
        found = held.instances.get(uid)
        if found is None:
            raise NotFoundError(UNKNOWN)
        return Found(case, series, held, found)


@dataclass(frozen=True, slots=True)
class Found:
    """One instance with the case and series that it is of."""

    case: OpenCase
    series: Series
    loaded: Loaded
    instance: Instance
