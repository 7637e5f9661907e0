"""Where the frozen program starts. Hides nothing and does nothing but start the command line."""

from __future__ import annotations

import sys

from mgaid.__main__ import main

if __name__ == "__main__":
    sys.exit(main())
