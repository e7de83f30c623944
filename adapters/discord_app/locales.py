"""Descriptions of the commands in other languages: a data file each, `locales/LANGUAGE.json`.

A file has the English sentence and the translated one. What it lacks is shown in English, and names
of commands and options stay as they are: people type and share them.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import discord
from discord import app_commands
from discord.app_commands import TranslationContextLocation as Location

FOLDER = Path(__file__).parent / "locales"


class Locales(app_commands.Translator):
    """Translates what the files translate."""

    async def translate(
        self,
        string: app_commands.locale_str,
        locale: discord.Locale,
        context: app_commands.TranslationContext[Any, Any],
    ) -> str | None:
        """Return the sentence in that language, or None: as it is."""
        if context.location is Location.command_name and not isinstance(
            context.data, app_commands.ContextMenu
        ):
            return None
        return sentences().get(locale.value, {}).get(string.message)


@functools.cache
def sentences() -> Mapping[str, Mapping[str, str]]:
    """Return every file's sentences, by Discord's name of the language; read once."""
    return {file.stem: json.loads(file.read_bytes()) for file in sorted(FOLDER.glob("*.json"))}
