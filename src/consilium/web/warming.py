"""What every page loads once, loaded when the server starts: templates, lists, rules, and the letters' typesetting.

Otherwise the first person to open a page waits half a second for it.
"""

from __future__ import annotations

import gc
from collections.abc import Callable
from pathlib import Path

from django.template.loader import get_template

from consilium.actions.clinical import derive
from consilium.actions.opened import now
from consilium.domain.clinical import ClinicalCase
from consilium.domain.completeness.status import Door
from consilium.domain.letters import Letter
from consilium.domain.packet import ChildView
from consilium.knowledge.catalog import LANGUAGES, catalog
from consilium.knowledge.clocks import clock_rules
from consilium.knowledge.findings import version_words
from consilium.knowledge.insurance import call_checklist, coverage_tables
from consilium.knowledge.letters import letter_tables
from consilium.knowledge.programs import programs
from consilium.knowledge.questions import questions
from consilium.knowledge.resources import resources
from consilium.knowledge.rights import rights
from consilium.knowledge.rules import rules
from consilium.knowledge.start import start_parts
from consilium.knowledge.synonyms import synonyms
from consilium.knowledge.talking import talking
from consilium.knowledge.urgency import red_flags
from consilium.writers import letters as written

LOADED: tuple[Callable[[], object], ...] = (
    call_checklist, clock_rules, coverage_tables, letter_tables, programs, questions, red_flags, resources, rights,
    lambda: rules().sorting, start_parts, synonyms, talking, version_words,
)  # fmt: skip
TEMPLATES = Path(__file__).resolve().parent / "templates"


def warm() -> None:
    """Load it all; about a second, beside the first requests."""
    for path in sorted(TEMPLATES.rglob("*.html")):
        get_template(str(path.relative_to(TEMPLATES)))
    for load in LOADED:
        load()
    today = now().date()
    for language in LANGUAGES:
        derive(ClinicalCase("", ChildView(), today, language))
        written.pdf(Letter("", Door.RECORDS, language, today, "", "", (), ()), catalog(language))
    gc.collect()
    gc.freeze()  # what is loaded stays: the collector need not go through all of it in the middle of a page
