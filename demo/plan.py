"""Which files a story has at a scale: its papers' forms, its exports, its discs' viewers."""

from __future__ import annotations

from collections.abc import Iterator

from demo.forms import Making
from demo.story import Output, Paper, output


def paper_outputs(making: Making) -> Iterator[tuple[Paper, Output]]:
    for paper in making.story.papers.values():
        for wanted in paper.outputs:
            if wanted.only in ("", making.scale.name):
                yield paper, wanted


def export_outputs(making: Making) -> Iterator[Output]:
    for entry in making.story.raw["exports"]:
        wanted = output(entry)
        if wanted.only in ("", making.scale.name):
            yield wanted


def viewers(making: Making) -> Iterator[tuple[str, str]]:
    for disc in making.story.raw["discs"]:
        if "viewer" in disc:
            yield disc["root"], disc["viewer"]


def copies(making: Making) -> list[dict[str, str]]:
    """The files that lie in the folder twice: `of` and `path`."""
    return [copy for copy in making.story.raw["copies"] if copy.get("only", making.scale.name) == making.scale.name]
