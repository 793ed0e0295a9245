"""`python -m demo --story hodgkin --out DIR [--seed 1] [--scale full|small]`: makes a synthetic child's records."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from demo.build import make
from demo.scale import SCALES
from demo.story import load, names


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m demo", description="Makes the records of a synthetic child.")
    parser.add_argument("--story", choices=names(), default="hodgkin")
    todo = parser.add_mutually_exclusive_group(required=True)
    todo.add_argument("--out", type=Path, help="a folder that does not hold records yet")
    todo.add_argument("--child", action="store_true", help="print the child's name, and make nothing")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--scale", choices=sorted(SCALES), default="full")
    wanted = parser.parse_args()
    if wanted.child:
        child = load(wanted.story).child
        print(f"{child.given} {child.family}")
        return 0
    try:
        truth = make(wanted.story, wanted.out, wanted.seed, wanted.scale)
    except FileExistsError:
        print(f"{wanted.out / 'records'} is there already: choose another folder or remove it.", file=sys.stderr)
        return 1
    size = sum(entry.size for entry in truth.files if "!/" not in entry.path)
    print(f"{wanted.out / 'records'}: {truth.counts['files_found']} files, {size / 1e6:.0f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
