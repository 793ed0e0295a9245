"""How a medicine is said beside what every clause says: ordered, held, weighed, denied by its label or a plain NO."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from consilium.domain.findings.assertions.assertion import AssertionWords, assertion_of
from consilium.domain.findings.assertions.assertionpersons import HAD_SO
from consilium.domain.findings.assertions.assertionstems import stems_of
from consilium.domain.findings.assertions.assertiontails import behind
from consilium.domain.findings.assertions.causes import is_cause
from consilium.domain.findings.assertions.dictated import is_past_time
from consilium.domain.findings.assertions.listsheld import HELD, STOPPED, followed, led
from consilium.domain.findings.assertions.openedconditions import opens_condition
from consilium.domain.findings.assertions.refusals import refused, weighed
from consilium.domain.findings.assertions.thingframes import said_in_frame
from consilium.domain.findings.assertions.treatmentverbs import is_of_effect, status_beside
from consilium.domain.findings.assertions.turnedout import turned_out
from consilium.domain.findings.finding import Assertion
from consilium.domain.findings.medicines.comingdoses import is_coming
from consilium.domain.findings.medicines.dosing import DOSE, FREQUENCY
from consilium.domain.findings.medicines.fatesbehind import fate_of
from consilium.domain.findings.medicines.hangingdoses import hangs_on, instead_of_it
from consilium.domain.findings.medicines.statelists import StateLists, state_lists
from consilium.domain.findings.paper import Clause, Section
from consilium.domain.phrases import PhraseIndex, Word, words_of

_IF = re.compile(r"\b(?:if|si|unless|cuando|when)\b", re.IGNORECASE)
# A condition before a medicine in its sentence (`si neutropenico -> internar + cefepime`); `sí` is none.
_IF_AHEAD = re.compile(
    r"(?:^|[\s(])(?:[Ii]f|IF|[Ss]i(?! bien\b)|SI|[Uu]nless|[Ee]n caso de|[Ss]hould)\s[^.;?]{3,90}$"
    r"|(?:^|[.;:]\s|[-•*]\s)(?:(?:[Ee]n|EN) caso necesario|[Dd]e ser (?:necesario|preciso)|[Aa]nte "
    r"(?!(?:la|el|los|las|su|sus|est[aeo]s?|dich[oa])\b)[^.;:?,\d]{3,40})\s?[,:]\s"
    r"(?:(?:dar|iniciar|inicie|administrar|usar|give|start)\s)?$"
)
# A name answered with a plain no: `ranitidina NO; ...`, `Aspirin: no`.
_ANSWERED_NO = re.compile(
    r"[^,;.:]{0,24}?\s?[:–-]?\s(?:NO|No)(?!\.\s?\d)(?=\s?[;,.)(]|\s*$)|[^,;.]{0,24}?:\s?no(?=\s?[;,.)]|\s*$)"
    r"|[^\s,;.:]{3,24}(?:\s[^\s,;.:]{1,14})?\s(?:[–-]\s)?no(?=\s?[;.,)]|\s\((?:con|with|por|ya)\b|\s*$)"
    r"|[^,;.:]{0,24}?\s(?:HELD|OMITTED|OMIT)\b"
    r"|[^,;.:]{0,24}?\s(?:no m[aá]s|a[uú]n no|todav[ií]a no|not yet|NOT yet|NOT YET|no longer)(?=\s?[;,.)(]|\s*$)"
)
# A condition right behind a medicine without its times: `gentamicin only if unstable`, `toxina por definir`.
_IF_BEHIND = re.compile(
    r"\s\(?(?:only (?:if|when|for)|s[oó]lo (?:si|en caso|cuando)|if|unless|when|si|cuando|en caso de|condicional|"
    r"por definir|por confirmar|a definir|to be (?:decided|confirmed)|tbc|pending approval)\b",
)
# What a whole order hangs on, however much of it is told.
_PROVIDED = re.compile(
    r"\b(?:provided (?:that )?\w|assuming (?:that )?\w|unless (?:you|they|he|she)\b|siempre que\s|salvo que\s|"
    r"only (?:on|with|after|under) (?:the )?(?:advice|instructions?|approval|agreement|discussion|orders?)\b|"
    r"s[oó]lo (?:por|con|bajo|previa|tras) (?:la )?(?:indicaci[oó]n|orden|autorizaci[oó]n|acuerdo)\b|"
    r"(?:on|en) stand-?by\b(?! for)|(?:held |kept )?in reserve\b|(?:de|en) reserva\b|"
    r"a menos que\s|(?:only|exclusively) (?:for|if|when|in case)\s(?!needed|required|necessary)"
    r"|(?:s[oó]lo|solamente|[uú]nicamente|exclusivamente) (?:si|en caso|ante|cuando)\s"
    r"(?!es necesario|precisa|hace falta))",
    re.IGNORECASE,
)
_AS_NEEDED = re.compile(
    r"\b(?:prn|p\.r\.n|sos|si|if|as needed|as required|en caso|for (?:an? )?(?:crisis|emergenc(?:y|ies))|in the box"
    r"|para (?:una )?(?:crisis|emergencias?)|as rescue|de rescate)\b",
    re.IGNORECASE,
)
# What an item of a list is to be given at: `carnitina 500 mg/12 h si sube de 100`; heat and pain are of what is taken.
_AT_LEVEL = re.compile(
    r"[^,;.:(]{3,30}(?:[.,]\d{1,3})?[^,;.:(]{0,24}\s(?:si|if|when|cuando|once)\s"
    r"(?!(?:temp|t°|t\s?>|fiebre|fever|dolor|pain|tos)\w*)[^.;,<>≥≤]{0,40}"
    r"\b(?:sube|baja|rises?|falls?|drops?|supera|exceeds?)\s(?:de|a|to|above|below)?\s?[<>]?\s?\d",
    re.IGNORECASE,
)
# What is thought of only, though it stands among what is taken: `Se plantea enalapril 2,5 mg/día si ...`.
_PROPOSED = re.compile(
    r"\b(?:se (?:plantea|valora|valorar[aá]|plantear[aá]|propone|propondr[aá]|considera|considerar[aá])|"
    r"(?:to|would|could|will|may) consider|considering|consider)\s(?:iniciar |a[nñ]adir |asociar |adding |starting )?$",
    re.IGNORECASE,
)
# For how long a medicine is ordered: `cefazolin x 24 hrs`, `ceftriaxona 5 días`, `day 4/7`.
_LASTS = re.compile(
    r"\s(?:(?:x|for|por|durante)\s)?\d{1,2}\s?(?:h|hrs?|hours?|horas|d|days?|d[ií]as|doses|dosis)\b"
    r"(?!\s(?:por|a la|per|a|each|every|de cada)\s(?:la\s)?(?:semana|week))|\sday \d{1,2}/\d"
    r"|\s(?:en|in|by|as an?)\s(?:continuous\s)?infusi[oó]n(?: continua)?(?=\s?(?:[.,;]|$))",
    re.IGNORECASE,
)
# The full stop of a short word ends no answer: `ác. tranexámico NO`.
_SHORTENED = re.compile(r"^\s*[^\W\d_]{1,4}\.\s")
# A condition of a word that holds a medicine back: it is taken, but not then.
_IF_BEFORE = re.compile(r"\b(?:[Ii]f|[Ss]i|[Uu]nless|[Ww]hen|[Cc]uando)\s[^.;,]{2,40}$")
_IF_AFTER = re.compile(
    r"\s(?:if|unless|when|while|si|cuando|mientras|antes de|before|sin antes|sin medir|el d[ií]a|on the (?:day|"
    r"morning)|in the morning of)\b",
    re.IGNORECASE,
)
_TODAY = re.compile(r"\b(?:today|tonight|now|hoy|ahora|ya|esta (?:noche|tarde|ma[nñ]ana))\b", re.IGNORECASE)
# `awaiting count recovery, on cefepime`: what is given stands apart from what is awaited.
_ANEW = re.compile(
    r"(?:[;,]\s(?:now\s|currently\s|still\s)?(?:on|receiving|recibiendo|recibe|en tratamiento con|sigue con)"
    r"|\son\s(?:day|d)\s?\d{1,2}\sof|\sd[ií]a\s\d{1,2}\sde)\s",
    re.IGNORECASE,
)
_ANEW_BACK = 36
# What is said behind these is of another thing: `takes X and has not needed ...`.
_OF_ANOTHER = re.compile(r"\s(?:and|y|but|pero)\s(?:\w+\s){0,2}$", re.IGNORECASE)
# Before a medicine that goes on with an order: `Dexametasona, omeprazol y` levetiracetam.
_LISTED = re.compile(
    r"(?:[^\W\d_-]{5,20}(?:\s\d[\w.,/]{0,8}(?:\s?(?:mg|mcg|g|ml)[\w/]{0,6})?)?\s?(?:,|\+|\by|"
    r"\be|\band)\s?){1,6}"
)
# The name that a medicine's words begin with.
_NAME = re.compile(r"[^\s,;:.()]{2,40}")
# How many letters of a clause may be its label, and how many words before a medicine say something of it.
_LABEL, _OWN_LABEL, _BEFORE, _AVOIDED = 60, 30, 6, 3
_ENDED = re.compile(r"[.;]\s|\)|\s/\s")
# What is taken until something else is.
_MEANWHILE = re.compile(
    r"\b(?:until then|in the meantime|meanwhile|mientras tanto|entretanto|"
    r"hasta entonces)\W{1,2}$",
    re.IGNORECASE,
)
# What is taken in the place of what is not to be: `ibuprofen: advised not to, switch to paracetamol`.
_OF_OTHERS = re.compile(
    r"\s(?:y|and|but|pero)\s(?:la|el|los|the|his|her|mum|mom|dad|she|he|they|parents|family|familia|mam[aá]|"
    r"pap[aá]s?)\s",
    re.IGNORECASE,
)
_INSTEAD = re.compile(
    r"(?:[,;]|->|→)\s?(?:but |and )?(?:switch(?:ed)?|changed?|cambiar|se cambia) (?:to|a|por)\s$", re.IGNORECASE
)
# `cada 6 h si hay dolor`: in force, taken when it is needed.
_FOR_A_SIGN = re.compile(
    r"\b(?:if|si|en caso de)\s(?:hay\s|presenta\s|tiene\s|in\s|has\s)?(?:dolor|fiebre|n[aá]usea|v[oó]mito|estre[nñ]"
    r"|prurito|insomnio|convuls|pain|fever|nausea|vomit|constipat|itch|needed|required|precisa)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class HowWords:
    """Words beside a medicine: that it is to be given, was not, may be, or is not to be taken."""

    planned: PhraseIndex[bool]
    held: PhraseIndex[bool]
    perhaps: PhraseIndex[bool]
    avoided: PhraseIndex[bool]
    lists: StateLists


def how_words(data: Mapping[str, Any]) -> HowWords:
    """From `planned`, `held`, `perhaps` and `avoided` of `medicines.yaml`, and from `medicinelists.yaml`."""

    def listed(name: str) -> PhraseIndex[bool]:
        return PhraseIndex.of((str(one), True) for one in data[name])

    return HowWords(listed("planned"), listed("held"), listed("perhaps"), listed("avoided"), state_lists(data))


def how_of(
    clause: Clause, start: int, said: str, words: HowWords, assertion: AssertionWords, *, listed: bool
) -> Assertion:
    """How `said`, a medicine's own words from `start` on, is said."""
    named = _NAME.match(said)
    name_end = start + (named.end() if named else len(said))
    how = _how_of(clause, (start, name_end), said, words, assertion, listed=listed)
    return said_in_frame(clause, start, name_end, how, assertion.treatments)


