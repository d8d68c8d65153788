"""Patterns leave out what `.gitignore` would with the same lines."""

from __future__ import annotations

import time

import pytest
from muniment_retrieval.excluding import Excludes, pattern_of

OUT, IN = True, False


@pytest.mark.parametrize(
    ("patterns", "path", "out"),
    [
        (["*.tmp"], "a.tmp", OUT),
        (["*.tmp"], "deep/er/a.TMP", OUT),
        (["*.tmp"], "a.tmp.txt", IN),
        (["build/"], "build", IN),  # a file of that name
        (["build/"], "deep/build/", OUT),
        (["/build"], "build", OUT),
        (["/build"], "deep/build", IN),
        (["docs/*.txt"], "docs/a.txt", OUT),
        (["docs/*.txt"], "docs/deep/a.txt", IN),
        (["docs/*.txt"], "more/docs/a.txt", IN),
        (["**/docs/*.txt"], "more/docs/a.txt", OUT),
        (["**/docs/*.txt"], "docs/a.txt", OUT),
        (["docs/**/a.txt"], "docs/a.txt", OUT),
        (["docs/**/a.txt"], "docs/x/y/a.txt", OUT),
        (["docs/**"], "docs/x/y", OUT),
        (["**"], "anything", OUT),
        (["*", "!*.pdf"], "a.pdf", IN),
        (["*", "!*.pdf"], "a.doc", OUT),
        (["!a.pdf", "*.pdf"], "a.pdf", OUT),
        (["scan[0-9].pdf"], "scan7.pdf", OUT),
        (["scan?.pdf"], "scan.pdf", IN),
        (["# a comment", "", "  ", "/", "!"], "a", IN),
        (["Größe*"], "GRÖSSE.TXT", IN),
        (["größe*"], "GRÖßE.TXT", OUT),
        ([], "a", IN),
        (["docs\\*.txt"], "docs/a.txt", OUT),  # as it is written on Windows
        (["[z-a]"], "z", IN),
        (["[", "a"], "a", OUT),
        (["*"], "caf\udce9", OUT),
        (["/deep/A.txt"], "deep/a.txt", OUT),
        (["/deep/a.txt"], "deep/a.txt/b", IN),
        (["/deep/a.txt", "!*.txt"], "deep/a.txt", IN),
        (["!*.txt", "/deep/a.txt"], "deep/a.txt", OUT),
    ],
)
def test_patterns(patterns: list[str], path: str, out: bool) -> None:
    folder = path.endswith("/")
    assert bool(Excludes(patterns).leaves_out(path.rstrip("/"), folder=folder)) is out


def test_the_pattern_is_told_as_it_was_written() -> None:
    assert Excludes(["*.tmp", " Drafts/ "]).leaves_out("drafts", folder=True) == "Drafts/"


@pytest.mark.parametrize("path", ["a.txt", "deep/a.txt", "a[1]*?.txt", "one, two.txt", " a ", "#a", "!a", "a\\b", "caf<e9>", "x"])
def test_one_path_is_left_out_and_no_other(path: str) -> None:
    pattern = pattern_of(path)
    assert "," not in pattern
    excludes = Excludes([pattern])
    assert excludes.leaves_out(path, folder=False) == pattern.strip()
    assert not any(excludes.leaves_out(other, folder=False) for other in (f"{path}x", f"deep/x/{path}", "y"))


def test_very_many_paths_take_no_time() -> None:
    excludes = Excludes([pattern_of(f"deep/{number}.txt") for number in range(20_000)])
    start = time.process_time()
    assert sum(bool(excludes.leaves_out(f"deep/{number}.txt", folder=False)) for number in range(40_000)) == 20_000
    assert time.process_time() - start < 2


def test_no_pattern_takes_long() -> None:
    excludes = Excludes(["*a" * 60 + "b", "**/" * 60 + "b"])
    start = time.process_time()
    assert not excludes.leaves_out("/".join(["a" * 255] * 60), folder=False)
    assert time.process_time() - start < 1
