"""The library of documents: the vault, splitting, search, ingestion and answering."""
