"""What the family asks of a second team, of whom and by when; and where its hospitals are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from django.db import transaction

from consilium.actions import audit
from consilium.actions.opened import OpenCase, now
from consilium.domain.errors import InputError
from consilium.domain.summary import Asked
from consilium.knowledge.centers import centers

MOST_CHARS = 2_000
MOST_QUESTIONS = 100


def ask(case: OpenCase, asked: Asked, countries: Mapping[str, str], program: str = "") -> OpenCase:
    """Keep all of it, in the place of what was there. Raises InputError for what is too long or no program."""
    if program and program not in centers().centers:
        raise InputError("clinical.no_program", known=", ".join(centers().centers))
    texts = (asked.question, asked.asked_of, asked.source, *asked.questions, *countries)
    if max(map(len, texts)) > MOST_CHARS or len(asked.questions) > MOST_QUESTIONS:
        raise InputError("clinical.too_long", bound=MOST_CHARS)
    with transaction.atomic():
        audit.record(case.viewer, "question.asked", case.id, now(), questions=len(asked.questions))
        return case.with_document(replace(case.document, asked=asked, countries=dict(countries), program=program))
