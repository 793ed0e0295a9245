"""Where to ask: what is known of each program, whether it fits, programs side by side, and the family's short list."""

from __future__ import annotations

from consilium.domain.programs.choosing import (
    Near,
    Order,
    Ordered,
    Pick,
    Row,
    Shortlist,
    moved,
    nearness,
    ordered,
    price_said,
    side_by_side,
    with_pick,
    without,
)
from consilium.domain.programs.fitting import Answer, Check, Fit, WayFit, Wish, fits
from consilium.domain.programs.model import FACTS, Fact, Known, May, Price, Program, Takes, Way

__all__ = [
    "FACTS", "Answer", "Check", "Fact", "Fit", "Known", "May", "Near", "Order", "Ordered", "Pick", "Price", "Program",
    "Row", "Shortlist", "Takes", "Way", "WayFit", "Wish", "fits", "moved", "nearness", "ordered", "price_said",
    "side_by_side", "with_pick", "without",
]  # fmt: skip
