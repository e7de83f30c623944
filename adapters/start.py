"""The first file that runs: Ctrl-C while the others are being imported ends podquote quietly."""

from __future__ import annotations

import signal


def main() -> None:
    """Import podquote, then run its command line."""
    # Python would print where among the imports it was; the system's own way only ends us.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    from adapters.run import main as run  # noqa: PLC0415  half a second, and now it is quiet

    signal.signal(signal.SIGINT, signal.default_int_handler)
    run()
