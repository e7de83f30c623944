"""Whoever changes their mind while podquote begins sees no traceback."""

from __future__ import annotations

import signal
import subprocess
import sys

INTERRUPTED = """
import os, signal, sys
from adapters.start import main

class AtTheFirstImport:
    def find_spec(self, name, path, target=None):
        os.kill(os.getpid(), signal.SIGINT)

sys.meta_path.insert(0, AtTheFirstImport())
main()
"""


def test_control_c_during_the_imports_ends_quietly() -> None:
    ended = subprocess.run(  # noqa: S603  this test's own program
        [sys.executable, "-c", INTERRUPTED], capture_output=True, text=True, check=False
    )

    assert -signal.SIGINT == ended.returncode
    assert "" == ended.stderr
