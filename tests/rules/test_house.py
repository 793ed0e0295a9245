"""The rules of the house that import-linter and ruff do not see, read from the source itself.

Each rule is a function from a module to its breaches. It is run over the whole source, and over a line that breaks it:
a rule that finds nothing there would prove nothing here.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from consilium.knowledge.catalog import LANGUAGES, load
from consilium.readers.registry import READERS

SOURCE = Path(__file__).resolve().parents[2] / "src" / "consilium"
LONGEST_FUNCTION = 60

# Values only: text, numbers, time as a value, shapes. Nothing that reads a file, the clock, chance or the network.
VALUES = {
    "__future__", "base64", "binascii", "bisect", "calendar", "collections", "dataclasses", "datetime", "enum",
    "functools", "hashlib", "heapq", "itertools", "json", "math", "operator", "posixpath", "re", "statistics", "string",
    "struct", "types", "typing", "unicodedata", "uuid",
}  # fmt: skip
VALUES_HERE = {
    "plain.py": {"orjson"},  # a pure function over values
    "answers.py": {"zlib"},  # likewise
    "identity/": {"rapidfuzz"},  # likewise
    "versions.py": {"difflib"},  # likewise
    "phrases.py": {"sys"},  # sys.intern: the words of thousands of pages are few
    "dicomweb/table.py": {"array", "sys", "zlib"},  # pure functions over values
    "imaging.py": {"sys"},  # sys.intern: thousands of slices say the same few words
}
NOW = {"now", "utcnow", "today", "fromtimestamp"}
READING = {"open", "read_text", "read_bytes", "write_text", "write_bytes"}
CHANCE = {"uuid1", "uuid4", "urandom"}

NETWORK = re.compile(
    r"(aiohttp|boto3|ftplib|http\.client|http\.server|httpx|imaplib|obstore|requests|smtplib|socket|socketserver|"
    r"telnetlib|urllib\.request|urllib3|websockets|xmlrpc)(\.|$)"
)
# Socket pairs between the program and its caged workers; the bucket of packs. Everything else belongs in `gateways`.
NETWORK_HERE = {
    "web/behind.py": {"socket", "http"},  # the front asks the pages, over a socket in a folder of this machine
    "readers/wire.py": {"socket"},
    "readers/pool.py": {"socket"},
    "readers/zygote.py": {"socket"},
    "readers/worker.py": {"socket"},
    "vault/s3.py": {"obstore"},
    "cli/serve.py": {"socket"},  # asks whether its port is free
}
HARDENED = "readers/hardened.py"
PARSERS = {"XMLParser", "HTMLParser", "XMLPullParser", "HTMLPullParser", "ETCompatXMLParser", "iterparse"}
CODE_FROM_DATA = {"pickle", "marshal", "shelve", "dill", "cloudpickle"}
# Parts that know no Django (another rule), in which `.save` is a picture's and `.objects` a PDF's.
NO_TABLES = ("readers/", "writers/", "vault/", "gateways/")
TABLES = ("casebook/", "actions/")


@dataclass(frozen=True)
class Module:
    """One source file: its path below the package and its tree."""

    path: str
    tree: ast.Module

    @classmethod
    def of(cls, path: str, text: str) -> Module:
        return cls(path, ast.parse(text))

    def imports(self) -> Iterator[str]:
        """Full names of what is imported; `from a import b` gives `a` and `a.b`."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                yield from (alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module:
                yield node.module
                yield from (f"{node.module}.{alias.name}" for alias in node.names)

    def calls(self) -> Iterator[tuple[str, str]]:
        """(what stands before the dot or "", the name called)."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                yield "", node.func.id
            elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                yield ast.unparse(node.func.value), node.func.attr


@cache
def modules() -> tuple[Module, ...]:
    found = [
        Module.of(path.relative_to(SOURCE).as_posix(), path.read_text("utf-8")) for path in sorted(SOURCE.rglob("*.py"))
    ]
    assert len(found) > 100
    return tuple(found)


def impure_domain(module: Module) -> Iterator[str]:
    """Imports of anything but values, and calls that read files, the clock or chance, in `domain`."""
    if not module.path.startswith("domain/"):
        return
    inner = module.path.removeprefix("domain/")
    more = set().union(*(names for place, names in VALUES_HERE.items() if inner.startswith(place)))
    for name in module.imports():
        top = name.split(".")[0]
        if top not in VALUES | more and not name.startswith("consilium.domain") and name != "consilium":
            yield f"imports {name}"
    for before, name in module.calls():
        if name in READING or name in CHANCE or (name in NOW and re.search(r"\b(date|datetime|dt)$", before)):
            yield f"calls {name}()"


def django_below(module: Module) -> Iterator[str]:
    """Django in the parts that know none."""
    if module.path.startswith((*NO_TABLES, "domain/", "knowledge/")):
        yield from (f"imports {name}" for name in module.imports() if name.split(".")[0] == "django")


def reader_on_reader(module: Module) -> Iterator[str]:
    """A reader that imports another reader. (What several share is no reader: READERS says which are.)"""
    if not module.path.startswith("readers/"):
        return
    own = module.path.removeprefix("readers/").removesuffix(".py").split("/")[0]
    for name in module.imports():
        found = re.match(r"consilium\.readers\.(\w+)", name)
        if found and found[1] in READERS and found[1] != own:
            yield f"imports the reader {found[1]}"


def tables_elsewhere(module: Module) -> Iterator[str]:
    """Rows asked for or saved outside `casebook` and `actions`."""
    if module.path.startswith((*NO_TABLES, *TABLES)):
        return
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Attribute) and node.attr == "objects":
            yield f"follows {ast.unparse(node)}"
    yield from (f"calls {before}.save()" for before, name in module.calls() if name == "save" and before)


def network_elsewhere(module: Module) -> Iterator[str]:
    """A module that can speak to the network, imported where nothing may."""
    allowed = NETWORK_HERE.get(module.path, set())
    if not module.path.startswith("gateways/"):
        yield from (
            f"imports {name}" for name in module.imports() if NETWORK.match(name) and name.split(".")[0] not in allowed
        )


def code_from_data(module: Module) -> Iterator[str]:
    """Whatever turns bytes into code."""
    yield from (f"imports {name}" for name in module.imports() if name.split(".")[0] in CODE_FROM_DATA)
    yield from (f"calls {name}()" for before, name in module.calls() if not before and name in ("eval", "exec"))


def soft_parsers(module: Module) -> Iterator[str]:
    """XML or HTML parsers made beside the one place that makes hardened ones, or lxml's own, which fill in entities."""
    if module.path == HARDENED:
        return
    for before, name in module.calls():
        if name in PARSERS and before == "etree":
            yield f"makes {before}.{name}()"
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call) and len(node.args) + len(node.keywords) < 2:
            called = ast.unparse(node.func)
            if called in ("etree.fromstring", "etree.parse", "etree.XML", "etree.HTML"):
                yield f"calls {called}() without a parser"


