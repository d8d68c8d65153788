"""Commands of setting up: how far they are, how they fail, and that none outlives us."""

from __future__ import annotations

import os
import sys

import pytest


def python(code):
    return [sys.executable, "-c", code]


def test_it_says_how_far_a_build_and_a_download_are(setup):
    step = setup["work"].STEP
    assert step.search("  [12/83] Building CXX object x.cpp.o").group(1, 2) == ("12", "83")
    assert step.search("  Downloading PySide6-6.11.3.whl (79.8 MB)")[3] == "Downloading PySide6-6.11.3.whl (79.8 MB)"
    assert step.search("-- Detecting CXX compiler") is None


def test_a_command_that_fails_shows_its_last_lines(setup):
    work = setup["work"].Work()
    with pytest.raises(setup["work"].Stop, match=r"(?s)line 39.*This failed \(building\)") as stopped:
        work.run("building", python("import sys; [print('line', n) for n in range(40)]; sys.exit(3)"))
    assert "line 2\n" not in str(stopped.value)


def test_bytes_that_are_no_text_do_no_harm(setup):
    setup["work"].Work().run("odd", python(r"import sys; sys.stdout.buffer.write(b'\xff\xfe[1/2]\n')"))


@pytest.mark.skipif(os.name != "posix", reason="process groups")
def test_what_is_interrupted_ends_with_all_its_children(setup, tmp_path):
    """The child's child holds a pipe's end open for as long as it lives."""
    work, stop = setup["work"].Work(), setup["work"].Stop
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    grandchild = f"import time; held = open({str(pipe)!r}, 'wb', 0); held.write(b'here'); time.sleep(600)"
    child = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {grandchild!r}])"
    ended = setup["work"].in_background(lambda: work.run("long", python(child)))
    with pipe.open("rb") as held:
        assert held.read(4) == b"here"
        work.end()
        assert held.read() == b""
    assert isinstance(ended.exception(20), stop)


def test_what_a_thread_raises_comes_to_whoever_asks(setup):
    in_background = setup["work"].in_background
    assert in_background(lambda: 5).result(5) == 5
    with pytest.raises(ZeroDivisionError):
        in_background(lambda: 1 / 0).result(5)
