"""`consilium`: reads the environment, sets Django up, and hands over to the command line."""

from __future__ import annotations

import argparse
import os
import resource
import sys
from collections.abc import Sequence
from pathlib import Path

import django

from consilium.config import sqlite
from consilium.config.environment import Environment
from consilium.domain.errors import ConsiliumError
from consilium.knowledge.catalog import LANGUAGES, catalog

FAILED = 3


def main(words: Sequence[str] | None = None) -> int:
    """Run one command; the exit status."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a core file would hold keys
    os.umask(0o077)
    given = list(sys.argv[1:] if words is None else words)
    home, language = _first_words(given)
    if home:
        os.environ["CONSILIUM_HOME"] = str(Path(home).expanduser().absolute())
    texts = catalog(language)
    try:
        environment = Environment.load()
        sqlite.use_newest()
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "consilium.config.settings")
        django.setup()
    except ConsiliumError as error:
        print(texts.text("cli.failed", text=texts.remark(error.remark)), file=sys.stderr)
        return FAILED
    from consilium.cli import main as cli  # its acts import models, which need Django set up
    from consilium.config.ready import Ready

    return cli.main(given, Ready(environment), texts)


def _first_words(words: Sequence[str]) -> tuple[str, str]:
    """`--home` and `--lang`, which are needed before the parser, whose texts are in that language."""
    early = argparse.ArgumentParser(add_help=False, allow_abbrev=False)
    early.add_argument("--home", nargs="?", default="")
    early.add_argument("--lang", nargs="?", default="")
    found, _ = early.parse_known_args([word for word in words if word not in ("-h", "--help")])
    spoken = found.lang or (os.environ.get("LC_ALL") or os.environ.get("LANG") or "")[:2]
    return found.home or "", spoken if spoken in LANGUAGES else "en"


if __name__ == "__main__":
    sys.exit(main())
