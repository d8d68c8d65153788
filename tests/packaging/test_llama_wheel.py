"""Where llama-cpp-python's wheel comes from, and what it is kept for."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest

WHEEL = "llama_cpp_python-0.3.36-py3-none-linux_x86_64.whl"


class Pip:
    """Plays `Work`: puts a wheel where the command wants it, unless it is one that fails."""

    def __init__(self, fails, stop):
        self.fails, self.stop, self.ran = fails, stop, []

    def run(self, name, command, environment=None):
        self.ran.append((command, environment))
        if self.fails in command:
            raise self.stop("failed")
        if name == "llama-cpp-python":
            Path(command[-1], WHEEL).write_bytes(b"wheel")

    def say(self, text):
        pass


@pytest.fixture
def llama(setup, monkeypatch):
    monkeypatch.setattr(setup["llama_wheel"], "answers", lambda url: False)
    return setup["llama_wheel"]


@pytest.fixture
def pip(setup):
    return lambda fails="": Pip(fails, setup["work"].Stop)


def fetched(llama, pip):
    return llama.llama_wheel(pip, ["pip"], ["locked"]).result(10)


def test_it_is_built_once_from_the_source_that_is_pinned(llama, pip, tmp_path):
    first = pip()
    wheel = fetched(llama, first)
    assert wheel.is_relative_to(tmp_path / "cache")
    assert wheel.read_bytes() == b"wheel"
    tools, build = (command for command, _ in first.ran)
    assert tools == ["locked", "-r", str(llama.LOCKS / "build.txt")]
    assert {"wheel", "--require-hashes", "--no-build-isolation", str(llama.PINNED)} <= set(build)
    assert list(wheel.parent.iterdir()) == [wheel]
    second = pip()
    assert fetched(llama, second) == wheel
    assert second.ran == []


def test_cmake_is_told_what_uv_tells_it_and_what_a_person_adds(llama, pip, monkeypatch):
    monkeypatch.setenv("CMAKE_ARGS", "-DGGML_CUDA=ON '-DA=b c'")
    build = pip()
    fetched(llama, build)
    told = shlex.split(build.ran[-1][1]["CMAKE_ARGS"])
    assert {"-DLLAMA_BUILD_TOOLS=OFF", "-DLLAVA_BUILD=OFF", "-DGGML_CUDA=ON", "-DA=b c"} <= set(told)
    left_out = next(option.split("=")[1] for option in told if option.startswith("-DCMAKE_PROJECT_llama_cpp_INCLUDE="))
    assert "LLAMA_BUILD_COMMON OFF" in Path(left_out).read_text()


def test_its_publisher_is_asked_first(llama, pip, monkeypatch):
    monkeypatch.setattr(llama, "answers", lambda url: True)
    ran = pip()
    assert fetched(llama, ran).name == WHEEL
    ((command, _),) = ran.ran
    assert command[:2] == ["pip", "download"]
    assert "llama-cpp-python==0.3.36" in command


def test_a_publisher_without_it_is_no_end(llama, pip, monkeypatch):
    monkeypatch.setattr(llama, "answers", lambda url: True)
    ran = pip(fails="download")
    assert fetched(llama, ran).name == WHEEL
    assert "wheel" in ran.ran[-1][0]


def test_a_build_that_fails_leaves_nothing(llama, pip, setup):
    with pytest.raises(setup["work"].Stop):
        fetched(llama, pip(fails="wheel"))
    assert llama.ready_wheel() is None


@pytest.mark.parametrize("change", ["options", "processor"])
def test_another_build_has_another_place(llama, pip, monkeypatch, change):
    fetched(llama, pip())
    if change == "options":
        monkeypatch.setenv("CMAKE_ARGS", "-DGGML_CUDA=ON")
    else:
        monkeypatch.setattr(llama, "_features", lambda: "flags: fewer")
    assert llama.ready_wheel() is None
