"""Looking for words in all records. The words are sent in a form and kept sealed: no address ever holds them."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django import forms
from django.http import HttpResponse, HttpResponseRedirect

from consilium.actions import search, searches
from consilium.actions.records import sheets
from consilium.actions.search import Found
from consilium.actions.snapshot import Snapshot, index_of, snapshot
from consilium.domain.errors import NotFoundError
from consilium.domain.records import Ended
from consilium.domain.search import MOST_CHARS
from consilium.search import CLOSE, OPEN
from consilium.web.door.drafts import typed
from consilium.web.family.opened import case_page, case_path
from consilium.web.family.page import link, show
from consilium.web.family.record import Looked, page_of, title_of
from consilium.web.forms import WordsForm
from consilium.web.request import CaseRequest, installation

HITS = 20


class SearchForm(WordsForm):
    """What to look for."""

    area = "records"
    words_wanted = forms.CharField(max_length=MOST_CHARS)


@dataclass(frozen=True)
class HitShown:
    """A page on which the words stand: `pieces` are the words around them, marked or not."""

    title: str
    url: str
    page: int
    pages: int
    date: object
    institution: str
    pieces: tuple[tuple[str, bool], ...]


@case_page("see")
def asked(request: CaseRequest) -> HttpResponse:
    """The form; sent, it leads to what was found."""
    form = SearchForm(request.words, typed(request))
    if request.method == "POST" and form.is_valid():
        number = searches.keep(installation(), request.case, form.cleaned_data["words_wanted"])
        return HttpResponseRedirect(link(request, "searched", asked=number))
    status = 422 if request.method == "POST" else 200
    return show(request, "family/search.html", {"form": form}, status=status)


@case_page("see")
def searched(request: CaseRequest, asked: UUID) -> HttpResponse:
    """What was found, page by page."""
    try:
        words = searches.words(installation(), request.case, asked)
    except NotFoundError:
        return show(request, "family/search.html", {"form": SearchForm(request.words), "too_old": True}, status=404)
    snap = snapshot(request.case, request.words.language)
    hits = [_shown(request, snap, one, asked) for one in _find(request, words)]
    form = SearchForm(request.words, initial={"words_wanted": words})
    unread = sum(one.ended is Ended.UNREADABLE for one in snap.everything.files)
    context = {"form": form, "wanted": words, "hits": hits, "most": len(hits) >= HITS, "unread": unread}
    return show(request, "family/search.html", context)


@case_page("see")
def found(request: CaseRequest, asked: UUID, file: UUID, number: int) -> HttpResponse:
    """A record at a page where the words stand, with the words marked."""
    snap = snapshot(request.case, request.words.language)
    one = sheets.file_of(snap.everything, file)
    words = searches.words(installation(), request.case, asked)
    hit = next((hit for hit in _find(request, words) if (hit.file, hit.page) == (file, number)), None)
    looked = Looked(hit.boxes, hit.words) if hit else None
    context = page_of(request, snap, one, number, looked=looked)
    return show(request, "family/record.html", context | {"back": link(request, "searched", asked=asked)})


def _find(request: CaseRequest, words: str) -> tuple[Found, ...]:
    return search.find(request.case, index_of(request.case), words, HITS)


def _shown(request: CaseRequest, snap: Snapshot, hit: Found, asked: UUID) -> HitShown:
    one = sheets.file_of(snap.everything, hit.file)
    url = link(request, "found", asked=asked, file=hit.file, number=hit.page)
    return HitShown(title_of(snap, one, request.words), url, hit.page, one.pages, one.date, one.institution,
                    _pieces(hit.snippet))  # fmt: skip


def _pieces(snippet: str) -> tuple[tuple[str, bool], ...]:
    """The snippet in pieces, marked or not."""
    made: list[tuple[str, bool]] = []
    for part in snippet.split(OPEN):
        inside, closed, after = part.partition(CLOSE)
        made += [(inside, True), (after, False)] if closed else [(inside, False)]
    return tuple(piece for piece in made if piece[0])


urlpatterns = [
    case_path("search/", asked, "search"),
    case_path("search/<uuid:asked>/", searched, "searched"),
    case_path("search/<uuid:asked>/<uuid:file>/<int:number>/", found, "found"),
]
