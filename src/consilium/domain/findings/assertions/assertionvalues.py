"""What a form or a table says of a thing: a box, a value after a colon, a value in another cell."""

from __future__ import annotations

import re

from consilium.domain.findings.assertions.assertionnear import PARTS, Near
from consilium.domain.findings.assertions.assertionwords import AssertionWords, plain
from consilium.domain.findings.assertions.ownstatements import is_response
from consilium.domain.findings.finding import Assertion
from consilium.domain.findings.paper import Clause
from consilium.domain.phrases import fold

_OPENS = re.compile(r"[\"'”»]?\s*(?:[:=(–—-]|is\b|are\b|was\b|were\b|es\b|fue\b)+\s*")
# One word of its kind between a thing and its value: `NEUMONIA BACTERIANA: SE DESCARTO`.
_KIND_OPENS = re.compile(
    r"\s[^\W\d_]{2,9}(?:an[oa]|os[oa]|ic[oa]|iv[oa]|ar|al|ari[oa]|ante|ente|ad[oa]|id[oa]|ud[oa]|sta)\s?:\s*",
    re.IGNORECASE,
)
_FOR = re.compile(r"\b(?:for|por|para)\s$")  # `ordered for thrush -> NOT given`: of what was ordered
_BOX = re.compile(r"\[\s?\]|☐|□|\(\s\)|(?P<on>\[\s?[xX✓✔]\s?\]|[☒☑■]|\(\s?[xX✓✔]\s?\))")
_BOX_BEHIND = re.compile(r"\s{0,3}:?\s{0,3}(?:\[\s?\]|☐|□|\(\s\)|(?P<on>\[\s?[xX✓✔]\s?\]|[☒☑■]|\(\s?[xX✓✔]\s?\)))")
_ENDS_BOXED = re.compile(r"(?:\[\s?[xX✓✔]?\s?\]|[☐□☒☑■]|\(\s?[xX✓✔]?\s?\))\s*$")
# An answer to one thing only, where a label opens the list: `Past problems: mucositis, GVHD, seizure: never`.
_OF_ONE = frozenset({"no", "nunca", "never", "n", "nil"})
# The rest of a list before its colon: `Asma, epilepsia y cardiopatía: negados`.
_LISTED = re.compile(r"(?:(?:,| y | e | and | or | o |/)[^:;.|\n]{1,90}|\s?\)\s?)(?=:)")
_TICKED = re.compile(r"(?:\[\s?[xX✓✔]\s?\]|[☒☑■]|\(\s?[xX✓✔]\s?\))\s*(?P<word>[^\W\d_]+)")
# The next field of a form on the same line: `VOD: No   TMA: Yes`.
_NEXT_FIELD = re.compile(
    r"\s+(?=[^\W\d_][\w/ .-]{1,28}:\s?(?:no|not|yes|s[ií]|none|neg\w*|pos\w*|n/a|absent|present|ausente|presente"
    r"|nega\w*|ningun[oa]|denie[sd])\b)",
    re.IGNORECASE,
)
# A day after a value that stands alone: `EXCLUDED 2022`, `negativo el 3/5/2024`.
_DATED = re.compile(r"(?:\s(?:in|on|en|el))?\s\d[\d/-]*\s*$")
# What told it: `Metastases: nil on PET`, `Metástasis: ninguna por TC`.
_BY_WHAT = re.compile(r"\s(?:on|by|per|at|in|en|por|al|segun|según)\s.*$", re.IGNORECASE)
_TICK = frozenset({"x", "✓", "✔", "•", "√", "●"})
# The circled answer of a form: `seizures (Y)/N`, `diabetes Y/(N)`.
_CIRCLED = re.compile(
    r"\s{0,3}:?\s{0,3}(?:\((?:Y|Yes|S|S[IÍií])\)\s?/\s?(?:No?|NO)\b|(?:Y|Yes|S|S[IÍií])\s?/\s?\((?P<no>No?|NO)\))"
)
# `[ ] Yes  [X] No` behind a question.
_EMPTY, _ON = r"(?:\[\s?\]|☐|□|\(\s\))", r"(?:\[\s?[xX✓✔]\s?\]|[☒☑■]|\(\s?[xX✓✔]\s?\))"
_ANSWERS = re.compile(
    rf"\s{{0,20}}(?:{_EMPTY}|(?P<one>{_ON}))\s?(?P<first>Yes|No|S[ií])\s{{1,20}}"
    rf"(?:{_EMPTY}|(?P<other>{_ON}))\s?(?P<second>Yes|No|S[ií])\b",
    re.IGNORECASE,
)
_NO, _YES = frozenset({"no", "n", "negative", "negativo", "absent", "ausente"}), frozenset({"yes", "y", "si", "s"})

# A look that was negative was taken: `bone marrow biopsies were negative`.
RESULTS = frozenset({"negative", "negativa", "negativas", "negativo", "negativos"})
TEST_MADE = re.compile(
    r"(?:biops(?:y|ies|ias?)|aspirat(?:e|es|ion)|aspirados?|punci[oó]n(?:es)?|punctures?|trephines?|mielogramas?|lavage|lavado)$",
    re.IGNORECASE,
)