def long_functions(module: Module) -> Iterator[str]:
    """Functions that say more than one thing."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            if lines > LONGEST_FUNCTION:
                yield f"{node.name} has {lines} lines"


Rule = Callable[[Module], Iterator[str]]
LONG = "def f():\n" + "    x = 1\n" * LONGEST_FUNCTION
BREACHES: list[tuple[Rule, str, str]] = [
    (impure_domain, "domain/dates.py", "import os"),
    (impure_domain, "domain/dates.py", "from pathlib import Path"),
    (impure_domain, "domain/dates.py", "import random"),
    (impure_domain, "domain/dates.py", "import orjson"),
    (impure_domain, "domain/dates.py", "from consilium.knowledge import rules"),
    (impure_domain, "domain/dates.py", "text = open('a')"),
    (impure_domain, "domain/dates.py", "import datetime\nday = datetime.date.today()"),
    (impure_domain, "domain/dates.py", "from datetime import datetime\nat = datetime.now(tz)"),
    (impure_domain, "domain/dates.py", "from uuid import uuid4\nname = uuid4()"),
    (django_below, "readers/pdf/__init__.py", "from django.db import models"),
    (django_below, "vault/keys.py", "import django"),
    (django_below, "writers/disc.py", "import django.conf"),
    (reader_on_reader, "readers/fhir/__init__.py", "from consilium.readers.pdf import read"),
    (reader_on_reader, "readers/fhir/__init__.py", "from consilium.readers import ccda"),
    (reader_on_reader, "readers/wire.py", "import consilium.readers.text"),
    (tables_elsewhere, "cli/verify.py", "rows = Case.objects.all()"),
    (tables_elsewhere, "config/ready.py", "row.save()"),
    (network_elsewhere, "cli/main.py", "import socket"),
    (network_elsewhere, "readers/pool.py", "import httpx"),
    (network_elsewhere, "actions/verify.py", "from urllib.request import urlopen"),
    (network_elsewhere, "actions/verify.py", "from urllib import request"),
    (network_elsewhere, "vault/folder.py", "import obstore"),
    (code_from_data, "readers/wire.py", "import pickle"),
    (code_from_data, "domain/plain.py", "value = eval(text)"),
    (soft_parsers, "readers/ccda/tree.py", "from lxml import etree\nparser = etree.XMLParser()"),
    (soft_parsers, "readers/ccda/tree.py", "from lxml import etree\nroot = etree.fromstring(data)"),
    (long_functions, "cli/main.py", LONG),
]
RULES = tuple(dict.fromkeys(rule for rule, _, _ in BREACHES))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_the_house_keeps_its_rules(rule: Rule) -> None:
    broken = [f"{module.path}: {breach}" for module in modules() for breach in rule(module)]
    assert not broken, "\n".join(broken)


@pytest.mark.parametrize(("rule", "path", "text"), BREACHES, ids=lambda part: getattr(part, "__name__", None))
def test_a_rule_finds_what_breaks_it(rule: Rule, path: str, text: str) -> None:
    assert list(rule(Module.of(path, text)))


def test_shared_parts_of_the_readers_are_not_taken_for_readers() -> None:
    shared = Module.of("readers/fhir/__init__.py", "from consilium.readers import recognition, prose, embedded")
    assert not list(reader_on_reader(shared))
    own = Module.of("readers/fhir/gather.py", "from consilium.readers.fhir.shapes import text")
    assert not list(reader_on_reader(own))


def test_every_exception_to_the_network_rule_is_still_needed() -> None:
    found = {module.path: {name.split(".")[0] for name in module.imports()} for module in modules()}
    assert {place: names - found.get(place, set()) for place, names in NETWORK_HERE.items()} == {
        place: set() for place in NETWORK_HERE
    }


# Written alike in both languages. Texts that are placeholders and signs only need not stand here.
ALIKE = {
    "web.name",
    "account.language_en",
    "account.language_es",
    "countries.AR",
    "countries.AU",
    "countries.CL",
    "countries.CO",
    "wish.doctor_asks_no",
    "wish.in_hospital_no",
    "cli.doctor_python",
    "cli.failed",
    "sending.how_value",
    "sending.header_value",
    "formats.pdf",
    "modalities.PT",
    "packet.series_count.other",
    "pictures.region_pelvis",
    "sizes.bytes.one",
    "sizes.bytes.other",
    "sizes.kb",
    "sizes.mb",
    "sizes.gb",
    "sizes.tb",
    "sizes.no",
    "start.answer_no",
    "summary.dose_product",
    "summary.dose_total",
    "summary.group_molecular",
}


def words_of(text: str) -> str:
    """The letters of a text without its placeholders."""
    return "".join(char for char in re.sub(r"\{[^{}]*\}", "", text) if char.isalpha())


def test_every_text_is_said_in_spanish() -> None:
    english, spanish = load("en"), load("es")
    assert LANGUAGES == ("en", "es")
    same = {code for code, text in english.items() if words_of(text) and spanish[code] == text}
    assert same == ALIKE
