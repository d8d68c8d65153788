"""What is found of the names and numbers that others have marked in texts, and how much of what is found was marked.

    python tests/bench/bench_masking.py --sets FOLDER [--models FOLDER] [--presidio PIPELINE]

FOLDER/pii/spans.jsonl holds a text a line with its spans. A span counts as found where one of the same kind overlaps it; towns
and streets are one kind in the second figure, and any kind in the third. Presidio is measured beside it where presidio-analyzer
is installed and --presidio names the folder of a spaCy pipeline. Kinds that the sets do not mark are left out.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from time import monotonic
from typing import Any

from muniment_desktop.paths import models_folder
from muniment_engines.api import Cancel, Named
from muniment_engines.bundled import rampart_redact, spacy_redact
from muniment_retrieval.masking import Masked, Span, find, from_models

KINDS = {
    "PERSON": "person", "ORGANIZATION": "organisation", "GPE": "place", "STREET_ADDRESS": "address", "ZIP_CODE": "address",
    "CREDIT_CARD": "card", "EMAIL_ADDRESS": "mail", "PHONE_NUMBER": "phone", "US_SSN": "identity", "IBAN_CODE": "iban",
}  # fmt: skip
PRESIDIO = KINDS | {"LOCATION": "place", "US_DRIVER_LICENSE": "identity", "US_PASSPORT": "identity", "UK_NHS": "identity"}
Places = list[tuple[int, int, str]]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sets", type=Path, default=os.environ.get("MUNIMENT_EVAL_SETS"), help="the folder that holds the sets")
    parser.add_argument("--models", type=Path, default=models_folder(), help="the folder of the models")
    parser.add_argument("--presidio", type=Path, help="a spaCy pipeline to measure presidio-analyzer with")
    options = parser.parse_args()
    file = Path(options.sets) / "pii" / "spans.jsonl" if options.sets else None
    if file is None or not file.exists():
        print("pii: skipped, for no such set lies in the folder that --sets or MUNIMENT_EVAL_SETS names")
        return 0
    marked = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    texts = [one["full_text"] for one in marked]
    gold = [[(s["start_position"], s["end_position"], s["entity_type"]) for s in one["spans"]] for one in marked]
    _tell("rules alone", gold, [_places(find(text)) for text in texts])
    begun = monotonic()
    found = _with_models(texts, options.models)
    if found is None:
        print("with models: skipped, for rampart and en_core_web_md do not lie in the folder that --models names")
    else:
        print(f"{sum(map(len, texts)) / (monotonic() - begun):.0f} characters a second")
        _tell("with models", gold, [_places(spans) for spans in found])
        masked = Masked(texts, found)
        same = sum(masked.restore(sent).text == text for sent, text in zip(masked.texts, texts, strict=True))
        print(f"restored to the letter: {same} of {len(texts)}")
    if options.presidio and importlib.util.find_spec("presidio_analyzer"):
        _tell(f"presidio-analyzer with {options.presidio.name}", gold, _presidio(texts, options.presidio))
    return 0


def _with_models(texts: Sequence[str], folder: Path) -> list[list[Span]] | None:
    if not ((folder / "rampart").is_dir() and (folder / "en_core_web_md").is_dir()):
        return None
    said: dict[str, list[tuple[Named, ...]]] = {
        "rampart": rampart_redact.open({"model": str(folder / "rampart")}, Path()).names(texts, Cancel()),
        "spacy": spacy_redact.open({"model": str(folder / "en_core_web_md")}, Path()).names(texts, Cancel()),
    }
    named = [from_models(text, {engine: one[number] for engine, one in said.items()}) for number, text in enumerate(texts)]
    return [find(text, named=names) for text, names in zip(texts, named, strict=True)]


def _presidio(texts: Sequence[str], pipeline: Path) -> list[Places]:
    from presidio_analyzer import AnalyzerEngine
    from presidio_analyzer.nlp_engine import NlpEngineProvider

    models = [{"lang_code": "en", "model_name": str(pipeline)}]
    engine = NlpEngineProvider(nlp_configuration={"nlp_engine_name": "spacy", "models": models}).create_engine()
    analyzer: Any = AnalyzerEngine(nlp_engine=engine, supported_languages=["en"])
    return [
        [(r.start, r.end, PRESIDIO[r.entity_type]) for r in analyzer.analyze(text, "en") if r.entity_type in PRESIDIO]
        for text in texts
    ]


def _places(spans: Sequence[Span]) -> Places:
    return [(span.start, span.end, span.kind) for span in spans if span.kind in KINDS.values()]


def _tell(name: str, gold: Sequence[Places], found: Sequence[Places]) -> None:
    print(f"\n{name}")
    wanted = [[(start, end, KINDS[kind]) for start, end, kind in one if kind in KINDS] for one in gold]
    _tell_one("same kind", wanted, found, lambda kind: kind)
    _tell_one("streets and towns as one", wanted, found, lambda kind: "place" if kind == "address" else kind)
    everything = [[(start, end, "any") for start, end, _ in one] for one in gold]
    _tell_one("any kind", [[(a, b, "any") for a, b, _ in one] for one in wanted], found, lambda _: "any", everything)


def _tell_one(
    name: str, gold: Sequence[Places], found: Sequence[Places], seen_as: Callable[[str], str], allowed: Sequence[Places] = ()
) -> None:
    """`allowed` are places that are no mistake to find, where these are more than `gold`."""
    counts: Counter[tuple[str, str]] = Counter()
    for one, spans, right in zip(gold, found, allowed or gold, strict=True):
        wanted, got, good = ([(a, b, seen_as(k)) for a, b, k in places] for places in (one, spans, right))
        for span in wanted:
            counts["wanted", span[2]] += 1
            counts["met", span[2]] += _meets(span, got)
        for span in got:
            counts["got", span[2]] += 1
            counts["right", span[2]] += _meets(span, good)
    kinds = sorted({kind for what, kind in counts if what == "wanted"})
    total = {what: sum(n for (w, _), n in counts.items() if w == what) for what in ("wanted", "met", "got", "right")}
    print(f"  {name}: recall {_share(total['met'], total['wanted'])}, precision {_share(total['right'], total['got'])}")
    for kind in kinds if len(kinds) > 1 else ():
        recall, precision = (
            _share(counts["met", kind], counts["wanted", kind]),
            _share(counts["right", kind], counts["got", kind]),
        )
        print(f"    {kind:13} {counts['wanted', kind]:4} recall {recall} precision {precision}")


def _meets(span: tuple[int, int, str], others: Places) -> bool:
    return any(span[0] < end and start < span[1] and span[2] == kind for start, end, kind in others)


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.3f}" if whole else "  –  "


if __name__ == "__main__":
    sys.exit(main())
