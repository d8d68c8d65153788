"""Run an engine here, in this terminal and unconfined, with `print` and `pdb`: for whoever writes one.

python -m muniment_engines.run PACKAGE "hello"               a chat engine answers, an embed engine shows numbers
python -m muniment_engines.run PACKAGE:name FILE             a parse engine shows the pages of a file, an OCR engine its words
python -m muniment_engines.run PACKAGE "hello" model=/a/b    with settings
"""

from __future__ import annotations

import argparse
import mimetypes
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from muniment_engines.api import (
    Cancel,
    Chat,
    ChatRequest,
    Embed,
    EngineInfo,
    Message,
    Ocr,
    Opened,
    Parse,
    ParseLimits,
    Redact,
    SettingValue,
    TextDelta,
)
from muniment_engines.errors import MunimentError
from muniment_engines.loading import load_engine

_SHOWN = 8
_READ_AT = 200 / 72
"""Pixels per point at which text is recognised best for its price."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Load, open and ask the engine that is named; returns the exit status."""
    options = _parser().parse_args(arguments)
    try:
        engine = load_engine(options.engine)
        info = engine.describe()
        with tempfile.TemporaryDirectory() as folder:
            opened = engine.open(_settings(info, options.settings), Path(folder))
            _ask(opened, options.text)
    except MunimentError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("python -m muniment_engines.run", description="Run an engine here, unconfined.")
    parser.add_argument("engine", metavar="PACKAGE[:NAME]", help="where the engine is")
    parser.add_argument("text", metavar="TEXT|FILE", help="what to ask or embed, or the file to read")
    parser.add_argument("settings", nargs="*", metavar="NAME=VALUE", help="the engine's settings")
    return parser


def _settings(info: EngineInfo, given: Sequence[str]) -> dict[str, SettingValue]:
    """The settings' defaults, with what was given in the type that the engine states."""
    values: dict[str, SettingValue] = {setting.name: setting.default for setting in info.settings}
    types = {setting.name: setting.type for setting in info.settings}
    for pair in given:
        name, _, value = pair.partition("=")
        if name not in types:
            known = ", ".join(types) or "none"
            raise MunimentError(f"The engine “{info.name}” has no setting called “{name}”; it has: {known}.")
        values[name] = _typed(name, value, types[name])
    return values


def _typed(name: str, value: str, kind: str) -> SettingValue:
    try:
        match kind:
            case "integer":
                return int(value)
            case "number":
                return float(value)
            case "flag":
                return {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False}[value.lower()]
    except (ValueError, KeyError) as error:
        raise MunimentError(f"“{value}” will not do for the setting “{name}”; give it a {kind}.") from error
    return value


def _ask(engine: Chat | Embed | Parse | Ocr | Redact, text: str) -> None:
    if isinstance(engine, Chat):
        for piece in engine.generate(ChatRequest((Message("user", text),)), Cancel()):
            print(piece.text if isinstance(piece, TextDelta) else f"\n{piece}", end="", flush=True)
        print()
    elif isinstance(engine, Embed):
        print(engine.space.identifier, engine.encode([text], "query")[0, :_SHOWN].tolist(), "…")
    elif isinstance(engine, Ocr):
        _show_seen(engine, Path(text))
    elif isinstance(engine, Redact):
        for name in engine.names([text], Cancel())[0]:
            print(f"{name.score:.2f} {name.kind:12} {text[name.start : name.end]}")
    else:
        _show_pages(engine, Path(text))


def _show_pages(engine: Parse, path: Path) -> None:
    document = _opened(engine, path)
    print(document.about)
    for page in document.pages(Cancel()):
        print(f"── {page.label} ── {len(page.words.spans)} words\n{page.text}")
    document.close()


def _show_seen(engine: Ocr, path: Path) -> None:
    """The pictures are drawn by the bundled engine for pictures."""
    from muniment_engines.bundled.image import ImageParser

    document = _opened(ImageParser(), path)
    for page in document.pages(Cancel()):
        seen = engine.recognise(document.render(page.index, _READ_AT), Cancel())
        print(f"── {page.label} ── turned by {seen.turned}°")
        for line in seen.lines:
            print(f"{line.confidence:.2f} ", *(word.text for word in line.words))
    document.close()


def _opened(engine: Parse, path: Path) -> Opened:
    media_type = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    try:
        data = path.read_bytes()
    except OSError as error:
        raise MunimentError(f"{path} cannot be read ({error.strerror}); name another file.") from error
    return engine.open(memoryview(data), media_type, ParseLimits())


if __name__ == "__main__":
    sys.exit(main())
