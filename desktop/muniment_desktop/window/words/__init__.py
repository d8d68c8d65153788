"""The room of the words to mask: the vault's own list."""
