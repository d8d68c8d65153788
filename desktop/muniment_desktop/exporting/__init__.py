"""Tables as files of a person's choice: CSV, or XLSX with its citations."""

from .saving import save
from .sheets import Sheet, chronicle_sheets, table_sheets

__all__ = ["Sheet", "chronicle_sheets", "save", "table_sheets"]
