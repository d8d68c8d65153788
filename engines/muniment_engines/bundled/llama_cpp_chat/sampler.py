"""Chooses the next token: the likeliest at temperature 0, otherwise one of the likely ones by a seeded die."""

from __future__ import annotations

import contextlib
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from muniment_engines.api import ChatRequest
from muniment_engines.errors import EngineError

TOP_K, TOP_P, MIN_P = 40, 0.95, 0.05
SEEDS = 0x7FFFFFFF
"""llama.cpp takes a seed of all ones for "any"."""

SURROGATES = re.compile(r"\\u(d[89ab][0-9a-f]{2})\\u(d[c-f][0-9a-f]{2})")
"""The converter writes characters beyond U+FFFF as JSON does, in two halves; the grammar takes each for a character."""


@contextlib.contextmanager
def sampler(llama: Any, vocabulary: Any, request: ChatRequest) -> Iterator[Any]:
    """llama.cpp's chain of choices for one request; freed at the end.

    Raises `EngineError` for a schema that cannot be held.
    """
    parts = [] if request.schema is None else [_grammar(llama, vocabulary, request.schema)]
    if request.temperature <= 0:
        parts.append(llama.llama_sampler_init_greedy())
    else:
        parts += [
            llama.llama_sampler_init_top_k(TOP_K),
            llama.llama_sampler_init_top_p(TOP_P, 1),
            llama.llama_sampler_init_min_p(MIN_P, 1),
            llama.llama_sampler_init_temp(request.temperature),
            llama.llama_sampler_init_dist(request.seed & SEEDS),
        ]
    chain = llama.llama_sampler_chain_init(llama.llama_sampler_chain_default_params())
    for part in parts:
        llama.llama_sampler_chain_add(chain, part)
    try:
        yield chain
    finally:
        llama.llama_sampler_free(chain)


def _grammar(llama: Any, vocabulary: Any, schema: Mapping[str, Any]) -> Any:
    from llama_cpp.llama_grammar import json_schema_to_gbnf

    try:
        rules = SURROGATES.sub(_one_character, json_schema_to_gbnf(json.dumps(schema)))
    except Exception:  # The converter raises whatever a schema that it does not know leads to.
        rules = ""
    grammar = llama.llama_sampler_init_grammar(vocabulary, rules.encode(), b"root") if rules else None
    if not grammar:
        raise EngineError("This model's engine cannot hold an answer to that form; ask without one.")
    return grammar


def _one_character(halves: re.Match[str]) -> str:
    high, low = (int(half, 16) for half in halves.groups())
    return f"\\U{0x10000 + ((high & 0x3FF) << 10) + (low & 0x3FF):08x}"
