"""Drugs in a sentence, a list item or a cell: each with the amount, days, route and number of doses beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from consilium.domain.findings.assertions.assertionnear import Near
from consilium.domain.findings.assertions.assertionpersons import of_another
from consilium.domain.findings.assertions.heldfor import was_not_given
from consilium.domain.findings.assertions.refusals import refused
from consilium.domain.findings.assertions.treatmentsahead import ahead_of, is_choice, is_wondered
from consilium.domain.findings.assertions.treatmentverbs import is_of_effect
from consilium.domain.findings.chemo.afterwards import given_before, is_before_any, is_to_ask
from consilium.domain.findings.chemo.daysgiven import (
    INTRATHECAL,
    day_of_operation,
    is_of_next,
    of_the_course,
    on_further_days,
    year_behind,
)
from consilium.domain.findings.chemo.denied import is_equivalent, is_no_dose
from consilium.domain.findings.chemo.dosechanges import changed_to, first_day, later_doses, stopped_on
from consilium.domain.findings.chemo.dosecourse import Dose, Part, course_of, cycle_number
from consilium.domain.findings.chemo.doubt import doubt_of, settled
from consilium.domain.findings.chemo.grouping import in_list, is_of_other, is_product, led_to, tied_end
from consilium.domain.findings.chemo.moments import day_of_another
from consilium.domain.findings.chemo.othersenses import is_no_drug
from consilium.domain.findings.chemo.setting import Setting, said, tolerated
from consilium.domain.findings.chemo.states import STATES, state_of
from consilium.domain.findings.chemo.sumsbysize import is_single, is_so_far, is_sum_by_size
from consilium.domain.findings.days.occasions import Occasion, occasions
from consilium.domain.findings.finding import Assertion, Finding, Kind
from consilium.domain.findings.medicines.begunagain import again_in
from consilium.domain.findings.paper import Clause, Section
from consilium.domain.findings.text.amounts import (
    Amount,
    amounts_in,
    by_thousands,
)
from consilium.domain.findings.text.terms import Found, cue_in, found_in
from consilium.domain.phrases import words_of
from consilium.domain.records import Category, Scalar

_LINK_BEFORE = re.compile(r"\s*(?:of|de|IV|EV|IT|VO|PO|x \d+ of)?\s*", re.IGNORECASE)
# A drug with its number of doses or cycles was given (`vincristine x4`, `dinutuximab cycle 4 of 5`).
_COUNTED = re.compile(
    r"\s?(?:monotherapy\s|alone\s|weekly\s|semanal\s)?(?:\(?[x×]\s?\d{1,2}(?![\w.,]?\d)|(?:cycles?|ciclos?|courses?|"
    r"cursos?)\s\d{1,2}(?!\w))",
    re.I,
)
# How far after its drug an amount may stand (letters), and how far a cue for a sum before an amount.
_REACH, _CUE = 90, 30
_REACH_RECOGNIZED = 30  # recognized lines run into one another: what stands far off is of another line
_BARELY = re.compile(r"\s?[(,:]?\s?(?:on|el|in|en)?\s?")
# `No dox given so far`, `sin bleo`: a short name that is denied.
_NONE_OF = re.compile(
    r"\b(?:[Nn]o|[Ss]in|[Ww]ithout|[Nn]ever had|[Nn]unca recibi[oó])\s(?:(?:further|more|any|m[aá]s|prior)\s)?$"
)
# What stands before the last day of a course.
_UNTIL = re.compile(
    r"\b(?:until|till|through|thru|to|hasta|hasta el|(?:finaliz|termin|conclu)(?:an?|aron) en|ending in)\s$",
    re.IGNORECASE,
)
_CYCLES_OF = re.compile(
    r"\b(?:\d{1,2}|two|three|four|five|six|eight|dos|tres|cuatro|cinco|seis|ocho)\s(?:[\w-]+\s){0,2}(?:cycles?|"
    r"ciclos?|courses?|cursos?|doses?|dosis|weeks?|semanas?|infusions?|infusiones)\s(?:of|de|con|with)\s(?:[\w-]+\s)?$",
    re.IGNORECASE,
)
# What the sender of a specimen or the reason for an image tells: `s/p 2 cycles cisplatin`, `post carboplatino`.
_TOLD_BEFORE = re.compile(
    r"\b(?:s/p|status post|post|after|since|received|recibi[oó]|treated with|tratad[oa] con|tras|on|completed|"
    r"following|progression on|en tratamiento con|posterior a|luego de|despu[eé]s de)\s(?:[\w+/-]+[\s,]+){0,8}$|"
    r"\b(?:s/p|status post)\b[^.;]{0,60}$",
    re.IGNORECASE,
)
# `No consta si recibió X`, `unclear whether he had X`.
_WHETHER = re.compile(
    r"\b(?:desconoce(?:mos)?|consta|sabe(?:mos)?|unknown|unclear|known|sure|clear)\s(?:si|whether|if)\b", re.IGNORECASE
)
# What may be said of a drug that nobody was given.
_NOT_GIVEN_HERE = re.compile(
    r"[\s-](?:is |are |es |est[aá]n? )?(?:not )?(?:approved|indicated|effective|active|covered|available|sensitiv\w+|"
    r"resistan\w+|respon[sd]\w+|level|levels|nivel|niveles|target\w*|label|aprobad[oa]|indicad[oa]|eficaz|disponible|"
    r"sensib\w+|resisten\w+|receptor|pathway)\b",
    re.IGNORECASE,
)
# Papers whose drugs are what may help, or what a test was asked for.
_OF_NO_COURSE = frozenset({Category.GENETICS, Category.PATHOLOGY_REPORT, Category.PATHOLOGY_SLIDES,
                           Category.IMAGING_REPORTS, Category.IDENTITY_INSURANCE, Category.QUESTIONS_LIST})  # fmt: skip
# Papers that weigh drugs, and what may be said of one that was not given.
_WEIGHING = _OF_NO_COURSE - {Category.IMAGING_REPORTS, Category.QUESTIONS_LIST}
_NOT_SO = frozenset({Assertion.NEGATED, Assertion.PLANNED, Assertion.CONDITIONAL})
# What is left out unless something is so.
_UNLESS = re.compile(r"\b(?:unless|until|if|salvo|hasta|a menos que)\b", re.IGNORECASE)
_SPEAKS = frozenset({Section.TREATMENT, Section.COURSE, Section.PLAN})
_SILENT = frozenset({Section.ALLERGIES, Section.GENERAL, Section.QUESTIONS})


def drugs_in(clause: Clause, setting: Setting, start: int = 0, end: int | None = None) -> Iterator[Finding]:
    """The drugs of a clause (or of `start` to `end` of it) that were given, are planned or were left out."""
    last = len(clause.text) if end is None else end
    hits = [one for one in found_in(clause, setting.words.drugs) if start <= one.start and one.end <= last]
    asked = clause.section is Section.QUESTIONS and any(_asks_or_tells(clause, one, setting) for one in hits)
    if (
        not hits
        or (clause.section in _SILENT and not asked)
        or cue_in(clause.text, setting.words.cues["others"]) is not None
        or of_another(Near.of(clause, hits[0].start, hits[0].end))
    ):
        return
    if _announced(clause, hits[0], setting):
        setting = replace(setting, summed=True)
    parts = tuple(_parts(clause, hits, start, last, setting))
    with_dose = any(part.amounts for part in parts)
    for part in parts:
        choice = is_choice(clause, part.found.start) or is_wondered(clause, part.found.start)
        asked = choice and not part.found.term.short and not part.found.term.facts.get("steroid")
        if asked or _speaks(clause, part, parts, with_dose, setting):
            yield from (_as_option(one, clause, part, setting) for one in _findings(clause, part, setting))
        elif setting.paper.category in _WEIGHING and not (
            part.found.term.short or part.found.term.facts.get("steroid")
        ):
            made = _as_option(drug_of(clause, part, setting, Dose()), clause, part, setting)
            if made.assertion in _NOT_SO:
                yield made


def _asks_or_tells(clause: Clause, found: Found, setting: Setting) -> bool:
    """Whether a line of a list of questions asks about a drug, or tells before them what was given."""
    if clause.text.rstrip().endswith("?"):
        return is_choice(clause, found.start) or is_wondered(clause, found.start)
    return cue_in(clause.text, setting.words.cues["given"], 0, found.start) is not None


def _as_option(made: Finding, clause: Clause, part: Part, setting: Setting) -> Finding:
    """What a report on genes names without a dose is an option, unless its sender tells that it was given."""
    weighed = setting.paper.category is Category.GENETICS and not part.amounts and made.assertion is Assertion.STATED
    told = (
        _TOLD_BEFORE.search(clause.text, 0, part.found.start) is not None
        or cue_in(clause.text, setting.words.cues["given"], 0, part.found.start) is not None
    )
    return replace(made, assertion=Assertion.CONDITIONAL) if weighed and not told else made


def _parts(clause: Clause, hits: Sequence[Found], start: int, last: int, setting: Setting) -> Iterator[Part]:
    """Amounts go to the drug before them; one that stands before the first drug, or is tied to it, to that drug."""
    amounts = [one for one in amounts_in(clause.text, setting.mark) if start <= one.start and one.end <= last]
    ends = None if setting.summed else [hit.end for hit in hits]
    if not clause.cells or setting.summed:
        amounts = [by_thousands(clause.text, one, ends) for one in amounts]
    lead = [one for one in amounts for hit in hits[:1] if one.end <= hit.start and _tied(clause.text, one, hit)]
    leading = bool(lead)
    reach = _REACH_RECOGNIZED if clause.recognized else _REACH
    for at, hit in enumerate(hits):
        following = hits[at + 1].start if at + 1 < len(hits) else last
        if leading:
            own = [one for one in amounts if one.end <= hit.start and _tied(clause.text, one, hit)]
            begin = own[0].start if own else hit.start
        else:
            own = [one for one in amounts if hit.end <= one.start < min(following, hit.end + reach)]
            own = own[: next((at for at, one in enumerate(own) if is_of_other(clause.text, hit.end, one.start)), None)]
            begin = hit.start
        yield Part(
            hit,
            begin,
            max(following if not leading else hit.end, hit.end),
            tuple(own),
            0 if at == 0 else hit.start,
            tied_end(clause.text, hits, at),
        )


def _tied(text: str, amount: Amount, hit: Found) -> bool:
    return _LINK_BEFORE.fullmatch(text, amount.end, hit.start) is not None


def _speaks(clause: Clause, part: Part, parts: Sequence[Part], with_dose: bool, setting: Setting) -> bool:
    """Whether the clause says that the drug was (or will be, or was not) given, not only names it."""
    term, dosed = part.found.term, bool(part.amounts)
    if term.facts.get("steroid"):
        others = any(not one.found.term.facts.get("steroid") for one in parts)
        return (others and (dosed or setting.table)) or any(one.per == "m2" for one in part.amounts)
    unled = term.facts.get("intrathecal") and INTRATHECAL.search(clause.text) is None
    if unled or is_equivalent(clause, part.found) or is_no_drug(clause.text, part.found):
        return False
    if term.short:
        beside = any(not one.found.term.short and not one.found.term.facts.get("steroid") for one in parts)
        stated = any(cue_in(clause.text, setting.words.cues[name]) is not None for name in STATES)
        if (
            _COUNTED.match(clause.text, part.found.end)
            or _NONE_OF.search(clause.text, max(0, part.found.start - 30), part.found.start)
            or in_list(clause.text, part.found, [one.found for one in parts])
            or led_to(clause, part.found, setting)
        ):
            return True
        return dosed or setting.table or with_dose or ((beside or stated) and clause.section not in _SILENT)
    if dosed or setting.table:
        return True
    cues = setting.words.cues
    before = words_of(clause.text[max(0, part.found.start - 24) : part.found.start])
    timed = any(hit.after == len(before) for hit in cues["beside"].find(before))
    if timed or _reaction(before):
        return (
            (timed and given_before(clause, part.found.start))
            or (not timed and tolerated(clause, part.found.start))
            or ahead_of(clause, part.found.start) is not None
        )
    told = [cue_in(clause.text, cues[name]) for name in ("given", "planned", "conditioning", *STATES)]
    counted = _COUNTED.match(clause.text, part.found.end) is not None
    if clause.section in _SPEAKS or counted or any(place is not None for place in told):
        return True
    return _is_told(clause, part, setting)


def _is_told(clause: Clause, part: Part, setting: Setting) -> bool:
    """Whether a drug without a dose is of a course: so many cycles of it, or its name where nothing else is meant."""
    start, end = part.found.start, part.found.end
    if _CYCLES_OF.search(clause.text, max(0, start - 48), start):
        return True
    if _NOT_GIVEN_HERE.match(clause.text, end) or is_to_ask(clause.text, end):
        return refused(clause, start, end)
    if setting.paper.category in _OF_NO_COURSE:  # what its sender tells was given, what it advises was not
        return (
            setting.paper.category is not Category.GENETICS and _TOLD_BEFORE.search(clause.text, 0, start) is not None
        )
    return clause.section is not Section.QUESTIONS or clause.text.rstrip().endswith("?")


def _reaction(before: Sequence[object]) -> bool:
    """`reaction to`, `alergia a`: what the drug did is not that it was given here."""
    texts = [str(getattr(word, "text", "")) for word in before[-2:]]
    return len(texts) == 2 and texts[0] in ("reaction", "reaccion", "allergy", "alergia", "allergic", "alergica", "due")


def _findings(clause: Clause, part: Part, setting: Setting) -> Iterator[Finding]:
    own = [one for one in part.amounts if not is_no_dose(clause, one.start, setting)]
    sums = [one for one in own if _is_sum(clause, one, part, setting)]
    doses = [one for one in own if one not in sums]
    when = _occasion(clause, part, setting)
    if not part.amounts and day_of_another(clause, part.found.start, part.found.end, when):
        when = None
    dose = next((one for one in doses if one.per), doses[0] if doses else None)
    if dose is not None or not sums:
        flat = next((one for one in doses if one is not dose and not one.per and dose is not None), None)
        flat = flat if flat is None or not changed_to(clause, flat) else None
        days = occasions(clause.text, setting.paper)
        when = first_day(clause, when, doses)
        given = stopped_on(clause, drug_of(clause, part, setting, Dose(dose, flat, when)), days, part.end)
        yield given
        yield from on_further_days(clause, given, when, days, part.end)
        yield from later_doses(clause, given, doses, days)
    for one in sums:
        yield drug_of(clause, part, setting, Dose(one, None, when, True))


def _is_sum(clause: Clause, amount: Amount, part: Part, setting: Setting) -> bool:
    cues, text = setting.words.cues["cumulative"], clause.text
    if setting.summed:
        return True
    first = part.amounts[0] is amount
    reach = max(0, part.found.start - 60) if first else amount.start - _CUE
    before = cue_in(text, cues, max(0, reach), amount.start)
    after = re.match(
        r"\s*\(?(?:in )?(?:total|cumulative|acumulad[oa]s?|en total)\b", text[amount.end : amount.end + 24], re.I
    )
    if before is not None and first and before[0] < part.found.start:
        return (
            re.search(r"[;.]", text[before[1] : part.found.start]) is None or ":" in text[before[1] : part.found.start]
        )
    return before is not None or after is not None or is_product(text, amount.start)


def _announced(clause: Clause, first: Found, setting: Setting) -> bool:
    """`Cumulative doses were A 10 mg, B 20 mg and C 30 mg`: every drug of the list has its sum."""
    return cue_in(clause.text, setting.words.cues["announced"], 0, first.start) is not None


def _occasion(clause: Clause, part: Part, setting: Setting) -> Occasion | None:
    """The first date among the drug's own words, else the only one of the clause, else the row's or heading's."""
    near = setting.occasion.when if setting.occasion else None
    found = of_the_course(clause.text, occasions(clause.text, setting.paper, near), part.found.start)
    own = [one for one in found if part.start <= one.start < part.end]
    own = [one for one in own if not is_of_next(clause.text, part.found.start, part.found.end, one.start)]
    if not own and part.tied > part.found.end:  # `(thiotepa/cyclophosphamide 11/20/2023)`
        own = [one for one in found if part.tied <= one.start and _BARELY.fullmatch(clause.text, part.tied, one.start)]
    alone = own[0] if own else year_behind(clause.text, part.found.end)
    if alone is not None:
        return alone
    if len(found) == 1 and not setting.table:
        if found[0].year_from and ";" in clause.text[part.found.end : found[0].start]:
            return None  # `resume 6-MP tonight; vincristine tomorrow 02/08`
        return None if is_of_next(clause.text, part.found.start, part.found.end, found[0].start) else found[0]
    shift = setting.paper.shift if not found and clause.text[:1].isdigit() else None
    if setting.occasion is None and shift is not None:
        return Occasion(shift, part.found.start, part.found.end)
    return setting.occasion or (day_of_operation(clause, part.found, setting) if part.amounts else None)


