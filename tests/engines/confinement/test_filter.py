"""The filter's program, run by a machine of ten lines: so both processors' are checked on either."""

from __future__ import annotations

import errno
import re
from pathlib import Path

import pytest
from muniment_engines.confinement.linux_calls import NUMBERS
from muniment_engines.confinement.linux_seccomp import Instruction, program
from muniment_engines.confinement.profiles import PROFILES

ARCH = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
COLUMN = {"x86_64": 0, "aarch64": 1}
ALLOW, KILL = 0x7FFF0000, 0x80000000
HARMLESS = {"x86_64": 39, "aarch64": 172}  # getpid


def run(code: list[Instruction], number: int, arch: int, arguments: tuple[int, ...] = ()) -> int:
    """What the kernel would answer."""
    data = {0: number, 4: arch} | {16 + 8 * index: value & 0xFFFFFFFF for index, value in enumerate(arguments)}
    at = accumulator = 0
    while True:
        operation, yes, no, constant = code[at]
        at += 1
        if operation == 0x06:
            return constant
        if operation == 0x20:
            accumulator = data[constant]
            continue
        test = {0x15: accumulator == constant, 0x35: accumulator >= constant, 0x45: bool(accumulator & constant)}[operation]
        at += yes if test else no


def refusal(error: int) -> int:
    return 0x00050000 | error


@pytest.fixture(params=["x86_64", "aarch64"])
def machine(request):
    return request.param


@pytest.fixture(params=sorted(PROFILES))
def profile(request):
    return PROFILES[request.param]


def test_harmless_calls_pass(machine, profile):
    assert run(program(profile, machine), HARMLESS[machine], ARCH[machine]) == ALLOW


def test_a_foreign_architecture_ends_the_process(machine, profile):
    for foreign in (0x40000003, 0x40000028, *(set(ARCH.values()) - {ARCH[machine]})):
        assert run(program(profile, machine), HARMLESS[machine], foreign) == KILL


def test_the_x32_way_of_asking_is_not_there(machine, profile):
    for number in (0x40000000, 0x40000000 | 41, 0xFFFFFFFF):
        assert run(program(profile, machine), number, ARCH[machine]) == refusal(errno.ENOSYS)


@pytest.mark.parametrize(
    "name", ["ptrace", "process_vm_readv", "process_vm_writev", "bpf", "pidfd_getfd", "kexec_load", "mount", "setns"]
)
def test_what_no_process_needs_is_refused(machine, profile, name):
    assert run(program(profile, machine), NUMBERS[name][COLUMN[machine]], ARCH[machine]) == refusal(errno.EPERM)


def test_typing_into_the_terminal_is_refused_and_asking_its_size_is_not(machine, profile):
    code, ioctl = program(profile, machine), NUMBERS["ioctl"][COLUMN[machine]]
    assert run(code, ioctl, ARCH[machine], (0, 0x5412)) == refusal(errno.EPERM)
    assert run(code, ioctl, ARCH[machine], (0, 0x541C)) == refusal(errno.EPERM)
    assert run(code, ioctl, ARCH[machine], (0, 0x5413)) == ALLOW


def test_a_thread_is_made_and_a_namespace_is_not(machine, profile):
    code, clone = program(profile, machine), NUMBERS["clone"][COLUMN[machine]]
    assert run(code, clone, ARCH[machine], (0x3D0F00,)) == ALLOW
    assert run(code, clone, ARCH[machine], (0x40000000,)) == refusal(errno.EPERM)
    assert run(code, NUMBERS["clone3"][0], ARCH[machine]) == refusal(errno.ENOSYS)


def test_the_family_of_a_socket_decides(machine, profile):
    code, socket = program(profile, machine), NUMBERS["socket"][COLUMN[machine]]
    for family in range(50):
        expected = ALLOW if profile.connects and family in profile.families else refusal(errno.EACCES)
        assert run(code, socket, ARCH[machine], (family, 1, 0)) == expected


def test_what_never_connects_makes_pairs_of_streams_only(machine):
    code, pair = program(PROFILES["indexer"], machine), NUMBERS["socketpair"][COLUMN[machine]]
    for flags in (0, 0x800, 0x80000, 0x80800):
        assert run(code, pair, ARCH[machine], (1, 1 | flags, 0)) == ALLOW
        for kind in (2, 3, 5):  # letters, raw, packets in order
            assert run(code, pair, ARCH[machine], (1, kind | flags, 0)) == refusal(errno.EACCES)
    assert run(code, pair, ARCH[machine], (2, 1, 0)) == refusal(errno.EACCES)
    assert run(code, HARMLESS[machine], ARCH[machine]) == ALLOW


@pytest.mark.parametrize("name", ["setxattr", "fsetxattr", "setxattrat", "utimensat", "mq_open", "msgget", "shmget"])
def test_what_can_carry_text_past_landlock_is_refused_to_what_writes_to_named_files_only(machine, name):
    for profile, refused in (("worker", True), ("indexer", True), ("window", False)):
        said = run(program(PROFILES[profile], machine), NUMBERS[name][COLUMN[machine]], ARCH[machine])
        assert said == (refusal(errno.EACCES) if refused else ALLOW), profile


def test_only_a_worker_is_refused_the_rights_of_files(machine):
    for profile, refused in (("worker", True), ("indexer", False), ("window", False)):
        said = run(program(PROFILES[profile], machine), NUMBERS["fchmod"][COLUMN[machine]], ARCH[machine])
        assert said == (refusal(errno.EACCES) if refused else ALLOW), profile


def test_the_numbers_are_those_of_the_systems_headers():
    headers = [Path("/usr/include/x86_64-linux-gnu/asm/unistd_64.h"), Path("/usr/include/asm-generic/unistd.h")]
    if not all(header.exists() for header in headers):
        pytest.skip("the kernel's headers are not installed")
    for column, header in enumerate(headers):
        defined = {m[1]: int(m[2]) for m in re.finditer(r"__NR\w*?_([a-z]\w*) (\d+)", header.read_text())}
        for name, numbers in NUMBERS.items():
            if numbers[column] >= 0 and name in defined:
                assert defined[name] == numbers[column], name
