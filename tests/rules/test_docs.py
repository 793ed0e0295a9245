"""The documentation, proved: what the program has is described, and what is described exists."""

from __future__ import annotations

import ast
import importlib
import importlib.util
import json
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from urllib.parse import unquote

import pytest
from django.apps import apps

from consilium.cli import main as cli
from consilium.cli.main import COMMANDS
from consilium.config.environment import KNOWN
from consilium.domain import errors
from consilium.domain.errors import ConsiliumError
from consilium.jobs.kinds import KINDS
from consilium.knowledge.catalog import catalog
from consilium.readers.contract import MemorySource, Probe
from consilium.readers.registry import READERS

ROOT = Path(__file__).resolve().parents[2]
REFERENCE = ROOT / "docs" / "reference"
FENCED = re.compile(r"^```(\w*)\n(.*?)^```", re.M | re.S)
LINK = re.compile(r"(?<!`)!?\[[^\]]*\]\(([^)\s]+)\)")
OPTION = re.compile(r"(?<![\w-])--[a-z][a-z-]*")
SETTING = re.compile(r"CONSILIUM_[A-Z0-9_]+[A-Z0-9]")

# In pieces, so that this file does not hold what it forbids. Folders of one machine, and hosts of package registries.
MACHINE = re.compile("|".join((r"(?<![\w.~/-])/" + r"(?:home|Users|work|root)/", r"\b[A-Z]:\\" + r"Users\b")).encode())
REGISTRIES = re.compile(
    "|".join(
        name.replace("_", r"\.")
        for name in (
            "pypi" + "_org",
            "python" + "hosted_org",
            "registry_npm" + "js_org",
            "npm" + "mirror",
            "crates" + "_io",
            "proxy_go" + "lang_org",
            "ruby" + "gems_org",
            "repo1?_ma" + "ven_",
            "conda_ana" + "conda_org",
            "art" + "ifactory",
        )
    ).encode(),
    re.I,
)


def section(page: str, heading: str) -> str:
    """The text below a heading of any level, up to the next of the same or a higher one; "" where there is none."""
    found = re.search(rf"^(#+) {re.escape(heading)}$(.*?)(?=^#{{1,2}} |\Z)", page, re.M | re.S)
    return found[2] if found else ""


@cache
def reference(name: str) -> str:
    return (REFERENCE / name).read_text("utf-8")


