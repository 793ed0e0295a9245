"""Days until which a paper wants something: an answer, a decision, slides sent back, an operation kept free.

`We need your opinion before 14 December` is no statement of the child's health and no finding; whoever reads the case
has to know it first. Told are the words of the sentence with their place, and the day that they name. A day without its
year is the next one after the paper's. Linear in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from consilium.domain.dates import PartialDate
from consilium.domain.datetext import dates_in, in_order
from consilium.domain.findings.days.saiddays import said_days
from consilium.domain.layout import cite, joined
from consilium.domain.phrases import fold
from consilium.domain.records import Citation, Line, Page
from consilium.domain.writtenquestions import NOWHERE

MOST = 6
MOST_CHARS = 240
_AROUND = 300
# What stands right before the day (folded).
_UNTIL = re.compile(
    r"(?<!\w)(?:(?:on or )?before|by|(?:no|not) (?:later than|beyond|after)|latest|at the latest(?: by| on)?"
    r"|until|(?:is |are )?due(?: on| by)?"
    r"|(?:expires?|runs out|lapses|closes)(?: on| at the end of)?|deadline[^.\n]{0,40}?"
    r"|antes del?|a mas tardar(?: el)?|no (?:mas tarde|mas alla|despues|posterior)(?: del?| al?)?(?: el)?"
    r"|como (?:maximo|muy tarde)(?: el| hasta el)?|hasta(?: el)?"
    r"|(?:vence|caduca|expira)n?(?: el)?|fecha limite[^.\n]{0,40}?|plazo[^.\n]{0,40}?)"
    r"[\s:]{1,3}(?:is |es |the |el |dia |end of |fin(?:al)? de )?"
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,? (?:the )?"
    r"|(?:lunes|martes|miercoles|jueves|viernes|sabado|domingo),? )?$"
)
# What somebody is to do: without it `before 12 March` only tells when a thing was.
_WANTED = re.compile(
    r"(?<!\w)(?:needs?|needed|answers?|repl(?:y|ies)|respond|response|decide|decision|confirm(?:ation)?"
    r"|(?:second )?opinions?|sen[dt]|submit(?:ted)?|receive|reach(?:es)?|return(?:ed)? (?:to|the)|hold(?:ing)?|held"
    r"|kept|slot|window|deadline|authori[sz]ation|approval|enrol\w*|appeal|regist\w+|must|have to|has to|please"
    r"|necesit\w+|respuestas?|respond\w+|contest\w+|decidir\w*|decision|confirm\w+|opinion|envi\w+|mandar|recib\w+"
    r"|devolver\w*|devoluc\w+|devuel\w+|reservad[oa]|cupo|plazo|limite|vence\w*|caduca\w*|autorizacion|apelar|apelacion"
    r"|inscri\w+|debe[nr]?|hay que|tiene que|por favor|rogamos|due back|(?:start|begin|finish|complete) by"
    r"|valid(?:[ao]s?)?|be reached|refused|vigentes?|vigencia|(?:iniciar|comenzar|empezar"
    r"|terminar)(?:se)? (?:antes|a mas tardar|como|no mas tarde)"
    # What is to be done by then, whoever does it: `treatment should start no later than`, `puede esperar hasta`.
    r"|should (?:not |now |then |be )*(?:start|begin|commence|resume|proceed|restart|initiat|happen|take place"
    r"|given|done"
    r"|performed|operated|delayed?|wait|postponed|deferred)\w*|shall|ought to|needs? to|is to (?:start|begin)"
    r"|(?:start|begin|commence|resume|proceed)(?:s|ing)? (?:\w+ ){0,2}(?:no|not) (?:later than|beyond|after)"
    r"|(?:can|could|may|cannot|can not) (?:safely |only |still )?wait|(?:can|could|may) be (?:delayed|deferred"
    r"|postponed)"
    r"|deberian?|debera[n]?|conviene|convendria|es preciso|se requiere|puede[n]? esperar|podria[n]? esperar"
    r"|no (?:se )?debe[n]?"
    r"|(?:inicio|comienzo|inicie|comience|empiece|inicien|comiencen) (?:\w+ ){0,4}(?:no mas tarde|a mas tardar"
    r"|antes))(?!\w)"
)
# So long after the paper: `please return them within 60 days`.
_AFTER = re.compile(
    r"(?<!\w)(?:within|in|en|dentro de|en un plazo (?:m[aá]ximo )?de|plazo de|a los)(?: the next| los pr[oó]ximos)?"
    r" (?P<count>\d{1,3}) (?:\w+\) )?(?P<unit>days?|weeks?|d[ií]as?|semanas?)(?: (?:naturales|calendario))?(?!\w)",
    re.IGNORECASE,
)
_WANTED_BACK = re.compile(
    r"(?<!\w)(?:return(?:ed)? (?:them|it|the|all|these|this|within|by|to us)|returned|give back"
    r"|sen[dt] back|devolver\w*|devuel\w+|devoluc\w+"
    r"|regresar(?:l[oa]s?|nos\w*)|reintegr\w+"
    r"|appeal|apelar|apelacion)(?!\w)"
)
# A day before which a thing must not be: `should not start before`.
_NOT_BEFORE = re.compile(
    r"(?<!\w)(?:(?:should|must|may|can|could|will|shall|do|does|ought) ?n[o.]t|cannot|no (?:se )?(?:debe|puede"
    r"|podr|conviene"
    r"|deber|inici|comen|empi|empe|recib)\w*|never|nunca)(?!\w)[^.;,\n]{0,60}?"
    r"(?<!\w)(?:before|until|antes del?|hasta(?: el)?)[\s:]{1,3}(?:\w+ ){0,3}$"
)
# What a medicine or a symptom does until a day is no wish.
_NO_WISH = re.compile(
    r"(?<!\w)(?:mg|mcg|ml|tablets?|daily|twice|cada \d|diari[oa]s?|toma\w*|taken?(?! place)|was|were|had|fue"
    r"|hubo)(?!\w)"
)
# Where a sentence or an item ends: at its point, at an empty line, behind a short line where a new one begins.
_ENDS = re.compile(r"[.!?;](?=\s|$)|\n\s*\n|\n(?=\s*[-•*–]\s|[^\n]{1,40}:)|(?<![^\n]{60})\n(?=[^\W\da-z_]|¿)")
_AHEAD = timedelta(366)


@dataclass(frozen=True, slots=True)
class Deadline:
    """A day until which a paper wants something, with the sentence. `record` is the paper's number ("R15")."""

    day: PartialDate
    text: str
    record: str = ""
    page: int | None = None
    citation: Citation = NOWHERE


