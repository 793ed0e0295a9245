"""The catalogs of texts: complete, the same in every language, and safe with whatever a file calls itself."""

import ast
import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consilium.domain.dates import PartialDate
from consilium.domain.records import Category, Remark
from consilium.knowledge.catalog import LANGUAGES, Catalog, _flat, catalog, load, shown
from consilium.readers import registry

SOURCE = Path(__file__).parents[2] / "src" / "consilium"
CODE = re.compile(r"[a-z_0-9]+(\.[a-z_0-9]+)+")


def strict(language: str) -> Catalog:
    return Catalog(language, load(language), strict=True)


def placeholders(text: str) -> set[str]:
    return set(re.findall(r"\{[^{}]*\}", text))


def codes_in_source() -> Iterator[tuple[str, set[str] | None, str]]:
    """(code, argument names where the source spells them out, place) of each literal `Remark(...)`, `...Error(...)`."""
    for path in sorted(SOURCE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
                name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
                code = node.args[0].value
                if (
                    (name in ("Remark", "text") or name.endswith("Error"))
                    and isinstance(code, str)
                    and CODE.fullmatch(code)
                ):
                    yield code, argument_names(node, name), f"{path.relative_to(SOURCE)}:{node.lineno}"


def argument_names(call: ast.Call, name: str) -> set[str] | None:
    """A remark's arguments where the source spells them out. (What catches an error may add to its arguments.)"""
    given = [*call.args[1:], *(word.value for word in call.keywords)]
    if name != "Remark" or not all(isinstance(each, ast.Dict) for each in given):
        return None
    keys = [key for each in given if isinstance(each, ast.Dict) for key in each.keys]
    return {str(key.value) for key in keys if isinstance(key, ast.Constant)} if None not in keys else None


def test_every_code_in_the_source_has_words_in_every_language() -> None:
    missing = [
        f"{language}: {code} ({place})"
        for language in LANGUAGES
        for code, _, place in codes_in_source()
        if not strict(language).has(code)
    ]
    assert not missing, "\n".join(missing)


def test_every_error_has_words_for_its_own_code() -> None:
    source = (SOURCE / "domain" / "errors.py").read_text("utf-8")
    codes = re.findall(r'code = "([a-z_.]+)"', source)
    assert len(codes) > 8
    assert [code for code in codes if not strict("en").has(code)] == []


def test_every_code_in_a_template_has_words() -> None:
    codes = {
        code
        for path in SOURCE.rglob("*.html")
        for code in re.findall(r'"([a-z_]+\.[a-z_]+)"', path.read_text("utf-8"))
        if not code.endswith((".html", "_"))
    }
    assert len(codes) > 50
    assert [code for code in sorted(codes) if not strict("en").has(code)] == []


def test_every_format_that_a_reader_answers_has_a_plain_name() -> None:
    registry.load(registry.READERS)
    formats = {found for name in registry.READERS for found in registry.reader(name).FORMATS}
    assert sorted(found for found in formats if f"formats.{found}" not in load("en")) == []


def test_every_placeholder_of_a_sentence_is_given_where_the_source_says_it() -> None:
    texts = load("en")
    wrong = []
    for code, names, place in codes_in_source():
        said = texts.get(code, texts.get(f"{code}.other", ""))
        needed = {found.strip("{}").split(":")[0] for found in placeholders(said)}
        if names is not None and not needed <= names:
            wrong.append(f"{code} needs {needed - names} ({place})")
    assert not wrong, "\n".join(wrong)


def test_every_language_holds_the_same_texts_with_the_same_placeholders() -> None:
    english = {code: placeholders(text) for code, text in load("en").items()}
    for language in LANGUAGES:
        other = {code: placeholders(text) for code, text in load(language).items()}
        assert other.keys() ^ english.keys() == set()
        differ = {code for code in english if english[code] != other[code] and not code.endswith(".one")}
        assert differ == set()


def test_every_placeholder_is_of_a_kind_that_exists() -> None:
    texts = load("en")
    kinds = {"", "bytes", "date"} | {code.split(".")[0] for code in texts}
    for code, text in texts.items():
        for found in placeholders(text):
            parts = re.fullmatch(r"\{(\w+)(?::(\w+))?\}", found)
            assert parts, f"{code}: {found} would be shown as it stands"
            assert (parts[2] or "") in kinds, f"{code}: {found}"


def test_every_plural_has_its_singular_and_no_plain_twin() -> None:
    texts = load("en")
    for code in texts:
        if code.endswith((".one", ".other")):
            stem = code.rsplit(".", 1)[0]
            assert {f"{stem}.one", f"{stem}.other"} <= texts.keys()
            assert stem not in texts


def test_no_sentence_is_empty_or_forgotten_in_the_other_language() -> None:
    english, spanish = load("en"), load("es")
    assert all(text.strip() or code.endswith((".group",)) for code, text in {**english, **spanish}.items())
    same = [code for code, text in english.items() if len(re.sub(r"\{.*?\}", "", text)) > 40 and text == spanish[code]]
    assert same == []


def test_every_category_has_a_name() -> None:
    for language in LANGUAGES:
        assert {code for code in load(language) if code.startswith("categories.")} >= {
            f"categories.{category.value}" for category in Category
        }


def test_a_missing_sentence_shows_its_code_and_does_not_cost_the_packet() -> None:
    lenient = Catalog("en", {})
    assert lenient.text("area.gone", size=3) == "area.gone (size=3)"
    with pytest.raises(KeyError):
        Catalog("en", {}, strict=True).text("area.gone")


def test_a_missing_argument_is_a_question_mark_and_an_error_in_tests() -> None:
    assert Catalog("en", {"a.b": "It is {what}."}).text("a.b") == "It is ?."
    with pytest.raises(KeyError):
        Catalog("en", {"a.b": "It is {what}."}, strict=True).text("a.b")


def test_an_argument_is_never_read_as_a_placeholder_or_a_format() -> None:
    words = Catalog("en", {"a.b": "{name} and {other}"})
    assert words.text("a.b", name="{other.__class__} {0} %s", other="x") == "{other.__class__} {0} %s and x"


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(KeyError):
        catalog("../en")


def test_a_name_that_stands_twice_in_a_catalog_is_refused() -> None:
    with pytest.raises(ValueError, match="stands twice"):
        _flat('a: "x"\na: "y"\n', "area.yaml")


def test_a_nested_catalog_is_refused() -> None:
    with pytest.raises(ValueError, match="not a flat map"):
        _flat("a: {b: c}\n", "area.yaml")


def test_yes_and_no_stay_words() -> None:
    assert _flat('no: "no"\nyes: on\n', "area.yaml") == {"no": "no", "yes": "on"}


@pytest.mark.parametrize(
    ("value", "english", "spanish"),
    [
        (None, "date not known", "fecha desconocida"),
        ("2024", "2024", "2024"),
        ("2024-03", "March 2024", "marzo de 2024"),
        ("2024-03-05", "5 March 2024", "5 de marzo de 2024"),
        (PartialDate(2024, 12, 31), "31 December 2024", "31 de diciembre de 2024"),
        ("spring 2024", "spring 2024", "spring 2024"),
    ],
)
def test_dates_are_said_as_precisely_as_they_are_known(value: PartialDate | str, english: str, spanish: str) -> None:
    assert strict("en").date(value) == english
    assert strict("es").date(value) == spanish


def test_a_moment_is_said_with_its_time() -> None:
    assert strict("es").moment(datetime(2026, 3, 5, 2, 7)) == "5 de marzo de 2026, 02:07"


@pytest.mark.parametrize(
    ("size", "said"),
    [
        (0, "0 bytes"),
        (1, "1 byte"),
        (999, "999 bytes"),
        (1000, "1\u00a0kB"),
        (1499, "1.5\u00a0kB"),
        (999_600, "1\u00a0MB"),
        (52_428_800, "52\u00a0MB"),
        (1_900_000_000, "1.9\u00a0GB"),
        (5 * 10**15, "5000\u00a0TB"),
    ],
)
def test_sizes_are_said_with_two_digits_that_count(size: int, said: str) -> None:
    assert strict("en").size(size) == said


def test_years_are_not_grouped_and_large_numbers_are() -> None:
    assert strict("en").number(2024) == "2024"
    assert strict("en").number(12_345) == "12,345"
    assert strict("es").number(12_345) == "12\u202f345"


def test_plurals_follow_the_count() -> None:
    texts = {**load("en"), "a.files.one": "1 file", "a.files.other": "{count} files"}
    words = Catalog("en", texts, strict=True)
    assert [words.text("a.files", count=count) for count in (0, 1, 2)] == ["0 files", "1 file", "2 files"]


def test_kinds_of_arguments_are_said_in_the_language() -> None:
    texts = {**load("es"), "a.b": "{size:bytes}; {day:date}; {category:categories}; {odd:categories}; {yes}; {none}"}
    said = Catalog("es", texts, strict=True).remark(
        Remark("a.b", {"size": 1500, "day": "2024-03", "category": "labs", "odd": "?!", "yes": True, "none": None})
    )
    assert said == "1.5\u00a0kB; marzo de 2024; Resultados de laboratorio; ?!; sí; desconocido"


def test_terminal_escapes_and_bidi_tricks_are_disarmed() -> None:
    assert shown("a\x1b[31mb\u202egpj.exe\nc\x00") == "a\ufffd[31mb\ufffdgpj.exe c\ufffd"


def test_bytes_that_are_not_utf_8_are_shown_by_value() -> None:
    assert shown(b"caf\xe9.pdf".decode("utf-8", "surrogateescape")) == "caf\\xE9.pdf"


def test_a_very_long_name_is_cut() -> None:
    assert len(shown("x" * 5000)) == 300
    assert shown("x" * 300) == "x" * 300


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=()), max_size=400))
def test_whatever_is_shown_can_be_encoded_and_stands_on_one_line(text: str) -> None:
    said = shown(text)
    said.encode("utf-8")
    assert len(said.splitlines()) <= 1
