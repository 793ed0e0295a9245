"""What the records say, as acts: the clinical case filled, findings judged by persons, the summary written."""

from consilium.actions.clinical.fill import Filled, fill, filled
from consilium.actions.clinical.judge import Correction, judge
from consilium.actions.clinical.write import NAMES, Told, derive, write

__all__ = ["NAMES", "Correction", "Filled", "Told", "derive", "fill", "filled", "judge", "write"]
