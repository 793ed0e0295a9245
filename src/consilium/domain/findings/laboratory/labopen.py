"""Results of tests that no list knows: a name before a number with a unit that only laboratories use (`homocysteine
12 umol/L`), or one among known results of the same list (`Na 137, K 3.1, TCO2 22`).

What looks the same and is none is kept out: doses and rates (`/kg`, `/m2`, `/h`), strengths (`mg/mL`), what is drunk or
infused, limits and goals, and what is counted in days or cycles.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from consilium.domain.findings.days.moment import in_dates
from consilium.domain.findings.laboratory.labsaid import Said, range_after
from consilium.domain.findings.laboratory.labtests import LabTest, LabTests
from consilium.domain.findings.laboratory.labvalues import Result, flag_in
from consilium.domain.findings.paper import Clause
from consilium.domain.findings.text.numerals import NUMBER, Written, written_in
from consilium.domain.phrases import PhraseIndex, Word, fold, words_of

_PER = r"(?:[dmnuµμ]?[lL]|(?:m|µ|u)?mol|[mk]?[gG]|mm3|mm³)"
_AMOUNT = (
    r"(?:[pfnµμum]|mc|k)?(?:g|mol|Eq|eq|osm|mosmol)|[mµμuk]?(?:IU|UI|U)A?|BU|UB|AU|copies|copias|cells|c[eé]lulas|"
    r"c[eé]ls?\.?"
)
_UNIT = re.compile(
    rf"\s?\(?(?:(?:{_AMOUNT})(?:\sFEU)?\s?/\s?{_PER}(?![a-zA-Z0-9])(?:\s?/\s?(?:h|hr|hora|min|mg|l|L|g|mL|ml)\b)?"
    rf"|(?:[pnuµμm]|mc)?(?:mol|g)\s?/\s?(?:h|hr|hora|min)\s?/\s?(?:[mµμu]?[gLl]|mL|ml)(?![a-zA-Z0-9])"
    r"|(?:x\s?)?10\s?[*^]?\s?[0-9³⁶⁹]{1,2}\s?/\s?[µμum]?[lL]|GPL|MPL|BU)"
    r"(?:\s(?:de\s)?(?:crea\w{0,8}|Hb\b|hb\b|prot\w{0,7}|dw\b))?\)?"
)
_WITHOUT_STROKE = re.compile(r"[GM]PL|BU")
# Amounts in a volume that are strengths of medicines.
_STRENGTH = re.compile(r"(?:m?g|mcg|[µμu]g|mEq|meq|mmol|units|unidades)\s?/\s?ml", re.IGNORECASE)
_OF_BODY = re.compile(r"/\s?(?:kg|Kg|KG)\b")
_PER_MASS = re.compile(r"(?:m|µ|u|k|mc)?[gG]\s?/\s?(?:kg|g)$")
_LINKED = re.compile(r"[\s:=~≈.·_→↑↓*]+$")
_BRACKET = re.compile(r"\s?\((?![<>]?\s?\d)[^()]{1,24}\)$")
_PARTS = re.compile(r"[,;|()\[\]]|:(?=\s)|\.(?=\s)|\s[-–—]\s|\s{2,}|\s(?:and|y|e)\s(?=\S)")
_WORD = re.compile(r"[^\W_](?:[\w'’β.α/+-]*[\w+])?")
_ITEM = re.compile(
    r"(?P<name>[^\W\d_][\w/.+-]{0,18}(?:\s[^\W_][\w/.+-]{0,14}){0,2}?)\s?[:=]?\s(?P<sign>[<>]\s?)?"
    rf"(?P<number>{NUMBER})\s?(?P<unit>%)?\s?(?:\(?[HL*↑↓]{{1,2}}\)?)?\.?"
)
_FIGURES = re.compile(r"\d+[.,]\d+%?|\d{3,}|\d{1,2}-[A-Za-z]{3}")
_RANGE_LEAD = re.compile(
    r"(?:\d\s?(?:[-–/]|(?<=\s)(?:to|a|y|and|hasta))|\b(?:ref|vn|vr|normal|range|rango)[.:]?|\bN[.:])\s?$", re.IGNORECASE
)
_MOST_WORDS, _REACH, _FEWEST = 5, 60, 2
_BEFORE = 7
_OF = frozenset({"para", "for", "contra", "against", "anti"})
_LEADS = frozenset({
    "pcr", "serologia", "serologias", "serology", "cultivo", "culture", "antigeno", "antigen", "anticuerpos",
    "antibodies", "prueba", "test", "screen", "igg", "igm", "elisa", "naat", "swab", "hisopado",
})  # fmt: skip
_STEPS = 2  # parts of a sentence in which a name is looked for
_DAY_BEHIND = re.compile(r"[\s(]{1,3}\d{1,4}[/-]\d{1,2}(?:[/-]\d{2,4})?\)?$")  # `Neopterin 09/10/2024: 78 nmol/L`


@dataclass(frozen=True)
class OpenWords:
    """`stops` end a name going left, `never` are in no test's name, `inner` may stand within it and at no end of it,
    `generic` say nothing alone, `occasions` say when, `unvalued` are of tests that have results in words only."""

    stops: frozenset[str]
    never: frozenset[str]
    inner: frozenset[str]
    generic: frozenset[str]
    occasions: frozenset[str]
    unvalued: frozenset[str]


def open_words(data: Mapping[str, Any]) -> OpenWords:
    """From `unknown` of `knowledge/findings/laboratory.yaml`."""
    tables = data["unknown"]
    return OpenWords(
        *(
            frozenset(fold(str(one)) for one in tables[name])
            for name in ("stops", "never", "inner", "generic", "occasions", "unvalued")
        )
    )


@dataclass(frozen=True)
class Unknown:
    """What finding results of unknown tests needs; `conditions` make a number a limit, `measures` are no tests."""

    words: OpenWords
    tests: LabTests
    links: PhraseIndex[bool]
    conditions: PhraseIndex[bool]
    measures: PhraseIndex[bool]

    def find(self, clause: Clause, said: Sequence[Said], base: Result) -> Iterator[Said]:
        """The results of unknown tests in a clause, beside those that are known (`said`)."""
        told = self._by_unit(clause, said, base)
        yield from told
        if len(said) >= _FEWEST:
            yield from self._among(clause, [(one.start, one.end) for one in (*said, *told)], base)

    def _by_unit(self, clause: Clause, said: Sequence[Said], base: Result) -> list[Said]:
        text, at = clause.text, 0
        if "/" not in text and not _WITHOUT_STROKE.search(text):
            return []
        taken = [(one.start, one.end + _tail(text, one.end)) for one in said]
        told: list[Said] = []
        while (number := written_in(text, at)) is not None:
            at = number.end
            unit = _UNIT.match(text, number.end)
            if unit is None or any(start <= number.start < end for start, end in taken):
                continue
            written = unit[0].strip(" ()")
            if not _is_measured(written) or in_dates(text, number.start) or _RANGE_LEAD.search(text, 0, number.start):
                continue
            named = self.name_before(clause, number.start)
            if named is None or any(word.text in self.words.unvalued for word in words_of(named[1])):
                continue
            start, name = named[0], _DAY_BEHIND.sub("", named[1])
            made = replace(
                base,
                name=name,
                value=number.comparator + number.text,
                comparator=number.comparator,
                unit=written,
                reference=range_after(text, unit.end()),
                flag=flag_in(text[unit.end() : unit.end() + 5]),
            )
            before = [one for one in (*said, *told) if one.end <= start]
            test = self._test(name, written, before)
            if test is not None and not self._is_limit(clause, start, number):
                told.append(Said(test, replace(made, name=test.name), start, unit.end()))
        return told

    def _test(self, name: str, unit: str, before: Sequence[Said]) -> LabTest | None:
        """The known test that a whole name is after all, else a new one, else (`AFP 186.000 ng/ml; previa a cirugía 312
        ng/ml`) that of the value before; None where the unit is not of the known."""
        if any(word.text in self.words.occasions for word in words_of(name)):
            last = max(before, key=lambda one: one.end, default=None)
            same = last is not None and self.tests.units.dimension(last.result.unit) == self.tests.units.dimension(unit)
            return last.test if last is not None and same and self.tests.units.dimension(unit) else None
        known = self.tests.named(name)
        if known is None:
            return LabTest(name=name, loinc={}, spans={})
        code = self.tests.unit(known, unit)
        return known if code and self.tests.measures(known, code) else None

    def name_before(self, clause: Clause, at: int) -> tuple[int, str] | None:
        """The name that stands before a value at `at`, and where it begins."""
        text = clause.text
        begin = max((start for start, _ in clause.cells if start <= at), default=0)
        before = text[max(begin, at - _REACH) : at]
        shift = at - len(before)
        if not before.strip(" :=~.") and begin and clause.cells[0][0] < begin:  # `copper | 45 ug/dL`
            shift, before = clause.cells[0][0], clause.cells[0][1]
        for _ in range(_STEPS):
            before = _LINKED.sub("", before)
            bracket = _BRACKET.search(before)
            before = _LINKED.sub("", before[: bracket.start()]) if bracket else before
            parted = max((part.span() for part in _PARTS.finditer(before)), default=(0, 0))
            kept = self._trimmed(before, parted[1])
            if kept or parted[1] == 0 or before[parted[0]] in ".;:":
                break
            before = before[: parted[0]]  # `neopterin, raised at 45 nmol/L`
        if not kept or kept[-1].text.isdigit() or any(self._is_none(before, token) for token in kept):
            return None
        start, name = shift + kept[0].start, before[kept[0].start : kept[-1].end]
        return (start, name) if _is_name(name, kept, self.words.generic) else None

    def _is_none(self, text: str, token: Word) -> bool:
        """Whether a word is in no test's name: of doses, days and fluids, a decimal number or a unit."""
        written = text[token.start : token.end]
        return (
            token.text in self.words.never
            or bool(_FIGURES.fullmatch(written))
            or ("/" in written and bool(self.tests.units.code(written)))
        )

    def _trimmed(self, before: str, opened: int) -> list[Word]:
        """The words of a name: without links at its end, back to the first word that is of the sentence."""
        tokens = [Word(fold(one[0]), *one.span()) for one in _WORD.finditer(before, opened)]
        while tokens and self._is_end(before, tokens[-1], self.links.by_first):
            tokens = tokens[:-1]
        kept: list[Word] = []
        for at, token in reversed(list(enumerate(tokens))):
            led = at > 0 and token.text in _OF and tokens[at - 1].text in _LEADS  # `PCR para Bartonella`
            stop = token.text in self.words.stops and not _is_letter(before, token) and not led
            if stop or len(kept) == _MOST_WORDS:
                break
            kept.insert(0, token)
        while kept and self._is_end(before, kept[0], ()):
            kept = kept[1:]
        return kept

    def _is_end(self, before: str, token: Word, links: Collection[str]) -> bool:
        """Whether a word at an end of a name is none of it; `A` in capitals may be (`arylsulfatase A`)."""
        known = token.text in links or token.text in self.words.stops or token.text in self.words.inner
        return known and not _is_letter(before, token)

    def _is_limit(self, clause: Clause, start: int, number: Written) -> bool:
        before = [word for word in clause.words if word.end <= start][-_BEFORE:]
        inside = words_of(clause.text[start : number.start])
        cued = any(True for row in (before, inside) for _ in self.conditions.find(row))
        return cued and (bool(number.comparator) or "normal" not in {word.text for word in before})

    def _among(self, clause: Clause, taken: Sequence[tuple[int, int]], base: Result) -> Iterator[Said]:
        """Parts of a list that are a name and a number, beside parts that are known results."""
        parts = list(_listed(clause.text))
        known = [any(start < after and begin < end for start, end in taken) for begin, after in parts]
        for at, (begin, after) in enumerate(parts):
            beside = any(known[other] for other in (at - 1, at + 1) if 0 <= other < len(parts))
            item = _ITEM.fullmatch(clause.text[begin:after].strip()) if beside and not known[at] else None
            if item is None or any(True for _ in self.measures.find(words_of(item["name"]))):
                continue
            tokens = [word for word in words_of(item["name"])]
            if any(one.text in self.words.never or one.text in self.words.stops for one in tokens):
                continue
            if self.tests.named(item["name"]) is not None or not _is_name(item["name"], tokens, self.words.generic):
                continue
            start = begin + len(clause.text[begin:after]) - len(clause.text[begin:after].lstrip())
            sign = (item["sign"] or "").strip()
            known[at] = True
            made = replace(
                base, name=item["name"], value=sign + item["number"], comparator=sign, unit=item["unit"] or ""
            )
            yield Said(LabTest(name=item["name"], loinc={}, spans={}), made, start, start + len(item[0]))


