"""The command line: `muniment COMMAND …`.

Each command is a module of this package with `add(subparsers)`, which declares it, and `run(options, context)`, which does it and
returns the exit code. `main` parses, hands the context over and turns errors into one sentence on stderr. Exit codes: 0 done,
1 could not be done, 2 wrong use (also a document's name that fits none or several), 130 stopped.
"""
