"""Lets ``python -m toepas`` run the command line."""

import sys

from toepas.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