def _is_letter(text: str, token: Word) -> bool:
    return token.end - token.start == 1 and text[token.start].isupper() and token.start > 0


def _is_measured(unit: str) -> bool:
    """Whether a unit is one of a result, and not of a dose, a rate or a medicine's strength."""
    return (
        not (_STRENGTH.fullmatch(unit) or _OF_BODY.search(unit) or _PER_MASS.fullmatch(unit)) or "osm" in unit.lower()
    )


def _is_name(name: str, tokens: Sequence[Word], generic: frozenset[str]) -> bool:
    letters = sum(char.isalnum() for char in name) if name[0].isalpha() or len(tokens) > 1 else 0
    return letters >= 2 and not all(token.text in generic or token.text.isdigit() for token in tokens)


def _tail(text: str, end: int) -> int:
    """How far what is said of a known result goes on behind it: its range or earlier value in brackets."""
    rest = text[end : end + _REACH]
    closed = rest.find(")")
    return closed + 1 if rest.lstrip(" HL*").startswith(("(", "[")) and closed >= 0 else 0


def _listed(text: str) -> Iterator[tuple[int, int]]:
    """The parts of a list between commas and semicolons, where a comma between figures parts none."""
    begin = 0
    for found in re.finditer(r"[,;](?!\d{3}\b)(?=\s)|\.\s(?=[A-ZÁÉÍÓÚ])|\s(?:and|y)\s", text):
        yield begin, found.start()
        begin = found.end()
    yield begin, len(text)
