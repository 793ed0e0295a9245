"""The family's pages: each file lists its own addresses."""

from consilium.web.family import (
    cases,
    finding,
    helping,
    insurance,
    missing,
    notebook,
    overview,
    people,
    questions,
    record,
    record_label,
    records,
    searching,
    signs,
    start,
    summary,
    talking,
    wait,
    wait_calendar,
    wait_line,
    where,
)

WAITING = (wait, signs, wait_line, wait_calendar)
RECORDS = (records, record, record_label, finding, searching, summary)
PAGES = (
    start, helping, cases, overview, *WAITING, *RECORDS, missing, questions, talking, where, insurance, people, notebook,
)  # fmt: skip
urlpatterns = [address for page in PAGES for address in page.urlpatterns]
