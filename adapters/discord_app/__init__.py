"""The Discord door: slash command, mention, daily post. Knows discord.py; the core does not."""
