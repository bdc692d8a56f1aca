"""Starts the site and keeps its data: ``python -m toepas_web serve|manage|backup|restore``."""

import sys

from toepas_web.config.commands import main

sys.exit(main(sys.argv[1:]))