def told_by_form(clause: Clause, start: int, end: int) -> Assertion | None:
    """A box before the thing, or ticked boxes with yes and no after it."""
    ticked = _TICKED.match(clause.text[end : end + 60].lstrip(" :.-")) or _TICKED.search(clause.text, end, end + 40)
    if ticked is not None and fold(ticked["word"]) in _NO | _YES:
        return Assertion.NEGATED if fold(ticked["word"]) in _NO else Assertion.STATED
    answered = _answer_behind(clause, end)
    if answered is not None:
        return answered
    columned = _by_columns(clause, start, end)
    if columned is not None:
        return columned
    circled = _CIRCLED.match(clause.text, end)
    if circled is not None:
        return Assertion.NEGATED if circled["no"] else Assertion.STATED
    behind = _box_behind(clause.text, end)
    if behind is not None:
        return behind
    box = max(_BOX.finditer(clause.text, max(0, start - 60), start), key=lambda one: one.end(), default=None)
    if box is not None:
        between = clause.text[box.end() : start]
        if "," not in between and not PARTS.search(between):
            return Assertion.STATED if box["on"] else Assertion.NEGATED
    return None


def _answer_behind(clause: Clause, end: int) -> Assertion | None:
    """The ticked one of two boxes behind a question, which ends the clause: `A history of asthma? [ ] Yes [X] No`."""
    if not clause.pieces or "?" not in clause.text[end : end + 60]:
        return None
    line, asked = clause.pieces[-1].line.text, clause.text[-30:]
    at = line.find(asked)
    found = _ANSWERS.match(line, at + len(asked)) if at >= 0 else None
    if found is None or bool(found["one"]) is bool(found["other"]):
        return None
    word = fold(found["first"] if found["one"] else found["second"])
    return Assertion.NEGATED if word in _NO else Assertion.STATED


def _box_behind(text: str, end: int) -> Assertion | None:
    """The box behind a thing, in a row of things each with its box behind it: `Fever [ ]  Cough [x]  Rash [ ]`."""
    found = _BOX_BEHIND.match(text, end)
    if found is None or _BOX.match(text.lstrip()) is not None or _ENDS_BOXED.search(text) is None:
        return None
    return Assertion.STATED if found["on"] else Assertion.NEGATED


def _by_columns(clause: Clause, start: int, end: int) -> Assertion | None:
    """The two boxes of a row under yes and no: `Diabetes  [ ]  [X]`. Empty boxes are no cells, so the line tells."""
    if not clause.cells or not clause.pieces:
        return None
    line = clause.pieces[0].line.text
    at = line.find(clause.text[start:end])
    boxes = list(_BOX.finditer(line, at)) if at >= 0 else []
    if (
        len(boxes) != 2
        or line[boxes[0].end() : boxes[1].start()].strip(" |\t")
        or bool(boxes[0]["on"]) is bool(boxes[1]["on"])
    ):
        return None
    heads = [plain(head) for head in clause.header]
    no_first = any(head in _NO for head in heads) and next(head for head in heads if head in _NO | _YES) in _NO
    return Assertion.STATED if bool(boxes[0]["on"]) is not no_first else Assertion.NEGATED


# The size of before in brackets says nothing of the size before them: `6,1 x 4,3 cm (previo 11,8 x 8,2 cm)`.
_BEFORE_SIZE = re.compile(
    r"\s?(?:previ[oa]s?|previous(?:ly)?|prior|past|anterior(?:es)?|antes)\s?[:=]?\s?(?:de\s|of\s)?\d{1,4}(?:[.,]\d{1,2})?\s?(?:[x×*]|cm|mm|ml|cc|%)",
    re.IGNORECASE,
)


def told_by_value(clause: Clause, near: Near, words: AssertionWords) -> Assertion | None:
    """A value that stands alone: after a colon, or in another cell of the row."""
    listed = _LISTED.match(clause.text, near.end)
    sign = _OPENS.match(clause.text, listed.end() if listed else near.end) or _KIND_OPENS.match(clause.text, near.end)
    ordered = clause.text[near.end : near.end + 3].strip() == "->" and _FOR.search(near.text, 0, near.start)
    if sign is not None and not ordered:
        value = _NEXT_FIELD.split(clause.text[sign.end() : sign.end() + 60])[0]
        value = _DATED.sub("", re.split(r"[,;.()|\n]| [-–—] ", value)[0])
        value = _BY_WHAT.sub("", value)
        numbered = clause.text[sign.end() + len(value) :][:2] in (".º", ".°")  # `(n.º de copias: 14)`
        opened = listed is not None and plain(value) in _OF_ONE and ":" in clause.text[: near.start]
        made = plain(value) in RESULTS and TEST_MADE.search(clause.text, near.start, near.end) is not None
        compared = _BEFORE_SIZE.match(clause.text, sign.end()) is not None
        active = plain(value) == "nad" and is_response(clause.text[near.start : near.end])  # no active disease
        if plain(value) in words.values and not (numbered or opened or made or active or compared):
            return words.values[plain(value)]
    return _told_by_cells(clause, near.start, words) if len(clause.cells) > 1 else None


def _told_by_cells(clause: Clause, start: int, words: AssertionWords) -> Assertion | None:
    heads = clause.header or ("",) * len(clause.cells)
    here = next((i for i, (at, text) in enumerate(clause.cells) if at <= start < at + len(text)), None)
    for at, ((first_at, text), head) in enumerate(zip(clause.cells, heads, strict=False)):
        own = head and clause.text[:first_at].rstrip().endswith(f"{head}:")  # `nausea G1; cystitis: no`
        if at == here or own:
            continue
        value, title = plain(text), plain(head)
        if (value in _TICK or text.strip() in _TICK) and title in words.values:
            return words.values[title]
        if here is not None and at > here:
            first = plain(_BY_WHAT.sub("", re.split(r"[,;(]|\.\s", text)[0]))  # `Nil on PET 11-Jul-24. Marrow clear.`
            value = value if value in words.values else first
            if value in words.values:
                return words.values[value]
    return None
