"""No file needs, by itself or through others, a file that needs it: each can be read, and changed, from the bottom up."""

from __future__ import annotations

from graphlib import CycleError, TopologicalSorter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_no_file_needs_what_needs_it(imports, sources):
    files = {_name(path.relative_to(ROOT).as_posix()) for path in sources}
    needs = {name: set() for name in files}
    for found in imports:
        here, there = _name(found.file), _file_of(found.module, files)
        if there is not None and there != here:
            needs[here].add(there)
    try:
        TopologicalSorter(needs).prepare()
    except CycleError as error:
        raise AssertionError(" → ".join(error.args[1])) from None


def _name(file):
    parts = file.removesuffix(".py").removesuffix("/__init__").split("/")
    return ".".join(parts[parts.index("src") + 1 :] if "src" in parts else parts[1:])


def _file_of(module, files):
    """The file that an import needs: the longest beginning of its name that is one of ours."""
    parts = module.split(".")
    return next((name for end in range(len(parts), 0, -1) if (name := ".".join(parts[:end])) in files), None)
