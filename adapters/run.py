"""The doors' own wiring and the entry point `podquote`."""


def main() -> None:
    """Run the command line."""
