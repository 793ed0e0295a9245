"""Files of which no rule makes a statement: their worker never loads the rules, and nothing is missed by that."""

from __future__ import annotations

import subprocess
import sys

from consilium.domain.findings.structured import SOURCES, dicom
from consilium.readers.dicom import FORMATS
from consilium.readers.worker import WORDLESS


def test_no_rule_makes_a_statement_of_a_wordless_format() -> None:
    assert not WORDLESS & dicom._MAKERS.keys()
    assert set(FORMATS) >= WORDLESS
    assert not WORDLESS & SOURCES.keys() - {"dicom"}  # a format and a reader of that name


def test_a_worker_that_reads_images_has_not_loaded_the_rules_for_findings() -> None:
    program = "import sys; from consilium.readers import zygote; zygote._load_first(); print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout.split()
    assert "consilium.readers.worker" in loaded
    assert not {"consilium.domain.findings.extraction", "consilium.domain.findings.topics"} & set(loaded)
