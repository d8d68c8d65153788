"""What is asked of a chat engine, and what it writes."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from muniment_engines.api import ChatRequest, Message, TextDelta, TokenCount, Usage
from muniment_engines.wire.parts import Buffer, Parts, decoding, pack_texts, text_bytes, text_of, unpack_texts

_IN_HEADER = 16_384
"""Characters of a piece that still travel in the header."""
_ENDINGS = ("end", "stop", "length", "cancelled")


def request_to_wire(request: ChatRequest) -> tuple[dict[str, Any], Parts]:
    fields = {
        "roles": [message.role for message in request.messages],
        "max_tokens": request.max_tokens,
        "seed": request.seed,
        "temperature": request.temperature,
        "schema": request.schema,
    }
    return fields, {
        **pack_texts([message.content for message in request.messages], "messages"),
        **pack_texts(request.stop, "stop"),
    }


def request_from_wire(fields: dict[str, Any], parts: Parts) -> ChatRequest:
    contents = unpack_texts(parts, "messages")
    return ChatRequest(
        messages=tuple(Message(role, content) for role, content in zip(fields["roles"], contents, strict=True)),
        max_tokens=fields["max_tokens"],
        stop=tuple(unpack_texts(parts, "stop")),
        seed=fields["seed"],
        temperature=fields["temperature"],
        schema=fields["schema"],
    )


def piece_to_wire(piece: TextDelta | Usage) -> tuple[dict[str, Any], dict[str, Buffer]]:
    if isinstance(piece, Usage):
        return {"usage": asdict(piece)}, {}
    if len(piece.text) <= _IN_HEADER:
        return {"text": piece.text}, {}
    return {}, {"text": text_bytes(piece.text)}


def piece_from_wire(fields: dict[str, Any], parts: Parts) -> TextDelta | Usage:
    with decoding():
        if "usage" in fields:
            return _usage(fields["usage"])
        text = fields["text"] if "text" in fields else text_of(parts["text"])
        if not isinstance(text, str):
            raise TypeError
        return TextDelta(text)


def count_from_json(fields: dict[str, Any]) -> TokenCount:
    with decoding():
        return TokenCount(int(fields["value"]), bool(fields["exact"]))


def _usage(data: dict[str, Any]) -> Usage:
    if data["ended"] not in _ENDINGS:
        raise ValueError
    return Usage(
        prompt_tokens=int(data["prompt_tokens"]),
        generated_tokens=int(data["generated_tokens"]),
        cached_tokens=int(data["cached_tokens"]),
        prompt_seconds=float(data["prompt_seconds"]),
        generate_seconds=float(data["generate_seconds"]),
        ended=data["ended"],
    )