def _how_of(
    clause: Clause,
    place: tuple[int, int],
    said: str,
    words: HowWords,
    assertion: AssertionWords,
    *,
    listed: bool,
) -> Assertion:
    start, name_end = place
    if turned_out(clause.folded, start, name_end) is Assertion.STATED:
        return Assertion.STATED
    if HAD_SO.match(clause.text, name_end) and assertion_of(clause, start, name_end, assertion) is Assertion.FAMILY:
        return Assertion.FAMILY  # `dos dosis de nusinersen recibió su primo`
    if _TREATED_FOR.search(clause.text, max(0, start - 60), start) and (
        _DOUBTED_REASON.match(clause.text, name_end) or not _OPEN.search(clause.text, 0, start)
    ):
        return Assertion.STATED
    if fate := led(clause.text, start, name_end) or followed(clause.text, start, name_end):
        return Assertion.NEGATED if fate == HELD else Assertion.STATED
    if (fated := fate_of(clause.text, start, name_end)) is not None:
        return fated
    how = _how_beside(clause, (start, name_end), said, words, assertion, listed=listed)
    past = how is Assertion.CONDITIONAL and clause.section is not Section.PLAN and is_past_time(clause.text)
    return Assertion.STATED if past else how


# What was given for what was only thought likely was given: `treated with vancomycin for possible pneumonia`.
_TREATED_FOR = re.compile(
    r"\b(?:was|were|been|being|got)\s(?:\w+ly\s|then\s|initially\s)?(?:(?:treated|started|placed|begun|covered"
    r"|maintained|put)\s"
    r"(?:empirically\s)?(?:with|on)|given)\s(?:an?\s(?:\w+\s)?doses? of\s|(?:\w+\s)?doses? of\s)?(?:(?:iv|oral"
    r"|intravenous|empiric|broad[- ]spectrum|a course of)\s){0,2}(?:[\w-]+(?:,|\sand)\s){0,3}$"
    r"|\bwe\s(?:instituted|started|gave|began|used|added)\s$"
    r"|\b(?:fue|fueron)\s(?:tratad|manejad|cubiert)[oa]s?\s(?:emp[ií]ricamente\s)?con\s$",
    re.IGNORECASE,
)
_OPEN = re.compile(
    r"\b(?:if|when|unless|would|should|could|might|may|not|never|whether|once|until|refus\w+"
    r"|declin\w+|no|other patients?|mother|mom|brother|sister|father|si|no|nunca)\b",
    re.IGNORECASE,
)
_DOUBTED_REASON = re.compile(
    r"(?:,?\s(?:and\s)?[\w-]+){0,3}?\s(?:for|por|para)\s(?:a\s|una?\s)?(?:possible|presumed|suspected|probable"
    r"|presumptive|concern"
    r"|posible|presunt[oa]|sospecha)\b",
    re.IGNORECASE,
)


