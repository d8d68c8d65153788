"""The report, the audit hook and the systems that have less than Linux."""

from __future__ import annotations

import sys

import pytest
from muniment_engines.confinement import Confinement, audit, confine, darwin, windows
from muniment_engines.confinement.profiles import PROFILES


def test_none_confines_nothing(attempt):
    answer = attempt("socket.socket()", "none")
    assert answer["outcome"] == "done"
    assert answer["report"]["applied"] == []


def test_there_is_no_other_profile():
    with pytest.raises(ValueError, match="no confinement named"):
        confine("wizard")


@pytest.mark.skipif(sys.platform != "linux", reason="seccomp and Landlock are Linux's")
def test_the_report_says_what_was_applied(attempt):
    report = attempt("", "worker")["report"]
    assert report["seccomp"]
    assert report["profile"] == "worker"
    assert "system call filter (sockets: none)" in report["applied"]
    assert bool(report["landlock"]) == any(line.startswith("Landlock, ABI") for line in report["applied"])


ATTEMPTS = {
    "socket.__new__": "socket.socket()",
    "socket.getaddrinfo": "socket.getaddrinfo('localhost', 80)",
    "subprocess.Popen": "import subprocess\nsubprocess.Popen(['true'])",
    "os.system": "os.system('true')",
    "open": "open('/tmp/muniment-refused', 'w')",
    "os.mkdir": "os.mkdir('/tmp/muniment-refused')",
}


@pytest.mark.parametrize("event", sorted(ATTEMPTS))
def test_python_is_refused_and_the_refusal_counted(attempt, event):
    twice = f"try:\n    {ATTEMPTS[event].replace(chr(10), '; ')}\nexcept PermissionError:\n    pass\n{ATTEMPTS[event]}"
    answer = attempt(twice, "worker")
    assert answer["outcome"] == "refused by Python"
    assert answer["report"]["refused"] == {event: 2}


def test_a_window_looks_up_no_name(attempt):
    assert attempt("socket.gethostbyname('localhost')", "none")["outcome"] == "done"
    assert attempt("socket.gethostbyname('localhost')", "window")["outcome"] == "refused by Python"


@pytest.mark.parametrize(("profile", "local"), [("window", False), ("indexer", True), ("worker", True)])
def test_an_address_is_refused_whatever_the_socket(profile, local):
    """Even that of a socket that was made behind the hook's back, on a system that refuses none."""
    for event in ("socket.connect", "socket.bind", "socket.sendto"):
        refuses = audit._checks(PROFILES[profile], ())[event]
        assert refuses((None, ("203.0.113.1", 443)))
        assert refuses((None, "/run/bus")) == local


@pytest.mark.parametrize("profile", ["window", "indexer", "worker"])
def test_a_pipe_that_was_handed_over_works(attempt, profile):
    before = "near, far = socket.socketpair()\nnumber = far.detach()"
    code = "far = socket.socket(fileno=number)\nfar.sendall(b'frame')\nvalue = near.recv(9).decode()"
    assert attempt(code, profile, before=before)["value"] == "frame"


def test_only_what_is_named_is_written_even_without_the_kernels_help(attempt, tmp_path):
    (tmp_path / "private").mkdir()
    for name, outcome in (("private/a", "done"), ("private-not", "refused by Python"), ("private/../b", "refused by Python")):
        code = f"open({str(tmp_path / name)!r}, 'w')"
        assert attempt(code, "worker", writable=[str(tmp_path / "private")])["outcome"] == outcome


@pytest.mark.parametrize("profile", ["indexer", "worker", "courier"])
def test_a_tree_that_is_ones_own_can_be_removed(attempt, tmp_path, profile):
    """Which is done in open folders, with names that are relative to them."""
    code = f"""
import shutil
os.makedirs({str(tmp_path / "tree" / "inner")!r})
open({str(tmp_path / "tree" / "inner" / "leaf")!r}, "w").close()
shutil.rmtree({str(tmp_path / "tree")!r})
value = os.listdir({str(tmp_path)!r})
""".strip()
    answer = attempt(code, profile, writable=[str(tmp_path)])
    assert (answer["outcome"], answer["value"]) == ("done", [])


def test_macos_gets_a_sandbox_profile_of_its_own():
    worker = darwin.sandbox_profile(PROFILES["worker"], ['/a "b"'])
    assert worker.splitlines() == [
        "(version 1)",
        "(allow default)",
        "(deny network*)",
        "(deny process-exec*)",
        "(deny file-write*)",
        '(allow file-write-data (literal "/dev/null"))',
        '(allow file-write* (subpath "/a \\"b\\""))',
    ]
    assert "unix-socket" in darwin.sandbox_profile(PROFILES["window"], [])
    assert "network" not in darwin.sandbox_profile(PROFILES["courier"], [])


@pytest.mark.skipif(sys.platform == "darwin", reason="here the library is there, and the test would be confined")
def test_what_a_system_lacks_is_said():
    report = Confinement("worker")
    darwin.apply(PROFILES["worker"], [], report)
    assert any("no sandbox profile" in line for line in report.missing)
    report = Confinement("worker")
    windows.apply(report)
    assert "native code by nothing" in report.missing[0]
    assert not report.applied
