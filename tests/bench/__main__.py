"""`make bench`: measures what the documents claim, and prints it."""

from __future__ import annotations

import platform
import sys

from tests.bench import process


def main() -> None:
    """Print every measure."""
    sys.stdout.write(f"Python {platform.python_version()}, {platform.system()}\n")
    for line in process.report():
        sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    main()
