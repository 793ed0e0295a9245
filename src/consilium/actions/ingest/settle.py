"""After a run: whose each record is, and what lies on a disc only for its viewer.

Decided over the whole case each time, since a later record can tell who an earlier one is about. Only what changed is
written.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from uuid import UUID

from django.db import transaction
from django.db.models import Count, Q, QuerySet

from consilium.actions.documents import file_read, keep_naming, naming_document, reading_of
from consilium.actions.ingest.duplicates import put_in_order
from consilium.actions.ingest.neighbours import told_by_others
from consilium.actions.opened import OpenCase, identity_of
from consilium.actions.records.said import item, whose_said
from consilium.casebook.documents import NamingDocument
from consilium.casebook.models import InputFile, Naming
from consilium.domain import identity
from consilium.domain.identity import CaseIdentity, Match, WhoseSaid
from consilium.domain.litter import FileSeen, beside_a_viewer, has_clinical_words
from consilium.domain.records import Decision, Ended
from consilium.knowledge.rules import rules

MAYBE_LITTER = (
    "html",
    "xml",
    "text",
    "txt",
    "json",
    "css",
    "js",
    "javascript",
    "gif",
    "png",
    "svg",
    "bmp",
    "rtf",
    "md",
)
READ_FOR_LITTER = 400_000


def settle(case: OpenCase) -> OpenCase:
    """Decide and keep. The case comes back with what is known of its child. What a person said of whose a record is
    stands above what rules decide (`records.whose`)."""
    with transaction.atomic():
        put_in_order(case)
    rows = list(_named_rows(case))
    documents = [naming_document(case, row) for row in rows]
    said = whose_said(case)
    case = _know_the_child(case, *_not_refused(rows, documents, said))
    known = identity_of(case)
    with transaction.atomic():
        _decide(case, known, rows, documents, said)
        _set_aside_inside(case, _end_as_said(case, said))
        _leave_out_litter(case)
        return told_by_others(case)


def _named_rows(case: OpenCase) -> QuerySet[Naming]:
    """The namings that stand in files, with how many papers and series name so: a disc's slices are one voice."""
    once = ~Q(inputfile__ended=Ended.DUPLICATE)
    papers = Count("inputfile", filter=once & Q(inputfile__series_key__isnull=True))
    series = Count("inputfile__series_key", filter=once, distinct=True)
    counted = Naming.objects.filter(case=case.row).annotate(voices=papers + series)
    return counted.filter(voices__gt=0).order_by("key")


def _not_refused(
    rows: Sequence[Naming], documents: Sequence[NamingDocument], said: Mapping[UUID, WhoseSaid]
) -> tuple[list[Naming], list[NamingDocument]]:
    """The namings from which the child may become known: none that a person said is somebody else's."""
    kept = [
        (row, document)
        for row, document in zip(rows, documents, strict=True)
        if row.id not in said or said[row.id].ours
    ]
    return [row for row, _ in kept], [document for _, document in kept]


def _know_the_child(case: OpenCase, rows: Sequence[Naming], documents: Sequence[NamingDocument]) -> OpenCase:
    """The child as stated or as the records name it, with what certain records add."""
    words = rules().names
    counted = [
        (person, int(getattr(row, "voices", 1)))
        for row, document in zip(rows, documents, strict=True)
        for person in document.people
    ]
    stated = identity_of(case) if case.document.given else None
    decided = identity.establish(counted, words, stated)
    found = decided.value
    if found is not None:
        found = identity.grown(found, [person for person, _ in counted], words)
    plain, doubt = (None, decided.reasons) if found is None else (found.plain(), ())
    document = replace(case.document, identity=plain, doubt=doubt)
    return case if document == case.document else case.with_document(document)


def _decide(
    case: OpenCase,
    known: CaseIdentity | None,
    rows: Sequence[Naming],
    documents: Sequence[NamingDocument],
    said: Mapping[UUID, WhoseSaid],
) -> None:
    for row, document, ruled in zip(rows, documents, _ruled(known, documents), strict=True):
        if known is None and row.id not in said and not _was_said(document):
            continue
        decision = identity.over(ruled, said.get(row.id))
        match = decision.value or Match.UNNAMED
        if row.match != match or document.reasons != decision.reasons:
            row.match = match
            keep_naming(case, row, replace(document, reasons=decision.reasons))
            row.save(update_fields=["match", "sealed", "revision"])
        _mark(case, row, match)


