"""Locked vaults in the window: the lock screen, the recovery key that is shown once, and when a vault is locked by itself."""