def deadlines_in(pages: Sequence[Page], own: PartialDate | None, order: str = "") -> tuple[Deadline, ...]:
    """Those of a paper of the day `own`, from top to bottom, each day once; at most `MOST`. Days before the paper's own
    and more than a year after it are none. `order` is how it writes dates ("dmy", "mdy"), "" if not known."""
    found: dict[PartialDate, Deadline] = {}
    for page in pages:
        text, lines = joined(page)
        for start, end, day in _days(text, own, order):
            before = fold(text[max(0, start - 80) : start])
            if not _in_reach(day, own) or _UNTIL.search(before) is None or _NOT_BEFORE.search(before) is not None:
                continue
            first, last = _sentence(text, start, end)
            said = fold(text[first:last])
            if _WANTED.search(said) is None or _NO_WISH.search(said) is not None:
                continue
            line = next(one for at, one in reversed(lines) if at <= start)
            words = " ".join(text[first:last].split()).strip(" -•*–")[:MOST_CHARS]
            found.setdefault(day, Deadline(day, words, "", page.number, cite(line, page.number)))
        for day, words, line in _wanted_back(text, lines, own):
            found.setdefault(day, Deadline(day, words, "", page.number, cite(line, page.number)))
    return tuple(found.values())[:MOST]


def _wanted_back(
    text: str, lines: Sequence[tuple[int, Line]], own: PartialDate | None
) -> Iterator[tuple[PartialDate, str, Line]]:
    """What is to go back, or be appealed, so many days after the day of its paper."""
    if own is None or not own.day:
        return
    for hit in _AFTER.finditer(text):
        first, last = _sentence(text, hit.start(), hit.end())
        if _WANTED_BACK.search(fold(text[first:last])) is not None:
            count = int(hit["count"]) * (7 if hit["unit"][0] in "wsWS" else 1)
            day = date(own.year, own.month, own.day) + timedelta(count)
            line = next(one for at, one in reversed(lines) if at <= hit.start())
            words = " ".join(text[first:last].split()).strip(" -•*–")[:MOST_CHARS]
            yield PartialDate(day.year, day.month, day.day), words, line


def _days(text: str, own: PartialDate | None, order: str) -> Iterator[tuple[int, int, PartialDate]]:
    """The whole days that a text names, with their places."""
    whole = []
    for line in re.finditer(r"[^\n]+", text):
        for one in dates_in(line[0]):
            values = in_order(one.values, order)
            if len(values) == 1 and values[0].day:
                whole.append((line.start() + one.start, line.start() + one.end, values[0]))
        for said in said_days(line[0], own) if own is not None and own.day else ():
            if said.dated and said.to_come is not None:
                whole.append((line.start() + said.start, line.start() + said.end, said.to_come))
    yield from sorted(whole, key=lambda one: one[:2])


def _in_reach(day: PartialDate, own: PartialDate | None) -> bool:
    if own is None or not own.day:
        return True
    return own <= day and date(day.year, day.month, day.day) - date(own.year, own.month, own.day) <= _AHEAD


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """The sentence, or the item, that a place stands in."""
    since = max(0, start - _AROUND)
    first = max((one.end() for one in _ENDS.finditer(text, since, start)), default=since)
    last = _ENDS.search(text, end, end + _AROUND)
    return first, last.start() + 1 if last else min(len(text), end + _AROUND)
