"""The room of privacy: the offline switch, the ledger, and the self-test."""
