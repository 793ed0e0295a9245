"""Which series and image of a study a measure was taken on: `series 4, image 102`, `(Se/Im 4/102)`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from consilium.domain.findings.imaging.sizes import Size
from consilium.domain.records import Scalar

_SERIES = re.compile(r"\b(?:series?|serie|se)\.?\s?(\d{1,4})\b", re.IGNORECASE)
_IMAGE = re.compile(r"\b(?:image|img|imagen|im|slice|corte)\.?\s?#?(\d{1,5})\b", re.IGNORECASE)
# `image 5/88`, `se/im 5/88`.
_BOTH = re.compile(r"\b(?:images?|img|imagen|im|se/im|series/image)\.?\s?#?(\d{1,3})/(\d{1,4})\b(?!/)", re.IGNORECASE)


def images_in(text: str) -> dict[str, Scalar]:
    both = _BOTH.search(text)
    if both is not None:
        return {"series": both[1], "image": both[2]}
    series, image = _SERIES.search(text), _IMAGE.search(text)
    return {"series": series[1] if series else "", "image": image[1] if image else ""}


def images_of(text: str, size: Size, sizes: Sequence[Size]) -> dict[str, Scalar]:
    """Those of one size of a sentence: where it tells several, what stands between it and the next one; ahead of it
    where the sentence names an image before its first size (`image 12: 4 mm, image 30: 6 mm`)."""
    others = [one for one in sizes if one.end <= size.start or one.start >= size.end]
    if not others:
        return images_in(text)
    since = max((one.end for one in others if one.end <= size.start), default=0)
    until = min((one.start for one in others if one.start >= size.end), default=len(text))
    leads = any(images_in(text[: min(one.start for one in sizes)]).values())
    return images_in(text[since : size.start] if leads else text[size.end : until])