def drug_of(clause: Clause, part: Part, setting: Setting, dose: Dose) -> Finding:
    """The finding of one drug with one dose or sum; a row of a table is quoted whole."""
    dose = replace(dose, amount=settled(part.found.term, dose.amount), flat=settled(part.found.term, dose.flat))
    found, amount, when = part.found, dose.amount, dose.when
    ended = when is not None and when.until is None and _UNTIL.search(clause.text[max(0, when.start - 16) : when.start])
    end = max(found.end, part.tied)
    said_as = said(clause, found.start, end, setting, None if dose.summed else when)
    before = clause.text[max(0, found.start - 120) : found.start]
    if said_as is Assertion.UNCERTAIN and _TOLD_BEFORE.search(before) and not _WHETHER.search(before):
        said_as = Assertion.STATED  # `probable tumor de Wilms, tras 4 semanas de vincristina`
    if said_as is Assertion.UNCERTAIN:  # one that may be was not given yet
        said_as = Assertion.NEGATED if refused(clause, found.start, end) else Assertion.CONDITIONAL
    if said_as is Assertion.PLANNED and is_before_any(clause.text, found.start):
        said_as = Assertion.CONDITIONAL
    if dose.summed and said_as is Assertion.PLANNED and is_so_far(clause, found, dose.amount):
        said_as = Assertion.STATED
    detail = dict(_detail(clause, part, setting, dose))
    if said_as is Assertion.CONDITIONAL and was_not_given(clause.text, found.end):
        said_as = Assertion.NEGATED
    if detail.get("state") == "omitted" and is_of_effect(clause.folded, found.start):
        del detail["state"]  # `never missed a dose of X`
    if detail.get("state") == "omitted" and said_as in (Assertion.STATED, Assertion.PLANNED, Assertion.UNCERTAIN):
        unless = _UNLESS.search(clause.text, part.found.end, part.end) is not None
        unless = unless and not was_not_given(clause.text, found.end)
        said_as = Assertion.CONDITIONAL if unless else Assertion.NEGATED
    again = again_in(clause.text, clause.text[found.start : part.end]) >= 0
    if again or (detail.get("state"), said_as) == ("reduced", Assertion.NEGATED):
        said_as = Assertion.STATED
    return Finding(
        Kind.DRUG,
        found.term.name,
        found.term.codes,
        amount.text if amount else "",
        amount.number if amount else None,
        unit=amount.full_unit if amount else "",
        when=when.when if when and not ended else None,
        until=when.when if when and ended else when.until if when else None,
        assertion=said_as,
        detail=detail,
        citations=(clause.cite() if setting.table else clause.cite(*_span(part, dose)),),
        confidence=clause.confidence,
    )


def _span(part: Part, dose: Dose) -> tuple[int, int]:
    amounts = [one for one in (dose.amount, dose.flat) if one is not None]
    found = part.found
    return min([found.start, *[one.start for one in amounts]]), max([found.end, *[one.end for one in amounts]])


def _detail(clause: Clause, part: Part, setting: Setting, dose: Dose) -> Mapping[str, Scalar]:
    amount, when, made = dose.amount, dose.when, dict[str, Scalar]()
    if amount is not None:
        made |= {"dose": amount.text, "dose_unit": amount.unit, "per": amount.per}
    if dose.summed:
        made["cumulative"] = "yes"
    else:
        made |= course_of(clause.text, part, amount, setting)
        made |= cycle_number(clause, part.found, setting)
        made |= {"year_from": when.year_from} if when is not None and when.year_from else {}
        if not is_single(made, when, setting) and is_sum_by_size(clause, part.found, amount, setting):
            made |= {"cumulative": "yes", "sum_by": "size"}
    if dose.flat is not None:
        made |= {"given": dose.flat.text, "given_unit": dose.flat.unit}
    state = state_of(clause, part.found, (part.start, part.end, part.lead), setting)
    return {**made, **state, **doubt_of(part.found.term, amount, "cumulative" in made)}
