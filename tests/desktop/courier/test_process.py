"""The courier as a process of its own, confined: what it still can do, and what it no longer can."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from pathlib import Path

import muniment_engines
import pytest
from muniment_desktop.courier import pip_files
from muniment_desktop.courier.client import Courier, Member
from muniment_desktop.courier.failures import CourierFailed
from muniment_desktop.ledger import Ledger
from muniment_desktop.roles import ROLES
from muniment_engines.api import Cancel, Cancelled, HttpRequest
from muniment_engines.launcher import DirectLauncher

BODY = bytes(range(256)) * 8192


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "incoming"
    made.mkdir()
    return made


@pytest.fixture
def courier(folder):
    with Courier(DirectLauncher(ROLES), folder, Ledger(folder.parent / "ledger"), "test") as made:
        yield made


def test_a_file_is_fetched_and_gone_on_with(courier, host, page, folder):
    host.pages["/model"] = page(BODY, cut=[500_000])
    with pytest.raises(CourierFailed, match="broke off"):
        list(courier.fetch(host.url("/model"), [host.name], "a.part", 0, len(BODY), Cancel()))
    here = (folder / "a.part").stat().st_size
    list(courier.fetch(host.url("/model"), [host.name], "a.part", here, len(BODY), Cancel()))
    assert (folder / "a.part").read_bytes() == BODY


def test_a_request_is_sent(courier, host, page):
    host.pages["/"] = page(b"hello")
    reply = courier.send(HttpRequest("GET", host.url("/")).complete(), host.name, {}, Cancel())
    assert b"".join(reply.pieces) == b"hello"


def test_a_name_is_looked_up(courier):
    """`localhost` is no listed host; that it is not reached, and not that it is not found, is what shows."""
    with pytest.raises(CourierFailed) as caught:
        list(courier.fetch("http://localhost:1/", ["localhost:1"], "a.part", 0, 1, Cancel()))
    assert caught.value.why == "unreachable"


def test_pip_works_in_its_confinement(courier, folder, tmp_path, monkeypatch):
    index = tmp_path / "index"
    index.mkdir()
    with zipfile.ZipFile(index / "carrier-1.0-py3-none-any.whl", "w") as wheel:
        wheel.writestr("carrier/a.bin", b"bytes")
        wheel.writestr("carrier-1.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: carrier\nVersion: 1.0\n")
        wheel.writestr("carrier-1.0.dist-info/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        wheel.writestr("carrier-1.0.dist-info/RECORD", "")
    constraints = tmp_path / "constraints.txt"
    constraints.write_text("carrier<2\n")
    settings = tmp_path / "pip.conf"
    settings.write_text(f"[global]\nno-index = true\nfind-links = {index}\nconstraint = {constraints}\n")
    monkeypatch.setenv("PIP_CONFIG_FILE", str(settings))
    monkeypatch.delenv("PIP_FIND_LINKS", raising=False)
    list(courier.wheel("carrier==1.0", [Member("carrier/a.bin", "a.part", 0, 5)], Cancel()))
    assert (folder / "a.part").read_bytes() == b"bytes"
    assert [path.name for path in folder.iterdir()] == ["a.part"]


def test_cancelling_ends_the_process_at_once(courier, host, page):
    host.pages["/model"] = page(BODY)
    cancel = Cancel()
    with pytest.raises(Cancelled):
        for _ in courier.fetch(host.url("/model"), [host.name], "a.part", 0, len(BODY), cancel):
            cancel.request()


@pytest.mark.skipif(sys.platform != "linux", reason="Landlock is Linux's")
def test_it_reads_no_document_and_writes_nowhere_else(folder, tmp_path):
    document = tmp_path / "contract.txt"
    document.write_text("text")
    code = f"""
import sys
sys.path.append({str(Path(muniment_engines.__file__).parents[1])!r})
import json
from muniment_engines.confinement import confine
report = confine("courier", readable={[str(path) for path in pip_files.local_files()]!r}, writable=[{str(folder)!r}])
outcomes = []
for path, mode in (({str(document)!r}, "r"), ({str(tmp_path / "new")!r}, "w"), ({str(folder / "new")!r}, "w")):
    try:
        open(path, mode).close()
        outcomes.append("done")
    except OSError:
        outcomes.append("refused")
print(json.dumps([report.landlock, outcomes]))
"""
    done = subprocess.run([sys.executable, "-I", "-S", "-c", code], capture_output=True, text=True, timeout=60, check=True)
    landlock, outcomes = json.loads(done.stdout)
    assert outcomes == (["refused", "refused", "done"] if landlock else ["done", "refused", "done"])
    assert [path.name for path in folder.iterdir()] == ["new"]
