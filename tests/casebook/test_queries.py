"""The one door to a case: expired, future and unknown grants open nothing, and a stranger learns nothing."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from consilium.casebook import queries
from consilium.casebook.models import Case, Grant
from consilium.domain.errors import NotFoundError
from consilium.domain.viewer import EVERYTHING, Viewer

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
ANA = Viewer("ana")
DAY = timedelta(days=1)

pytestmark = pytest.mark.django_db


@pytest.fixture
def case() -> Case:
    return Case.objects.create(id=uuid4(), created=NOW, name_key=b"k" * 32, sealed=b"")


def grant(case: Case, role: str = EVERYTHING, since: datetime = NOW, until: datetime | None = None) -> None:
    Grant.objects.create(case=case, viewer=ANA.id, role=role, since=since, until=until)


def test_without_a_grant_there_is_no_case(case: Case) -> None:
    with pytest.raises(NotFoundError) as missing:
        queries.case_for(ANA, case.id, NOW)
    with pytest.raises(NotFoundError) as wrong:
        queries.case_for(ANA, uuid4(), NOW)
    assert missing.value.code == wrong.value.code


def test_an_expired_grant_opens_nothing(case: Case) -> None:
    grant(case, until=NOW)
    assert list(queries.cases_for(ANA, NOW)) == []


def test_a_grant_that_has_not_begun_opens_nothing(case: Case) -> None:
    grant(case, since=NOW + DAY)
    assert list(queries.cases_for(ANA, NOW)) == []


def test_an_unknown_role_opens_nothing(case: Case) -> None:
    grant(case, role="emperor")
    assert list(queries.cases_for(ANA, NOW)) == []


def test_a_live_grant_opens_its_case_and_no_other(case: Case) -> None:
    other = Case.objects.create(id=uuid4(), created=NOW, name_key=b"o" * 32, sealed=b"")
    grant(case, until=NOW + DAY)
    assert queries.case_for(ANA, case.id, NOW) == case
    assert queries.case_named(ANA, b"k" * 32, NOW) == case
    assert queries.case_named(ANA, b"o" * 32, NOW) is None
    assert list(queries.cases_for(Viewer("luis"), NOW)) == []
    assert other not in queries.cases_for(ANA, NOW)
