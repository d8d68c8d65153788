"""Locking before a sleep and with the session: against a real message bus and a login service of the tests' own."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from muniment_desktop.window.app import attend
from muniment_desktop.window.locking.login import Login
from muniment_engines.launcher import DirectLauncher
from window_driving import Bench, until
from window_fakes import FakeServices, FakeSession

pytest.importorskip("jeepney", reason="the login service of these tests speaks through jeepney, which comes with the keychain")
if shutil.which("dbus-daemon") is None:
    pytest.skip("no dbus-daemon here", allow_module_level=True)

Make = Callable[..., Bench]
HERE = Path(__file__).parent
TYPED = ("passphrase", "recovery")

CONFIGURATION = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>session</type><listen>unix:path={place}</listen><auth>EXTERNAL</auth><policy context="default">
<allow send_destination="*"/><allow eavesdrop="true"/><allow own="*"/></policy></busconfig>"""


class Service:
    """The login service: what it is told to do, and what it says."""

    def __init__(self, address: str) -> None:
        self.address = address
        program = [sys.executable, str(HERE / "login_service.py"), address]
        self.process = subprocess.Popen(program, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        assert self.heard() == "there"

    def tell(self, order: str) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(f"{order}\n")
        self.process.stdin.flush()

    def heard(self) -> str:
        """The next line."""
        assert self.process.stdout is not None
        return self.process.stdout.readline().strip()


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Service]:
    place = tmp_path / "bus"
    (tmp_path / "bus.conf").write_text(CONFIGURATION.format(place=place))
    daemon = subprocess.Popen(
        ["dbus-daemon", f"--config-file={tmp_path / 'bus.conf'}", "--nofork", "--print-address"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert daemon.stdout is not None
    daemon.stdout.readline()
    made = Service(f"unix:path={place}")
    yield made
    for process in (made.process, daemon):
        process.kill()
        process.communicate()


@pytest.fixture
def attended(bench: Make, session: FakeSession, service: Service) -> Iterator[Callable[..., tuple[Bench, Login]]]:
    logins: list[Login] = []

    def make(opens_with: tuple[str, ...] = TYPED) -> tuple[Bench, Login]:
        session.opens_with = opens_with
        window, ready = bench(services=FakeServices(session)), []
        logins.append(attend(window.window, window.works, service.address))
        logins[0].ready.connect(lambda: ready.append(True))
        until(lambda: ready)
        return window.opened(session), logins[0]

    yield make
    for login in logins:
        login.close()


Attended = Callable[..., tuple[Bench, Login]]


@pytest.mark.parametrize("told", ["sleep", "lock", "hint"])
def test_the_vault_is_locked_before_the_sleep_and_with_the_session(attended: Attended, service: Service, told: str) -> None:
    window, login = attended()
    braked = []
    login.braked.connect(lambda: braked.append(True))
    until(lambda: braked or login._brake is not None)
    assert service.heard() == "brake sleep Muniment Vaults are locked first delay"
    service.tell(told)
    until(lambda: window.services.locked)
    assert not window.window.isVisible()


@pytest.mark.parametrize("told", ["wake", "unhint", "other"])
def test_nothing_else_locks_it(attended: Attended, service: Service, told: str) -> None:
    window, login = attended()
    came: list[str] = []
    login.leaving.connect(lambda: came.append("leaving"))
    service.tell(told)
    service.tell("sleep")  # comes after the other, on the same bus
    until(lambda: window.services.locked)
    assert came == ["leaving"]


def test_a_vault_that_opens_with_one_click_holds_nothing_up_and_stays_open(attended: Attended, service: Service) -> None:
    window, login = attended(("keyfile",))
    came: list[bool] = []
    login.leaving.connect(lambda: came.append(True))
    service.tell("sleep")
    until(lambda: came)
    assert not window.services.locked
    assert login._brake is None


def test_a_first_passphrase_makes_the_next_sleep_wait(attended: Attended, service: Service, session: FakeSession) -> None:
    window, login = attended(("keyfile",))
    session.opens_with = TYPED
    window.works.vault.set_passphrase("", "secret")
    until(lambda: login._brake is not None)
    assert service.heard().startswith("brake sleep")


def test_the_sleep_waits_until_the_confined_process_is_gone(service: Service) -> None:
    """As the real window: only local sockets are open to it, and the brake ends when the process does."""
    import muniment_desktop
    import muniment_engines

    packages = {str(HERE), *(str(Path(p.__file__ or "").parents[1]) for p in (muniment_desktop, muniment_engines))}
    launcher = DirectLauncher({"window": ("login_child:main", "window")}, sorted(packages))
    child = launcher.start("window", {"address": service.address})
    assert child.channel.receive(60).header == {"braked": True}
    assert service.heard().startswith("brake sleep")
    service.tell("sleep")
    assert child.channel.receive(60).header == {"leaving": True}
    assert child.wait(0) is None
    child.channel.send({})
    assert service.heard() == "let go"
    assert child.wait(60) == 0
    child.channel.close()


def test_without_a_bus_nothing_is_told_and_nothing_is_said(bench: Make, tmp_path: Path) -> None:
    window = bench()
    login, reached = Login(f"unix:path={tmp_path / 'none'}"), []
    login.begin(window.works.lanes.privacy)
    window.works.lanes.privacy.call(lambda: True, reached.append)
    until(lambda: reached)
    login.hold(True)
    assert login._bus is None
    login.close()