def _how_beside(
    clause: Clause,
    place: tuple[int, int],
    said: str,
    words: HowWords,
    assertion: AssertionWords,
    *,
    listed: bool,
) -> Assertion:
    """How the words beside a medicine and its own say it."""
    start, name_end = place
    end = start + len(said)
    how = assertion_of(_unplaced(clause, start), start, end, assertion)
    if hangs_on(said) and how in (Assertion.STATED, Assertion.PLANNED):
        return Assertion.CONDITIONAL
    label = said.find(":")
    if 0 < label < _OWN_LABEL and assertion_of(clause, start, start + label, assertion) is Assertion.NEGATED:
        return Assertion.NEGATED  # `CBD oil: denied`
    how = turned_out(clause.folded, start, name_end) or how
    effect = how is Assertion.NEGATED and is_of_effect(clause.folded, start)
    effect = effect or (how is Assertion.UNCERTAIN and is_cause(clause.folded, start))
    if effect or any(one.search(clause.text, max(0, start - 24), start) for one in (_MEANWHILE, _INSTEAD)):
        how = Assertion.STATED
    needed = _is_as_needed(said)
    if needed and how is Assertion.CONDITIONAL:
        how = Assertion.STATED
    told = _told(clause, start, name_end, said, words, how)
    if told is Assertion.PLANNED and how is Assertion.CONDITIONAL and _is_under_condition(clause, start):
        told = how  # `En caso de neutropenia febril, iniciar cefepime`
    if told is not None and not (needed and told in (Assertion.CONDITIONAL, Assertion.PLANNED)):
        return told
    if listed and how not in (Assertion.NEGATED, Assertion.FAMILY):
        plain = FREQUENCY.search(said) is None and DOSE.search(said) is None
        hangs = (plain and _IF_AHEAD.search(clause.text, 0, start) is not None) or _AT_LEVEL.match(said) is not None
        if not hangs and _PROPOSED.search(clause.text, 0, start):
            return Assertion.CONDITIONAL if _IF.search(said) else Assertion.PLANNED
        return Assertion.CONDITIONAL if hangs else Assertion.STATED
    if how is Assertion.STATED and is_coming(clause.text, start, end):
        return Assertion.PLANNED
    return _by_place(clause, start, said, how)


