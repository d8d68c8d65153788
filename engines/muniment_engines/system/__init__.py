"""What differs from system to system, one file each, imported only where it is the system's own."""
