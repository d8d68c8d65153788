"""What the system lacks: installed where that is allowed, otherwise named with one command."""

from __future__ import annotations

import pytest


class Said(list):
    say = list.append


@pytest.fixture
def system(setup, monkeypatch):
    module = setup["system"]
    monkeypatch.setattr(module, "_to_set_up", dict)
    monkeypatch.setattr(module, "_for_qt", dict)
    monkeypatch.setattr(module.shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(module.os, "geteuid", lambda: 1000, raising=False)
    monkeypatch.setattr(module.subprocess, "call", lambda command: pytest.fail("nobody allowed that"))
    return module


@pytest.fixture
def lacks_compiler(system, monkeypatch):
    monkeypatch.setattr(system, "_to_set_up", lambda: {"a C++ compiler": "g++"})


@pytest.fixture
def lacks_libraries(system, monkeypatch):
    monkeypatch.setattr(system, "_for_qt", lambda: {"libGL.so.1": "libgl1", "libEGL.so.1": "libegl1"})


def test_nothing_is_said_where_nothing_is_lacking(system):
    said = Said()
    system.need_system(said, yes=False, window=True)
    assert said == []


@pytest.mark.usefixtures("lacks_compiler")
def test_what_setting_up_needs_is_named_with_its_command(system, setup):
    with pytest.raises(setup["work"].Stop) as stopped:
        system.need_system(Said(), yes=False, window=False)
    command = "sudo apt-get install --yes --no-install-recommends g++"
    assert str(stopped.value) == f"This system lacks a C++ compiler. Install it with: {command}"


@pytest.mark.usefixtures("lacks_libraries")
@pytest.mark.parametrize("window", [True, False])
def test_what_qt_needs_stops_the_window_only(system, setup, window):
    said = Said()
    if window:
        with pytest.raises(setup["work"].Stop, match=r"libGL.*libgl1 libegl1"):
            system.need_system(said, yes=False, window=True)
    else:
        system.need_system(said, yes=False, window=False)
        assert "Only the window needs it" in said[0]


@pytest.mark.usefixtures("lacks_libraries")
@pytest.mark.parametrize(("yes", "user", "start"), [(True, 1000, ["sudo", "apt-get"]), (False, 0, ["apt-get"])])
def test_it_is_installed_with_a_yes_and_as_root(system, monkeypatch, yes, user, start):
    ran = []
    monkeypatch.setattr(system.os, "geteuid", lambda: user, raising=False)
    monkeypatch.setattr(system.subprocess, "call", lambda command: ran.append(command) or 0)
    system.need_system(Said(), yes=yes, window=True)
    assert ran == [[*start, "install", "--yes", "--no-install-recommends", "libgl1", "libegl1"]]


@pytest.mark.usefixtures("lacks_compiler")
def test_old_lists_of_packages_are_renewed(system, monkeypatch):
    ran = []
    answers = iter([100, 0, 0])
    monkeypatch.setattr(system.subprocess, "call", lambda command: ran.append(command) or next(answers))
    system.need_system(Said(), yes=True, window=True)
    assert [command[2] for command in ran] == ["install", "update", "install"]


@pytest.mark.usefixtures("lacks_compiler")
def test_a_failed_install_stops_with_the_command(system, setup, monkeypatch):
    monkeypatch.setattr(system.subprocess, "call", lambda command: 100)
    with pytest.raises(setup["work"].Stop, match="apt-get install"):
        system.need_system(Said(), yes=True, window=True)


@pytest.mark.usefixtures("lacks_libraries")
def test_other_systems_have_ways_of_their_own(system, setup, monkeypatch):
    monkeypatch.setattr(system.shutil, "which", lambda name: None)
    with pytest.raises(setup["work"].Stop, match=r"lacks libGL\.so\.1, libEGL\.so\.1\. Install it the way"):
        system.need_system(Said(), yes=True, window=True)


def test_a_compiler_is_asked_for_only_where_something_is_built(setup, monkeypatch, tmp_path):
    module = setup["system"]
    monkeypatch.setattr(module.os, "name", "posix")
    monkeypatch.setattr(module.shutil, "which", lambda name: None)
    monkeypatch.setattr(module, "ready_wheel", lambda: None)
    monkeypatch.setattr(module, "answers", lambda url: False)
    assert "g++" in module._to_set_up().values()
    monkeypatch.setattr(module, "ready_wheel", lambda: tmp_path)
    assert module._to_set_up() == {}


def test_debian_without_venv(setup, monkeypatch):
    module = setup["system"]
    monkeypatch.setattr(module, "ready_wheel", lambda: "there")
    monkeypatch.setattr(module.importlib.util, "find_spec", lambda name: None)
    assert module._to_set_up() == {"Python's venv": "python3-venv"}
