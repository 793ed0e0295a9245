"""The family's pages: each file lists its own addresses."""

from consilium.web.family import (
    cases,
    helping,
    insurance,
    missing,
    notebook,
    people,
    questions,
    records,
    start,
    talking,
    wait,
    where,
)

PAGES = (start, helping, cases, wait, records, missing, questions, talking, where, insurance, people, notebook)
urlpatterns = [address for page in PAGES for address in page.urlpatterns]