def listed_state(text: str, start: int, said: str) -> str:
    """ "past" where one word stopped all of a list in which `said` stands: `stop A and B`, `A y B suspendidos`."""
    named = _NAME.match(said)
    end = start + (named.end() if named else len(said))
    return "past" if STOPPED in (led(text, start, end), followed(text, start, end)) else ""


def _is_under_condition(clause: Clause, start: int) -> bool:
    return _IF_AHEAD.search(clause.text, 0, start) is not None or opens_condition(clause.text, start)


def _told(clause: Clause, start: int, name_end: int, said: str, words: HowWords, how: Assertion) -> Assertion | None:
    """What words around a medicine, which is said as `how`, tell of it; None where they tell nothing."""
    tail = _by_tail(clause, start, said)
    if tail is Assertion.NEGATED:
        return tail  # `atorvastatina no se considera de momento`
    verbs = _by_verbs(clause, start, name_end, said)
    told = verbs if verbs is Assertion.NEGATED else _by_words(clause, start, said, words) or verbs
    if told is not None or how is not Assertion.STATED:
        return told
    end = start + len(said)
    return Assertion.CONDITIONAL if weighed(clause, start, end) or weighed(clause, start, name_end) else tail


def _is_as_needed(said: str) -> bool:
    """Whether a medicine with its dose is in force and taken for what may come: `200 mg cada 6 h si hay dolor`."""
    return _FOR_A_SIGN.search(said) is not None and DOSE.search(said) is not None