def _ruled(known: CaseIdentity | None, documents: Sequence[NamingDocument]) -> Sequence[Decision[Match]]:
    """What the rules decide of each naming; nothing where the child is not known."""
    if known is None:
        nothing: Decision[Match] = Decision(None)
        return [nothing] * len(documents)
    return identity.reconcile(known, [document.people for document in documents], rules().names)


def _was_said(document: NamingDocument) -> bool:
    """Whether a person decided before (who may have taken it back since)."""
    return any(reason.code.startswith("identity.person_") for reason in document.reasons)


def _mark(case: OpenCase, row: Naming, match: Match) -> None:
    """Files of a naming end as another child's, or as read again when that was decided anew."""
    files = InputFile.objects.filter(case=case.row, naming=row)
    if match is Match.ANOTHER_CHILD:
        files.filter(ended=Ended.READ).update(ended=Ended.OTHER_CHILD)
    else:
        files.filter(ended=Ended.OTHER_CHILD).update(ended=Ended.READ)


def _end_as_said(case: OpenCase, said: Mapping[UUID, WhoseSaid]) -> set[UUID]:
    """What names nobody ends as a person said; which files those are."""
    told: dict[bool, set[UUID]] = {True: set(), False: set()}
    files = InputFile.objects.filter(case=case.row, naming=None, ended__in=(Ended.READ, Ended.OTHER_CHILD))
    for file, series in files.values_list("id", "series_key").iterator() if said else ():
        of = item(file, None, series)
        if of in said:
            told[said[of].ours].add(file)
    for ours, ended in ((True, Ended.READ), (False, Ended.OTHER_CHILD)):
        InputFile.objects.filter(id__in=told[ours]).exclude(ended=ended).update(ended=ended)
    return told[True] | told[False]


def _set_aside_inside(case: OpenCase, said: set[UUID]) -> None:
    """What is packed in another child's file and names nobody is that child's too, where no person said otherwise."""
    nobody = Q(naming__isnull=True) | Q(naming__match=Match.UNNAMED)
    undecided = InputFile.objects.filter(nobody, case=case.row).exclude(id__in=said)
    inside = undecided.filter(ended=Ended.READ, parent__ended=Ended.OTHER_CHILD)
    out_again = undecided.filter(ended=Ended.OTHER_CHILD).exclude(parent__ended=Ended.OTHER_CHILD)
    out_again.update(ended=Ended.READ)
    while inside.update(ended=Ended.OTHER_CHILD):
        continue


def _leave_out_litter(case: OpenCase) -> None:
    """Pages, icons and scripts that lie beside a viewer and say nothing of anybody."""
    files = InputFile.objects.filter(case=case.row, ended=Ended.READ)
    if not files.filter(litter=True).exists():
        return
    discs: dict[str, dict[str, FileSeen]] = defaultdict(dict)
    by_place = {}
    programs = files.filter(Q(litter=True) | Q(format__in=MAYBE_LITTER)).select_related("naming", "answer")
    for row in programs.iterator(chunk_size=200):
        path, seen = _seen(case, row)
        disc, _, inner = path.rpartition("!/")
        discs[disc][inner] = seen
        by_place[disc, inner] = row.id
    for disc, paths in discs.items():
        decided = beside_a_viewer(paths)
        litter = [by_place[disc, path] for path, decision in decided.items() if decision.value]
        InputFile.objects.filter(id__in=litter).update(litter=True, category="")


def _seen(case: OpenCase, row: InputFile) -> tuple[str, FileSeen]:
    read = file_read(case, row)
    reading = reading_of(case, row) if read.head else None
    text = reading.text[:READ_FOR_LITTER] if reading else ""
    named = row.naming is not None and row.naming.match != Match.UNNAMED
    seen = FileSeen(row.format, row.litter, named, len(text), has_clinical_words(text))
    return read.document.path, seen
