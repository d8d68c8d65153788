"""What the kernel refuses a confined process on Linux. Each attempt is made by raw system call, so that Python has no say in it,
and each is seen to succeed where nothing is confined: a refusal that comes from elsewhere proves nothing."""

from __future__ import annotations

import platform
import sys

import pytest
from muniment_engines.confinement.linux_calls import NUMBERS

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="seccomp is Linux's")

COLUMN = 1 if platform.machine() == "aarch64" else 0


def number(name: str) -> int:
    return NUMBERS[name][COLUMN]


INTERNET = f"call({number('socket')}, 2, 1, 0)"
INTERNET_6 = f"call({number('socket')}, 10, 2, 0)"
NETLINK = f"call({number('socket')}, 16, 3, 0)"
LOCAL = f"call({number('socket')}, 1, 1, 0)"
PAIR = f"call({number('socketpair')}, 1, 1, 0, (ctypes.c_int * 2)())"
RING = f"call({number('io_uring_setup')}, 1, ctypes.create_string_buffer(120))"
TRACE = f"call({number('ptrace')}, 0, 0, 0, 0)"
READ_MEMORY = f"""
here, there = ctypes.create_string_buffer(8), ctypes.create_string_buffer(b"secret!")
local = struct.pack("PN", ctypes.addressof(here), 8)
remote = struct.pack("PN", ctypes.addressof(there), 8)
call({number("process_vm_readv")}, os.getpid(), local, ctypes.c_ulong(1), remote, ctypes.c_ulong(1), ctypes.c_ulong(0))
""".strip()
BECOME = f"""
child = os.fork()
if child == 0:
    arguments = (ctypes.c_char_p * 6)(sys.executable.encode(), b"-I", b"-S", b"-c", b"", None)
    libc.syscall({number("execve")}, sys.executable.encode(), arguments, (ctypes.c_char_p * 1)(None))
    os._exit(ctypes.get_errno())
refused = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
if refused:
    raise OSError(refused, "refused")
""".strip()
LEAVE_THE_GROUP = f"""
child = os.fork()
if child == 0:
    os._exit(0 if libc.syscall({number("setpgid")}, 0, 0) == 0 else ctypes.get_errno())
refused = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
if refused:
    raise OSError(refused, "refused")
""".strip()
NEW_SESSION = f"""
child = os.fork()
if child == 0:
    os._exit(0 if libc.syscall({number("setsid")}) > 0 else ctypes.get_errno())
refused = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
if refused:
    raise OSError(refused, "refused")
""".strip()
NEW_USER_NAMESPACE = f"call({number('unshare')}, 0x10000000)"
NAMESPACE_BY_CLONE = f"""
child = call({number("clone")}, ctypes.c_ulong(0x10000000 | 17), None, None, None, None)
if child == 0:
    os._exit(0)
os.waitpid(child, 0)
""".strip()

REFUSED_TO_ALL = {
    "io_uring": (RING, "ENOSYS"),
    "ptrace": (TRACE, "EPERM"),
    "process_vm_readv": (READ_MEMORY, "EPERM"),
    "unshare": (NEW_USER_NAMESPACE, "EPERM"),
    "clone": (NAMESPACE_BY_CLONE, "EPERM"),
}


@pytest.mark.parametrize("profile", ["window", "indexer", "worker", "courier"])
@pytest.mark.parametrize("name", sorted(REFUSED_TO_ALL))
def test_what_reaches_into_the_kernel_or_others_is_refused(attempt, name, profile):
    code, error = REFUSED_TO_ALL[name]
    free = attempt(code, "none")["outcome"]
    if free != "done":
        pytest.skip(f"this system refuses {name} to everybody ({free})")
    assert attempt(code, profile)["outcome"] == error


