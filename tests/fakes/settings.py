"""Settings for tests, from nothing but what the test says."""

from __future__ import annotations

from pathlib import Path

from bot.settings import Settings


def settings_for(database: Path, **variables: str) -> Settings:
    """Return settings with a SQLite file, and `variables` as if they stood in the environment."""
    given = {"PODQUOTE_DATABASE_URL": f"sqlite:///{database}", **variables}
    return Settings.model_validate(given)
