"""How a finding is said in the language of a page: its names and plain results, never its figures or other words.

Names that the table does not have are shown as they are: nothing is translated by rule (law 2). Rules work on the
field's English terms, so this is the last thing that is done to a finding, by all writers through `DisplayNames.of`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from consilium.domain.clinical import CaseFinding, ClinicalCase
from consilium.domain.findings.diagnosis.stagescopes import english_scope
from consilium.domain.findings.finding import Finding, Kind
from consilium.domain.frequencies import Frequencies
from consilium.domain.phrases import fold, words_of
from consilium.domain.records import Scalar

# Names that say no more than their kind beside a value (`stage: IIB`).
UNSAID = frozenset(("", "stage", "risk", "risk group"))
# Details that hold terms of ours, not words of a source.
_TERMS = frozenset(
    ("relative", "intensity", "class", "origin", "method", "technique", "phase", "donor", "specimen", "target",
     "severity", "criticality", "reaction", "modality", "partner", "lesion", "system", "route", "timepoint", "limit")
)  # fmt: skip
# Details that are read out of the value: where they stand in it, they are not said twice.
_IN_VALUE = frozenset(("intensity", "class"))
# Kinds whose value is a term of ours where it is not a change as written.
_TERM_VALUES = frozenset((Kind.VARIANT, Kind.CYTOGENETICS))
# Kinds that stand in one cell with their value.
_PANELS = frozenset((Kind.STAIN, Kind.FLOW))
# Words by which a name or a part of the body says its side, in either language.
_SIDE_WORDS = {
    "left": frozenset(("left", "izquierdo", "izquierda", "izquierdos", "izquierdas", "izq")),
    "right": frozenset(("right", "derecho", "derecha", "derechos", "derechas")),
    "bilateral": frozenset(("bilateral", "bilaterales", "both", "ambos", "ambas")),
}
# A word that both languages write alike: a gene, a marker, an abbreviation, a number.
_SYMBOL = re.compile(r"\D*\d.*|[^A-Z]*[A-Z][^A-Z]*[A-Z].*|[^a-z]+")
_AS_NEEDED, _NEEDED = "as needed", ("need", "prn", "neces", "precis", "razon")  # how a frequency says so (folded)
_UNIT_WORD = re.compile(r"[^\W\d_]{3,}")
_OPEN = "{of}"  # in a frame
_STEM = 5  # letters that two forms of one word share


@dataclass(frozen=True)
class DisplayNames:
    """The names of one language by the field's English term. `other` are those of the other language, in which a
    source may say the same once more (`adequate metabolic response: respuesta metabólica adecuada`).

    `allergies` are names of what a child may be allergic to, which mean other things elsewhere (fish, FISH). `sided` is
    how a part of the body is said with its side, `both` how two terms are joined ("{one} y {other}"). `results` are
    results that are a word of every laboratory's ("negative") in the page's words, `units` words that are units or
    stand in them.
    `frequencies` say how often a medicine is taken.
    `frames` are terms that stand around another or around a symbol (`{of} transcript`), `scopes` what a stage is of,
    `graded` results that count in a word of the page (`type III`), `ordinals` which of several, by each written form.
    """

    names: Mapping[str, str] = field(default_factory=dict)
    other: Mapping[str, str] = field(default_factory=dict)
    allergies: Mapping[str, str] = field(default_factory=dict)
    sides: Mapping[str, str] = field(default_factory=dict)
    sided: str = "{side} {site}"
    both: str = "{one} and {other}"
    results: Mapping[str, str] = field(default_factory=dict)
    units: Mapping[str, str] = field(default_factory=dict)
    frequencies: Frequencies = field(default_factory=Frequencies)
    frames: Mapping[str, str] = field(default_factory=dict)
    scopes: Mapping[str, str] = field(default_factory=dict)
    graded: Mapping[str, str] = field(default_factory=dict)
    ordinals: Mapping[str, str] = field(default_factory=dict)

    def name(self, written: str, kind: Kind | None = None) -> str:
        """The term as shown: as a whole, or where each of its parts (between commas, before a number) is known."""
        if not self.names or not written:
            return written
        if kind is Kind.ALLERGY and _key(written) in self.allergies:
            return self.allergies[_key(written)]
        return (
            self._known(written)
            or self._by_parts(written)
            or self._composed(written)
            or self._framed(written)
            or written
        )

    def side(self, written: str) -> str:
        """What one side of a conflict says: a term, or a plain result (`positive`), as shown."""
        return self.results.get(_key(written)) or self.name(written)

    def knows(self, written: str) -> bool:
        """Whether a term is one of the table's, or made of such; also where both languages write it alike."""
        return bool(self._known(written)) or self.name(written) != written or is_symbol(written)

    def of(self, said: Finding) -> Finding:
        """The finding with its names as shown; what its value says once more, in either language, is not kept."""
        name = "" if said.name.casefold() in UNSAID and said.value else self.name(said.name, said.kind)
        value = "" if self._says_same(said.value, said.name) else said.value
        if said.kind in _TERM_VALUES:
            value = self.name(value)
        if said.kind in _PANELS and self._holds(said.value, said.name):
            name = ""
        unit = self._unit(said.unit)
        value = self._result(value, said.unit, unit)
        if said.kind in _PANELS:
            value = self._known(value) or value  # how strongly (`dim`), where it is no plain result
        site, side = self._placed(said, name)
        name = as_quoted(name, said) if name == said.name else name
        detail = {key: self._detail(key, one, said) for key, one in said.detail.items()}
        return replace(said, name=name, value=value, unit=unit, site=site, laterality=side, detail=detail)

    def case(self, case: ClinicalCase) -> ClinicalCase:
        """The case with its findings, and what persons made of them, as shown."""
        return replace(case, findings=tuple(self._found(case.findings)))

    def _found(self, findings: Iterable[CaseFinding]) -> Iterable[CaseFinding]:
        for one in findings:
            judged = one.judgement
            if judged is not None and judged.value is not None:
                judged = replace(judged, value=self.of(judged.value))
            yield replace(one, finding=self.of(one.finding), judgement=judged)

    def _known(self, written: str) -> str:
        return self.names.get(_key(written), "")

    def _by_parts(self, written: str) -> str:
        for between, join in ((", ", ", ".join), (" and ", self._joined)):
            parts = [self._known(part) for part in written.split(between)]
            if len(parts) > 1 and all(parts):
                return join(parts)
        stem, _, number = written.rpartition(" ")
        return f"{self._known(stem)} {number}" if number.isdigit() and self._known(stem) else ""

    def _composed(self, written: str) -> str:
        """A thing named by its side and part of the body (`left hilum lymph node`)."""
        first, _, rest = written.partition(" ")
        side = self.sides.get(first.casefold(), "")
        words = rest.split() if side else written.split()
        for at in range(len(words)):
            site, thing = self._known(" ".join(words[:at])), self._known(" ".join(words[at:]))
            if thing and (site or at == 0) and (site or side):
                return ", ".join(filter(None, (thing, site, side)))
        return ""

    def _framed(self, written: str) -> str:
        """A term around another: `BCR::ABL1 transcript`, `cytoplasmic CD3`."""
        return self._in_frame(written, self.frames) or self._frame_alone(written)

    def _frame_alone(self, written: str) -> str:
        """The word of a frame where the source says it beside what it is of (`trisomy 20: trisomy`)."""
        shape = self.frames.get(f"{written.casefold()} {_OPEN}", "")
        return shape.removesuffix(f" {_OPEN}") if shape.endswith(f" {_OPEN}") else ""

    def _in_frame(self, written: str, frames: Mapping[str, str]) -> str:
        for frame, shape in frames.items():
            before, _, after = frame.partition(_OPEN)
            if written.startswith(before) and written.endswith(after) and len(written) > len(before) + len(after):
                of = written[len(before) : len(written) - len(after)]
                said = self._known(of) or self._composed(of) or (of if is_symbol(of) else "")
                if said:
                    return shape.format(of=said)
        return ""

    def _joined(self, parts: list[str]) -> str:
        said = parts[0]
        for part in parts[1:]:
            said = self.both.format(one=said, other=part)
        return said

    def _says_same(self, value: str, name: str) -> bool:
        """Whether a value only repeats the finding's name in the page's language or the other."""
        said, term = _key(value), _key(name)
        return bool(said) and said in (term, _key(self.names.get(term, "")), _key(self.other.get(term, "")))

    def _unit(self, unit: str) -> str:
        """A unit with its words in the page's (`copias/mL`); its signs, which both languages share, as they are."""
        if not self.units or unit in self.units:
            return self.units.get(unit, unit)
        return _UNIT_WORD.sub(lambda found: self.units.get(found[0].casefold(), found[0]), unit)

    def _result(self, value: str, unit: str, shown: str) -> str:
        """A plain result, and a unit that the result itself ends in, in the page's words; any other as written."""
        if unit != shown and value.endswith(unit):
            return value.removesuffix(unit) + shown
        return self.results.get(_key(value)) or self._in_frame(value, self.graded) or value

    def _holds(self, value: str, name: str) -> bool:
        """Whether a value says the finding's name, in either language, and more (`población B clonal`)."""
        said, term = set(_key(value).split()), _key(name)
        forms = (set(_key(one).split()) for one in (term, self.names.get(term, ""), self.other.get(term, "")))
        return any(form and form < said for form in forms)

    def _placed(self, said: Finding, name: str) -> tuple[str, str]:
        """Site and side as shown; the order of the two is the language's, so that they go into the site."""
        site = self.name(said.site)
        side = self.sides.get(said.laterality, "")
        if not side:
            return site, said.laterality
        if says_side(said.laterality, name, said.name, site):
            return site, ""  # words of a source that say it
        if not site or _stem(site) in _key(name):
            return side, ""
        return self.sided.format(site=site, side=side), ""

    def _detail(self, key: str, value: Scalar, said: Finding) -> Scalar:
        if key == "scope" and isinstance(value, str):
            return self.scopes.get(english_scope(value), english_scope(value))
        if key == "as_needed":
            return self._as_needed(str(value), str(said.detail.get("frequency") or ""))
        if key == "ordinal" and isinstance(value, str):
            return self.ordinals.get(_key(value), value)
        if key == "frequency" and isinstance(value, str):
            return self.frequencies.shown(value)
        if key not in _TERMS or not isinstance(value, str):
            return value
        return "" if key in _IN_VALUE and self._stands_in(value, said.value) else self.name(value, said.kind)

    def _as_needed(self, value: str, frequency: str) -> str:
        """`as needed` in the page's words, where the frequency does not say it itself."""
        if value != "yes" or any(sign in fold(frequency) for sign in _NEEDED):
            return "" if value == "yes" else value
        return self.frequencies.shown(_AS_NEEDED)

    def _stands_in(self, term: str, value: str) -> bool:
        """Whether a value says a term in either language (`Positivo débil`: weak)."""
        words = [word.text[:_STEM] for word in words_of(value)]
        forms = (term, self.names.get(_key(term), ""), self.other.get(_key(term), ""))
        return any(form and all(word.text[:_STEM] in words for word in words_of(form)) for form in forms)


def _key(text: str) -> str:
    return " ".join(word.text for word in words_of(text))


def _stem(site: str) -> str:
    return _key(site)[:7]


def says_side(side: str, *texts: str) -> bool:
    """Whether a text says the side itself, in either language (`Neoplasia maligna del riñón izquierdo`)."""
    words = _SIDE_WORDS.get(side, frozenset((side,)))
    return bool(side) and any(not words.isdisjoint(_key(text).split()) for text in texts)


def as_quoted(name: str, said: Finding) -> str:
    """A source's own words with the accents that they have there: rules read them without (`limitacion al girar`)."""
    if not name.isascii() or name.islower() is False:
        return name
    for cited in said.citations:
        at = fold(cited.quote).find(name)
        written = cited.quote[at : at + len(name)].lower()
        if at >= 0 and fold(written) == name:
            return written
    return name


def is_symbol(term: str) -> bool:
    """Whether each word of a term is one that both languages write alike (`KMT2A::MLLT3`, `CD79a`, `13q`)."""
    return bool(term.strip()) and all(_SYMBOL.fullmatch(word) for word in term.split())


def term_key(text: str) -> str:
    """How a term is looked up: folded words, single spaces."""
    return _key(text)
