"""Confinement on Windows and on any other system: nothing that the system itself enforces, and the report says so."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from muniment_engines.confinement import Confinement


def apply(report: Confinement) -> None:
    """Write into `report` that there is nothing but the interpreter's audit hook."""
    report.missing.append(
        f"{report.system}: the system limits neither network nor files of this process; Python code is held by an audit hook, "
        "native code by nothing"
    )
