"""The self-test finds nothing open that should not be, and the same attempts without confinement reach its listeners."""

from __future__ import annotations

import sys
from dataclasses import replace

import pytest
from muniment_engines.api import Cancel, Cancelled
from muniment_engines.launcher import DirectLauncher
from muniment_engines.selftest import expected, run
from muniment_engines.selftest.expected import why_open
from muniment_engines.selftest.roles import ROLES
from muniment_engines.selftest.ways import every_way

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux's confinement is a wall")

UNCONFINED = {role: (target, "none") for role, (target, _) in ROLES.items()}
KINDS = [kind for kind in run.plain_kinds() if kind.process in ("parse worker", "indexer", "window")]
HEARD = {
    "a TCP connection, in Python",
    "a UDP letter, in Python",
    "a web page, by urllib",
    "a helper program that connects",
    "a TCP connection, by system call",
    "a UDP letter, by system call",
    "a question to a name server, by system call",
    "a local socket, in Python",
    "a local socket, by system call",
    "a local socket that takes letters",
    "an abstract local socket",
}
NOT_FOR_EVERYBODY = {
    # What a kernel lacks, or what only root may do, comes through nowhere.
    "a TCP connection over IPv6, in Python",
    "a TCP connection over IPv6, by system call",
    "a name look-up, in Python",
    "a raw IP socket",
    "a packet socket",
    "a socket to the virtual machine's host",
    "a socket of any other family",
    "an open socket that came along",
    "the desktop's message bus",
    "the system's message bus",
    "the system's name service",
    "the display",
    "containers' service",
    "writing beside a file: extended attributes",
    "the terminal",
    "mounting",
    "a tree of mounts",
    "a module for the kernel",
    "a file by its handle",
    "a ring for calls that no filter sees (io_uring)",
    "a namespace of users",
    "a namespace of networks",
    "a namespace of mounts",
    "a process in new namespaces",
    "a queue of messages (POSIX)",
    "a queue of messages (System V)",
    "shared memory (System V)",
    "the kernel's keys",
    "a key in the kernel, for others to read",
    "a program in the kernel (bpf)",
    "page faults in its own hands (userfaultfd)",
    "the processor's counters",
    "system calls by x32's numbers",
    "system calls of a 32-bit program",
    "typing into the terminal",
}


@pytest.fixture(scope="module")
def confined():
    return [attempt for tried in run.attempts(DirectLauncher(ROLES), KINDS) for attempt in tried]


@pytest.fixture(scope="module")
def unconfined():
    worker = replace(KINDS[0], spec={})
    (tried,) = run.attempts(DirectLauncher(UNCONFINED), [worker])
    return {attempt.way: attempt for attempt in tried}


def test_nothing_gets_out(confined):
    assert [(a.process, a.way, a.by) for a in confined if not a.expected] == []


def test_every_way_is_tried_by_every_process_once(confined):
    tried = [(a.process, a.way) for a in confined]
    assert len(set(tried)) == len(tried) == len(KINDS) * len(every_way())


def test_a_worker_is_stopped_everywhere_and_whatever_is_native_by_the_kernel(confined):
    mine = [a for a in confined if a.process == "parse worker"]
    assert all(a.stopped for a in mine)
    by_python = {a.way for a in mine if not a.by.startswith("kernel")}
    assert all("Python" in way or way in ("a web page, by urllib", "a helper program that connects") for way in by_python
               if way != "an open socket that came along")  # fmt: skip


def test_what_stays_open_says_why(confined):
    still_open = [a for a in confined if not a.stopped]
    assert still_open
    assert all(a.by.startswith("open, because") for a in still_open)
    assert {a.process for a in still_open} == {"indexer", "window"}


def test_what_is_said_to_stay_open_is_a_way_that_there_is():
    names = {way.name for way in every_way()}
    for profile in ("window", "indexer"):
        assert set(expected._OPEN[profile]) <= names
    assert why_open("worker", "the display") == ""


def test_without_confinement_the_listeners_hear_it(unconfined):
    assert {way for way in HEARD if unconfined[way].by != "nothing: a listener heard it"} == set()


def test_without_confinement_everything_comes_through_that_this_system_has(unconfined):
    closed = {way for way, attempt in unconfined.items() if attempt.stopped}
    assert closed - NOT_FOR_EVERYBODY == set()


def test_what_a_child_did_not_try_is_not_said_to_be_stopped():
    gone = {**ROLES, "selftest-window": ("muniment_engines.selftest.nothing:main", "window")}
    (tried,) = run.attempts(DirectLauncher(gone), [KINDS[-1]])
    assert {(a.stopped, a.by, a.expected) for a in tried} == {(False, run.UNKNOWN, False)}


def test_it_can_be_cancelled():
    cancel = Cancel()
    tried = run.attempts(DirectLauncher(ROLES), KINDS, cancel)
    next(tried)
    cancel.request()
    with pytest.raises(Cancelled):
        next(tried)
