"""Hello, plugin: a chat engine that tells how long the question was, in Roman numerals."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from muniment_engines.api import API_VERSION, Cancel, ChatRequest, EngineInfo, SettingValue, TextDelta, TokenCount, Usage
from roman_numerals import RomanNumeral


def describe() -> EngineInfo:
    return EngineInfo(api=API_VERSION, kind="chat", name="example", version="0.1.0")


def open(settings: Mapping[str, SettingValue], private_folder: Path) -> Example:
    return Example()


class Example:
    def generate(self, request: ChatRequest, cancel: Cancel) -> Iterator[TextDelta | Usage]:
        asked = len(request.messages[-1].content.split())
        answer = f"You asked in {RomanNumeral(min(max(asked, 1), 3999))} words."
        for stop in request.stop:
            answer = answer.partition(stop)[0]
        words = answer.split()[: request.max_tokens]
        yield TextDelta(" ".join(words))
        yield Usage(prompt_tokens=asked, generated_tokens=len(words))

    def count_tokens(self, text: str) -> TokenCount:
        return TokenCount(len(text.split()), exact=True)