def _by_tail(clause: Clause, start: int, said: str) -> Assertion | None:
    """What words behind a medicine's name, which its own words take in, say of it: `enoxaparin 40 mg daily starting
    tomorrow`, `cotrimoxazol desde el día +40 si plaquetas > 50`."""
    named = _NAME.match(said)
    at = start + named.end() if named else start + len(said)
    found = set(behind(clause.text, start, clause.text[at : at + 200], stems_of(clause.text)))
    return next((how for how in (Assertion.NEGATED, Assertion.CONDITIONAL, Assertion.PLANNED) if how in found), None)


def _unplaced(clause: Clause, start: int) -> Clause:
    """The clause without its section, where a medicine is an item of a plan or stands among advice: an item of a plan
    that no word puts off is an order."""
    before = clause.text[:start].strip(" -•*·0123456789.)")
    opens = not before or (clause.section is Section.PLAN and _LISTED.fullmatch(before) is not None)
    placed = clause.section is Section.GENERAL or (clause.section is Section.PLAN and opens)
    return replace(clause, section=Section.NONE, heading="") if placed else clause


def _by_words(clause: Clause, start: int, said: str, words: HowWords) -> Assertion | None:
    """What words of medicines beside one say of it."""
    before, own = [word for word in clause.words if word.end <= start][-_BEFORE:], words_of(said)
    if before and (parted := list(_ANEW.finditer(clause.text, before[0].start, start))):
        before = [word for word in before if word.start >= parted[-1].start()]
    if _ANSWERED_NO.match(_SHORTENED.sub("", said)) or label_avoids(clause, start, words):
        return Assertion.NEGATED
    needed = DOSE.search(said) is not None and _AS_NEEDED.search(said) is not None  # prescribed, and not needed yet
    if not needed and any(
        not _if_beside(said, own[one.first].start, own[one.after - 1].end)
        and _OF_ANOTHER.search(said, 0, own[one.first].start) is None
        for one in words.held.find(own)
    ):
        return Assertion.NEGATED
    first = next((one for one in words.avoided.find(own) if one.first <= _AVOIDED), None)
    if first is not None and _OF_ANOTHER.search(said, 0, own[first.first].start):
        first = None
    if first is not None and not _if_beside(said, own[first.first].start, own[first.after - 1].end):
        return Assertion.NEGATED  # `tramadol: avoid`
    ended = _ENDED.search(clause.text, before[-1].end, start) if before else None
    if _says(words.avoided, (before[-_AVOIDED:],)) and not ended and not instead_of_it(clause.text, start):
        return Assertion.NEGATED
    if _says(words.planned, (before, own)):
        return Assertion.STATED if _TODAY.search(said) else Assertion.PLANNED
    asked = clause.text.lstrip("0123456789.) ")[:1] in ("?", "¿")
    return Assertion.CONDITIONAL if asked or _says(words.perhaps, (before, own)) else None


