"""`muniment privacy` in the real program: the starter's own children try to get out, and the switch keeps the courier away."""

from __future__ import annotations

import json
import sys

import pytest
from end_to_end_program import Program
from muniment_engines.environment import child_environment


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux's confinement is a wall")
def test_every_attempt_is_stopped_or_stays_open_for_a_reason(program: Program) -> None:
    told = json.loads(program("privacy", "selftest", "--json").stdout)
    attempts = told["attempts"]
    assert told["got_out"] == 0
    assert {tuple(sorted(attempt)) for attempt in attempts} == {("by", "process", "stopped", "way")}
    kinds = {"parse worker", "embed worker", "chat worker", "ocr worker", "redact worker", "indexer", "command", "window"}
    assert {attempt["process"] for attempt in attempts} == kinds
    assert all(a["stopped"] for a in attempts if a["process"].endswith("worker"))
    assert all(a["by"].startswith("open, because") for a in attempts if not a["stopped"])


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux's confinement is a wall")
def test_the_test_works_while_the_network_is_switched_off(program: Program) -> None:
    program("privacy", "offline", "on")
    assert "attempts were stopped" in program("privacy", "selftest").stdout


def test_the_switch_keeps_the_courier_from_being_started(program: Program) -> None:
    assert json.loads(program("privacy", "show", "--json").stdout)["offline"] is False
    program("privacy", "offline", "on")
    assert json.loads(program("privacy", "show", "--json").stdout)["offline"] is True
    assert "network is switched off" in program("models", "get", "all-minilm-l6-v2", expect=1).stderr
    assert json.loads(program("privacy", "ledger", "--json").stdout) == {"entries": []}
    program("privacy", "offline", "off")
    assert "The network is on" in program("privacy", "show").stdout


def test_libraries_that_call_home_are_told_not_to() -> None:
    told = child_environment("worker", {"HF_HUB_OFFLINE": "0", "HTTPS_PROXY": "http://proxy.example.org", "HOME": "/home/ada"})
    assert {
        name: told[name] for name in ("HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE", "DO_NOT_TRACK", "HF_HUB_DISABLE_TELEMETRY")
    } == {
        "HF_HUB_OFFLINE": "1",
        "TRANSFORMERS_OFFLINE": "1",
        "DO_NOT_TRACK": "1",
        "HF_HUB_DISABLE_TELEMETRY": "1",
    }
    assert not {"HTTPS_PROXY", "HOME"} & set(told)
