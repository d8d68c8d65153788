"""Reading through: questions for which every document must be looked at, and what comes out of that: a table, a chronology."""

from .routing import Kind, Wanted, wanted_in_table, wanted_of
from .table import Found, Row, Table
from .through import Forecast, Looked, Reader, Tabled

__all__ = ["Forecast", "Found", "Kind", "Looked", "Reader", "Row", "Table", "Tabled", "Wanted", "wanted_in_table", "wanted_of"]
