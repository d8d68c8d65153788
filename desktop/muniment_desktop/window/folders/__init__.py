"""The room of the folders whose changes the vault follows."""
