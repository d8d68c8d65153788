"""Hello, plugin: a chat engine that reads out the longest line that it was given, with the line's number in Roman numerals."""

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
        lines = request.messages[-1].content.splitlines() or [""]
        longest = max(range(len(lines)), key=lambda at: len(lines[at]))
        answer = f"{RomanNumeral(min(longest + 1, 3999))}. {lines[longest]}"
        for stop in request.stop:
            answer = answer.partition(stop)[0]
        words = answer.split()[: request.max_tokens]
        yield TextDelta(" ".join(words))
        yield Usage(prompt_tokens=sum(len(line.split()) for line in lines), generated_tokens=len(words))

    def count_tokens(self, text: str) -> TokenCount:
        return TokenCount(len(text.split()), exact=True)
