"""All tables that the rules for findings need, as one value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from consilium.domain.findings.assertions.advice import AdviceWords
from consilium.domain.findings.assertions.assertionwords import AssertionWords
from consilium.domain.findings.assertions.leftovers import Sought
from consilium.domain.findings.assertions.sentenceframes import FrameWords
from consilium.domain.findings.assertions.warnedof import WarningWords
from consilium.domain.findings.doubting import Bounds
from consilium.domain.findings.examination.examined import ExaminedWords
from consilium.domain.findings.examination.figurestold import ScaleWords
from consilium.domain.findings.suggested.suggest import Tagger
from consilium.domain.findings.text.headings import SectionWords
from consilium.domain.findings.text.labelledsides import PairWords
from consilium.domain.findings.tissue.tissuefeatures import FeatureWords
from consilium.domain.sorting import SortingTables


@dataclass(frozen=True)
class FindingWords:
    """`topics` by the module's name, `sought` for what they leave.

    With a `tagger`, what no rule reads is suggested; with `sorting`, documents that one file holds are read apart.
    """

    sections: SectionWords
    assertion: AssertionWords
    topics: Mapping[str, object]
    sought: Sought
    features: FeatureWords
    warnings: WarningWords
    examined: ExaminedWords
    scales: ScaleWords
    pairs: PairWords
    advice: AdviceWords
    frames: FrameWords
    codes: object = None
    tagger: Tagger | None = None
    sorting: SortingTables | None = None
    bounds: Bounds | None = None
