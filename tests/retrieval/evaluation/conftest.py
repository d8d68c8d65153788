"""Made-up questions and predictions of every kind, the same ones each time."""

from __future__ import annotations

import random
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

WORDS = "rent lease house notice term party price 900 1,250 2011 May dollars tenant owner garden gate key door".split()  # noqa: SIM905


@dataclass(frozen=True)
class MadeUp:
    """A set with its folder of documents."""

    docs: Path
    questions: list[dict[str, Any]]
    predictions: dict[str, dict[str, Any]]


@pytest.fixture(params=range(6))
def made_up(request: pytest.FixtureRequest, tmp_path: Path) -> MadeUp:
    chance = random.Random(request.param)
    docs = tmp_path / "docs"
    for folder in ("en", "de"):
        (docs / folder).mkdir(parents=True)
        for number in range(3):
            (docs / folder / f"{number}{folder if number else ''}.txt").write_text(text(chance, 60))
    paths = sorted(docs.rglob("*.txt"))
    questions = [question(chance, n, docs, paths) for n in range(40)]
    kinds = chance.choice((("hits",), ("answer",), ("hits", "answer")))
    predictions = {q["id"]: prediction(chance, q["id"], kinds, paths) for q in questions if chance.random() < 0.9}
    return MadeUp(docs, questions, predictions)


def text(chance: random.Random, words: int) -> str:
    return " ".join(chance.choices(WORDS, k=words))


def question(chance: random.Random, number: int, docs: Path, paths: list[Path]) -> dict[str, Any]:
    names = [f"docs/{path.relative_to(docs).as_posix()}" for path in chance.sample(paths, 2)]
    fields: dict[str, Any] = {
        "doc": names[0],
        "docs": names,
        "gold_pages_1based": chance.sample(range(1, 5), chance.randint(0, 2)),
        "answers": [text(chance, chance.choice((1, 2, 15))) for _ in range(chance.randint(0, 2))],
        "evidence": chance.choice((text(chance, 3), [text(chance, 4), {"text": text(chance, 2)}])),
        "relevant": [chance.choice(paths).stem, "elsewhere"],
        "unanswerable": chance.random() < 0.3,
        "clause_absent": chance.random() < 0.1,
    }
    return {"id": f"q{number}"} | {name: value for name, value in fields.items() if chance.random() < 0.7}


def prediction(chance: random.Random, name: str, kinds: tuple[str, ...], paths: list[Path]) -> dict[str, Any]:
    made: dict[str, Any] = {"id": name, "seconds": chance.random()}
    if "hits" in kinds:
        made["hits"] = [place(chance, paths) | {"text": text(chance, 280)} for _ in range(chance.randint(0, 14))]
    if "answer" in kinds:
        made |= {"answer": text(chance, 20), "refused": chance.random() < 0.3, "seconds_to_first_token": chance.random()}
        made["citations"] = [quote(chance, paths) for _ in range(chance.randint(0, 3))]
    return made


def place(chance: random.Random, paths: list[Path]) -> dict[str, Any]:
    path = chance.choice(paths)
    return {"document": chance.choice((str(path), path.name, "/elsewhere/none.txt")), "page": chance.choice((1, 2, 3, 4, None))}


def quote(chance: random.Random, paths: list[Path]) -> dict[str, Any]:
    words, start = chance.choice(paths).read_text().split(), chance.randint(0, 50)
    return place(chance, paths) | {"quote": " ".join(words[start : start + chance.randint(2, 9)])}
