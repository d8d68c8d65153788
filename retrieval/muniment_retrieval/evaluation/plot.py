"""The shares as a picture (SVG): a bar for each, and the interval that it lies in."""

from __future__ import annotations

from collections.abc import Iterator
from xml.sax.saxutils import escape

from .figures import Figure
from .meanings import Row, grouped
from .metrics import Scored

_WIDTH = 760
_LEFT, _RIGHT = 210, 590
_TOP = 76
_STEP = 24
_GAP = 14
_BELOW = 34
_STYLE = (
    "text{font-family:system-ui,'Segoe UI','Helvetica Neue',Arial,sans-serif;font-size:13px;fill:#24292f}"
    ".title{font-size:17px;font-weight:600}.group{font-weight:600}.faint{fill:#57606a;font-size:12px}"
    ".grid{stroke:#d8dee4;stroke-width:1}.bar{fill:#b6d0ee}.reach{stroke:#1b4f8a;stroke-width:2}.dot{fill:#1b4f8a}"
)


def svg(scored: Scored, subtitle: str) -> str:
    """A picture of its own, on a light ground. Medians have no share of one, and are left out."""
    groups = {title: [r for r in rows if r.figure.interval is not None] for title, rows in grouped(scored.figures).items()}
    groups = {title: rows for title, rows in groups.items() if rows}
    bottom = _TOP + sum(_STEP * (len(rows) + 1) + _GAP for rows in groups.values())
    height = bottom + _BELOW
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" width="{_WIDTH}" height="{height}">',
            f"<title>{escape(subtitle)}</title>",
            f"<style>{_STYLE}</style>",
            f'<rect width="{_WIDTH}" height="{height}" fill="#ffffff"/>',
            '<text class="title" x="20" y="32">Shares with their 95 % intervals</text>',
            f'<text class="faint" x="20" y="54">{escape(subtitle)}</text>',
            *_scale(bottom),
            *_groups(groups),
            "</svg>",
            "",
        ]
    )


def _scale(bottom: int) -> Iterator[str]:
    for quarter in range(5):
        x = _across(quarter / 4)
        yield f'<line class="grid" x1="{x}" y1="{_TOP}" x2="{x}" y2="{bottom}"/>'
        yield f'<text class="faint" x="{x}" y="{bottom + 18}" text-anchor="middle">{quarter / 4:g}</text>'


def _groups(groups: dict[str, list[Row]]) -> Iterator[str]:
    y = _TOP
    for title, rows in groups.items():
        y += _STEP
        yield f'<text class="group" x="20" y="{y - 6}">{title}</text>'
        for row in rows:
            yield from _bar(row.name, row.figure, y)
            y += _STEP
        y += _GAP


def _bar(name: str, figure: Figure, y: int) -> Iterator[str]:
    assert figure.interval is not None
    low, high = (_across(end) for end in figure.interval)
    value, middle = _across(figure.value), y + _STEP // 2
    yield f'<text x="{_LEFT - 12}" y="{middle + 4}" text-anchor="end">{name}</text>'
    yield f'<rect class="bar" x="{_LEFT}" y="{middle - 7}" width="{round(value - _LEFT, 1)}" height="14"/>'
    yield f'<line class="reach" x1="{low}" y1="{middle}" x2="{high}" y2="{middle}"/>'
    for end in (low, high):
        yield f'<line class="reach" x1="{end}" y1="{middle - 4}" x2="{end}" y2="{middle + 4}"/>'
    yield f'<circle class="dot" cx="{value}" cy="{middle}" r="3"/>'
    yield f'<text x="{_RIGHT + 18}" y="{middle + 4}">{figure.value:.3f}</text>'
    yield f'<text class="faint" x="{_RIGHT + 66}" y="{middle + 4}">n = {figure.n}</text>'


def _across(share: float) -> float:
    return round(_LEFT + min(max(share, 0.0), 1.0) * (_RIGHT - _LEFT), 1)
