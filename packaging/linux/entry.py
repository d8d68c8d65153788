"""The first code of the frozen application, whatever it is started as: the program, its starter, or one of its processes."""

from __future__ import annotations

import sys

from muniment_desktop.__main__ import main

if __name__ == "__main__":
    sys.exit(main())
