"""What the system has to bring along: named, with the one command that installs it, or installed. The standard library only."""

from __future__ import annotations

import contextlib
import ctypes
import importlib.util
import os
import shutil
import subprocess
import sys

from llama_wheel import ready_wheel
from project import answers, index_of, read_toml
from work import Stop, Work


def need_system(work: Work, yes: bool, window: bool) -> None:
    """Install what the system lacks, as root or with a yes, or else name the command that does.

    Raises `Stop` where nothing goes on without it; libraries that only Qt needs do not count, unless the `window` is wanted.
    """
    needed, for_qt = _to_set_up(), _for_qt()
    lacking = {**needed, **for_qt}
    if not lacking:
        return
    sentence = f"This system lacks {', '.join(lacking)}."
    if shutil.which("apt-get"):
        root = os.geteuid() == 0
        apt = ["apt-get"] if root else ["sudo", "apt-get"]
        install = [*apt, "install", "--yes", "--no-install-recommends", *dict.fromkeys(lacking.values())]
        if root or yes:
            work.say(f"{sentence} Installing: {' '.join(install)}")
            if subprocess.call(install) == 0 or subprocess.call([*apt, "update"]) == subprocess.call(install) == 0:
                return
        sentence += f" Install it with: {' '.join(install)}"
    else:
        sentence += " Install it the way that this system does, then start this again."
    if needed or window:
        raise Stop(sentence)
    work.say(f"{sentence}\nOnly the window needs it.")


def _to_set_up() -> dict[str, str]:
    lacking = {}
    if importlib.util.find_spec("ensurepip") is None:
        lacking["Python's venv"] = "python3-venv"
    compilers = (os.environ.get("CXX") or "c++", "g++", "clang++")
    builds = os.name == "posix" and not ready_wheel() and not answers(index_of("llama_cpp_python"))
    if builds and not any(shutil.which(compiler) for compiler in compilers):
        lacking["a C++ compiler"] = "g++"
    return lacking


def _for_qt() -> dict[str, str]:
    libraries = read_toml("packaging/linux/qt-libraries.toml") if sys.platform == "linux" else {}
    return {name: package for name, package in libraries.items() if not _loads(name)}


def _loads(library: str) -> bool:
    with contextlib.suppress(OSError):
        ctypes.CDLL(library)
        return True
    return False
