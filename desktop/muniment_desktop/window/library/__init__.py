"""The list of documents, and reading more of them into the vault."""
