"""The family's pages: each file lists its own addresses."""

from consilium.web.family import (
    calendars,
    cases,
    coverage,
    custody,
    doctor_letter,
    finding,
    helping,
    insurance,
    jobs,
    letter,
    missing,
    nameless,
    notebook,
    overview,
    packet,
    passwords,
    people,
    people_invite,
    people_own,
    people_papers,
    people_seen,
    pictures,
    questions,
    record,
    record_label,
    records,
    searching,
    sending,
    signs,
    start,
    summary,
    talking,
    unsure,
    uploads,
    uploads_tus,
    wait,
    wait_calendar,
    wait_line,
    where,
)

WAITING = (wait, signs, wait_line, wait_calendar)
RECORDS = (records, record, record_label, pictures, finding, unsure, searching, summary)
UPLOADS = (uploads, uploads_tus, passwords, jobs, packet, nameless)
MISSING = (missing, letter, custody)
WHERE = (where, doctor_letter)
PEOPLE = (people, people_invite, people_papers, people_seen, people_own, sending)
PAGES = (
    *(start, helping, cases, overview, calendars, *WAITING, *RECORDS, *UPLOADS, *MISSING, questions, talking, *WHERE),
    *(insurance, coverage, *PEOPLE, notebook),
)
urlpatterns = [address for page in PAGES for address in page.urlpatterns]
