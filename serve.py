#!/usr/bin/env python3
"""OneWindow's server: serve.py --help, docs/operating.md."""

import sys

from server.cli import main

if __name__ == "__main__":
    sys.exit(main())