@pytest.mark.parametrize(
    ("code", "allowed"),
    [
        (INTERNET, {"courier"}),
        (INTERNET_6, {"courier"}),
        (NETLINK, {"courier"}),
        (LOCAL, {"window", "courier"}),
        (PAIR, {"window", "indexer", "courier"}),
        (BECOME, {"window", "indexer", "courier"}),
        (LEAVE_THE_GROUP, {"window", "indexer", "courier"}),
        (NEW_SESSION, {"window", "indexer", "courier"}),
    ],
    ids=["AF_INET", "AF_INET6", "AF_NETLINK", "AF_UNIX", "socketpair", "execve", "setpgid", "setsid"],
)
def test_sockets_and_programs_go_by_profile(attempt, code, allowed):
    assert attempt(code, "none")["outcome"] == "done"
    for profile in ("window", "indexer", "worker", "courier"):
        expected = "done" if profile in allowed else "EACCES"
        assert attempt(code, profile)["outcome"] == expected, profile


@pytest.mark.parametrize(("profile", "outcome"), [("none", "done"), ("window", "done"), ("indexer", "EACCES")])
def test_an_indexer_reaches_no_local_service(attempt, tmp_path, profile, outcome):
    before = f"""
listener = socket.socket(socket.AF_UNIX)
listener.bind({str(tmp_path / "bus")!r})
listener.listen()
client = socket.socket(socket.AF_UNIX)
address = struct.pack("H108s", 1, {str(tmp_path / "bus")!r}.encode())
"""
    assert attempt(f"call({number('connect')}, client.fileno(), address, 110)", profile, before=before)["outcome"] == outcome


def test_a_program_that_is_started_inherits_the_filter(attempt):
    code = """
import subprocess
inner = "import socket\\ntry:\\n  socket.socket()\\n  print('done')\\nexcept OSError: print('refused')"
value = subprocess.run([sys.executable, "-I", "-S", "-c", inner], capture_output=True, text=True).stdout.strip()
""".strip()
    assert attempt(code, "none")["value"] == "done"
    assert attempt(code, "window")["value"] == "refused"


def test_threads_that_are_already_there_are_held_too(attempt):
    before = f"""
import threading
go, outcomes = threading.Event(), []
def work():
    go.wait()
    outcomes.append(libc.syscall({number("socket")}, 2, 1, 0))
thread = threading.Thread(target=work)
thread.start()
"""
    code = "go.set()\nthread.join()\nvalue = outcomes[0]"
    assert attempt(code, "none", before=before)["value"] >= 0
    assert attempt(code, "worker", before=before)["value"] == -1


@pytest.mark.skipif(platform.machine() != "x86_64", reason="the machine code is x86_64's")
def test_a_call_for_a_foreign_architecture_ends_the_process(attempt):
    code = """
import mmap
page = mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
page.write(bytes.fromhex("b814000000cd80c3"))  # getpid, asked for as a 32-bit program would
value = ctypes.CFUNCTYPE(ctypes.c_int)(ctypes.addressof(ctypes.c_char.from_buffer(page)))()
""".strip()
    if attempt(code, "none")["outcome"] != "done":
        pytest.skip("this kernel runs no 32-bit programs")
    assert attempt(code, "worker")["outcome"] == "exit -31"  # SIGSYS


@pytest.mark.parametrize("profile", ["window", "indexer", "worker", "courier"])
def test_root_gives_up_its_powers_but_those_over_files(attempt, profile):
    code = """
held = [line.split() for line in open("/proc/self/status") if line.startswith("Cap")]
value = {name: int(bits, 16) for name, bits in held}
""".strip()
    if not attempt(code, "none")["value"]["CapEff:"]:
        pytest.skip("these tests are not run by root")
    held = attempt(code, profile)["value"]
    assert all(bits & ~0b11111 == 0 for bits in held.values())


def test_a_letter_reaches_nobody_from_an_indexer(attempt, tmp_path):
    before = f"""
listener = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
listener.bind({str(tmp_path / "letters")!r})
listener.setblocking(False)
address = struct.pack("H108s", 1, {str(tmp_path / "letters")!r}.encode())
"""
    code = f"""
number = call({number("socket")}, 1, 2, 0)
call({(44, 206)[COLUMN]}, number, b"secret", 6, 0, address, 110)
value = listener.recv(6).decode()
""".strip()
    assert attempt(code, "window", before=before)["value"] == "secret"
    (tmp_path / "letters").unlink()
    assert attempt(code, "indexer", before=before)["outcome"] == "EACCES"
