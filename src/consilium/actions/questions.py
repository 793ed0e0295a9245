"""The family's list of questions: kept version by version, and handed on to what the summary asks."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID, uuid5

from django.db import transaction

from consilium.actions import entries
from consilium.actions.ask import ask
from consilium.actions.entries import ClashError, Entry
from consilium.actions.opened import OpenCase
from consilium.domain.questions import QuestionList, reconciled, with_list

KIND = "questions"

Act = Callable[[QuestionList], QuestionList]


def listed(case: OpenCase, language: str) -> tuple[QuestionList, int]:
    """The list with what `consilium ask` did to it since, and its version (0: nothing was written yet)."""
    found = _latest(case)
    written, version = (found.value, found.version) if found else (QuestionList(), 0)
    return reconciled(written, case.document.asked, language), version


def change(case: OpenCase, act: Act, language: str) -> None:
    """Do one act on the list as it is now: what two people do to two questions at once is done to both. One that
    changes nothing, as a form that is sent twice, leaves nothing. Raises InputError."""
    with transaction.atomic():
        case = case.fresh()
        before, version = listed(case, language)
        after = act(before)
        if after == before and version:
            return
        entries.keep(case, KIND, after, _item(case), version)
        document = case.document
        ask(case, with_list(document.asked, after, language), document.countries, document.program)


def unchanged_since(case: OpenCase, question: str, version: int) -> None:
    """Raises ClashError where the words of a question are not those of the version that a person had before them."""
    versions = entries.versions(case, KIND, QuestionList, _item(case)) if version else ()
    if not versions:
        return
    then, latest = versions[min(version, len(versions)) - 1], versions[-1]
    if then.value.named(question).texts != latest.value.named(question).texts:
        raise ClashError(latest)


def _latest(case: OpenCase) -> Entry[QuestionList] | None:
    found = entries.all_of(case, KIND, QuestionList)
    return found[-1] if found else None


def _item(case: OpenCase) -> UUID:
    """There is one list in a case."""
    return uuid5(case.id, KIND)
