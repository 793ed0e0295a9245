"""What all rules for blood, marrow and grafts add to the statements of a paper, in their order."""

from __future__ import annotations

from collections.abc import Iterable

from consilium.domain.findings.assertions.assertion import AssertionWords
from consilium.domain.findings.finding import Finding
from consilium.domain.findings.hematology.graftlines import with_graft_lines
from consilium.domain.findings.hematology.gvhdstages import with_stages
from consilium.domain.findings.hematology.marrowstates import states_of_marrow
from consilium.domain.findings.hematology.transcriptcopies import copies_told
from consilium.domain.findings.paper import Paper


def with_blood(found: Iterable[Finding], paper: Paper, words: AssertionWords) -> list[Finding]:
    """`found`, with states of marrow, transcripts in copies, stages of graft-versus-host disease and a graft's form."""
    told = list(found)
    told += copies_told(paper, words)
    told += states_of_marrow(paper, told, words)
    return list(with_graft_lines(list(with_stages(told, paper)), paper))