@cache
def tracked() -> tuple[Path, ...]:
    """Every file of the project: what git knows or would take up."""
    command = ["git", "-C", str(ROOT), "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split("\0")
    files = tuple(path for name in listed if name and (path := ROOT / name).is_file())
    assert len(files) > 300
    return files


def pages() -> list[Path]:
    return [path for path in tracked() if path.suffix == ".md"]


@cache
def help_of(words: tuple[str, ...]) -> str:
    """What `consilium <words> --help` prints."""
    run = [sys.executable, "-m", "consilium.config.command", *words, "--help"]
    done = subprocess.run(run, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr
    return done.stdout


def words_of_commands(page: Path) -> Iterator[list[str]]:
    """The words of each command line in a page's shell blocks, without variables, comments and pipes."""
    for language, block in FENCED.findall(page.read_text("utf-8")):
        if language not in ("sh", "bash", "console"):
            continue
        for line in block.splitlines():
            for part in re.split(r"[|;&]|(?<!\S)[12]?>", line.split(" #")[0]):
                words = shlex.split(part)
                if words:
                    yield words


def slug(heading: str) -> str:
    """The anchor that a heading gets on the usual hosts."""
    plain = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading).replace("`", "")
    return re.sub(r"[^\w\- ]", "", plain.strip().lower()).replace(" ", "-")


def anchors(page: Path) -> set[str]:
    text = FENCED.sub("", page.read_text("utf-8"))
    return {slug(found) for found in re.findall(r"^#+ (.*)$", text, re.M)}


# What the program has, is described.


@pytest.mark.parametrize("name", sorted(KNOWN))
def test_a_setting_is_documented(name: str) -> None:
    assert f"| `{name}` |" in reference("settings.md")


@pytest.mark.parametrize("name", list(COMMANDS))
def test_a_command_is_documented_with_all_its_options(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        cli.main([name, "--help"], None, catalog("en"))  # type: ignore[arg-type]  # help needs no installation
    has = set(OPTION.findall(capsys.readouterr().out))
    assert {"--help", "--home", "--lang"} <= has
    common, _, rest = reference("commands.md").partition("\n## ")
    own = section("## " + rest, f"consilium {name}")
    assert own, f"no section on {name}"
    described = {option for option in OPTION.findall("\n".join(line for line in own.splitlines() if "|" in line))}
    described |= set(OPTION.findall(common))
    assert has - described == set()
    assert described - has == set()


@pytest.mark.parametrize("name", READERS)
def test_a_reader_is_documented_with_its_formats(name: str) -> None:
    row = re.search(rf"^\| `{name}` \|([^|]*)\|", reference("readers.md"), re.M)
    assert row, f"no row on {name}"
    formats = importlib.import_module(f"consilium.readers.{name}").FORMATS
    assert re.findall(r"`([^`]+)`", row[1]) == list(formats)


def test_readers_are_documented_in_the_order_in_which_they_are_asked() -> None:
    table = section(reference("readers.md"), "Readers and formats")
    assert tuple(re.findall(r"^\| `(\w+)` \|", table, re.M)) == READERS


def test_the_number_of_readers_is_right_wherever_it_is_said() -> None:
    said = {path.name: re.findall(r"\[?(\d+)\]? \[?readers\]?", path.read_text("utf-8")) for path in pages()}
    numbers = {number for found in said.values() for number in found}
    assert numbers == {str(len(READERS))}


def test_every_kind_of_job_is_documented_and_has_a_name_for_people() -> None:
    table = section(reference("jobs.md"), "Kinds")
    assert set(re.findall(r"^\| `(\w+)` \|", table, re.M)) == set(KINDS)
    assert all(catalog(language).has(f"jobs.kind_{kind}") for kind in KINDS for language in ("en", "es"))


def test_every_error_class_is_documented_as_permanent_or_not() -> None:
    classes = [one for one in vars(errors).values() if isinstance(one, type) and issubclass(one, ConsiliumError)]
    assert len(classes) > 8
    for one in classes:
        row = re.search(rf"^\| `{one.__name__}` \|(.*)\|(.*)\|$", reference("errors.md"), re.M)
        assert row, f"no row on {one.__name__}"
        if one is not ConsiliumError:
            assert row[2].strip() == ("yes" if one.permanent else "no"), one.__name__


def test_every_column_of_every_table_is_documented_and_no_other() -> None:
    page = reference("casebook.md")
    models = list(apps.get_app_config("casebook").get_models())
    assert len(models) > 5
    for model in models:
        rows = re.findall(r"^\| ([^|]*) \|[^|]*\| (clear|\*\*sealed\*\*) \|$", section(page, model.__name__), re.M)
        kept = {name: state for names, state in rows for name in re.findall(r"`(\w+)`", names)}
        assert set(kept) == {field.name for field in model._meta.fields}, model.__name__
        assert {name for name, state in kept.items() if state != "clear"} == {"sealed"} & set(kept)


def test_every_field_of_the_manifest_is_documented() -> None:
    schema = json.loads(reference("manifest.schema.json"))
    entry = section(reference("manifest.md"), "An entry of `files`")
    top = reference("manifest.md").partition("\n## ")[0]
    for text, described in ((top, schema["properties"]), (entry, schema["$defs"]["file"]["properties"])):
        rows = re.findall(r"^\| (`[^|]*) \|", text, re.M)
        assert {name for row in rows for name in re.findall(r"`(\w+)`", row)} == set(described)
    for name in [*schema["$defs"]["patient"]["properties"], *schema["$defs"]["said"]["properties"]]:
        assert f"`{name}`" in entry


def test_every_page_is_reached_from_the_front_page_of_the_documentation() -> None:
    index = ROOT / "docs" / "index.md"
    linked = {(index.parent / target.partition("#")[0]).resolve() for target in LINK.findall(index.read_text("utf-8"))}
    assert [path for path in pages() if (ROOT / "docs") in path.parents and path not in linked | {index}] == []


def test_decisions_are_numbered_without_gaps_and_say_their_state() -> None:
    files = sorted((ROOT / "docs" / "decisions").glob("*.md"))
    assert [path.name[:4] for path in files] == [f"{number:04d}" for number in range(1, len(files) + 1)]
    for path in files:
        text = path.read_text("utf-8")
        assert text.startswith(f"# {path.name[:4]} "), path.name
        assert re.search(r"^Status: (accepted|replaced by \[\d{4}\]|withdrawn)", text, re.M), path.name
        for heading in ("Context", "Decision", "Consequences"):
            assert section(text, heading).strip(), f"{path.name}: {heading}"


# What is described, exists.


def test_no_page_speaks_of_a_setting_that_there_is_not() -> None:
    said = {name: path.name for path in pages() for name in SETTING.findall(path.read_text("utf-8"))}
    assert {name: page for name, page in said.items() if name not in KNOWN} == {}


def test_every_command_in_a_code_block_exists_with_its_options() -> None:
    wrong, seen = [], 0
    for page in pages():
        for words in words_of_commands(page):
            problem = _problem_of(words)
            seen += problem is not None
            if problem:
                wrong.append(f"{page.relative_to(ROOT)}: {' '.join(words)}: {problem}")
    assert seen > 20
    assert wrong == []


def _problem_of(words: list[str]) -> str | None:
    """None for a command that is not ours, "" for a right one, else what is wrong."""
    program, rest = words[0], words[1:]
    options = {word for word in rest if word.startswith("--")}
    if program in ("consilium", ".venv/bin/consilium"):
        if not rest or rest[0] not in COMMANDS:
            return "no such command"
        return " ".join(sorted(options - set(OPTION.findall(help_of((rest[0],))))))
    if program.startswith("scripts/"):
        return _problem_of_script(ROOT / program, rest)
    if program == ".venv/bin/python" and rest[:1] == ["-m"]:
        source = ROOT / rest[1].replace(".", "/")
        found = next((path for path in (source.with_suffix(".py"), source / "__main__.py") if path.exists()), None)
        return "no such module" if found is None else _unknown_options(found, options)
    return None


def _problem_of_script(script: Path, rest: list[str]) -> str:
    if not script.is_file() or not script.stat().st_mode & 0o100:
        return "no such script, or not executable"
    options = {word for word in rest if word.startswith("--")}
    if script.name == "bench":
        module = ROOT / "bench" / f"{rest[0]}.py"
        return _unknown_options(module, options) if module.exists() else "no such benchmark"
    if script.name == "test" and [path for path in rest if not (ROOT / path).exists()]:
        return "no such tests"
    return _unknown_options(script, options)


def _unknown_options(program: Path, options: set[str]) -> str:
    return " ".join(sorted(options - set(OPTION.findall(program.read_text("utf-8")))))


def test_a_wrong_command_in_a_code_block_would_be_found() -> None:
    wrong = (
        "consilium guess",
        "consilium verify --jobs 2",
        "scripts/missing",
        "scripts/demo --large",
        "scripts/bench no",
    )
    assert all(_problem_of(line.split()) for line in wrong)
    right = ("consilium prepare disc --out packet", "scripts/demo --small", "scripts/test tests/domain", "tar -cf a b")
    assert not any(_problem_of(line.split()) for line in right)


def test_the_front_page_shows_both_scripts_and_all_commands() -> None:
    shown = {tuple(words[:2]) for words in words_of_commands(ROOT / "README.md")}
    assert {words[0] for words in shown} >= {"scripts/demo", "scripts/test"}
    assert {words[1] for words in shown if words[0] == "consilium"} == set(COMMANDS)


def test_every_relative_link_resolves() -> None:
    wrong, seen = [], 0
    for page in pages():
        for target in LINK.findall(FENCED.sub("", page.read_text("utf-8"))):
            if re.match(r"[a-z]+:", target):
                continue
            seen += 1
            path, _, anchor = unquote(target).partition("#")
            file = (page.parent / path) if path else page
            if not file.exists() or (anchor and anchor not in anchors(file)):
                wrong.append(f"{page.relative_to(ROOT)}: {target}")
    assert seen > 60
    assert wrong == []


def test_the_reader_of_the_contributing_page_is_a_whole_reader(tmp_path: Path) -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    source = next(block for language, block in FENCED.findall(text) if language == "python")
    assert len([line for line in source.splitlines() if line.strip()]) <= 10
    assert ast.get_docstring(ast.parse(source))
    (tmp_path / "greeting.py").write_text(source, "utf-8")
    spec = importlib.util.spec_from_file_location("greeting", tmp_path / "greeting.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    hello = MemorySource(b"HELLO to all")
    assert module.sniff(Probe(hello)) in module.FORMATS
    assert module.sniff(Probe(MemorySource(b"hello"))) is None
    assert module.read(hello, None).facts == {"words": 3}


def test_the_picture_of_the_packet_is_a_small_png() -> None:
    data = (ROOT / "docs" / "images" / "packet.png").read_bytes()
    assert data.startswith(b"\x89PNG\r\n\x1a\n")
    assert 20_000 < len(data) < 300_000


@pytest.mark.parametrize("forbidden", [MACHINE, REGISTRIES], ids=["folders of a machine", "hosts of registries"])
def test_no_file_of_the_project_names(forbidden: re.Pattern[bytes]) -> None:
    found = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in tracked()
        for number, line in enumerate(path.read_bytes().splitlines(), start=1)
        if forbidden.search(line)
    ]
    assert found == []


def test_what_is_forbidden_would_be_found() -> None:
    folders = ("see /" + "home/ana/records", '"/' + 'work/main"', "C:" + "\\Users\\Ana", "(/" + "Users/ana)")
    hosts = ("https://files.python" + "hosted.org/x", "index = py" + "pi.org", "registry.npm" + "js.org")
    assert all(MACHINE.search(text.encode()) for text in folders)
    assert all(REGISTRIES.search(text.encode()) for text in hosts)
    assert not MACHINE.search(b" ".join([b"src/home/wo%s/x" % b"rk", b"~/work/x", b"https://a.example/ho%s/" % b"me"]))
