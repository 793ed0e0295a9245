"""Regimens and studies by name, with how many cycles and which arm; a name does not say that its drugs were given."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from consilium.domain.datetext import MONTHS
from consilium.domain.findings.chemo.classedby import classed_by
from consilium.domain.findings.chemo.counted import counted_in
from consilium.domain.findings.chemo.cycles import Cycle, cycles_in, number_of
from consilium.domain.findings.chemo.enrolment import arm_of, enrolled
from consilium.domain.findings.chemo.entries import left_out
from consilium.domain.findings.chemo.moments import day_of_another
from consilium.domain.findings.chemo.phasedays import named_on, of_moment
from consilium.domain.findings.chemo.setting import Setting, said
from consilium.domain.findings.days.occasions import Occasion, occasions
from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.paper import Clause, Section
from consilium.domain.findings.text.terms import Found, Term, cue_in, found_in, terms_in
from consilium.domain.phrases import fold, leading
from consilium.domain.records import Category, Scalar

_TIMES_AFTER = re.compile(
    r"\s*\(?(?:[x×]\s?(\d{1,2})|(\d{1,2})\s?(?:cycles|ciclos|courses|cursos|blocks|bloques))", re.I
)
_TIMES_BEFORE = re.compile(
    r"(\d{1,2})\s?(?:(?:cycles?|ciclos?|courses?|cursos?|blocks?|bloques?)\s(?:(?:of|de)\s)?|[x×]\s?)?$", re.I
)
_WORD_BEFORE = re.compile(
    r"(\w{2,7})\s(?:cycles?|ciclos?|courses?|cursos?|blocks?|bloques?)\s(?:(?:of|"
    r"de)\s)?$",
    re.I,
)
_WHEN_SPAN = 60
_PHASE = 24
# How far after a phase its day may stand (letters); words of a clause that are looked at.
_TO_DAY, _MOST_WORDS, _BEFORE_PHASE = 44, 400, 12
_PHASES = (
    r"(?:re)?inducci[oó]n|(?:re)?induction|consolidaci[oó]n|consolidation|"
    r"(?:interim |delayed )?(?:maintenance|intensification)|mantenimiento|mantenci[oó]n|"
    r"intensificaci[oó]n(?: tard[ií]a)?"
)
_BARE_PHASE = re.compile(
    r"\b(?:end of|start of|day \+?\d{1,2} of|week \d{1,2} of|during|after|post[- ]|completed|in|"
    r"fin(?:al)? de(?: la)?|t[eé]rmino de|d[ií]a \+?\d{1,2} de|"
    r"semana \d{1,2} de|durante(?: la)?|(?:now |currently |is )on|entering|entered|starting|begin(?:ning)?|"
    r"inicia(?:r)?|recibe|"
    r"recibiendo|en(?: fase de| la fase de)?|(?:fase|phase|etapa)\s?:|tras(?: la)?|post|desde la|complet[oó](?: la)?|"
    r"en fase de|quimioterapia de)\s?"
    rf"(?P<phase>{_PHASES})\b(?!\s?(?:of (?:\w+ ){{0,3}}an[ae]+sth|de la anest|anest|fluid|pulmon|of labor))"
    rf"|\b(?P<timed>{_PHASES})\s(?=(?:day|d[ií]a|D|wk|week|semana|sem|cycle|ciclo)\s?\+?\d|chemo|quimio|(?:con|"
    rf"with)\s(?!sevo|prop|keta|ana?e|gas\b)\w)"
    r"|\b(?:\d|two|three|four|five|dos|tres|cuatro|cinco)[ -](?:drugs?|agents?)\s"
    rf"(?P<drugs>{_PHASES})\b"
    r"|\b(?:road ?map|hoja de ruta|mapa de tratamiento)\b[^.;]{0,40}?\b"
    rf"(?P<sheet>{_PHASES})\b"
    rf"|\b(?P<begun>{_PHASES})\s(?:starts?|begins?|to start|will start|inicia|iniciar[aá]|comienza|comenzar[aá])\b",
    re.IGNORECASE,
)
# What came after a cycle says that it was given: `tras ciclo 3 IVADo`, `after the second cycle`.
_AFTER_IT = re.compile(
    r"\b(?:after|following|post|s/p|tras|despu[eé]s del?|posterior al?|luego del?)\s(?:el\s|the\s|la\s|su\s|"
    r"his\s|her\s)?$",
    re.IGNORECASE,
)
# Where blocks are of tissue.
_OF_BLOCKS = frozenset({Category.PATHOLOGY_REPORT, Category.PATHOLOGY_SLIDES})
_SHORTEST, _MOST_OF_PHASE = 3, 12
_NUMBER_AFTER = re.compile(
    r"\s(\d{1,2}|I{1,3})(?![\w.,/%×+-]|\s?(?:mg|g|days?|d[ií]as?|cycles|ciclos|courses|cursos|weeks|semanas|x|de|of|a|to)\b)"
)
_ROMAN = re.compile(r"\sI{1,3}(?![\w.,/%×+-])")
_BRACKET = re.compile(
    r"\s?(?:chemotherapy|therapy|phase|quimioterapia)?\s?[(:\[–—-]\s?(?:from|del|desde|since)?\s?", re.I
)
_SESSION = re.compile(
    r"(?<!\w)(?P<ordinal>\w{3,8})\s(?!line|l[ií]nea)(?:[\w-]{1,20}\s){0,2}"
    r"(?:treatment|session|infusion|injection|tratamiento|sesi[oó]n|infusi[oó]n|inyecci[oó]n|aplicaci[oó]n)(?!\w)",
    re.IGNORECASE,
)
# How far a treatment has come: `3 of 6 cycles`.
_DONE_OF = re.compile(
    r"(?<![\w/.])(\d{1,2})\s(?:out )?(?:of|de)\s(?:(?:the|a planned|los|las)\s)?(\d{1,2})\s(?:\w{1,16}\s)?"
    r"(?:cycles|ciclos|courses|cursos|blocks|bloques)(?!\w)",
    re.IGNORECASE,
)
_SO_MANY = re.compile(
    r"(?<![\w/.,-])(\d{1,2}|[a-zñáéíóú]{2,6})\s(?:full |complete |total |neoadjuvant |further |more |adjuvant )?"
    r"(?:cycles|ciclos|courses|cursos|blocks|bloques)\s(?:(?:neoadyuvantes|completos|previos|totales|"
    r"preoperatorios)\s)?(?:of|de)\s",
    re.IGNORECASE,
)
_SO_FAR = 40
# Without one of these letters, none of the patterns above can match.
_COURSES = ("cycles", "ciclos", "courses", "cursos", "bloc", "bloq")
_PHASE_STEMS = ("induc", "consolid", "maint", "manten", "intensif")
_STUDIES = ("study", "trial", "protocol", "estudio", "ensayo")
# A study by its number, which is not known here: `on study JF-APL2`, `Estudio NB-09`.
_CALLED = re.compile(
    r"\b(?:[Ss]tudy|[Tt]rial|STUDY|TRIAL|[Pp]rotocol|[Ee]studio|[Ee]nsayo|[Pp]rotocolo|PROTOCOLO|"
    r"ESTUDIO)\s(?:no\.?\s|n[º°]\s)?"
    r"(?P<name>[A-Z]{2,10}(?:-[A-Z0-9]{1,10}){0,3}\d{0,4})(?![\w/-]|\.\w)"
)
_PREPOSITIONS = frozenset({"from", "desde", "del", "entre", "between"})
# The criteria that a study's name stands for are no treatment: `5 de 8 criterios HLH-2004`.
_OF_CRITERIA = re.compile(
    r"\bcriteri(?:a|on|os?)\b|\b(?:clinical group|group|grupo(?: cl[ií]nico)?):?\s(?=IRS)", re.IGNORECASE
)
_NUMBERED = re.compile(r"\s?#?\d(?![\d.,/%]|\s?(?:mg|g|mcg|ml|h|days?|d[ií]as?)\b)")
_WEEK_OF = re.compile(r"(?:weeks?|semanas?|cycles?|ciclos?|courses?|day|d[ií]a)\s\d{1,2}\s(?:of|de|del)\s$", re.I)
_WEEKS_AFTER = re.compile(r"\s(?:\w{1,20}\s){0,2}\(?\d{1,3}\s(?:weeks|semanas|months|meses)(?!\w)", re.I)
# The heads of a table of results, one of which is for flags.
_FLAG_HEAD = re.compile(r"\b(?:RESULTS?|UNITS?|REFERENCE|REF|RANGE|RESULTADOS?|UNIDAD(?:ES)?|REFERENCIA|VALOR)\b", re.I)


def protocols_in(clause: Clause, setting: Setting) -> Iterator[Finding]:
    """The regimens and studies that a clause names, each once."""
    words = setting.words
    found = [*found_in(clause, words.studies), *_numbered(clause, setting)]
    taken = [(one.start, one.end) for one in found]
    regimens = [one for one in found_in(clause, words.regimens) if not any(a <= one.start < b for a, b in taken)]
    if clause.section is Section.GENERAL:
        return
    for one in found:
        if not _OF_CRITERIA.search(clause.text, max(0, one.start - 24), one.end + 12) and not classed_by(
            clause.text, one.start, one.end
        ):
            yield _protocol(clause, one, "study", setting)
    for one in regimens:
        if _meant(clause, one, setting):
            yield _protocol(clause, one, "regimen", setting)


def _numbered(clause: Clause, setting: Setting) -> Iterator[Found]:
    taken = 0
    for hit in setting.words.cog.finditer(clause.text):
        taken = hit.end()
        yield Found(Term(re.sub(r"[- ]", "", hit[0])), hit.start(), hit.end())
    called = any(stem in clause.folded for stem in _STUDIES)
    for hit in _CALLED.finditer(clause.text, taken) if called else ():
        dated = hit["name"].partition("-")[0].lower() in MONTHS  # `protocol JUL-2024`
        if (
            not dated
            and any(char.isdigit() for char in hit["name"])
            and not found_in(replace(clause, text=hit["name"]), setting.words.studies)
        ):
            yield Found(Term(hit["name"]), hit.start("name"), hit.end("name"))


def _meant(clause: Clause, found: Found, setting: Setting) -> bool:
    """Names of three letters and fewer mean many things: they need a word of treatment in the same clause."""
    letters = len(re.sub(r"\W", "", found.term.short)) if found.term.short else 9
    if found.term.short == "FLAG" and _FLAG_HEAD.search(clause.text):
        return False
    other = cue_in(clause.text, setting.words.cues["not_regimen"], max(0, found.start - 8), found.end + 14)
    if other is not None and other[0] < found.end and found.start < other[1]:
        return False
    if letters > 3 or _count(clause.text, found, setting):
        return True
    if found.term.facts.get("counted"):
        return False
    weeks = _WEEK_OF.search(clause.text, max(0, found.start - 24), found.start)
    if weeks is not None or _WEEKS_AFTER.match(clause.text, found.end):
        return True
    if letters >= 3 and (_NUMBERED.match(clause.text, found.end) or _AFTER_IT.search(clause.text, 0, found.start)):
        return True  # `21 agos CYM 1`, `post HAM d16`
    if letters >= 3 and terms_in(clause.text, setting.words.drugs):
        return True
    # A name of two letters needs a word of treatment in its own sentence.
    where = clause.text if letters < 3 else f"{clause.heading} {clause.text}"
    return cue_in(where, setting.words.cues["chemotherapy" if letters < 3 else "regimen_context"]) is not None


def _count(text: str, found: Found, setting: Setting) -> int:
    """How many cycles stand beside a name: `OEPA x 2`, `2 COPDAC-28`, `four cycles of ABVD`."""
    after = _TIMES_AFTER.match(text, found.end)
    if after is not None:
        return int(after[1] or after[2])
    before = text[max(0, found.start - 24) : found.start]
    digits, word = _TIMES_BEFORE.search(before), _WORD_BEFORE.search(before)
    if digits is not None and not re.search(r"[\d/.\-,]$", before[: digits.start()]):
        return int(digits[1])
    return setting.words.counts.get(word[1].lower(), 0) if word is not None else 0


# The day of one of several in brackets right behind it: `ADE 10+3+5 (12/10/2024), ADE 8+3+5 (20/11/2024)`.
_IN_BRACKETS = re.compile(r"(?:\s?[\d+x×#-]{1,12}){0,2}\s?\(")


def _protocol(clause: Clause, found: Found, kind: str, setting: Setting) -> Finding:
    days = occasions(clause.text, setting.paper)
    near = [one for one in days if -_WHEN_SPAN <= one.start - found.end <= _WHEN_SPAN] if len(days) == 1 else []
    near = near or [one for one in days if _IN_BRACKETS.fullmatch(clause.text, found.end, one.start)]
    later = _AFTER_IT.search(clause.text, 0, found.start) is not None  # `post ADE (25-08)`: the day of what was seen
    when = near[0] if near and not later else None
    count = _count(clause.text, found, setting)
    detail: dict[str, Scalar] = {"kind": kind}
    if count and kind == "regimen":
        detail["cycles"] = count
    detail |= arm_of(clause, setting)
    detail |= enrolled(clause, found, setting)
    return Finding(
        Kind.PROTOCOL,
        found.term.name,
        value=clause.text[found.start : found.end],
        when=when.when if when else None,
        until=when.until if when else None,
        assertion=said(clause, found.start, found.end, setting, when),
        detail=detail,
        citations=(clause.cite(*_quoted(clause.text, found)),),
        confidence=clause.confidence,
    )


def _quoted(text: str, found: Found) -> tuple[int, int]:
    """The name with up to 60 letters around it, whole words."""
    start, end = max(0, found.start - 60), min(len(text), found.end + 60)
    start = 0 if start == 0 else text.find(" ", start, found.start) + 1 or found.start
    last = len(text) if end == len(text) else text.rfind(" ", found.end, end)
    return start, last if last > 0 else found.end


def numbered_cycles(clause: Clause, setting: Setting) -> Iterator[Finding]:
    """Cycles that a sentence numbers, with the date beside them; those that only time another thing are left out."""
    if setting.paper.category in _OF_BLOCKS:
        return
    days = occasions(clause.text, setting.paper)
    several = any(stem in clause.folded for stem in _COURSES)
    done = _DONE_OF.finditer(clause.text) if several else ()
    counted = [Cycle(int(hit[1]), hit.start(), hit.end(), int(hit[2])) for hit in done]
    counted += list(_phases_counted(clause, setting))
    counted += list(_so_many(clause, setting)) if several else []
    counted += [one for one in counted_in(clause, setting) if all(one.number != other.number for other in counted)]
    for one in (
        *cycles_in(clause.text, setting.words),
        *(one for one in counted if not one.of or one.number <= one.of),
    ):
        when = next((day for day in days if 0 <= day.start - one.end <= 40), None)
        when = when or (days[0] if len(days) == 1 and days[0].end <= one.start and not one.beside else None)
        if (
            one.beside
            and (when is None or when.start - one.end > 12)
            and not _AFTER_IT.search(clause.text, 0, one.start)
        ):
            continue
        how = said(clause, one.start, one.end, setting, when)
        how = Assertion.NEGATED if left_out(clause, one.end, when) else how
        if day_of_another(clause, one.start, one.end, when, numbered=True):
            when = None  # the day of what came then
            if how is Assertion.NEGATED:
                continue
        if one.beside and when is None and how is not Assertion.STATED:
            continue
        phase = cue_in(clause.text, setting.words.cues["phase"], max(0, one.start - _PHASE), one.end + _PHASE)
        detail: dict[str, Scalar] = {"number": one.number}
        detail |= {"of": one.of} if one.of else {}
        named = clause.text[slice(*phase)] if phase else setting.phase
        detail |= {"phase": named} if named else {}
        yield Finding(
            Kind.CYCLE,
            _of_what(clause, one.start, setting, one.end),
            value=clause.text[one.start : one.end],
            number=float(one.number),
            when=when.when if when else None,
            until=when.until if when else None,
            assertion=how,
            detail=detail,
            citations=(
                clause.cite(
                    min(one.start, when.start if when else one.start),
                    when.end if when and when.end > one.end else one.end,
                ),
            ),
            confidence=clause.confidence,
        )


def _so_many(clause: Clause, setting: Setting) -> Iterator[Cycle]:
    """So many cycles of a named course: `4 ciclos de cisplatino`, `six cycles of induction`, `tras 2 ciclos de VAC`."""
    for hit in _SO_MANY.finditer(clause.text):
        number = int(hit[1]) if hit[1].isdigit() else setting.words.counts.get(fold(hit[1]), 0)
        tail = clause.text[hit.end() : hit.end() + _SO_FAR]
        own = re.split(r"[.;:]|\s(?:y|and|con|with|then)\s", tail)[0]
        if terms_in(own, setting.words.regimens):
            continue  # the regimen's own statement counts them
        named = terms_in(own, setting.words.drugs)
        if 0 < number <= _MOST_OF_PHASE and (named or cue_in(own, setting.words.cues["phase"]) is not None):
            yield Cycle(number, hit.start(), hit.end())


def _phases_counted(clause: Clause, setting: Setting) -> Iterator[Cycle]:
    """Phases and regimens with their number: `Induction 1`, `COPADM 2`."""
    parts = leading(clause.words, _MOST_WORDS)
    named = found_in(clause, setting.words.regimens)
    starts = {parts[hit.after - 1].end: parts[hit.first].start for hit in setting.words.cues["phase"].find(parts)}
    starts |= {one.end: one.start for one in named if len(one.term.short or one.term.name) > _SHORTEST}
    for end in sorted(starts):
        hit = _NUMBER_AFTER.match(clause.text, end)
        if hit is not None and 0 < number_of(hit[1]) <= _MOST_OF_PHASE:
            yield Cycle(number_of(hit[1]), starts[end], hit.end(1))


def dated_phases(clause: Clause, setting: Setting) -> Iterator[Finding]:
    """Phases with their day, without a number: `Consolidation begins on 24 June`, `Inducción (21/05 al 18/06/2021)`."""
    days = occasions(clause.text, setting.paper)
    pictured = setting.paper.category is Category.IMAGING_REPORTS and clause.section not in (
        Section.INDICATION,
        Section.HISTORY,
    )
    silent = clause.section is Section.GENERAL or pictured
    parts = leading(clause.words, _MOST_WORDS) if days and not silent else ()
    hits = [(parts[hit.first].start, parts[hit.after - 1].end) for hit in setting.words.cues["phase"].find(parts)]
    yield from _sessions(clause, days, setting)
    if not silent and not setting.table:
        yield from _bare_phases(clause, days, setting)
    for start, end in hits:
        when = next((day for day in days if 0 <= day.start - end <= _TO_DAY), None)
        if when is None or not _of_phase(clause.text[end : when.start], setting) or _ROMAN.match(clause.text, end):
            continue
        if cue_in(clause.text, setting.words.cues["not_phase"], max(0, start - _BEFORE_PHASE), when.start) is not None:
            continue
        yield Finding(
            Kind.CYCLE,
            setting.words.phases.get(fold(clause.text[start:end]), clause.text[start:end].lower()),
            value=clause.text[start:end],
            when=when.when,
            until=when.until,
            assertion=of_moment(clause, start, said(clause, start, end, setting, when)),
            detail={"phase": clause.text[start:end].lower()},
            citations=(clause.cite(start, when.end),),
            confidence=clause.confidence,
        )


def _bare_phases(clause: Clause, days: Sequence[Occasion], setting: Setting) -> Iterator[Finding]:
    """Phases without a day of their own that a word of time shows to be such: `end of Induction`, `inicia fase IB`."""
    for hit in _BARE_PHASE.finditer(clause.text) if any(stem in clause.folded for stem in _PHASE_STEMS) else ():
        start, end = next(hit.span(name) for name in ("phase", "timed", "drugs", "sheet", "begun") if hit[name])
        titled = clause.heading == clause.text or clause.text.isupper() or clause.text.rstrip().endswith("?")
        if hit["timed"] and titled:
            continue
        dated = [clause.text[end : day.start] for day in days if 0 <= day.start - end <= _TO_DAY]
        if (dated and _of_phase(dated[0], setting)) or _NUMBER_AFTER.match(clause.text, end):
            continue
        written, how = clause.text[start:end], of_moment(clause, start, said(clause, start, end, setting, None))
        if hit["phase"] and how is Assertion.PLANNED:  # it tells when another thing is planned
            continue
        yield Finding(
            Kind.CYCLE,
            setting.words.phases.get(fold(written), written.lower()),
            value=written,
            assertion=how,
            detail={"phase": written.lower()},
            citations=(clause.cite(hit.start(), hit.end()),),
            confidence=clause.confidence,
        )


def _sessions(clause: Clause, days: Sequence[Occasion], setting: Setting) -> Iterator[Finding]:
    """Single treatments with their number and day: `second intra-arterial treatment 30/09/2026`."""
    for hit in _SESSION.finditer(clause.text) if days else ():
        number = setting.words.ordinals.get(fold(hit["ordinal"]), 0)
        when = next((day for day in days if 0 <= day.start - hit.end() <= _TO_DAY), None)
        if not number or when is None or re.search(r"[.;]\s", clause.text[hit.end() : when.start]):
            continue
        yield Finding(
            Kind.CYCLE,
            "treatment",
            value=hit[0],
            number=float(number),
            when=when.when,
            until=when.until,
            assertion=said(clause, hit.start(), hit.end(), setting, when),
            detail={"number": number},
            citations=(clause.cite(hit.start(), when.end),),
            confidence=clause.confidence,
        )


def _of_phase(between: str, setting: Setting) -> bool:
    """Whether only words for beginning and ending (or a bracket, a colon) stand between a phase and its day."""
    between = named_on(between)
    if _BRACKET.fullmatch(between) is not None:
        return True
    place = cue_in(between, setting.words.cues["begins"])
    if place is None or any(mark in between for mark in ",;."):
        return False
    # `Consolidación basal derecha del 12/10` is no phase: only a verb may stand farther off.
    return not between[: place[0]].strip() or fold(between[slice(*place)]) not in _PREPOSITIONS


def _of_what(clause: Clause, start: int, setting: Setting, end: int = -1) -> str:
    """The regimen nearest to a cycle's number, in the clause or its heading; "cycle" where none is named."""
    named = found_in(clause, setting.words.regimens)
    meant = [one for one in named if start <= one.start < end or _meant(clause, one, setting)]
    found = sorted(meant, key=lambda one: abs(one.start - start))
    headed = terms_in(clause.heading, setting.words.regimens)
    return found[0].term.name if found else headed[0].term.name if headed else setting.regimen or "cycle"
