"""Where a tumor came back and where it was: `pulmonary relapse of a left-sided Wilms tumor` is of both lungs as far as
anybody says, and the tumor was on the left. The return and the tumor are two statements, each with its own place."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from consilium.domain.findings.finding import Finding
from consilium.domain.findings.text.spans import Span

Place = tuple[Span[str] | None, Span[str] | None]
_RETURN = r"(?:relapses?|recurrences?|reca[ií]das?|recidivas?)"
_BEFORE = re.compile(
    rf"\b{_RETURN}\s(?:in\s|of\s|at\s|to\s|a nivel\s|en\s|de\s|del\s)?(?:the\s|el\s|la\s|los\s|las\s|both\s|ambos\s)?"
    r"(?:left\s|right\s)?$",
    re.IGNORECASE,
)
_BEHIND = re.compile(rf"(?:\s(?:izquierd|derech)[oa]s?)?\s{_RETURN}\b", re.IGNORECASE)
_REACH = 40
# What may stand between a side and the name that it belongs to: other words of the same thing.
_SAME_THING = re.compile(r"-?(?:sided)?(?:,?\s(?!(?:of|in|with|and|or|to|at|for|the|a|an)\s)[\w-]{2,24}){0,4},?\s")


def of_return(text: str, sites: Sequence[Span[str]]) -> list[Span[str]]:
    """The sites in which a sentence says that the disease is back."""
    return [one for one in sites if _is_of_return(text, one)]


def _is_of_return(text: str, one: Span[str]) -> bool:
    before = text[max(0, one.start - _REACH) : one.start]
    return _BEFORE.search(before) is not None or _BEHIND.match(text, one.end) is not None


def own_side(text: str, sides: Sequence[Span[str]], start: int, end: int) -> Span[str] | None:
    """The side of the thing that is named from `start` to `end`: in the words before it that are of it, or behind."""
    for one in sides:
        led = one.end <= start and _SAME_THING.fullmatch(text, one.end, start) is not None
        if led or (end <= one.start <= end + 1):
            return one
    return None


def _beside(side: Span[str], site: Span[str], text: str) -> bool:
    """Whether nothing stands between a side and a site: `left kidney, pulmonary relapse` tells no side of the lungs."""
    between = text[side.end : site.start] if side.end <= site.start else text[site.end : side.start]
    return not between.strip()


def apart(
    main: Finding, text: str, spans: tuple[Sequence[Span[str]], Sequence[Span[str]]], named: tuple[int, int],
    place: Callable[[Sequence[Span[str]], Sequence[Span[str]]], Place],
) -> Iterator[Finding]:  # fmt: skip
    """The return with its own site and side, then the tumor with its own, where the sentence tells both; else as it is.
    `spans` are all sites and sides near, `named` where the name stands; `place` gives the site and side near it."""
    sites, sides = spans
    back = of_return(text, sites)
    if main.detail.get("status") != "relapse" or not back:
        yield main
        return
    site, _ = place(back, sides)
    if site is None:
        yield main
        return
    side = next((one for one in sides if _beside(one, site, text)), None)
    rest = [one for one in sides if one is not side]
    was, hand = place([one for one in sites if one not in back], rest)
    hand = hand or own_side(text, rest, *named)
    yield replace(main, site=site.value, laterality=side.value if side else "")
    if was is not None or hand is not None:
        detail = {key: value for key, value in main.detail.items() if key != "status"}
        own = hand.value if hand else ""
        yield replace(main, site=was.value if was else "", laterality=own, detail=detail, when=None, until=None)
