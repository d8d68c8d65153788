"""A run that can be cut off and goes on: what it asks of what is kept beside its predictions.

Predictions of another run are never mixed in: where questions, documents, models or the way of asking are others, it is said so.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from muniment_engines.errors import MunimentError

from ..paths import make_private
from .questions import Line

PREDICTIONS, RUN = "predictions.jsonl", "run.json"


class Run:
    """The folder of one run."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.predictions = folder / PREDICTIONS

    def take_up(self, asked: Mapping[str, Any]) -> dict[str | int, Line]:
        """Begin, or go on with a run that asked the same; the predictions that are there, by identifier.

        A last line that was cut off in the midst is removed. Raises `MunimentError` where the folder holds another run.
        """
        try:
            make_private(self.folder)
            if self.predictions.exists() and self.predictions.stat().st_size:
                self._require_same(asked)
                return self._whole_lines()
            run = {"begun": date.today().isoformat(), **asked}
            (self.folder / RUN).write_text(json.dumps(run, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        except OSError as error:
            raise MunimentError(f"{self.folder} cannot be used: {error.strerror}; choose another folder.") from error
        return {}

    @property
    def begun(self) -> str:
        """The day of the first prediction."""
        return str(json.loads((self.folder / RUN).read_text(encoding="utf-8"))["begun"])

    def write(self, name: str, text: str) -> Path:
        """Write a file of the run; its path."""
        path = self.folder / name
        try:
            path.write_text(text, encoding="utf-8", newline="\n")
        except OSError as error:
            raise MunimentError(f"{path} cannot be written: {error.strerror}; choose another folder.") from error
        return path

    def _require_same(self, asked: Mapping[str, Any]) -> None:
        try:
            before = json.loads((self.folder / RUN).read_text(encoding="utf-8"))
            others = [what for what in asked if before.get(what) != asked[what]]
        except (FileNotFoundError, ValueError, AttributeError):
            others = ["origin"]
        if others:
            raise MunimentError(
                f"{self.folder} holds the predictions of another run (not the same: {', '.join(others)}); choose another folder."
            )

    def _whole_lines(self) -> dict[str | int, Line]:
        """The predictions, after the file was cut to whole lines."""
        with self.predictions.open("r+b") as file:
            data = file.read()
            whole = data[: data.rfind(b"\n") + 1]
            file.truncate(len(whole))
        try:
            lines = [json.loads(line) for line in whole.decode("utf-8").split("\n") if line]
            return {line["id"]: line for line in lines}
        except (ValueError, KeyError, TypeError) as error:
            raise MunimentError(f"{self.predictions} is damaged; delete it, or choose another folder.") from error
