"""Whether papers are read alike in every form that an office writes: `python -m bench.forms [--story NAME]`

Each labelled paper of the stories is written as a PDF and as Word, OpenDocument, RTF, HTML and plain text, whatever
forms it has in its folder, and read in the cage. Prints how many labels each form gives, and with `--show` the labels
that some forms give and others lose: what the same words lose by their form is a fault of a reader or of layout, not
of a rule for one kind of finding. Papers of the unread third are counted and never named.
"""

from __future__ import annotations

import argparse
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from bench import matching
from bench.labelled import Labelled, read_all
from demo.forms import FORMS, Making
from demo.says import with_origin
from demo.scale import SCALES
from demo.story import load, names

OFFICE = ("pdf", "docx", "odt", "rtf", "html", "text")


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--story", action="append", choices=names(), help="all, if none is given")
    parser.add_argument("--show", action="store_true", help="name labels that some forms give and others lose")
    parser.add_argument("--lanes", type=int, default=2)
    arguments = parser.parse_args()
    files = [one for name in arguments.story or names() for one in _files(name)]
    with tempfile.TemporaryDirectory(prefix="consilium-bench-") as scratch:
        reads = read_all(files, Path(scratch), arguments.lanes)
    given: dict[tuple[str, str], dict[str, bool]] = defaultdict(dict)
    unread = set[tuple[str, str]]()
    for read in reads:
        for at, label in enumerate(read.of.labels):
            key = (f"{read.of.story}/{read.of.truth['key']}", f"{at}: {' | '.join(label['names'])}")
            found = any(matching.same(label, one) and matching.asserted(label, one) for one in read.findings)
            given[key][str(read.of.truth["form"])] = found
            unread |= {key} if read.of.unread else set()
    counts = Counter(form for forms in given.values() for form, found in forms.items() if found)
    print(f"{len(given)} labels of papers: " + ", ".join(f"{form} {counts[form]}" for form in OFFICE))
    for key, forms in given.items():
        if arguments.show and key not in unread and len(set(forms.values())) > 1:
            print(f"  {key[0]}: {key[1]}: lost in {', '.join(form for form, found in forms.items() if not found)}")


def _files(name: str) -> Iterator[Labelled]:
    """Every labelled paper of a story in every form; not those that a form can't be made of alone."""
    told = load(name)
    making = Making(told, 1, SCALES["small"])
    for paper in told.papers.values():
        if not paper.says or not paper.outputs:
            continue
        says = list(with_origin(paper.says, "text"))
        for form in OFFICE:
            truth = {"path": f"{paper.key}.{form}", "key": paper.key, "form": form, "findings": says}
            yield Labelled(name, truth, FORMS[form](making, paper, paper.outputs[0]))


if __name__ == "__main__":
    main()
