"""What Landlock leaves of the file system, of TCP ports, of signals."""

from __future__ import annotations

import socket
import subprocess
import sys

import pytest
from muniment_engines.confinement import linux_landlock

if sys.platform != "linux":
    pytest.skip("Landlock is Linux's", allow_module_level=True)

ABI = linux_landlock.version()
pytestmark = pytest.mark.skipif(ABI < 1, reason="this kernel has no Landlock")

# through the C library, so that the audit hook is not asked
OPEN = "if libc.open({path!r}.encode(), %s, 0o600) < 0:\n    raise OSError(ctypes.get_errno(), 'refused')"
READ = OPEN % "os.O_RDONLY"
WRITE = OPEN % "os.O_WRONLY | os.O_CREAT"


@pytest.fixture
def document(tmp_path):
    path = tmp_path / "documents" / "contract.txt"
    path.parent.mkdir()
    path.write_text("text")
    return path


@pytest.mark.parametrize(
    ("profile", "outcome"),
    [("none", "done"), ("window", "done"), ("indexer", "done"), ("worker", "EACCES"), ("courier", "EACCES")],
)
def test_reading_a_document(attempt, document, profile, outcome):
    assert attempt(READ.format(path=str(document)), profile)["outcome"] == outcome


@pytest.mark.parametrize(
    ("profile", "outcome"),
    [("none", "done"), ("window", "done"), ("indexer", "EACCES"), ("worker", "EACCES"), ("courier", "EACCES")],
)
def test_writing_beside_a_document(attempt, document, profile, outcome):
    assert attempt(WRITE.format(path=str(document.with_name("new"))), profile)["outcome"] == outcome
    assert attempt(WRITE.format(path=str(document)), profile)["outcome"] == outcome


@pytest.mark.parametrize("profile", ["indexer", "worker", "courier"])
def test_what_is_named_writable_can_be_read_written_renamed_and_removed(attempt, tmp_path, profile):
    code = f"""
os.chdir({str(tmp_path)!r})
os.mkdir("inner")
open("a", "w").write("text")
os.rename("a", "inner/b")
os.truncate("inner/b", 2)
value = open("inner/b").read()
os.remove("inner/b")
os.rmdir("inner")
""".strip()
    answer = attempt(code, profile, writable=[str(tmp_path)])
    assert (answer["outcome"], answer["value"]) == ("done", "te")


def test_a_readable_model_is_read_and_not_written(attempt, document):
    assert attempt(READ.format(path=str(document)), "worker", readable=[str(document)])["outcome"] == "done"
    assert attempt(WRITE.format(path=str(document)), "worker", readable=[str(document)])["outcome"] == "EACCES"


def test_a_worker_imports_from_the_standard_library_and_sees_no_home(attempt):
    code = "import decimal, sqlite3, ssl, zoneinfo\n" + READ.format(path="/etc/passwd")
    assert attempt(code, "none")["outcome"] == "done"
    assert attempt(code, "worker")["outcome"] == "EACCES"


def test_the_null_device_takes_everything(attempt):
    for profile in ("indexer", "worker", "courier"):
        assert attempt("open(os.devnull, 'w').write('x')", profile)["outcome"] == "done"


def test_the_window_may_move_files_between_folders(attempt, document):
    code = f"os.rename({str(document)!r}, {str(document.parents[1] / 'moved')!r})"
    assert attempt(code, "window")["outcome"] == "done"


def test_a_courier_connects_and_does_not_listen(attempt):
    with socket.create_server(("127.0.0.1", 0)) as server:
        connect = f"socket.create_connection(('127.0.0.1', {server.getsockname()[1]}), 5).close()"
        assert attempt(connect, "courier")["outcome"] == "done"
    listen = "socket.socket().bind(('127.0.0.1', 0))"
    assert attempt(listen, "none")["outcome"] == "done"
    if ABI >= 4:
        assert attempt(listen, "courier")["outcome"] == "EACCES"


@pytest.mark.skipif(ABI < 6, reason="this kernel's Landlock does not know signals")
@pytest.mark.parametrize("profile", ["window", "indexer", "worker", "courier"])
def test_no_signal_leaves(attempt, profile):
    with subprocess.Popen([sys.executable, "-I", "-S", "-c", "input()"], stdin=subprocess.PIPE) as other:
        code = f"os.kill({other.pid}, 0)"
        assert attempt(code, "none")["outcome"] == "done"
        assert attempt(code, profile)["outcome"] == "EPERM"
        other.communicate(b"\n")


@pytest.mark.skipif(ABI < 6, reason="this kernel's Landlock does not know abstract sockets")
def test_a_courier_reaches_no_abstract_socket(attempt, tmp_path):
    name = f"\0muniment-test-{tmp_path}"
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(name)
        listener.listen()
        code = f"socket.socket(socket.AF_UNIX).connect({name!r})"
        assert attempt(code, "none")["outcome"] == "done"
        assert attempt(code, "courier")["outcome"] == "EPERM"


def test_something_writable_that_is_not_there_is_said(attempt, tmp_path):
    answer = attempt("", "worker", writable=[str(tmp_path / "nowhere")])
    assert "FileNotFoundError" in answer["value"]


@pytest.mark.parametrize("abi", range(8))
def test_an_older_kernel_is_asked_for_what_it_has(abi):
    handled = linux_landlock._handled_files(abi)
    assert bool(handled & linux_landlock.TRUNCATE) == (abi >= 3)
    assert bool(handled & linux_landlock.IOCTL_DEVICE) == (abi >= 5)
    assert len(linux_landlock.lacks(abi)) == sum(abi < since for since in (3, 4, 5, 6))
