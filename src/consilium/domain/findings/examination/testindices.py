"""Indices of tests of development that stand under the test's name: `WISC-IV: CI total 82, CV 95, RP 88`,
`Bayley-III: cognitive 85, language 79, motor 70`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from consilium.domain.findings.examination.measured import Measured

_WECHSLER = {
    "full scale intelligence quotient": r"fsiq|full[- ]scale(?: iq)?|ci total|cit|iq",
    "verbal comprehension": r"vci|verbal comprehension|icv|cv|comprension verbal|viq",
    "visual spatial reasoning": r"vsi|visual[- ]spatial|ive|ve|visoespacial",
    "fluid reasoning": r"fri|pri|fluid reasoning|perceptual reasoning|irf|rf|irp|rp|razonamiento (?:fluido"
    r"|perceptivo)|piq",
    "working memory": r"wmi|working memory|imt|mt|memoria de trabajo",
    "processing speed": r"psi|processing speed|ivp|vp|velocidad de procesamiento",
}
_BAYLEY = {
    "Bayley cognitive": r"cognitiv\w+|cog",
    "Bayley language": r"language|lenguaje|lang",
    "Bayley motor": r"motor\w*",
    "Bayley social-emotional": r"social[- ]emotional|socioemocional",
    "Bayley adaptive": r"adaptiv\w+|adaptativ\w+",
}
_VINELAND = {
    "adaptive behavior composite": r"(?:adaptive )?(?:behaviou?r )?composite|abc|compuesto",
    "Vineland communication": r"communication|comunicacion",
    "Vineland daily living skills": r"daily living(?: skills)?|vida diaria",
    "Vineland socialization": r"sociali[sz]ation|socializacion",
}
_TESTS = (
    (re.compile(r"\b(?:wisc|wppsi|wais|wechsler)\b[^.]{0,14}?[:,(]"), _WECHSLER),
    (re.compile(r"\bbayley\b[^.]{0,14}?[:,(]"), _BAYLEY),
    (re.compile(r"\bvineland\b[^.]{0,14}?[:,(]"), _VINELAND),
)
_SCORE = (
    r"(?:\s(?:index|indice|score|composite|scale|puntaje|standard score))?\s?[:=]?\s?(?P<value>[3-9]\d"
    r"|1[0-7]\d)(?![\d%/-]|[.,]\d)"
)
_FORMS = tuple(
    (opened, tuple((name, re.compile(rf"(?<![\w-])(?:{said}){_SCORE}")) for name, said in table.items()))
    for opened, table in _TESTS
)
_REACH = 160


def test_indices(text: str) -> Iterator[Measured]:
    """Of a folded text."""
    for opened, forms in _FORMS:
        for test in opened.finditer(text):
            for name, form in forms:
                found = form.search(text, test.end() - 1, min(len(text), test.end() + _REACH))
                if found is not None:
                    yield Measured(name, found["value"], "", *found.span())
