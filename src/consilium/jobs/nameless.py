"""`nameless`: the images of the case without names as one zip, to be fetched within a day."""

from __future__ import annotations

from collections.abc import Mapping

from consilium.actions import nameless
from consilium.domain.circle import Act
from consilium.domain.records import Scalar
from consilium.jobs.work import Work

KIND = nameless.NAMELESS
ACT = Act.SEND


def run(work: Work) -> Mapping[str, Scalar]:
    """The zip's id and size, and how many images are in it and were left."""
    return nameless.make(work.case, work.report)