def _by_verbs(clause: Clause, start: int, end: int, said: str) -> Assertion | None:
    """What verbs of giving beside a medicine's name (`start` to `end`) make of it."""
    low, high = clause.cell_of(start)
    told = status_beside(clause.folded[:high], start, end, low)
    if told is None and refused(clause, start, end):
        return Assertion.NEGATED
    anew = _ANEW.search(clause.text, max(low, start - _ANEW_BACK), start) is not None
    return None if told is Assertion.PLANNED and (anew or _TODAY.search(said)) else told


def _if_beside(said: str, start: int, end: int) -> bool:
    """Whether what is not to be given is so only at times: `si presión < 90 no dar`, `hold if ANC < 500`."""
    return _IF_BEFORE.search(said, 0, start) is not None or _IF_AFTER.match(said, end) is not None


def _by_place(clause: Clause, start: int, said: str, how: Assertion) -> Assertion:
    """What conditions and headings make of a medicine: an order with dose and how often is in force, though it stands
    under a plan or advice."""
    ordered = FREQUENCY.search(said) is not None and DOSE.search(said) is not None
    own = _OF_OTHERS.split(said)[0]  # `toma hidrocortisona y la familia sabe triplicarla si hay fiebre`
    behind = _IF_BEHIND.search(own) is not None and not (FREQUENCY.search(said) or DOSE.search(said))
    if (behind or _PROVIDED.search(said) or _AT_LEVEL.match(said)) and how in (Assertion.STATED, Assertion.PLANNED):
        return Assertion.CONDITIONAL
    if how in (Assertion.STATED, Assertion.PLANNED) and _IF_AHEAD.search(clause.text, 0, start):
        return Assertion.CONDITIONAL
    dosed = DOSE.search(said) is not None and not re.search(r"\b(?:if|si|from|desde|starting|a partir|al)\b", said)
    if how is Assertion.PLANNED and clause.section is Section.PLAN and (ordered or dosed or _LASTS.search(said)):
        return Assertion.STATED
    if how is not Assertion.STATED:
        return how
    part = clause.text[clause.text.rfind(";", 0, start) + 1 : start] + said.partition(";")[0]
    advised = clause.section is Section.GENERAL and not (ordered and not _IF.search(part))
    return Assertion.CONDITIONAL if advised else how


def label_avoids(clause: Clause, start: int, words: HowWords) -> bool:
    """Whether the label of a clause says that what follows is not to be taken: `NO LE DÉ: ...`, `Avoid: ...`."""
    colon = clause.text.find(":", 0, min(start, _LABEL))
    return colon > 0 and _says(words.avoided, (words_of(clause.text[:colon]),))


def _says(index: PhraseIndex[bool], parts: Iterable[Sequence[Word]]) -> bool:
    return any(next(index.find(part), None) is not None for part in parts)
